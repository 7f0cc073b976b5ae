"""Which screens the rail offers to whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sentra_pos.core.speech import _
from sentra_pos.people.permissions import Permission
from ui.context import Context
from ui.kit.screen import Screen
from ui.main_window import MainWindow, RailEntry

if TYPE_CHECKING:
    from ui.sell.rows import CartReturn

# Each screen is imported when it is first opened: together they take as long to load as all that the till needs.


def _sell(context: Context) -> Screen:
    from ui.sell.screen import SellScreen

    return SellScreen(context)


def _till(context: Context) -> Screen:
    from ui.till.screen import TillScreen

    return TillScreen(context)


def _stock(context: Context) -> Screen:
    from ui.stock.screen import StockScreen

    return StockScreen(context)


def _consignment(context: Context) -> Screen:
    from ui.consignment.screen import ConsignmentScreen

    return ConsignmentScreen(context)


def _give_back(context: Context) -> Screen:
    from ui.give_back.screen import GiveBackScreen

    return GiveBackScreen(context)


def _artisans(context: Context) -> Screen:
    from ui.artisan.screen import ArtisansScreen

    return ArtisansScreen(context)


def _counting(context: Context) -> Screen:
    from ui.counting.screen import CountingScreen

    return CountingScreen(context)


def _settlement(context: Context) -> Screen:
    from ui.settlement.screen import SettlementScreen

    return SettlementScreen(context)


def _exhibitions(context: Context) -> Screen:
    from ui.exhibitions.screen import ExhibitionsScreen

    return ExhibitionsScreen(context)


def _stand(context: Context, leave: Callable[[], object]) -> Screen:
    from ui.stand.screen import StandScreen

    assert context.stand is not None
    return StandScreen(context, context.stand, leave)


def _money(context: Context) -> Screen:
    from ui.money.screen import MoneyScreen

    return MoneyScreen(context)


def _receipts(context: Context) -> Screen:
    from ui.receipts.screen import ReceiptsScreen

    screen: Screen = ReceiptsScreen(context, lambda returns: _exchange(screen, returns))
    return screen


def _exchange(screen: Screen, returns: tuple[CartReturn, ...]) -> None:
    """Go on at the till with goods that come back."""
    window = screen.window()
    till = window.open("sell") if isinstance(window, MainWindow) else None
    from ui.sell.screen import SellScreen

    if isinstance(till, SellScreen):
        till.presenter.begin_exchange(returns)


def _records(context: Context) -> Screen:
    from ui.records.screen import RecordsScreen

    return RecordsScreen(context)


def _activity(context: Context) -> Screen:
    from ui.activity.screen import ActivityScreen

    return ActivityScreen(context)


def _settings(context: Context, leave: Callable[[], object], restart: Callable[[Context], object]) -> Screen:
    from ui.settings.screen import SettingsScreen

    return SettingsScreen(context, leave=leave, restart=lambda: restart(context))


#: Screens that share a button of the rail with the one they belong to: there is room for nine.
_WITHIN = {
    "money": "till",
    "counting": "stock",
    "give_back": "consignment",
    "artisans": "consignment",
    "activity": "records",
}
#: What a stand's computer shows: its own work, and nothing that only the shop's whole book can answer.
_AT_A_STAND = frozenset({"sell", "till", "receipts", "stock", "stand", "money", "settings"})


def _is_done_here(context: Context, key: str) -> bool:
    return key != "stand" if context.stand is None else key in _AT_A_STAND


def rail_entries(
    context: Context, *, leave: Callable[[], object], restart: Callable[[Context], object]
) -> tuple[RailEntry, ...]:
    """The screens this person may open, the till first."""
    offered = (
        (Permission.SELL, "sell", _("Sell"), "cash-register", lambda: _sell(context)),
        (Permission.CLOSE_TILL, "till", _("Till"), "vault", lambda: _till(context)),
        (Permission.REPRINT, "receipts", _("Receipts"), "receipt", lambda: _receipts(context)),
        (Permission.SELL, "stock", _("Stock"), "package", lambda: _stock(context)),
        (Permission.TAKE_IN, "consignment", _("Consigned"), "handshake", lambda: _consignment(context)),
        (Permission.GIVE_BACK, "give_back", _("Back to artisans"), "handshake", lambda: _give_back(context)),
        (Permission.COUNT_STOCK, "counting", _("Count stock"), "list-checks", lambda: _counting(context)),
        (Permission.SETTLE, "settlement", _("Settlement"), "calendar-dots", lambda: _settlement(context)),
        (
            Permission.OPEN_ARTISAN_COUNTER,
            "artisans",
            _("Artisans' counter"),
            "users-three",
            lambda: _artisans(context),
        ),
        (
            Permission.BRING_HOME,
            "exhibitions",
            _("Exhibitions"),
            "storefront",
            lambda: _exhibitions(context),
        ),
        (Permission.SELL, "stand", _("Stand"), "storefront", lambda: _stand(context, leave)),
        (Permission.CHECK_PAYMENT, "money", _("Money"), "hand-coins", lambda: _money(context)),
        (Permission.SEE_REPORTS, "records", _("Reports"), "chart-line-up", lambda: _records(context)),
        (
            Permission.SEE_ACTIVITY,
            "activity",
            _("Activity"),
            "clock-counter-clockwise",
            lambda: _activity(context),
        ),
        (
            Permission.SELL,
            "settings",
            _("Settings"),
            "gear-six",
            lambda: _settings(context, leave, restart),
        ),
    )
    may = [entry for entry in offered if context.may(entry[0]) and _is_done_here(context, entry[1])]
    keys = [key for _permission, key, *_rest in may]
    within = {key: _WITHIN[key] for key in keys if _WITHIN.get(key) in keys}
    # The rail by numbers; what shares a button by the same number's family, in its order.
    numbers = {key: str(number) for number, key in enumerate((key for key in keys if key not in within), start=1)}
    shortcuts = {key: f"Ctrl+{number}" for key, number in numbers.items()}
    for family in set(within.values()):
        members = [key for key in keys if within.get(key) == family]
        shortcuts |= {key: f"Ctrl+Shift+{number}" for number, key in enumerate(members, start=2)}
    return tuple(
        RailEntry(key=key, title=title, icon=icon, factory=factory, shortcut=shortcuts[key], within=within.get(key, ""))
        for _permission, key, title, icon, factory in may
    )
