"""How many: minus, the number, plus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.speech import _
from ui.kit.buttons import IconButton
from ui.kit.fields import CountEdit
from ui.kit.layout import row
from ui.kit.theme import TOUCH


class _Number(CountEdit):
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        up = event.key() == Qt.Key.Key_Up or event.text() == "+"
        down = event.key() == Qt.Key.Key_Down or event.text() == "-"
        if up or down:
            self.stepped.emit(1 if up else -1)
        else:
            super().keyPressEvent(event)


class Stepper(QFrame):
    """A quantity control for one line; + and -, Up and Down work while its number has the focus."""

    #: The new quantity, by a button, a key, or Enter after typing.
    changed = Signal(object)
    #: Minus was pressed at the least: the line wants to go.
    below_least = Signal()

    def __init__(
        self, quantity: Quantity = ONE, *, least: Quantity = ONE, most: Quantity | None = None, name: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("kind", "stepper")
        self._quantity, self._least, self._most = quantity, least, most
        self._number = _Number(quantity, name=name or _("Quantity"))
        self._number.setProperty("kind", "bare")
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setFixedWidth(34)
        self._minus = IconButton("minus", _("One less"), "ink")
        self._plus = IconButton("plus", _("One more"), "ink")
        for button, step in ((self._minus, -1), (self._plus, 1)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _checked=False, by=step: self._step(by))
        self.setLayout(row(self._minus, self._number, self._plus, spacing=0))
        self.setFixedSize(2 * TOUCH + 36, TOUCH + 2)
        self.setFocusProxy(self._number)
        self._number.stepped.connect(self._step)
        self._number.editingFinished.connect(self._typed)

    def quantity(self) -> Quantity:
        """What was last settled on."""
        return self._quantity

    def set_quantity(self, quantity: Quantity) -> None:
        """Show a quantity without telling anybody."""
        self._quantity = quantity
        self._number.set_value(quantity)

    def _step(self, by: int) -> None:
        wanted = Quantity(self._quantity.units + by)
        if wanted < self._least:
            self.below_least.emit()
        else:
            self._settle(wanted)

    def _typed(self) -> None:
        value = self._number.value()
        if value is None or value < self._least:
            self._number.set_value(self._quantity)
        else:
            self._settle(value)

    def _settle(self, wanted: Quantity) -> None:
        if self._most is not None and wanted > self._most:
            wanted = self._most
        before = self._quantity
        self.set_quantity(wanted)
        if wanted != before:
            self.changed.emit(wanted)
