"""The cash in a drawer, counted by notes and coins or typed as one sum."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.tills.denominations import Denominations
from ui.kit.buttons import quiet
from ui.kit.fields import RupiahEdit, with_problem
from ui.kit.labels import caption, label
from ui.kit.layout import column, plain, row, spacer
from ui.till.denomination_count import DenominationCount

_SWITCH = "F6"


class CashCount(QWidget):
    """F6 changes between the two ways; what was counted by notes is the sum that one goes on with."""

    #: What is counted so far; None while there is nothing.
    value_changed = Signal(object)
    #: Enter after the last note or coin.
    finished = Signal()
    #: The other way of counting takes another height.
    switched = Signal()

    def __init__(self, says: str, *, by_notes: bool = True) -> None:
        super().__init__()
        self._by_notes = by_notes
        self.notes = DenominationCount()
        self.sum = RupiahEdit(big=True)
        self._total = label("", "total", "extrabold")
        self._problem = label("", "caption", "medium", "bad", wrap=True)
        self.switch = quiet("", _SWITCH, icon="coins", on=self._switch)
        self._by_sum_page = with_problem(self.sum, says)
        total = row(caption(says), spacer(), self._total)
        self._by_notes_page = plain(column(self.notes, total, self._problem, spacing=8))
        self.setLayout(column(row(spacer(), self.switch), self._by_notes_page, self._by_sum_page, spacing=4))
        self.notes.total_changed.connect(lambda _total: self._show())
        self.notes.finished.connect(self.finished)
        self.sum.value_changed.connect(lambda _value: self._show())
        self._to_page()

    @property
    def by_notes(self) -> bool:
        return self._by_notes

    def _switch(self) -> None:
        self.count_by_notes(not self._by_notes)
        self.switched.emit()
        self.begin()

    def count_by_notes(self, by_notes: bool) -> None:
        """Which of the two ways."""
        if self._by_notes and not by_notes and self.notes.has_any():
            self.sum.set_value(self.notes.total())
        self._by_notes = by_notes
        self._to_page()

    def _to_page(self) -> None:
        self._problem.hide()
        self._by_notes_page.setVisible(self._by_notes)
        self._by_sum_page.setVisible(not self._by_notes)
        self.switch.set_label(_("Only the sum") if self._by_notes else _("By notes and coins"))
        self._show()

    def begin(self) -> None:
        """Put the cursor where counting begins."""
        if self._by_notes:
            self.notes.setFocus()
        else:
            self.sum.setFocus()
            self.sum.selectAll()

    def value(self) -> Rupiah | None:
        """What is counted so far."""
        if not self._by_notes:
            return self.sum.value()
        return self.notes.total() if self.notes.has_any() else None

    def denominations(self) -> Denominations | None:
        """The notes and coins; None where only the sum was typed."""
        return self.notes.check() if self._by_notes else None

    def check(self) -> Rupiah | None:
        """The count, or None after saying what is missing; an empty drawer is a 0 that was typed."""
        if not self._by_notes:
            counted = self.sum.check()
            if counted is None:
                self.sum.setFocus()
            return counted
        if not self.notes.has_any():
            self._tell(_("Please count first. For an empty drawer, type 0."))
            self.notes.setFocus()
            return None
        found = self.notes.check()
        if found is None:
            bad = next(field.problem for field in self.notes.fields.values() if field.problem)
            self._tell(bad)
            return None
        self._problem.hide()
        return found.total

    def _tell(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        self.switched.emit()

    def _show(self) -> None:
        self._total.setText(format_rupiah(self.notes.total()))
        self._problem.hide()
        self.value_changed.emit(self.value())
