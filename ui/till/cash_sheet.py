"""Cash without a sale: paid in and out, to the safe and back, to the bank; or just the drawer opened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_rupiah
from sentra_pos.tills.cash_categories import CashCategory, cash_categories
from sentra_pos.tills.errors import (
    AmountMissing,
    CategoryMissing,
    DrawerNeedsReason,
    ReasonMissing,
)
from sentra_pos.tills.move_cash import CashMoved, MoveCash, move_cash
from sentra_pos.tills.open_drawer import DrawerAsked, OpenDrawer, open_drawer
from sentra_pos.tills.queries import TillStanding
from sentra_pos.tills.shift_queries import Movement
from sentra_pos.tills.wording import movement_label
from ui.context import Context
from ui.kit.buttons import Tile
from ui.kit.chips import Chips
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, TextField, with_problem
from ui.kit.labels import caption
from ui.kit.layout import column, plain
from ui.kit.messages import Banner, toast
from ui.people.approving import Approving


class CashAct(StrEnum):
    """What the person wants to do, by the tile that was pressed."""

    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    TO_SAFE = "to_safe"
    FROM_SAFE = "from_safe"
    TO_BANK = "to_bank"
    OPEN_DRAWER = "open_drawer"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    says: str
    icon: str
    key: str


_OFFERS = {
    CashAct.PAID_IN: _Offer(says=N_("Paid in"), icon="plus", key="F2"),
    CashAct.PAID_OUT: _Offer(says=N_("Paid out"), icon="minus", key="F3"),
    CashAct.TO_SAFE: _Offer(says=N_("Into the safe"), icon="vault", key="F4"),
    CashAct.FROM_SAFE: _Offer(says=N_("From the safe"), icon="arrow-u-up-left", key="F5"),
    CashAct.TO_BANK: _Offer(says=N_("Taken to the bank"), icon="bank", key="F6"),
    CashAct.OPEN_DRAWER: _Offer(says=N_("Open the drawer"), icon="cash-register", key="F7"),
}
_WITH_CATEGORY = (CashAct.PAID_IN, CashAct.PAID_OUT)
#: A stand has no safe, and takes nothing to the bank.
_AT_A_STAND = (*_WITH_CATEGORY, CashAct.OPEN_DRAWER)


class CashSheet(Sheet):
    """Returns a CashMoved or a DrawerAsked; Approving asks a second person where one is needed."""

    def __init__(self, parent: QWidget, context: Context, till: TillStanding) -> None:
        super().__init__(parent, title=_("Cash without a sale"), primary_text=_("Save and print the slip"), width=600)
        self._context, self._is_open = context, till.shift is not None
        self._offered = {act: offer for act, offer in _OFFERS.items() if not till.at_stand or act in _AT_A_STAND}
        self._runner = Approving(context, self, saying=_about)
        self._id = DocumentId(new_id(context.shop.clock))
        self._categories: tuple[CashCategory, ...] = ()
        self.tiles: dict[CashAct, Tile] = {}
        self.amount = RupiahEdit(big=True)
        self.category = Chips(name=_("What for"))
        self.source = Chips(
            [(Movement.DRAWER_TO_BANK, _("Out of the drawer")), (Movement.SAFE_TO_BANK, _("Out of the safe"))],
            name=_("Where the money comes from"),
        )
        self.reason = TextField()
        self.reference = TextField()
        self._problem = Banner("", "bad")
        self._problem.hide()
        self._boxes = {
            "category": plain(column(caption(_("What for")), self.category, spacing=2)),
            "source": plain(column(caption(_("Where the money comes from")), self.source, spacing=2)),
            "amount": with_problem(self.amount, _("Amount")),
            "reason": with_problem(self.reason, _("Reason")),
            "reference": with_problem(self.reference, _("Number of the bank's slip")),
        }
        self.content.addLayout(self._tiles())
        for box in (*self._boxes.values(), self._problem):
            self.content.addWidget(box)
        beside = CashAct.OPEN_DRAWER if till.at_stand else CashAct.TO_BANK
        self.act = CashAct.PAID_OUT if self._is_open else beside
        if not self._is_open:
            self.source.choose(Movement.SAFE_TO_BANK)
        context.runner.read(cash_categories, self._know, self._tell, origin=self)
        self._choose(self.act)

    def _tiles(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        group = QButtonGroup(self)
        for place, (act, offer) in enumerate(self._offered.items()):
            tile = self.tiles[act] = Tile(_(offer.says), offer.icon, offer.key)
            # Past an open till there is only the safe, and the drawer's own lock.
            tile.setEnabled(self._is_open or act in (CashAct.TO_BANK, CashAct.OPEN_DRAWER))
            tile.clicked.connect(lambda _checked=False, act=act: self._choose(act))
            group.addButton(tile)
            grid.addWidget(tile, place // 3, place % 3)
        return grid

    def _know(self, categories: tuple[CashCategory, ...]) -> None:
        self._categories = categories
        self._offer_categories()
        self.adjust()

    def _offer_categories(self) -> None:
        pays_out = self.act is CashAct.PAID_OUT
        self.category.set_choices((each.code, each.name) for each in self._categories if each.pays_out == pays_out)

    def _choose(self, act: CashAct) -> None:
        self.act = act
        self.tiles[act].setChecked(True)
        self._problem.hide()
        self._offer_categories()
        moves = act is not CashAct.OPEN_DRAWER
        self._boxes["category"].setVisible(act in _WITH_CATEGORY)
        self._boxes["source"].setVisible(act is CashAct.TO_BANK and self._is_open)
        self._boxes["amount"].setVisible(moves)
        self._boxes["reference"].setVisible(act is CashAct.TO_BANK)
        self._boxes["reason"].setVisible(act is not CashAct.TO_BANK)
        assert self.primary_button is not None
        self.primary_button.set_label(_("Save and print the slip") if moves else _("Open the drawer"))
        self.adjust()
        (self.amount if moves else self.reason).setFocus()

    # ---------------------------------------------------------------------------------------------------------- doing

    def confirm(self) -> None:
        self._problem.hide()
        if self.act is CashAct.OPEN_DRAWER:
            self._open_drawer()
        else:
            self._move()

    def _open_drawer(self) -> None:
        if not self.reason.text().strip():
            self._tell(DrawerNeedsReason())
            return
        self.busy(True)
        command = OpenDrawer(by=self._context.by, reason=self.reason.text())
        self._runner.write(open_drawer, command, self._opened, self._tell, ended=lambda: self.busy(False), origin=self)

    def _move(self) -> None:
        amount = self.amount.check()
        if amount is None:
            self.amount.setFocus()
            return
        trouble = self._missing(amount)
        if trouble is not None:
            self._tell(trouble)
            return
        category = self.category.choice() if self.act in _WITH_CATEGORY else None
        command = MoveCash(
            id=self._id,
            by=self._context.by,
            movement=self._movement(),
            amount=amount,
            category=None if category is None else str(category),
            reason="" if self.act is CashAct.TO_BANK else self.reason.text(),
            reference=self.reference.text() if self.act is CashAct.TO_BANK else "",
        )
        self.busy(True)
        self._runner.write(move_cash, command, self._moved, self._tell, ended=lambda: self.busy(False), origin=self)

    def _missing(self, amount: Rupiah) -> SentraError | None:
        """What the act would ask for; said before anybody is asked for a PIN."""
        if not amount:
            return AmountMissing()
        if self.act in _WITH_CATEGORY and not self.reason.text().strip():
            return ReasonMissing()
        return None

    def _movement(self) -> Movement:
        if self.act is not CashAct.TO_BANK:
            return Movement(self.act.value)
        source = self.source.choice()
        return source if isinstance(source, Movement) else Movement.DRAWER_TO_BANK

    def _moved(self, moved: CashMoved) -> None:
        self._leave(moved, _("{code} is saved. Its slip is on its way.").format(code=moved.code))

    def _opened(self, asked: DrawerAsked) -> None:
        self._leave(asked, _("The drawer was asked to open. It is in the activity."))

    def _leave(self, answer: object, words: str) -> None:
        behind = self._behind
        self.busy(False)
        self.finish(answer)
        toast(behind, words)

    def _tell(self, trouble: SentraError) -> None:
        field = _field_of(trouble)
        if field in ("amount", "reason"):
            asked = self.amount if field == "amount" else self.reason
            asked.mark(str(trouble))
            asked.setFocus()
        else:
            self._problem.tell(str(trouble), "bad")
        self.adjust()


def _field_of(trouble: SentraError) -> str:
    """Where what is wrong was typed; "" when that is nowhere in particular."""
    match trouble:
        case AmountMissing():
            return "amount"
        case ReasonMissing() | DrawerNeedsReason():
            return "reason"
        case CategoryMissing():
            return "category"
        case _:
            return ""


def _about(command: object) -> str:
    """What somebody else is asked to approve."""
    match command:
        case MoveCash():
            words = (movement_label(command.movement), format_rupiah(command.amount), command.reason.strip())
            return " · ".join(word for word in words if word)
        case OpenDrawer():
            return command.reason.strip()
        case _:
            return ""
