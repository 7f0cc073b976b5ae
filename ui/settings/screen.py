"""The settings: the shop, the printer, what was printed, safety and people, two columns of cards."""

from __future__ import annotations

from collections.abc import Callable

from sentra_pos.core.changes import Changes
from sentra_pos.core.speech import _
from sentra_pos.people.permissions import Permission
from ui.context import Context
from ui.kit.labels import headline
from ui.kit.layout import column, plain, row, scrolling, spacer
from ui.kit.screen import Screen
from ui.settings.papers_card import PapersCard
from ui.settings.people_card import PeopleCard
from ui.settings.printer_card import PrinterCard
from ui.settings.safety_card import SafetyCard
from ui.settings.shop_card import ShopCard


class SettingsScreen(Screen):
    """What may not be changed by this person is not offered; the acts refuse it anyway."""

    watches = Changes(settings=True, printing=True, till=True)

    def __init__(self, context: Context, *, leave: Callable[[], object], restart: Callable[[], object]) -> None:
        super().__init__()
        self.shop = ShopCard(context, restart)
        self.printer = PrinterCard(context)
        self.papers = PapersCard(context)
        self.safety = SafetyCard(context)
        self.people = PeopleCard(context, leave)
        for owners in (self.shop, self.printer):
            owners.setVisible(context.may(Permission.SETTINGS))
        left = column(self.shop, self.safety, spacer(), spacing=16)
        right = column(self.printer, self.papers, self.people, spacer(), spacing=16)
        both = row(spacing=16)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        outer = column(headline(_("Settings")), scrolling(plain(both)), spacing=12, margins=(24, 20, 24, 12))
        self.setLayout(outer)

    def refresh(self) -> None:
        for part in (self.shop, self.printer, self.papers, self.safety, self.people):
            part.refresh()
