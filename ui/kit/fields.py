"""Fields that read what people type, at the glass: text becomes a value here, or a sentence that says why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.words import (
    format_number,
    format_percent,
    format_short_date,
    parse_count,
    parse_date,
    parse_percent,
    parse_rupiah,
)
from ui.kit.icons import add_leading_icon
from ui.kit.labels import caption, label
from ui.kit.layout import column
from ui.kit.theme import set_kind

V = TypeVar("V")


class TextField(QLineEdit):
    """One line of text; ``mark`` gives it a red edge and a sentence (see ``with_problem``), "" takes both away."""

    problem_changed = Signal(str)

    def __init__(self, text: str = "", *, placeholder: str = "", name: str = "") -> None:
        super().__init__(text)
        self._problem = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.textEdited.connect(lambda _text: self.mark(""))

    @property
    def problem(self) -> str:
        """Why what is typed cannot be used; "" while nothing is wrong."""
        return self._problem

    def mark(self, sentence: str) -> None:
        """Say what is wrong with what is typed."""
        if sentence == self._problem:
            return
        self._problem = sentence
        self.setAccessibleDescription(sentence)
        set_kind(self, invalid=bool(sentence))
        self.problem_changed.emit(sentence)


class ValueField(TextField, Generic[V]):
    """A line of text that means a value; ``value()`` is None while it is empty or cannot be read."""

    #: The value whenever it changes, None while there is none.
    value_changed = Signal(object)

    def __init__(self, value: V | None = None, *, placeholder: str = "", name: str = "") -> None:
        super().__init__(placeholder=placeholder, name=name)
        self._last: V | None = None
        self.textChanged.connect(self._text_changed)
        self.editingFinished.connect(self._tidy)
        if value is not None:
            self.set_value(value)

    def read(self, text: str) -> V:
        """The value meant by the text; raises SentraError."""
        raise NotImplementedError

    def shown(self, value: V) -> str:
        """How the value is written in the field."""
        raise NotImplementedError

    def value(self) -> V | None:
        """What is typed, as a value; None when empty or unreadable."""
        try:
            return self.read(self.text()) if self.text().strip() else None
        except SentraError:
            return None

    def set_value(self, value: V | None) -> None:
        """Show a value; None empties the field."""
        self.setText("" if value is None else self.shown(value))
        self.mark("")

    def check(self) -> V | None:
        """Like ``value``, and marks the field when what is typed, or its absence, is a problem."""
        try:
            value = self.read(self.text())
        except SentraError as error:
            self.mark(str(error))
            return None
        self.mark("")
        return value

    def _text_changed(self) -> None:
        value = self.value()
        if value != self._last:
            self._last = value
            self.value_changed.emit(value)

    def _tidy(self) -> None:
        if not self.text().strip():
            return
        value = self.check()
        if value is not None:
            self.setText(self.shown(value))


class RupiahEdit(ValueField[Rupiah]):
    """Money, grouped in thousands as it is typed; also reads 165rb and 1,5jt. ``big`` is for a sheet's main sum."""

    def __init__(
        self, value: Rupiah | None = None, *, big: bool = False, name: str = "", placeholder: str = "0"
    ) -> None:
        self._regroups = False
        super().__init__(value, placeholder=placeholder, name=name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("big", big)
        self.textEdited.connect(self._group)

    def read(self, text: str) -> Rupiah:
        return parse_rupiah(text)

    def shown(self, value: Rupiah) -> str:
        return format_number(value.amount)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = event.key() == Qt.Key.Key_Backspace
        if back and not self.hasSelectedText() and self.text()[: self.cursorPosition()].endswith("."):
            self.setCursorPosition(self.cursorPosition() - 1)
        # A pasted 1.2500 or a typed 1.5jt could be meant in two ways: only single digits are regrouped.
        one_key = back or event.key() == Qt.Key.Key_Delete or event.text().isdigit()
        self._regroups = one_key and _is_grouped(self.text())
        super().keyPressEvent(event)
        self._regroups = False

    def _group(self, text: str) -> None:
        digits = text.replace(".", "")
        if not (self._regroups and digits.isascii() and digits.isdigit()):
            return
        grouped = format_number(int(digits))
        right = sum(c.isdigit() for c in text[self.cursorPosition() :])
        self.setText(grouped)
        place = len(grouped)
        while right:
            place -= 1
            right -= grouped[place].isdigit()
        place -= grouped[:place].endswith(".")
        self.setCursorPosition(max(place, 0))


def _is_grouped(text: str) -> bool:
    """Whether this is empty, or a number just as we would write it."""
    digits = text.replace(".", "")
    return not text or (digits.isascii() and digits.isdigit() and text == format_number(int(digits)))


class CountEdit(ValueField[Quantity]):
    """A number of pieces."""

    def __init__(self, value: Quantity | None = None, *, name: str = "", placeholder: str = "0") -> None:
        super().__init__(value, placeholder=placeholder, name=name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def read(self, text: str) -> Quantity:
        return parse_count(text)

    def shown(self, value: Quantity) -> str:
        return format_number(value.units)


class PercentEdit(ValueField[Percent]):
    """A rate from 0 to 100."""

    def __init__(self, value: Percent | None = None, *, name: str = "", placeholder: str = "0%") -> None:
        super().__init__(value, placeholder=placeholder, name=name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def read(self, text: str) -> Percent:
        return parse_percent(text)

    def shown(self, value: Percent) -> str:
        return format_percent(value)


class DateEdit(ValueField[date]):
    """A day, typed as people write it; Up and Down go a day on or back, from today when empty."""

    def __init__(self, value: date | None = None, *, today: Callable[[], date], name: str = "") -> None:
        self._today = today
        super().__init__(value, placeholder=format_short_date(today()), name=name)

    def read(self, text: str) -> date:
        return parse_date(text)

    def shown(self, value: date) -> str:
        return format_short_date(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        step = steps.get(event.key())
        if step is None:
            super().keyPressEvent(event)
            return
        value = self.value()
        self.set_value(self._today() if value is None else value + timedelta(days=step))


class SearchField(TextField):
    """A search box. ``searched`` follows the typing after a short rest, so that a passing scan is not searched for."""

    searched = Signal(str)
    #: Down was pressed: go on to the first result.
    went_down = Signal()
    REST_MS = 160

    def __init__(self, placeholder: str, *, icon_name: str = "magnifying-glass", name: str = "") -> None:
        super().__init__(placeholder=placeholder, name=name)
        add_leading_icon(self, icon_name)
        self.setClearButtonEnabled(True)
        self._told = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(self.REST_MS)
        self._rest.timeout.connect(self._tell)
        self.textChanged.connect(lambda _text: self._rest.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def search_now(self) -> None:
        """Do not wait for the typing to rest (Enter was pressed)."""
        self._rest.stop()
        self._tell()

    def _tell(self) -> None:
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)


class PinField(TextField):
    """A PIN as dots; digits only. ``press`` and ``take_back`` are for an on-screen number pad."""

    #: Enter, or the last digit when the length is fixed.
    completed = Signal(str)

    def __init__(self, *, longest: int = 8, fixed: int = 0, name: str = "PIN") -> None:
        super().__init__(name=name)
        self._longest, self._fixed = longest, fixed
        self.setProperty("kind", "pin")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMaxLength(fixed or longest)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.textEdited.connect(self._digits_only)
        self.returnPressed.connect(lambda: self.completed.emit(self.text()) if self.text() else None)

    def press(self, digit: str) -> None:
        """A digit from the pad."""
        if digit in set("0123456789"):
            self.insert(digit)

    def take_back(self) -> None:
        """Undo the last digit."""
        self.backspace()

    def _digits_only(self, text: str) -> None:
        digits = "".join(c for c in text if c in "0123456789")
        if digits != text:
            self.setText(digits)
        self._complete()

    def _complete(self) -> None:
        if self._fixed and len(self.text()) == self._fixed:
            self.completed.emit(self.text())


def with_problem(field: TextField, title: str | QLabel, hint: str = "") -> QWidget:
    """A field under its name; the line below it tells the hint, or what is wrong. A name that changes is a label."""
    name = title if isinstance(title, QLabel) else caption(title)
    name.setBuddy(field)
    field.setAccessibleName(name.text())
    below: QLabel = label(hint, "caption", "medium", "muted", wrap=True)
    if not hint:
        # Never shown here: before it has a parent it would be a window of its own.
        below.hide()

    def tell(sentence: str) -> None:
        below.setText(sentence or hint)
        below.setVisible(bool(sentence or hint))
        set_kind(below, tone="bad" if sentence else "muted")

    field.problem_changed.connect(tell)
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    made.setLayout(column(name, field, below, spacing=4))
    made.setFocusProxy(field)
    return made
