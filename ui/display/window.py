"""The window on the customer's screen: it takes no keys, no focus and no clicks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from ui.display.paint import DisplayShop, Page
from ui.display.state import IDLE, DisplayState, Showing

#: How long the change and the thanks stay when no next customer comes.
_THANKS_MS = 20_000


class DisplayWindow(QWidget):
    """Shows one state, whole."""

    def __init__(self) -> None:
        flags = (
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
            | Qt.WindowType.WindowTransparentForInput
        )
        super().__init__(None, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # Closing the till's window must end the program although this one is still open.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setWindowTitle(_("Customer display"))
        self.state = IDLE
        self._shop = DisplayShop()
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_THANKS_MS)
        self._fade.timeout.connect(lambda: self.show_state(IDLE))

    def show_state(self, state: DisplayState) -> None:
        """From now on this is seen."""
        if state.showing is Showing.THANKS:
            self._fade.start()
        else:
            self._fade.stop()
        if state != self.state:
            self.state = state
            self.update()

    def show_shop(self, shop: DisplayShop) -> None:
        """Whose display it is."""
        self._shop = shop
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        Page(painter, QRectF(self.rect()), self._shop).paint(self.state)
        painter.end()
