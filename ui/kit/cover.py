"""A page that covers a window and everything in front of it; what lies below stays as it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget


class Cover(QDialog):
    """Over ``window`` and its ``front``. Neither Esc nor the window's cross takes it away: only ``lift`` does."""

    def __init__(self, window: QWidget, front: QWidget) -> None:
        super().__init__(front, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle("Sentra POS")
        self._covered = window
        window.installEventFilter(self)

    @property
    def covered(self) -> QWidget:
        """The window at the bottom."""
        return self._covered

    def lift(self) -> None:
        """Uncover what lies below."""
        self._covered.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Esc opens no lock."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()

    def showEvent(self, event: QShowEvent) -> None:
        self._cover()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._covered and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._cover()
        return False

    def _cover(self) -> None:
        self.setFixedSize(self._covered.size())
        self.move(self._covered.mapToGlobal(QPoint(0, 0)))
