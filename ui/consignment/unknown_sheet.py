"""Goods that sold before any note covered them: whose were they? A lot that came in since can answer."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.quantity import NONE
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_date, format_number, format_rupiah
from sentra_pos.sales.identify_goods import GoodsIdentified, IdentifyGoods, identify_goods
from sentra_pos.sales.identify_queries import (
    PossibleAnswer,
    Unidentified,
    possible_answers,
    waiting_to_be_identified,
)
from sentra_pos.stock.places import shelf_of
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.labels import caption, label
from ui.kit.messages import error, toast
from ui.kit.table import Column, RecordTable
from ui.people.approving import Approving


def _sold_columns() -> list[Column[Unidentified]]:
    return [
        Column[Unidentified](
            title=_("Sold"),
            text=lambda each: each.name,
            second=lambda each: f"{each.code} · {format_date(each.business_date)}",
            stretch=1,
            strong=True,
        ),
        Column[Unidentified](title=_("Count"), text=lambda each: format_number(each.quantity.units), right=True),
        Column[Unidentified](
            title=_("Back"),
            text=lambda each: format_number(each.back.units) if each.back > NONE else "–",
            right=True,
            tone=lambda each: "bad" if each.back > NONE else "ink",
        ),
        Column[Unidentified](title=_("Paid"), text=lambda each: format_rupiah(each.amount), right=True, strong=True),
    ]


def _answer_columns() -> list[Column[PossibleAnswer]]:
    return [
        Column[PossibleAnswer](
            title=_("Whose"),
            text=lambda each: each.owner or _("the shop's own"),
            second=lambda each: each.terms,
            stretch=1,
            strong=True,
        ),
        Column[PossibleAnswer](
            title=_("Note"), text=lambda each: each.note, second=lambda each: format_date(each.note_date)
        ),
        Column[PossibleAnswer](title=_("Here"), text=lambda each: format_number(each.here.units), right=True),
        Column[PossibleAnswer](
            title=_("Artisan, each"),
            text=lambda each: format_rupiah(each.share) if each.owner else "–",
            right=True,
            strong=True,
        ),
    ]


class UnknownGoodsSheet(Sheet):
    """The sold line above, what may answer for it below; F12 says that it was theirs, and the next one waits."""

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
        self.sold = RecordTable(
            _sold_columns(), empty=nothing, name=_("Sold and not identified"), key=lambda each: (each.sale, each.line)
        )
        none_came = _("No note has brought this item in since. Take it in first, counting the pieces that were sold.")
        self.answers = RecordTable(_answer_columns(), empty=none_came, name=_("Notes that may answer"))
        self._identity = DocumentId(new_id(context.shop.clock))
        self._fill()
        self.load()

    def _fill(self) -> None:
        hint = caption(
            _("This money belongs to somebody. Choose the note that the goods came in on, and the sale is split by it.")
        )
        hint.setWordWrap(True)
        self.content.addWidget(hint)
        self.content.addWidget(self.sold, 3)
        self.content.addWidget(label(_("Notes that may answer"), "body", "bold"))
        self.content.addWidget(self.answers, 2)
        self.sold.picked.connect(lambda _each: self._ask_answers())
        self.sold.on_open(_("Choose the note"), lambda _each: self.answers.enter())
        self.answers.on_open(_("It was theirs"), lambda _each: self.confirm())
        self._show_answers(())

    def load(self) -> None:
        """Read again what waits."""
        self._context.runner.read(waiting_to_be_identified, self._show_sold, origin=self)

    def _show_sold(self, waiting: tuple[Unidentified, ...]) -> None:
        self.sold.set_rows(waiting)
        self.sold.pick_first()
        self.answers.setVisible(bool(waiting))
        self.sold.setFocus()
        if not waiting:
            self._show_answers(())

    def _ask_answers(self) -> None:
        each = self.sold.current()
        if each is None:
            return
        by, item, price = self._context.by, each.item, each.price

        def ask(session: Any) -> tuple[PossibleAnswer, ...]:
            return possible_answers(session, item, price, shelf_of(session, by.device))

        self._context.runner.read(ask, self._show_answers, origin=self, latest="possible answers")

    def _show_answers(self, answers: tuple[PossibleAnswer, ...]) -> None:
        self.answers.set_rows(answers)
        self.answers.pick_first()
        if self.primary_button is not None:
            self.primary_button.setEnabled(bool(answers))

    def confirm(self) -> None:
        sold, answer = self.sold.current(), self.answers.current()
        if sold is None or answer is None:
            return
        command = IdentifyGoods(id=self._identity, by=self._context.by, sale=sold.sale, line=sold.line, lot=answer.lot)
        self.busy(True)
        self._runner.write(identify_goods, command, self._done, self._failed, ended=self._over, origin=self)

    def _over(self) -> None:
        self.busy(False)

    def _done(self, done: GoodsIdentified) -> None:
        self.busy(False)
        self._identity = DocumentId(new_id(self._context.shop.clock))
        toast(self, _("Recorded as {code}.").format(code=done.code))
        self.load()

    def _failed(self, trouble: SentraError) -> None:
        self.busy(False)
        # What was refused may be asked for differently.
        self._identity = DocumentId(new_id(self._context.shop.clock))
        error(self, trouble)
