"""One of a few values in a drop-down list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

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

    def paintEvent(self, event: QPaintEvent) -> None:
        # Qt cuts a long answer in the middle of a letter, and nothing says that there is more of it.
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        box, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(box, option, field, self).width()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(box, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The wheel that scrolls the page must not change an answer on its way.
        if event.type() == QEvent.Type.Wheel and watched is self:
            event.ignore()
            return True
        return False
