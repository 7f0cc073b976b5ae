"""A closed till counted again: a new count, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.tills.closing_queries import ZReport
from sentra_pos.tills.errors import RecountNeedsReason
from sentra_pos.tills.recount_till import RecountTill, TillRecounted, recount_till
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField, with_problem
from ui.kit.labels import body
from ui.kit.messages import Banner, toast
from ui.people.approving import Approving
from ui.till.cash_count import CashCount
from ui.till.rows import difference_words


class RecountSheet(Sheet):
    """Returns the TillRecounted. The closing and its Z slip stay as they are; a slip of its own says what changed."""

    def __init__(self, parent: QWidget, context: Context, z: ZReport) -> None:
        title = _("Count {code} again").format(code=z.code)
        super().__init__(parent, title=title, primary_text=_("Save the new count"), primary_key="F12", width=560)
        self._context, self._closing = context, z.id
        self._runner = Approving(context, self, saying=self._about)
        self._id = DocumentId(new_id(context.shop.clock))
        self.count = CashCount(_("Counted again"))
        self.reason = TextField()
        self._problem = Banner("", "bad")
        self._problem.hide()
        words = _("Count all the money that the closing counted.")
        if z.to_safe:
            both = _("Count all the money that the closing counted, also the {amount} that went into the safe.")
            words = both.format(amount=format_rupiah(z.to_safe))
        self.content.addWidget(body(words))
        self.content.addWidget(self.count)
        self.content.addWidget(with_problem(self.reason, _("Why it was counted again")))
        self.content.addWidget(self._problem)
        self.count.finished.connect(self.reason.setFocus)
        self.count.switched.connect(self.adjust)
        self.count.begin()

    def confirm(self) -> None:
        self._problem.hide()
        counted = self.count.check()
        if counted is None:
            return
        if not self.reason.text().strip():
            # Before anybody is asked for a PIN.
            self._tell(RecountNeedsReason())
            return
        self.busy(True)
        command = RecountTill(
            id=self._id,
            by=self._context.by,
            closing=self._closing,
            counted=counted,
            reason=self.reason.text(),
            denominations=self.count.denominations(),
        )
        self._runner.write(recount_till, command, self._done, self._tell, ended=lambda: self.busy(False), origin=self)

    def _done(self, recounted: TillRecounted) -> None:
        words, _tone = difference_words(recounted.difference)
        behind = self._behind
        self.busy(False)
        self.finish(recounted)
        said = _("{code} is saved. Difference now: {difference}.")
        toast(behind, said.format(code=recounted.code, difference=words))

    def _tell(self, trouble: SentraError) -> None:
        if isinstance(trouble, RecountNeedsReason):
            self.reason.mark(str(trouble))
            self.reason.setFocus()
        else:
            self._problem.tell(str(trouble), "bad")
        self.adjust()

    def _about(self, _command: object) -> str:
        counted = self.count.value()
        parts = ("" if not isinstance(counted, Rupiah) else format_rupiah(counted), self.reason.text().strip())
        return " · ".join(part for part in parts if part)
