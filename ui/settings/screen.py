"""The settings in a few sections: the shop, payments, discounts, printing, this computer; each two columns of cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial

from PySide6.QtWidgets import QScrollArea, QStackedWidget

from sentra_pos.core.changes import Changes
from sentra_pos.core.speech import N_, _
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


#: Each section: its key, its name, the cards on its left (and how wide that is) and on its right.
_SECTIONS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], int], ...] = (
    (SHOP, N_("Shop and people"), ("shop", "safety"), ("people", "printed"), 1),
    (PAYMENTS, N_("Payments"), ("methods",), ("qris", "rounding", "cash", "payouts"), 1),
    (DISCOUNTS, N_("Discounts"), ("promotions",), ("limits",), 3),
    (PRINTING, N_("Printing"), ("printer",), ("papers",), 1),
    (COMPUTER, N_("This computer"), ("look", "scanner"), ("display", "practice"), 1),
)
_NEEDED = {
    Permission.SETTINGS: frozenset(
        {"shop", "printer", "scanner", "display", "cash", "payouts", "rounding", "limits", "printed"}
    ),
    Permission.PAYMENT_METHODS: frozenset({"methods", "qris"}),
    Permission.MANAGE_PROMOTIONS: frozenset({"promotions"}),
}
#: What a stand's computer has from the shop's file, and the shop alone changes.
_THE_SHOPS = frozenset(
    {
        *("shop", "printed", "methods", "qris", "rounding", "cash", "payouts", "promotions", "limits"),
        *("papers", "practice"),
    }
)


class SettingsScreen(Screen):
    """What may not be changed by this person is not offered; the acts refuse it anyway.

    A card is made when its section is first opened: nobody waits for those that nobody looks at.
    """

    watches = Changes(settings=True, printing=True, till=True, sales=True)

    def __init__(self, context: Context, *, leave: Callable[[], object], restart: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._leave, self._restart = context, leave, restart
        refused = {card for permission, cards in _NEEDED.items() if not context.may(permission) for card in cards}
        self._kept_back = frozenset(
            refused | ({"practice"} if context.shop.practice else set()) | (_THE_SHOPS if context.stand else set())
        )
        self._pages: dict[str, QScrollArea] = {}
        self._stack = QStackedWidget()
        self.sections = Chips(name=_("Section"))
        self._offered = tuple(
            section for section in _SECTIONS if not self._kept_back.issuperset((*section[2], *section[3]))
        )
        self.sections.set_choices([(key, _(name)) for key, name, *_cards in self._offered])
        for number, (key, name, *_cards) in enumerate(self._offered, start=1):
            on_key(self, f"Alt+{number}", _(name), partial(self.show_section, key))
        self.setLayout(
            column(headline(_("Settings")), self.sections, self._stack, spacing=12, margins=(24, 20, 24, 12))
        )
        self.show_section(SHOP)
        self.sections.chosen.connect(self.show_section)

    @cached_property
    def shop(self) -> ShopCard:
        return ShopCard(self._context, self._restart)

    @cached_property
    def people(self) -> PeopleCard:
        return PeopleCard(self._context, self._leave)

    @cached_property
    def printer(self) -> PrinterCard:
        return PrinterCard(self._context)

    @cached_property
    def papers(self) -> PapersCard:
        return PapersCard(self._context)

    @cached_property
    def safety(self) -> SafetyCard:
        return SafetyCard(self._context)

    @cached_property
    def look(self) -> LookCard:
        return LookCard(self._context)

    @cached_property
    def scanner(self) -> ScannerCard:
        return ScannerCard(self._context)

    @cached_property
    def display(self) -> DisplayCard:
        return DisplayCard(self._context)

    @cached_property
    def practice(self) -> PracticeCard:
        return PracticeCard(self._context)

    @cached_property
    def cash(self) -> CashCard:
        return CashCard(self._context)

    @cached_property
    def payouts(self) -> PayoutCard:
        return PayoutCard(self._context)

    @cached_property
    def methods(self) -> MethodsCard:
        return MethodsCard(self._context)

    @cached_property
    def qris(self) -> QrisCard:
        return QrisCard(self._context)

    @cached_property
    def rounding(self) -> RoundingCard:
        return RoundingCard(self._context)

    @cached_property
    def limits(self) -> LimitsCard:
        return LimitsCard(self._context)

    @cached_property
    def promotions(self) -> PromotionsCard:
        return PromotionsCard(self._context)

    @cached_property
    def printed(self) -> PrintedCard:
        return PrintedCard(self._context)

    def _page(self, left: Sequence[str], right: Sequence[str], wide: int) -> QScrollArea:
        """Two columns of cards, the left one ``wide``; one where the other holds nothing for this person."""
        both = row(spacing=16)
        for names, weight in ((left, wide), (right, 2 if wide > 1 else 1)):
            cards = [getattr(self, name) for name in names if name not in self._kept_back]
            both.addLayout(column(*cards, spacer(), spacing=16), weight if cards else 0)
        return scrolling(plain(both))

    def show_section(self, key: object) -> None:
        """One of the sections that this person is offered."""
        for each, _name, left, right, wide in self._offered:
            if each != key:
                continue
            if each not in self._pages:
                self._pages[each] = self._page(left, right, wide)
                self._stack.addWidget(self._pages[each])
                self._load(left, right)
            self.sections.choose(key)
            self._stack.setCurrentWidget(self._pages[each])

    def refresh(self) -> None:
        for key, _name, left, right, _wide in self._offered:
            if key in self._pages:
                self._load(left, right)

    def _load(self, *columns: Sequence[str]) -> None:
        for names in columns:
            for name in names:
                # Practice is a button and a sentence: there is nothing to read for it.
                if name not in self._kept_back and name != "practice":
                    getattr(self, name).refresh()
