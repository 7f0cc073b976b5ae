"""A list's first column as a round tick: filled when the row counts, an empty ring when it does not."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.icons import icon_pixmap
from ui.kit.theme import colour

_SIDE = 22


class TickPainter(QStyledItemDelegate):
    """Ticked is every row whose cell says something; the words are for screen readers."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour("wash"))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colour("line"))
        corner = QPointF(area.center().x() - _SIDE / 2, area.center().y() - _SIDE / 2)
        if index.data():
            scale = painter.device().devicePixelRatioF()
            painter.drawPixmap(corner, icon_pixmap("check-circle-fill", "primary", _SIDE, scale))
        else:
            painter.setPen(QPen(colour("muted"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(corner.x() + 2.5, corner.y() + 2.5, _SIDE - 5, _SIDE - 5))
        painter.restore()
