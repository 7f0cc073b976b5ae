"""Which screens the rail offers to whom."""

from __future__ import annotations

from collections.abc import Callable

from sentra_pos.core.speech import _
from sentra_pos.people.permissions import Permission
from ui.consignment.screen import ConsignmentScreen
from ui.context import Context
from ui.main_window import RailEntry
from ui.sell.screen import SellScreen
from ui.settings.screen import SettingsScreen
from ui.settlement.screen import SettlementScreen
from ui.stock.screen import StockScreen


def rail_entries(
    context: Context, *, leave: Callable[[], object], restart: Callable[[Context], object]
) -> tuple[RailEntry, ...]:
    """The screens this person may open, the till first."""
    offered = (
        (Permission.SELL, "sell", _("Sell"), "cash-register", lambda: SellScreen(context)),
        (Permission.SELL, "stock", _("Stock"), "package", lambda: StockScreen(context)),
        (Permission.TAKE_IN, "consignment", _("Consigned"), "handshake", lambda: ConsignmentScreen(context)),
        (Permission.SETTLE, "settlement", _("Settlement"), "receipt", lambda: SettlementScreen(context)),
        (
            Permission.SELL,
            "settings",
            _("Settings"),
            "gear-six",
            lambda: SettingsScreen(context, leave=leave, restart=lambda: restart(context)),
        ),
    )
    return tuple(
        RailEntry(key=key, title=title, icon=icon, factory=factory, shortcut=f"Ctrl+{number}")
        for number, (permission, key, title, icon, factory) in enumerate(
            (entry for entry in offered if context.may(entry[0])), start=1
        )
    )
