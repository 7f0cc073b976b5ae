"""A row of the cart, drawn: name, maker, a stepper, the amount. Drawn once, it is kept as a picture."""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache

from PySide6.QtCore import (
    QAbstractItemModel,
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
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _, language
from sentra_pos.core.words import format_number, format_percent
from ui.kit.faces import Face, font_of, paint_line, width_of
from ui.kit.fields import CountEdit
from ui.kit.icons import icon_pixmap
from ui.kit.theme import BODY, CAPTION, TOUCH, colour
from ui.sell.rows import CartLine, CartReturn

LINE = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 62
_AMOUNT, _NUMBER, _SIGN = 84, 26, TOUCH
_MOST_LINES = 3
_BOLD, _PLAIN = (BODY, QFont.Weight.Bold), (CAPTION, QFont.Weight.Normal)
#: Drawn rows kept: some three carts that fill the panel, two megabytes.
_ROWS_KEPT = 24
Index = QModelIndex | QPersistentModelIndex


def return_words(line: CartReturn) -> str:
    """How many come back, of which sale."""
    return _("{count} back of {code}").format(count=format_number(line.quantity.units), code=line.code)


def maker_words(line: CartLine) -> str:
    """Which, and by whom."""
    return " · ".join(part for part in (line.card.size, line.card.maker_name) if part)


def price_words(line: CartLine) -> str:
    """Why it costs other than its tag says: a promotion by its name, or a price that was raised."""
    if line.raised:
        return _("raised to {price}").format(price=format_number(line.price.amount))
    return line.promotion


def discount_words(line: CartLine) -> str:
    """What was taken off, below the amount; empty without a discount."""
    if not line.discount:
        return ""
    rate = "" if line.rate is None else f" ({format_percent(line.rate)})"
    return f"-{format_number(line.discount.amount)}{rate}"


class Spots:
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


class RowPainter(QStyledItemDelegate):
    stepped = Signal(int, int)
    counted = Signal(int, object)

    def __init__(self, rows: QListView) -> None:
        super().__init__(rows)
        self._list = rows
        self._drawn: OrderedDict[object, QPixmap] = OrderedDict()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: CartLine | CartReturn = index.data(LINE)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and self._list.hasFocus()
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(area.topLeft(), _paper(area.size(), scale, colour("surface").rgb(), chosen, focused))
        painter.drawPixmap(area.topLeft(), self._row(line, area.size(), scale))

    def _row(self, line: CartLine | CartReturn, size: QSize, scale: float) -> QPixmap:
        """What is written in a row, as a picture: each scan paints all rows, and draws the one that is new."""
        key = (line, size.width(), scale, colour("ink").rgb(), language())
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self._drawn[key] = _transparent(size, scale)
            painter = QPainter(drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            spots = Spots(QRect(QPoint(0, 0), size))
            if isinstance(line, CartReturn):
                self._back(painter, spots, line)
            else:
                self._name(painter, spots.name, line)
                self._stepper(painter, spots, line)
                self._amount(painter, spots.amount, line)
            painter.end()
            while len(self._drawn) > _ROWS_KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return drawn

    def _back(self, painter: QPainter, spots: Spots, line: CartReturn) -> None:
        """What comes back: no stepper, and its amount below zero."""
        area = QRect(spots.name.topLeft(), QSize(spots.box.right() - spots.name.left(), spots.name.height()))
        middle = area.center().y()
        paint_line(painter, QRect(area.left(), middle - 19, area.width(), 20), line.name, _BOLD, "ink")
        paint_line(painter, QRect(area.left(), middle + 1, area.width(), 18), return_words(line), _PLAIN, "warn")
        painter.setPen(colour("bad"))
        painter.setFont(font_of(_BOLD))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(spots.amount.adjusted(0, 0, -8, 0), right, format_number(-line.due.amount))

    def _name(self, painter: QPainter, area: QRect, line: CartLine) -> None:
        """Up to three lines: the name has two of them before it is cut, else size and maker have."""
        why = price_words(line)
        tone = "warn" if line.raised else "good" if why else "muted"
        names = _in_two(line.card.name, area.width(), _BOLD)
        facts: tuple[str, ...] = (why or maker_words(line),)
        if not why and len(names) == 1 and width_of(facts[0], _PLAIN) > area.width():
            facts = (line.card.size, line.card.maker_name)
        written = [(words, _BOLD, "ink") for words in names]
        written += [(words, _PLAIN, tone) for words in facts if words]
        height = 19 if len(written) < _MOST_LINES else 17
        top = area.center().y() - height * len(written) // 2
        for place, (words, face, colour_name) in enumerate(written):
            paint_line(
                painter, QRect(area.left(), top + place * height, area.width(), height), words, face, colour_name
            )

    def _stepper(self, painter: QPainter, spots: Spots, line: CartLine) -> None:
        painter.setPen(QPen(colour("line"), 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(QRectF(spots.box).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        scale = painter.device().devicePixelRatioF()
        single = line.card.kind is ItemKind.UNIQUE
        for spot, name, works in ((spots.minus, "minus", line.quantity.units > 1), (spots.plus, "plus", not single)):
            painter.setOpacity(1.0 if works else 0.3)
            painter.drawPixmap(spot.center() - QPoint(7, 7), icon_pixmap(name, "ink", 16, scale))
        painter.setOpacity(1.0)
        painter.setFont(font_of(_BOLD))
        painter.setPen(colour("ink"))
        painter.drawText(spots.number, int(Qt.AlignmentFlag.AlignCenter), format_number(line.quantity.units))

    def _amount(self, painter: QPainter, area: QRect, line: CartLine) -> None:
        off = discount_words(line)
        middle = area.center().y()
        painter.setPen(colour("ink"))
        painter.setFont(font_of(_BOLD))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        top = QRect(area.left(), middle - (19 if off else 10), area.width() - 8, 20)
        painter.drawText(top, right, format_number(line.amount.amount))
        painter.setFont(font_of(_PLAIN))
        painter.setPen(colour("good"))
        below = QRect(area.left(), middle + 1, area.width() - 8, 18)
        if width_of(off, _PLAIN) > below.width():
            # The amount is what counts; over the stepper nothing could be read.
            off = off.partition(" ")[0]
        painter.drawText(below, right, off)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            if isinstance(index.data(LINE), CartReturn):
                return False
            spots, at = Spots(option.rect), event.position().toPoint()
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
        editor.setGeometry(Spots(option.rect).box)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CountEdit):
            quantity = editor.value()
            if isinstance(quantity, Quantity):
                self.counted.emit(index.row(), quantity)


def _in_two(words: str, width: int, face: Face) -> tuple[str, ...]:
    """The words in one line where they fit, else broken once between two of them."""
    if width_of(words, face) <= width:
        return (words,)
    first, _gap, rest = words.partition(" ")
    while rest and width_of(f"{first} {rest.partition(' ')[0]}", face) <= width:
        more, _gap, rest = rest.partition(" ")
        first = f"{first} {more}"
    return (first, rest) if rest else (first,)


def _transparent(size: QSize, scale: float) -> QPixmap:
    made = QPixmap(size * scale)
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    return made


@lru_cache(maxsize=16)
def _paper(size: QSize, scale: float, surface: int, chosen: bool, focused: bool) -> QPixmap:
    """What is under a row: a line below it, or the wash of the chosen one."""
    made = _transparent(size, scale)
    painter = QPainter(made)
    if chosen:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("primary"), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(colour("wash"))
        painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()).adjusted(1, 1, -1, -2), 10, 10)
    else:
        painter.fillRect(QRect(0, size.height() - 1, size.width(), 1), colour("line"))
    painter.end()
    return made
