"""Opening the till: what lies in the drawer is counted first, then held against what the last closing left in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.queries import TillStanding
from ui.context import Context
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit, with_problem
from ui.kit.labels import body, caption, label, set_tone
from ui.kit.layout import column, divider, plain, row, spacer
from ui.kit.messages import Banner
from ui.people.approving import Approving
from ui.till.cash_count import CashCount
from ui.till.rows import difference_words


class OpenTillSheet(Sheet):
    """Returns the TillOpened. The part put in now is what is above the book, until somebody types it."""

    def __init__(self, parent: QWidget, context: Context, till: TillStanding) -> None:
        super().__init__(parent, title=_("Open till"), primary_text=_("Open till"), primary_key="F12", width=560)
        self._context, self._till = context, till
        self._runner = Approving(context, self)
        self._id = DocumentId(new_id(context.shop.clock))
        self.count = CashCount(_("Counted in the drawer now"), by_notes=False)
        self.added = RupiahEdit()
        self._figures = {name: label("", "lead", "bold") for name in ("book", "counted", "difference")}
        self._problem = Banner("", "bad")
        self._problem.hide()
        self._counting = plain(column(body(_("Count the money in the drawer of {till}.").format(till=till.name)),
                                      self.count, spacing=8))  # fmt: skip
        self._comparing = self._comparing_page()
        self._comparing.hide()
        for part in (self._counting, self._comparing, self._problem):
            self.content.addWidget(part)
        self.count.finished.connect(self.confirm)
        self.count.switched.connect(self.adjust)
        self.added.value_changed.connect(lambda _value: self._show())
        self.count.begin()

    def _comparing_page(self) -> QWidget:
        names = ((_("Left in it, by the book"), "book"), (_("Counted"), "counted"))
        hint = _("Comes out of the safe, which holds {safe} by the book; the rest is the owner's own money.")
        self._asked = with_problem(
            self.added, _("Of this, put in just now"), hint.format(safe=format_rupiah(self._till.safe))
        )
        made = column(spacing=12)
        for words, name in names:
            made.addLayout(row(caption(words), spacer(), self._figures[name]))
        made.addWidget(self._asked)
        made.addWidget(divider())
        made.addLayout(row(caption(_("Not explained")), spacer(), self._figures["difference"]))
        page = plain(made)
        # A stand's change came with its goods and stands in the book already.
        self._asked.setVisible(not self._till.at_stand)
        return page

    # -------------------------------------------------------------------------------------------------- step by step

    @property
    def is_comparing(self) -> bool:
        """Whether the count is done and what the last closing left is shown."""
        return self._comparing.isVisibleTo(self)

    def confirm(self) -> None:
        if self.is_comparing:
            self._post()
            return
        counted = self.count.check()
        if counted is None:
            return
        self.added.set_value(ZERO if self._till.at_stand else max(counted - self._till.drawer, ZERO))
        if counted == self._till.drawer:
            # Just what was left: there is nothing to tell.
            self._post()
        else:
            self._compare(counted)

    def reject(self) -> None:
        if self.is_comparing and self.back_button.isEnabled():
            self._to_page(comparing=False)
            self.count.begin()
        else:
            super().reject()

    def _compare(self, counted: Rupiah) -> None:
        self._figures["book"].setText(format_rupiah(self._till.drawer))
        self._figures["counted"].setText(format_rupiah(counted))
        self._show()
        self._to_page(comparing=True)
        if self._till.at_stand and self.primary_button is not None:
            self.primary_button.setFocus()
            return
        self.added.setFocus()
        self.added.selectAll()

    def _to_page(self, *, comparing: bool) -> None:
        self._counting.setVisible(not comparing)
        self._comparing.setVisible(comparing)
        self.back_button.set_label(_("Count again") if comparing else _("Back"))
        self._problem.hide()
        self.adjust()

    def _show(self) -> None:
        self._problem.hide()
        counted = self.count.value()
        difference = None if counted is None else counted - (self.added.value() or ZERO) - self._till.drawer
        words, tone = difference_words(difference)
        self._figures["difference"].setText(words)
        set_tone(self._figures["difference"], tone)

    def _post(self) -> None:
        counted = self.count.check()
        if counted is None or (self.added.text().strip() and self.added.check() is None):
            self.added.setFocus()
            return
        self.busy(True)
        command = OpenTill(
            id=self._id,
            by=self._context.by,
            counted=counted,
            added=self.added.value() or ZERO,
            denominations=self.count.denominations(),
        )
        self._runner.write(open_till, command, self.finish, self._refused, ended=lambda: self.busy(False), origin=self)

    def _refused(self, trouble: SentraError) -> None:
        self._problem.tell(str(trouble), "bad")
        self.adjust()
