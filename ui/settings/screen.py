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
from ui.settings.display_card import DisplayCard
from ui.settings.look_card import LookCard
from ui.settings.papers_card import PapersCard
from ui.settings.people_card import PeopleCard
from ui.settings.practice_card import PracticeCard
from ui.settings.printer_card import PrinterCard
from ui.settings.safety_card import SafetyCard
from ui.settings.scanner_card import ScannerCard
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
        self.look = LookCard(context)
        self.scanner = ScannerCard(context)
        self.display = DisplayCard(context)
        self.practice = PracticeCard(context)
        for owners in (self.shop, self.printer, self.scanner, self.display):
            owners.setVisible(context.may(Permission.SETTINGS))
        left = column(self.shop, self.look, self.scanner, self.display, self.safety, spacer(), spacing=16)
        right = column(self.printer, self.papers, self.people, self.practice, spacer(), spacing=16)
        both = row(spacing=16)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        outer = column(headline(_("Settings")), scrolling(plain(both)), spacing=12, margins=(24, 20, 24, 12))
        self.setLayout(outer)

    def refresh(self) -> None:
        mine = (self.shop, self.look, self.scanner, self.display, self.safety)
        for part in (*mine, self.printer, self.papers, self.people):
            part.refresh()
