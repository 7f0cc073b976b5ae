"""Paints the rows of a list: one line or two, a tone, a hairline below, a tooltip when a text is cut short."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.kit.theme import BODY, CAPTION, LARGE, TITLE, colour, font

#: Room left and right of a cell's text.
GAP = 12
_ALIGNMENT, _SINGLE_LINE = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.TextFlag.TextSingleLine)
_TONE = int(Qt.ItemDataRole.UserRole) + 1
_STRONG = int(Qt.ItemDataRole.UserRole) + 2
_SECOND = int(Qt.ItemDataRole.UserRole) + 3
_LARGE = int(Qt.ItemDataRole.UserRole) + 4
_WRAPS = int(Qt.ItemDataRole.UserRole) + 5
#: What each line more than usual adds to the height of a row.
MORE_LINE = 17
_MOST_LINES = 3
Index = QModelIndex | QPersistentModelIndex


class RowPainter(QStyledItemDelegate):
    """Draws cells by the model's roles instead of the style sheet, which cannot tell one tone from another."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour("wash"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), colour("line"))
        text, second = str(index.data() or ""), str(index.data(_SECOND) or "")
        inner = area.adjusted(GAP, 0, -GAP, -1)
        painter.setPen(colour(str(index.data(_TONE) or "ink")))
        if index.data(_WRAPS) and more_lines(index, area.width()):
            self._lines(painter, inner, index)
        elif second:
            middle = inner.center().y()
            first, below = (28, 26) if index.data(_LARGE) else (20, 17)
            self._line(
                painter, QRect(inner.left(), middle + 2 - first, inner.width(), first), index, text, cell_font(index)
            )
            painter.setPen(colour("muted"))
            self._line(
                painter, QRect(inner.left(), middle + 1, inner.width(), below), index, second, second_font(index)
            )
        else:
            self._line(painter, inner, index, text, cell_font(index))
        painter.restore()

    def _lines(self, painter: QPainter, area: QRect, index: Index) -> None:
        """All of both texts, one line under the other."""
        firsts, seconds = _broken_texts(index, area.width())
        top = area.center().y() + 1 - MORE_LINE * (len(firsts) + len(seconds)) // 2
        for place, text in enumerate((*firsts, *seconds)):
            is_first = place < len(firsts)
            if place == len(firsts):
                painter.setPen(colour("muted"))
            line = QRect(area.left(), top + place * MORE_LINE, area.width(), MORE_LINE)
            self._line(painter, line, index, text, cell_font(index) if is_first else second_font(index))

    def _line(self, painter: QPainter, area: QRect, index: Index, text: str, face: QFont) -> None:
        painter.setFont(face)
        shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(index.data(_ALIGNMENT)) | _SINGLE_LINE, shown)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), whole_text(view, index), view)
        return True


def cell_font(index: Index) -> QFont:
    """The type of a cell's first line."""
    return _face(LARGE if index.data(_LARGE) else BODY, strong=bool(index.data(_STRONG)))


@cache
def _face(size_px: int, *, strong: bool) -> QFont:
    """One for all cells, for a painter to copy."""
    return font(size_px, QFont.Weight.Bold if strong else QFont.Weight.Medium)


def second_font(index: Index) -> QFont:
    """The type of the line below it."""
    return font(TITLE if index.data(_LARGE) else CAPTION)


def more_lines(index: Index, width: int) -> int:
    """How many lines more than usual the texts of a cell need at this width."""
    return sum(max(len(lines), 1) - 1 for lines in _broken_texts(index, width - 2 * GAP))


def _broken_texts(index: Index, width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    first = _broken(str(index.data() or ""), QFontMetrics(cell_font(index)), width)
    return first, _broken(str(index.data(_SECOND) or ""), QFontMetrics(second_font(index)), width)


def _broken(text: str, metrics: QFontMetrics, width: int) -> tuple[str, ...]:
    """The text in lines of this width, broken between words; the last of them keeps what is left over."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (metrics.horizontalAdvance(longer) <= width or len(lines) == _MOST_LINES):
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _plain(index: Index) -> QModelIndex:
    return index if isinstance(index, QModelIndex) else index.model().index(index.row(), index.column())


def whole_text(view: QAbstractItemView, index: Index) -> str:
    """The tooltip of a cell: all of what does not fit, "" when everything does."""
    room = view.visualRect(_plain(index)).width() - 2 * GAP
    lines = ((str(index.data() or ""), cell_font(index)), (str(index.data(_SECOND) or ""), second_font(index)))
    cut = [text for text, face in lines if QFontMetrics(face).horizontalAdvance(text) > room]
    return "\n".join(text for text, _face in lines if text) if cut else ""
