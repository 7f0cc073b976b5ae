"""The lines of the cart, painted: name, maker, a stepper, the amount. Fast enough for any cart and any scanner."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number, format_percent
from ui.kit.fields import CountEdit
from ui.kit.icons import icon_pixmap
from ui.kit.theme import BODY, CAPTION, TOUCH, colour, font
from ui.sell.rows import Cart, CartLine

LINE = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 62
_AMOUNT, _NUMBER, _SIGN = 84, 26, 38
#: A character this soon after another one belongs to a scanner, not to a finger on the plus key.
_SCANNER_GAP_MS = 60
Index = QModelIndex | QPersistentModelIndex


class CartModel(QAbstractListModel):
    """The cart as rows; a change of one line repaints one row."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[CartLine, ...] = ()

    def show(self, lines: tuple[CartLine, ...]) -> None:
        """Take the new lines, and tell the view the least that explains them."""
        before = self.lines
        if len(lines) == len(before) + 1 and lines[:-1] == before:
            self.beginInsertRows(QModelIndex(), len(before), len(before))
            self.lines = lines
            self.endInsertRows()
        elif len(lines) == len(before):
            self.lines = lines
            for place, (old, new) in enumerate(zip(before, lines, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(place), self.index(place))
        else:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.card.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{line.quantity.units} × {line.card.name}, {format_number(line.amount.amount)}"
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (line.card.name, maker_words(line)) if part)
        return line if role == LINE else None


def maker_words(line: CartLine) -> str:
    """The second line of a row."""
    return " · ".join(part for part in (line.card.size, line.card.maker_name) if part)


def discount_words(line: CartLine) -> str:
    """What was taken off, below the amount; empty without a discount."""
    if not line.discount:
        return ""
    rate = "" if line.rate is None else f" ({format_percent(line.rate)})"
    return f"-{format_number(line.discount.amount)}{rate}"


class _Spots:
    """Where the parts of a row are."""

    def __init__(self, row: QRect) -> None:
        middle = row.center().y()
        self.amount = QRect(row.right() - _AMOUNT, row.top(), _AMOUNT, row.height())
        box_width = 2 * _SIGN + _NUMBER
        self.box = QRect(self.amount.left() - 4 - box_width, middle - TOUCH // 2, box_width, TOUCH)
        self.minus = QRect(self.box.left(), self.box.top(), _SIGN, TOUCH)
        self.number = QRect(self.minus.right() + 1, self.box.top(), _NUMBER, TOUCH)
        self.plus = QRect(self.number.right() + 1, self.box.top(), _SIGN, TOUCH)
        self.name = QRect(row.left() + 8, row.top(), self.box.left() - row.left() - 16, row.height())


class _RowPainter(QStyledItemDelegate):
    stepped = Signal(int, int)
    counted = Signal(int, object)

    def __init__(self, rows: QListView) -> None:
        super().__init__(rows)
        self._list = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: CartLine = index.data(LINE)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        spots = _Spots(area)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focused = self._list.hasFocus()
            painter.setPen(QPen(colour("primary"), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(colour("wash"))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -2), 10, 10)
        else:
            painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), colour("line"))
        self._name(painter, spots.name, line)
        self._stepper(painter, spots, line)
        self._amount(painter, spots.amount, line)
        painter.restore()

    def _name(self, painter: QPainter, area: QRect, line: CartLine) -> None:
        middle = area.center().y()
        second = maker_words(line)
        top = QRect(area.left(), middle - (19 if second else 10), area.width(), 20)
        _left(painter, top, line.card.name, font(BODY, QFont.Weight.Bold), "ink")
        _left(painter, QRect(area.left(), middle + 1, area.width(), 18), second, font(CAPTION), "muted")

    def _stepper(self, painter: QPainter, spots: _Spots, line: CartLine) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line"), 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(QRectF(spots.box).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        scale = painter.device().devicePixelRatioF()
        single = line.card.kind is ItemKind.UNIQUE
        for spot, name, works in ((spots.minus, "minus", line.quantity.units > 1), (spots.plus, "plus", not single)):
            painter.setOpacity(1.0 if works else 0.3)
            painter.drawPixmap(spot.center() - QPoint(7, 7), icon_pixmap(name, "ink", 16, scale))
        painter.setOpacity(1.0)
        painter.setFont(font(BODY, QFont.Weight.Bold))
        painter.setPen(colour("ink"))
        painter.drawText(spots.number, int(Qt.AlignmentFlag.AlignCenter), format_number(line.quantity.units))

    def _amount(self, painter: QPainter, area: QRect, line: CartLine) -> None:
        off = discount_words(line)
        middle = area.center().y()
        painter.setPen(colour("ink"))
        painter.setFont(font(BODY, QFont.Weight.Bold))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        top = QRect(area.left(), middle - (19 if off else 10), area.width() - 8, 20)
        painter.drawText(top, right, format_number(line.amount.amount))
        painter.setFont(font(CAPTION))
        painter.setPen(colour("good"))
        below = QRect(area.left(), middle + 1, area.width() - 8, 18)
        if QFontMetrics(font(CAPTION)).horizontalAdvance(off) > below.width():
            # The amount is what counts; over the stepper nothing could be read.
            off = off.partition(" ")[0]
        painter.drawText(below, right, off)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            spots, at = _Spots(option.rect), event.position().toPoint()
            for spot, by in ((spots.minus, -1), (spots.plus, 1)):
                if spot.contains(at):
                    self.stepped.emit(index.row(), by)
                    return True
        return False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = CountEdit(name=_("Quantity"))
        field.setParent(parent)
        field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CountEdit) and not editor.text():
            line: CartLine = index.data(LINE)
            editor.set_value(line.quantity)
            editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(_Spots(option.rect).box)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CountEdit):
            quantity = editor.value()
            if isinstance(quantity, Quantity):
                self.counted.emit(index.row(), quantity)


def _left(painter: QPainter, area: QRect, words: str, face: QFont, tone: str) -> None:
    painter.setFont(face)
    painter.setPen(colour(tone))
    shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


class CartList(QListView):
    """Up and Down choose a line, + and - change it, Enter types its quantity, Del takes it out."""

    selected = Signal(int)
    stepped = Signal(int)
    counted = Signal(int, object)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._last_key_at = -(10**9)
        self.records = CartModel()
        self._painter = _RowPainter(self)
        self.setModel(self.records)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Cart"))
        self.viewport().setAutoFillBackground(False)
        self._painter.stepped.connect(self._step_of)
        self._painter.counted.connect(self.counted)
        self.selectionModel().currentChanged.connect(lambda now, _before: self._chosen(now))

    def show_cart(self, cart: Cart) -> None:
        """Show the lines and bring the selected one into sight."""
        self.records.show(cart.lines)
        if cart.selected >= 0 and self.currentIndex().row() != cart.selected:
            self.setCurrentIndex(self.records.index(cart.selected))
        if cart.selected >= 0:
            self.scrollTo(self.records.index(cart.selected))

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.selected.emit(index.row())

    def _step_of(self, row: int, by: int) -> None:
        self.selected.emit(row)
        self.stepped.emit(by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stamp = int(event.timestamp())
        alone = not 0 <= stamp - self._last_key_at <= _SCANNER_GAP_MS
        self._last_key_at = stamp
        if event.text() in ("+", "-") and event.text():
            if alone:
                self.stepped.emit(1 if event.text() == "+" else -1)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # The Enter that ends typing a quantity comes by here too.
            is_typing = self.state() == QAbstractItemView.State.EditingState
            if self.currentIndex().isValid() and not is_typing and not event.isAutoRepeat():
                self.edit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()
