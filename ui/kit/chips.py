"""Filters as round chips: one is chosen, the others wait."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from ui.kit.buttons import Button
from ui.kit.layout import Flow


class _Chip(Button):
    """Chosen already, it leaves Enter to the sheet it is in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isChecked() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


class Chips(QWidget):
    """A row of choices that breaks into lines; arrow keys walk along it."""

    #: The key of the chip that was chosen by the person.
    chosen = Signal(object)

    def __init__(self, choices: Iterable[tuple[object, str]] = (), *, name: str = "") -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._keys: dict[QAbstractButton, object] = {}
        self._offered: tuple[tuple[object, str], ...] = ()
        self._flow = Flow()
        self.setLayout(self._flow)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # First of all, so that whoever hears of the choice finds the keys there.
        self._group.buttonClicked.connect(self.setFocusProxy)
        self._group.buttonClicked.connect(lambda button: self.chosen.emit(self._keys[button]))
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[object, str]]) -> None:
        """Offer these; what was chosen stays chosen when it is still there, else the first."""
        wanted = tuple(choices)
        if wanted == self._offered:
            return
        self._offered = wanted
        before = self.choice()
        had_keys = self.window().focusWidget() in self._keys
        for button in list(self._keys):
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._keys.clear()
        for key, text in wanted:
            chip = _Chip(text, "chip")
            chip.setCheckable(True)
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            # One that comes late would have no size until Qt shows it.
            chip.show()
            self._keys[chip] = key
        self.updateGeometry()
        if self._keys:
            self.choose(before if before in self._keys.values() else next(iter(self._keys.values())))
        if had_keys:
            # The one that is gone must not hand them to whatever comes next in the window.
            self.setFocus()

    def choice(self) -> object:
        """The key of the chosen chip, None when there are none."""
        button = self._group.checkedButton()
        return None if button is None else self._keys.get(button)

    def choose(self, key: object) -> None:
        """Set a chip down without telling anybody; an unknown key changes nothing."""
        for button, known in self._keys.items():
            if known == key:
                button.setChecked(True)
                # The row itself hears no arrow keys.
                self.setFocusProxy(button)

    def chip(self, key: object) -> QAbstractButton:
        """The chip of a key; KeyError when it is not offered."""
        for button, known in self._keys.items():
            if known == key:
                return button
        raise KeyError(key)
