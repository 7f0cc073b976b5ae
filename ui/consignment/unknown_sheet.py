"""What waits for its owner: sold before any note covered it (whose was it?), or taken back and sold elsewhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.sales.elsewhere_queries import OpenReturn, possible_sales
from sentra_pos.sales.identify_goods import GoodsIdentified, IdentifyGoods, identify_goods
from sentra_pos.sales.identify_queries import PossibleAnswer, Unidentified, possible_answers
from sentra_pos.sales.item_sale_queries import ItemSale
from sentra_pos.sales.match_return import MatchReturn, ReturnMatched, SoldThere, match_return
from sentra_pos.stock.places import shop_shelf_of
from ui.consignment.waiting_rows import (
    Waiting,
    answer_columns,
    everything_that_waits,
    key_of,
    sale_columns,
    waiting_columns,
)
from ui.context import Context
from ui.kit.buttons import secondary
from ui.kit.dialog import Sheet
from ui.kit.labels import caption, label
from ui.kit.layout import row, spacer
from ui.kit.messages import ask_again, error, toast
from ui.kit.table import RecordTable
from ui.people.approving import Approving


class UnknownGoodsSheet(Sheet):
    """What waits above, what may answer for it below; F12 says that it does, and the next one waits."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(
            parent,
            title=_("Not identified yet"),
            primary_text=_("It was theirs"),
            primary_key="F12",
            back_text=_("Close"),
            width=900,
            height=680,
        )
        self._context = context
        self._runner = Approving(context, self)
        nothing = _("Nothing waits: of everything that was sold it is known whose it was.")
        self.sold = RecordTable(waiting_columns(), empty=nothing, name=_("What waits for its owner"), key=key_of)
        none_came = _("No note has brought this item in since. Take it in first, counting the pieces that were sold.")
        self.answers = RecordTable(answer_columns(), empty=none_came, name=_("Notes that may answer"))
        no_sale = _("No sale of these goods is in the book yet. It will be, once the stand's file is brought home.")
        self.sales = RecordTable(
            sale_columns(context.shop.clock.zone),
            empty=no_sale,
            name=_("Sales that may answer"),
            key=lambda each: (each.sale, each.line),
        )
        self.never = secondary(_("No sale will be found"), "F9", on=self.give_up)
        self._below = label("", "body", "bold")
        self._pages = QStackedWidget()
        self._identity = DocumentId(new_id(context.shop.clock))
        self._fill()
        self.load()

    def _fill(self) -> None:
        hint = caption(
            _(
                "This money belongs to somebody. Choose the note that the goods came in on, or the sale of what came"
                " back, and it is split by that."
            )
        )
        hint.setWordWrap(True)
        self.content.addWidget(hint)
        self.content.addWidget(self.sold, 3)
        self.content.addLayout(row(self._below, spacer(), self.never))
        self._pages.addWidget(self.answers)
        self._pages.addWidget(self.sales)
        self.content.addWidget(self._pages, 2)
        self.sold.picked.connect(lambda _each: self._ask_answers())
        self.sold.on_open(_("Choose what answers"), lambda _each: self._answering().enter())
        self.answers.on_open(_("It was theirs"), lambda _each: self.confirm())
        self.sales.on_open(_("It was this sale"), lambda _each: self.confirm())
        self._turn_to(None)

    def _answering(self) -> RecordTable[Any]:
        """The list below."""
        return self.sales if self._pages.currentWidget() is self.sales else self.answers

    def load(self) -> None:
        """Read again what waits."""
        self._context.runner.read(everything_that_waits, self._show_waiting, origin=self)

    def _show_waiting(self, waiting: tuple[Waiting, ...]) -> None:
        self.sold.set_rows(waiting)
        self.sold.pick_first()
        self._pages.setVisible(bool(waiting))
        self.sold.setFocus()
        if not waiting:
            self._turn_to(None)

    def _turn_to(self, each: Waiting | None) -> None:
        """The lists and the words for what came back, or for what was sold."""
        came_back = isinstance(each, OpenReturn)
        self._pages.setCurrentWidget(self.sales if came_back else self.answers)
        self._below.setText(_("Sales that may answer") if came_back else _("Notes that may answer"))
        self._below.setVisible(each is not None)
        self.never.setVisible(came_back)
        assert self.primary_button is not None
        self.primary_button.set_label(_("It was this sale") if came_back else _("It was theirs"))
        self.primary_button.setEnabled(False)

    def _ask_answers(self) -> None:
        each = self.sold.current()
        self._turn_to(each)
        if isinstance(each, OpenReturn):
            wanted = each
            self._context.runner.read(
                lambda session: possible_sales(session, wanted), self._show_sales, origin=self, latest="answers"
            )
        elif each is not None:
            self._ask_notes(each)

    def _ask_notes(self, each: Unidentified) -> None:
        by, item, price, place = self._context.by, each.item, each.price, each.place

        def ask(session: Any) -> tuple[PossibleAnswer, ...]:
            return possible_answers(session, item, price, shop_shelf_of(session, by.device), place)

        self._context.runner.read(ask, self._show_answers, origin=self, latest="answers")

    def _show_answers(self, answers: tuple[PossibleAnswer, ...]) -> None:
        self.answers.set_rows(answers)
        self.answers.pick_first()
        self._offer(bool(answers))

    def _show_sales(self, sales: tuple[ItemSale, ...]) -> None:
        self.sales.set_rows(sales)
        self.sales.pick_first()
        self._offer(bool(sales))

    def _offer(self, there_is_one: bool) -> None:
        if self.primary_button is not None:
            self.primary_button.setEnabled(there_is_one)

    # ---------------------------------------------------------------------------------------------------------- doing

    def confirm(self) -> None:
        waits = self.sold.current()
        if isinstance(waits, OpenReturn):
            sale = self.sales.current()
            if sale is not None:
                part = SoldThere(sale=sale.sale, line=sale.line, quantity=waits.quantity)
                self._match(waits, (part,), frozenset())
            return
        answer = self.answers.current()
        if waits is None or answer is None:
            return
        command = IdentifyGoods(
            id=self._identity, by=self._context.by, sale=waits.sale, line=waits.line, lot=answer.lot
        )
        self.busy(True)
        self._runner.write(identify_goods, command, self._done, self._failed, ended=self._over, origin=self)

    def give_up(self) -> None:
        """Its sale is lost for good: the shop bears it."""
        waits = self.sold.current()
        if isinstance(waits, OpenReturn):
            self._match(waits, (), frozenset())

    def _match(self, waits: OpenReturn, parts: tuple[SoldThere, ...], confirmed: frozenset[str]) -> None:
        command = MatchReturn(
            id=self._identity,
            by=self._context.by,
            foreign=waits.document,
            line=waits.line,
            parts=parts,
            confirmed=confirmed,
        )

        def failed(trouble: SentraError) -> None:
            if isinstance(trouble, Question):
                self.busy(False)
                ask_again(self, trouble, lambda answer: self._match(waits, parts, confirmed | {answer}))
            else:
                self._failed(trouble)

        self.busy(True)
        self._runner.write(match_return, command, self._matched, failed, ended=self._over, origin=self)

    def _over(self) -> None:
        self.busy(False)

    def _matched(self, done: ReturnMatched) -> None:
        words = _("Recorded as {code}.").format(code=done.code)
        if done.difference:
            words += " " + _("The shop takes {amount}.").format(amount=format_rupiah(done.difference))
        self._next(words)

    def _done(self, done: GoodsIdentified) -> None:
        self._next(_("Recorded as {code}.").format(code=done.code))

    def _next(self, words: str) -> None:
        self.busy(False)
        self._identity = DocumentId(new_id(self._context.shop.clock))
        toast(self, words)
        self.load()

    def _failed(self, trouble: SentraError) -> None:
        self.busy(False)
        # What was refused may be asked for differently.
        self._identity = DocumentId(new_id(self._context.shop.clock))
        error(self, trouble)
