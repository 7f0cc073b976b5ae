"""A list's cell as a pill: the word on a wash of its own colour."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.kit.table import TONE_ROLE
from ui.kit.table_paint import GAP, RowPainter
from ui.kit.theme import CAPTION, colour, font

_HEIGHT, _SIDE = 26, 10
_WASH = 28


class PillPainter(RowPainter):
    """The cell's tone names the colour."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area: QRect = option.rect
        text, ink = str(index.data() or ""), colour(str(index.data(TONE_ROLE) or "ink"))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour("wash"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), colour("line"))
        face = font(CAPTION, QFont.Weight.DemiBold)
        room = area.width() - 2 * GAP + 2 * _SIDE
        width = min(QFontMetrics(face).horizontalAdvance(text) + 2 * _SIDE, room)
        pill = QRectF(area.left() + GAP - _SIDE, area.center().y() - _HEIGHT / 2, width, _HEIGHT)
        wash = QColor(ink)
        wash.setAlpha(_WASH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash)
        painter.drawRoundedRect(pill, _HEIGHT / 2, _HEIGHT / 2)
        painter.setPen(ink)
        painter.setFont(face)
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, int(width) - 2 * _SIDE + 2)
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.restore()
