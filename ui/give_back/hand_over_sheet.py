"""Hand over what an artisan gets back: what it is, who fetches it, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import sum_rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.giving_back.ageing_queries import ArtisanAgeing
from sentra_pos.giving_back.hand_back import GoodsHandedBack, HandBack, hand_back
from sentra_pos.giving_back.wording import pieces_words
from ui.context import Context
from ui.give_back.presenter import MarkedLot, pieces_back
from ui.give_back.rows import chosen_columns
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import caption
from ui.kit.layout import row
from ui.kit.messages import Banner, ask_again
from ui.kit.table import RecordTable
from ui.people.approving import Approving


class HandOverSheet(Sheet):
    """Returns GoodsHandedBack."""

    def __init__(
        self, parent: QWidget, context: Context, artisan: ArtisanAgeing, chosen: tuple[MarkedLot, ...]
    ) -> None:
        title = _("Give back to {name}").format(name=artisan.name)
        super().__init__(parent, title=title, primary_text=_("Hand over"), primary_key="F12", width=680, height=560)
        self.heading.setWordWrap(True)
        self._artisan, self._chosen, self._by = artisan, chosen, context.by
        self._id = DocumentId(new_id(context.shop.clock))
        self._runner = Approving(context, self)
        pieces = Quantity(sum(each.marked.units for each in chosen))
        value = sum_rupiah(each.lot.price.times(each.marked) for each in chosen)
        said = _("{pieces}, {value} at selling prices").format(pieces=pieces_words(pieces), value=format_rupiah(value))
        self.table: RecordTable[MarkedLot] = RecordTable(
            chosen_columns(), empty="", name=_("Goods to hand over"), key=lambda each: each.key
        )
        self.table.set_rows(chosen)
        self.fetched_by = TextField(name=_("Fetched by"), placeholder=artisan.name)
        self.reason = TextField(name=_("Reason"))
        self._problem = Banner("")
        self._problem.hide()
        self.content.addWidget(caption(said))
        self.content.addWidget(self.table, 1)
        fields = row(spacing=12)
        fields.addWidget(
            with_problem(self.fetched_by, _("Fetched by"), _("Only if the artisan did not come in person.")), 1
        )
        fields.addWidget(with_problem(self.reason, _("Reason"), _("If there is one, it stands on the note.")), 1)
        self.content.addLayout(fields)
        self.content.addWidget(self._problem)
        self.fetched_by.setFocus()

    def confirm(self) -> None:
        self.send(frozenset())

    def send(self, confirmed: frozenset[str]) -> None:
        """Hand over, with what was answered on the way."""
        self._problem.hide()
        self.busy(True)
        command = HandBack(
            id=self._id,
            by=self._by,
            party=self._artisan.party,
            pieces=pieces_back(self._chosen),
            fetched_by=self.fetched_by.text(),
            reason=self.reason.text(),
            confirmed=confirmed,
        )
        self._runner.write(hand_back, command, self._done, self._failed, ended=lambda: self.busy(False), origin=self)

    def _done(self, handed: GoodsHandedBack) -> None:
        self.busy(False)
        self.finish(handed)

    def _failed(self, trouble: SentraError) -> None:
        if isinstance(trouble, Question):
            ask_again(self, trouble, lambda answer: self.send(frozenset({answer})), yes=_("Give it back"))
            return
        self._problem.tell(str(trouble), "bad")
        self.adjust()
