"""Cash counted by its notes and coins: a field for each face, what they come to at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_rupiah
from sentra_pos.tills.denominations import FACES, MOST_OF_ONE, Denominations
from ui.kit.fields import CountEdit
from ui.kit.keys import OwnKeys
from ui.kit.labels import fixed, label, set_tone

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: Notes on the left, small change on the right.
_LEFT = 6
_FIELD_WIDTH = 76


class FaceEdit(CountEdit):
    """How many there are of one face; Enter and Down go on, Up goes back."""

    went = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.setFixedWidth(_FIELD_WIDTH)
        self.setMaxLength(len(format_number(MOST_OF_ONE)))
        self._keys = OwnKeys(self)
        self._keys.on("Enter", _("Go to the next field"), partial(self.went.emit, 1), *_ENTER)
        self._keys.on("Down", _("Go to the next field"), partial(self.went.emit, 1), Qt.Key.Key_Down, repeats=True)
        self._keys.on("Up", _("Go to the field before"), partial(self.went.emit, -1), Qt.Key.Key_Up, repeats=True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.take(event):
            super().keyPressEvent(event)


class DenominationCount(QWidget):
    """Rows of faces in two columns, largest first; an empty field is none of it."""

    #: What they come to by now, whenever that changes.
    total_changed = Signal(object)
    #: Enter in the last field.
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[int, FaceEdit] = {}
        self._sums: dict[int, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        for place, face in enumerate(FACES):
            self._add(place, face)
        # Between the two columns, and on the far right.
        for gap in (3, 7):
            self._grid.setColumnStretch(gap, 1)
        self._grid.setColumnMinimumWidth(3, 16)
        self.setFocusProxy(self.fields[FACES[0]])

    def _add(self, place: int, face: int) -> None:
        line, first, largest = (place, 0, FACES[0]) if place < _LEFT else (place - _LEFT, 4, FACES[_LEFT])
        field = self.fields[face] = FaceEdit(_("How many of {face}").format(face=format_rupiah(Rupiah(face))))
        name = label(f"{format_number(face)} ×", "body", "semibold")
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        summed = self._sums[face] = fixed(label("", "body", "medium", "muted"), format_number(largest * MOST_OF_ONE))
        summed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, part in enumerate((name, field, summed), start=first):
            self._grid.addWidget(part, line, column)
        field.went.connect(partial(self._go, place))
        field.value_changed.connect(lambda _value, of=face: self._show(of))
        self._show(face)

    def _go(self, place: int, step: int) -> None:
        following = place + step
        if following == len(FACES):
            self.finished.emit()
        elif following >= 0:
            self.fields[FACES[following]].setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, face: int) -> None:
        counted = self.fields[face].value()
        amount = ZERO if counted is None else Rupiah(face * counted.units)
        self._sums[face].setText(format_number(amount.amount) if amount else "–")
        set_tone(self._sums[face], "ink" if amount else "muted")
        if len(self.fields) == len(FACES):
            self.total_changed.emit(self.total())

    def total(self) -> Rupiah:
        """What is typed so far comes to."""
        counts = ((face, field.value()) for face, field in self.fields.items())
        return sum_rupiah(Rupiah(face * count.units) for face, count in counts if count is not None)

    def has_any(self) -> bool:
        """Whether anything was typed."""
        return any(field.text().strip() for field in self.fields.values())

    def check(self) -> Denominations | None:
        """The count, or None after marking the field that cannot be read."""
        counts: dict[int, int] = {}
        for face, field in self.fields.items():
            counted = field.check() if field.text().strip() else None
            if field.problem:
                field.setFocus()
                return None
            counts[face] = 0 if counted is None else counted.units
            try:
                Denominations.of({face: counts[face]})
            except SentraError as trouble:
                field.mark(str(trouble))
                field.setFocus()
                return None
        return Denominations.of(counts)
