"""A number pad for fingers: its keys type into the field that has the focus, as a keyboard would."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QWidget

from sentra_pos.core.speech import _
from ui.kit.fields import CountEdit, PercentEdit, PinField, RupiahEdit
from ui.kit.icons import set_icon
from ui.kit.theme import PAD_KEY

_GAP = 8
_KEYS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("000", "0", "back"))
_NUMBERS = (RupiahEdit, CountEdit, PercentEdit, PinField)

_wanted = False


def use_number_pad(wanted: bool) -> None:
    """Whether sheets and the log-in offer the pad from now on."""
    global _wanted  # noqa: PLW0603 - one computer has a touch screen or has none
    _wanted = wanted


def is_wanted(holder: QWidget) -> bool:
    """Whether a pad belongs beside this: it was asked for, and there are numbers to type."""
    return _wanted and any(isinstance(field, _NUMBERS) for field in holder.findChildren(QLineEdit))


class NumberPad(QFrame):
    """Never takes the focus. Where no number field has it, the first one below ``holder`` is given it."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__()
        self._holder = holder
        self.setProperty("kind", "sheet")
        self.setAccessibleName(_("Number pad"))
        self.keys: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setSpacing(_GAP)
        numbers = [field for field in holder.findChildren(QLineEdit) if isinstance(field, _NUMBERS)]
        # Nobody's PIN is entered by the thousand.
        left_out = "000" if all(isinstance(field, PinField) for field in numbers) else ""
        for line, names in enumerate(_KEYS):
            for place, name in enumerate(names):
                if name == left_out:
                    continue
                self.keys[name] = self._key(name)
                grid.addWidget(self.keys[name], line, place)
        grid.setRowStretch(len(_KEYS), 1)

    def _key(self, name: str) -> QPushButton:
        made = QPushButton("" if name == "back" else name)
        made.setProperty("kind", "pad")
        made.setFixedSize(QSize(*PAD_KEY))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAutoDefault(False)
        made.setAutoRepeat(name == "back")
        made.setAccessibleName(_("Take the last digit back") if name == "back" else name)
        if name == "back":
            set_icon(made, "backspace", "ink", 24)
        made.pressed.connect(partial(self._press, name))
        return made

    def _press(self, name: str) -> None:
        field = self._field()
        if field is None or field.isReadOnly():
            return
        if name == "back":
            _strike(field, Qt.Key.Key_Backspace, "")
            return
        for digit in name:
            _strike(field, Qt.Key(ord(digit)), digit)

    def _field(self) -> QLineEdit | None:
        focused = self._holder.window().focusWidget()
        if isinstance(focused, _NUMBERS):
            return focused
        for field in self._holder.findChildren(QLineEdit):
            if isinstance(field, _NUMBERS) and field.isVisible() and field.isEnabled():
                field.setFocus()
                return field
        return None


def _strike(field: QLineEdit, key: Qt.Key, text: str) -> None:
    # To the field, not to its window: the scanner's filter listens there, and a finger is no scanner.
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
