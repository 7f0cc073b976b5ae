"""Whether a hand is at the keys, the mouse or the glass, in whichever window has the focus."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)


class Touches(QObject):
    """Until ``close``."""

    touched = Signal()

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._watched: QWindow | None = None
        application.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    def close(self) -> None:
        """Watch nothing any more."""
        self._application.focusWindowChanged.disconnect(self._watch)
        self._watch(None)

    def _watch(self, window: QWindow | None) -> None:
        # Keys and most of the mouse's ways go to the window with the focus; a filter on the whole application would
        # be asked about every event of every widget.
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)
            self.touched.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self.touched.emit()
        return False
