"""One of a few values in a drop-down list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy

V = TypeVar("V")


class Choice(QComboBox, Generic[V]):
    """Keeps the values beside Qt, which would turn enum members into plain text."""

    #: The value, when the person chose one.
    chosen = Signal(object)

    def __init__(self, choices: Iterable[tuple[V, str]], value: V | None = None, *, name: str = "") -> None:
        super().__init__()
        self._values: list[V] = []
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.installEventFilter(self)
        for each, text in choices:
            self._values.append(each)
            self.addItem(text)
        if value is not None:
            self.set_value(value)
        self.activated.connect(lambda index: self.chosen.emit(self._values[index]))

    def offer(self, choices: Iterable[tuple[V, str]]) -> None:
        """Offer these instead; what was chosen stays chosen when it is still there, else the first."""
        before = self.value()
        self.clear()
        self._values.clear()
        for each, text in choices:
            self._values.append(each)
            self.addItem(text)
        self.set_value(before)

    def value(self) -> V:
        """The chosen value; there is always one."""
        return self._values[self.currentIndex()]

    def set_value(self, value: V) -> None:
        """Choose without telling anybody; an unknown value changes nothing."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def choose(self, value: V) -> None:
        """Choose as the person would."""
        self.set_value(value)
        self.chosen.emit(self.value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The wheel that scrolls the page must not change an answer on its way.
        if event.type() == QEvent.Type.Wheel and watched is self:
            event.ignore()
            return True
        return False
