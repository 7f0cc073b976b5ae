"""The lines of the cart. Fast enough for any cart and any scanner."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from ui.kit.keys import OwnKeys
from ui.kit.labels import body, caption
from ui.kit.layout import column, spacer
from ui.kit.theme import colour
from ui.sell.cart_row import LINE, Index, RowPainter, maker_words, price_words, return_words
from ui.sell.rows import Cart, CartLine, CartReturn

_SIGNS = frozenset("+-")
#: A character this soon after another one belongs to a scanner, not to a finger on the plus key.
_SCANNER_GAP_MS = 60


class CartModel(QAbstractListModel):
    """The cart as rows; a change of one line repaints one row."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[CartLine | CartReturn, ...] = ()

    def show(self, lines: tuple[CartLine | CartReturn, ...]) -> None:
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
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_sold = 0 <= index.row() < len(self.lines) and isinstance(self.lines[index.row()], CartLine)
        return chosen | Qt.ItemFlag.ItemIsEditable if is_sold else chosen

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if isinstance(line, CartReturn):
            return _of_return(line, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.card.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{line.quantity.units} × {line.card.name}, {format_number(line.amount.amount)}"
            case Qt.ItemDataRole.ToolTipRole:
                said = (line.card.name, maker_words(line), price_words(line), line.raised or line.reason)
                return "\n".join(part for part in said if part)
        return line if role == LINE else None


def _of_return(line: CartReturn, role: int) -> Any:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return line.name
        case Qt.ItemDataRole.AccessibleTextRole:
            return f"{return_words(line)}: {line.name}, {format_number(-line.due.amount)}"
        case Qt.ItemDataRole.ToolTipRole:
            return f"{line.name}\n{return_words(line)}"
    return line if role == LINE else None


class CartList(QListView):
    """Up and Down choose a line, + and - change it, Enter types its quantity, Del takes it out."""

    selected = Signal(int)
    stepped = Signal(int)
    counted = Signal(int, object)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._last_key_at = -(10**9)
        self._keys = OwnKeys(self)
        enter, own = (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._keys
        own.on("Enter", _("Type the quantity of the chosen line"), self._type_quantity, *enter)
        own.on("+", _("One more of the chosen line"), lambda: self.stepped.emit(1), signs="+", repeats=True)
        own.on("-", _("One less of the chosen line"), lambda: self.stepped.emit(-1), signs="-", repeats=True)
        own.on("Del", _("Remove the chosen line"), self.removed.emit, Qt.Key.Key_Delete)
        self.records = CartModel()
        self._painter = RowPainter(self)
        self.setModel(self.records)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Cart"))
        self.setViewport(QWidget())
        # The paper under the lines is painted here, so that nothing below needs painting whenever one is scanned.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # Lies on the list instead of taking its place: the first line of a cart lays nothing out anew.
        self._nothing = _nothing_yet()
        self._nothing.setParent(self)
        self._painter.stepped.connect(self._step_of)
        self._painter.counted.connect(self.counted)
        self.selectionModel().currentChanged.connect(lambda now, _before: self._chosen(now))

    def show_cart(self, cart: Cart) -> None:
        """Show the lines and bring the selected one into sight."""
        self.records.show((*cart.lines, *cart.returns))
        self._nothing.setVisible(cart.is_empty)
        if cart.is_empty and self.hasFocus():
            self.focusNextPrevChild(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if cart.is_empty else Qt.FocusPolicy.StrongFocus)
        if cart.selected >= 0 and self.currentIndex().row() != cart.selected:
            self.setCurrentIndex(self.records.index(cart.selected))
        if cart.selected >= 0:
            self.scrollTo(self.records.index(cart.selected))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("surface"))
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._nothing.setGeometry(self.rect())

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.selected.emit(index.row())

    def _step_of(self, row: int, by: int) -> None:
        self.selected.emit(row)
        self.stepped.emit(by)

    def _type_quantity(self) -> None:
        # The Enter that ends typing a quantity comes by here too.
        is_typing = self.state() == QAbstractItemView.State.EditingState
        if self.currentIndex().isValid() and not is_typing:
            self.edit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stamp = int(event.timestamp())
        alone = not 0 <= stamp - self._last_key_at <= _SCANNER_GAP_MS
        self._last_key_at = stamp
        if event.text() in _SIGNS and not alone:
            return
        if self._keys.take(event):
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()


def _nothing_yet() -> QFrame:
    made = QFrame()
    words = body(_("Scan a tag, or choose a card on the left."))
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    words.setProperty("tone", "muted")
    keys = caption(_("F2 search · + and - quantity · Del remove"))
    keys.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    keys.setWordWrap(True)
    made.setLayout(column(spacer(), words, keys, spacer(2), spacing=8, margins=(16, 0, 16, 0)))
    return made
