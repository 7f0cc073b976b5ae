"""The settings in a few sections: the shop, payments, discounts, printing, this computer; each two columns of cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from sentra_pos.core.changes import Changes
from sentra_pos.core.speech import _
from sentra_pos.people.permissions import Permission
from ui.context import Context
from ui.kit.chips import Chips
from ui.kit.keys import on_key
from ui.kit.labels import headline
from ui.kit.layout import column, plain, row, scrolling, spacer
from ui.kit.screen import Screen
from ui.settings.cash_card import CashCard
from ui.settings.display_card import DisplayCard
from ui.settings.limits_card import LimitsCard
from ui.settings.look_card import LookCard
from ui.settings.methods_card import MethodsCard
from ui.settings.papers_card import PapersCard
from ui.settings.payout_card import PayoutCard
from ui.settings.people_card import PeopleCard
from ui.settings.practice_card import PracticeCard
from ui.settings.printed_card import PrintedCard
from ui.settings.printer_card import PrinterCard
from ui.settings.promotions_card import PromotionsCard
from ui.settings.qris_card import QrisCard
from ui.settings.rounding_card import RoundingCard
from ui.settings.safety_card import SafetyCard
from ui.settings.scanner_card import ScannerCard
from ui.settings.shop_card import ShopCard

SHOP, PAYMENTS, DISCOUNTS, PRINTING, COMPUTER = "shop", "payments", "discounts", "printing", "computer"


class _Loads(Protocol):
    def refresh(self) -> None: ...


class SettingsScreen(Screen):
    """What may not be changed by this person is not offered; the acts refuse it anyway."""

    watches = Changes(settings=True, printing=True, till=True, sales=True)

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
        self.cash = CashCard(context)
        self.payouts = PayoutCard(context)
        self.methods = MethodsCard(context)
        self.qris = QrisCard(context)
        self.rounding = RoundingCard(context)
        self.limits = LimitsCard(context)
        self.promotions = PromotionsCard(context)
        self.printed = PrintedCard(context)
        self._kept_back = self._not_theirs(context)
        self._pages: dict[str, QScrollArea] = {}
        self._stack = QStackedWidget()
        self.sections = Chips(name=_("Section"))
        self._build()
        self.sections.chosen.connect(self.show_section)

    def _not_theirs(self, context: Context) -> frozenset[QWidget]:
        """The cards that this person is not offered."""
        needed: dict[Permission, tuple[QWidget, ...]] = {
            Permission.SETTINGS: (
                *(self.shop, self.printer, self.scanner, self.display),
                *(self.cash, self.payouts, self.rounding, self.limits, self.printed),
            ),
            Permission.PAYMENT_METHODS: (self.methods, self.qris),
            Permission.MANAGE_PROMOTIONS: (self.promotions,),
        }
        refused = {card for permission, cards in needed.items() if not context.may(permission) for card in cards}
        return frozenset(refused | ({self.practice} if context.shop.practice else set()))

    def _build(self) -> None:
        sections: tuple[tuple[str, str, Sequence[QWidget], Sequence[QWidget]], ...] = (
            (SHOP, _("Shop and people"), (self.shop, self.safety), (self.people, self.printed)),
            (PAYMENTS, _("Payments"), (self.methods,), (self.qris, self.rounding, self.cash, self.payouts)),
            (DISCOUNTS, _("Discounts"), (self.promotions,), (self.limits,)),
            (PRINTING, _("Printing"), (self.printer,), (self.papers,)),
            (COMPUTER, _("This computer"), (self.look, self.scanner), (self.display, self.practice)),
        )
        offered = []
        for key, name, left, right in sections:
            page = self._page(left, right, wide=3 if key == DISCOUNTS else 1)
            self._stack.addWidget(page)
            # A section without a card stays in the stack, so that every card has a parent, and is never opened.
            if not self._kept_back.issuperset((*left, *right)):
                self._pages[key] = page
                offered.append((key, name))
        self.sections.set_choices(offered)
        for number, (key, name) in enumerate(offered, start=1):
            on_key(self, f"Alt+{number}", name, partial(self.show_section, key))
        self.setLayout(
            column(headline(_("Settings")), self.sections, self._stack, spacing=12, margins=(24, 20, 24, 12))
        )
        self.show_section(SHOP)

    def _page(self, left: Sequence[QWidget], right: Sequence[QWidget], *, wide: int) -> QScrollArea:
        """Two columns of cards, the left one ``wide``; one where the other holds nothing for this person."""
        both = row(spacing=16)
        for cards, weight in ((left, wide), (right, 2 if wide > 1 else 1)):
            made = column(*cards, spacer(), spacing=16)
            both.addLayout(made, 0 if self._kept_back.issuperset(cards) else weight)
        page = scrolling(plain(both))
        for card in self._kept_back.intersection((*left, *right)):
            card.hide()
        return page

    def show_section(self, key: object) -> None:
        """One of the sections that this person is offered."""
        page = self._pages.get(str(key))
        if page is not None:
            self.sections.choose(key)
            self._stack.setCurrentWidget(page)

    def refresh(self) -> None:
        cards: tuple[_Loads, ...] = (
            *(self.shop, self.look, self.scanner, self.display, self.safety, self.printer, self.papers, self.people),
            *(self.cash, self.payouts, self.methods, self.qris, self.rounding),
            *(self.limits, self.promotions, self.printed),
        )
        for card in cards:
            if not (isinstance(card, QWidget) and card in self._kept_back):
                card.refresh()
