"""What makes a practice window look like nothing else in the shop: a striped band, another rail, another title."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QLabel, QMainWindow, QSizePolicy, QWidget

from sentra_pos.core.speech import _
from ui.kit.labels import label
from ui.kit.layout import row

# The one place with colours of its own: those of a barrier tape, the same by day and by night.
_YELLOW, _BLACK = "#F2C230", "#2A211B"
_HEIGHT = 44
_STRIPE = 22
_RAIL = f"""
QFrame[kind="rail"] {{ background: {_YELLOW}; border-right: 3px solid {_BLACK}; }}
QToolButton[kind="rail"] {{ color: {_BLACK}; font-weight: 600; }}
QToolButton[kind="rail"]:hover {{ background: #F7D873; }}
QToolButton[kind="rail"]:checked {{ background: #FFF6DC; color: {_BLACK}; }}
"""


class PracticeBand(QWidget):
    """Across the top of the window, on every screen of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        words = _("Practice: nothing here is real. Sales, stock and money are thrown away when you close this window.")
        self._words: QLabel = label(words, "lead", "bold")
        self._words.setStyleSheet(f"color: {_BLACK}; background: {_YELLOW}; padding: 0 14px;")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(words)
        line = row(spacing=0)
        line.addStretch(1)
        line.addWidget(self._words)
        line.addStretch(1)
        self.setLayout(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(_YELLOW))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_BLACK))
        area = QRectF(self.rect())
        left = -area.height()
        while left < area.width():
            corners = ((left, area.height()), (left + area.height(), 0), (left + area.height() + _STRIPE, 0))
            stripe = [QPointF(*corner) for corner in (*corners, (left + _STRIPE, area.height()))]
            painter.drawPolygon(QPolygonF(stripe))
            left += 2 * _STRIPE
        painter.end()


def dress_for_practice(window: QMainWindow) -> None:
    """The window of a practice copy; every window of such a process goes through here."""
    window.setMenuWidget(PracticeBand())
    window.setWindowTitle(_("PRACTICE – {title}").format(title=window.windowTitle() or "Sentra POS"))
    window.setStyleSheet(_RAIL)
