"""The grid of cards: a list that paints only what is seen and asks for the next page when the end comes near."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
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
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.ids import ItemId
from sentra_pos.core.quantity import NONE
from sentra_pos.core.speech import _, language, ngettext
from sentra_pos.core.words import format_number, format_rupiah
from ui.kit.faces import font_of, paint_line, width_of
from ui.kit.keys import OwnKeys
from ui.kit.swatch import swatch
from ui.kit.theme import BODY, CAPTION, LEAD, colour
from ui.sell.rows import dye_of, facts_line

CARD = int(Qt.ItemDataRole.UserRole)
#: Between two cards, and inside one.
GAP, INSET = 14, 10
PICTURE_HEIGHT = 104
CARD_HEIGHT = PICTURE_HEIGHT + 106
NARROWEST = 176
_PHOTOS = 200
#: Drawn cards kept: three screens full, some eight megabytes.
_CARDS_KEPT = 64
_NAME, _PLAIN = (LEAD - 1, QFont.Weight.Bold), (CAPTION, QFont.Weight.Medium)
_PRICE, _LONG_PRICE = (LEAD, QFont.Weight.Bold), (BODY, QFont.Weight.Bold)
_LONG_NAME = _LONG_PRICE
Index = QModelIndex | QPersistentModelIndex


def stock_words(card: ItemCard) -> str:
    """The figure in a card's corner."""
    if card.kind is ItemKind.SERVICE:
        return ""
    stock = card.total_stock
    if stock <= NONE:
        return _("sold out")
    if card.sizes:
        sizes = len(card.sizes)
        return ngettext("{count} size", "{count} sizes", sizes).format(count=sizes)
    if card.kind is ItemKind.UNIQUE:
        return _("only one")
    return format_number(stock.units)


def price_words(card: ItemCard) -> str:
    """The price; of several sizes the lowest."""
    prices = [size.price for size in card.sizes] or [card.price]
    if min(prices) != max(prices):
        return _("from {price}").format(price=format_rupiah(min(prices)))
    return format_rupiah(prices[0])


class CardModel(QAbstractListModel):
    """The cards loaded so far."""

    def __init__(self, has_more: Callable[[], bool], more: Callable[[], object]) -> None:
        super().__init__()
        self._has_more, self._more = has_more, more
        self.cards: list[ItemCard] = []

    def set_cards(self, cards: Sequence[ItemCard]) -> None:
        """Instead of what was there; the same cards with other figures stay where they are."""
        if cards and [card.id for card in cards] == [card.id for card in self.cards]:
            self.cards = list(cards)
            self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))
            return
        self.beginResetModel()
        self.cards = list(cards)
        self.endResetModel()

    def add_cards(self, cards: Sequence[ItemCard]) -> None:
        """Below what is there."""
        if cards:
            self.beginInsertRows(QModelIndex(), len(self.cards), len(self.cards) + len(cards) - 1)
            self.cards += cards
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.cards)

    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more()

    def fetchMore(self, parent: Index) -> None:
        self._more()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.cards):
            return None
        card = self.cards[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return card.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{card.name}, {price_words(card)}, {stock_words(card)}"
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (card.name, facts_line(card), card.maker_name) if part)
        return card if role == CARD else None


class _CardPainter(QStyledItemDelegate):
    def __init__(self, grid: CardGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._drawn: OrderedDict[object, tuple[object, QPixmap]] = OrderedDict()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._grid.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: ItemCard = index.data(CARD)
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        current = bool(state & QStyle.StateFlag.State_Selected) and self._grid.hasFocus()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.drawPixmap(cell.topLeft(), self._card(painter.device().devicePixelRatioF(), card, current, hovered))

    def _card(self, scale: float, card: ItemCard, current: bool, hovered: bool) -> QPixmap:
        """The card as a picture: a search that narrows shows most of its cards again, and those cost nothing."""
        width = self._grid.cell.width() - GAP
        photo = self._grid.photo(card) if card.has_photo else None
        key = (card.id, width, scale, current, hovered, colour("surface").rgb(), language())
        kept = self._drawn.get(key)
        seen = (card, photo and photo.cacheKey())
        if kept is not None and kept[0] == seen:
            self._drawn.move_to_end(key)
            return kept[1]
        # A copy of the empty card: the same round corners need not be drawn for each anew.
        drawn = QPixmap(_empty_card(width, scale, colour("ground").rgb(), colour("surface").rgb(), current, hovered))
        area = QRect(0, 0, width, CARD_HEIGHT)
        painter = QPainter(drawn)
        self._picture(painter, card, photo, QRect(INSET, INSET, width - 2 * INSET, PICTURE_HEIGHT))
        self._words(painter, card, area.adjusted(INSET, INSET + PICTURE_HEIGHT + 6, -INSET, -INSET))
        painter.end()
        self._drawn[key] = seen, drawn
        self._drawn.move_to_end(key)
        while len(self._drawn) > _CARDS_KEPT:
            self._drawn.popitem(last=False)
        return drawn

    def _picture(self, painter: QPainter, card: ItemCard, photo: QPixmap | None, area: QRect) -> None:
        gone = card.kind is not ItemKind.SERVICE and card.total_stock <= NONE
        if gone:
            painter.setOpacity(0.45)
        if photo is not None:
            _paint_photo(painter, photo, area)
        else:
            batik = card.technique.is_batik or card.technique is Technique.NONE
            scale = painter.device().devicePixelRatioF()
            motif = card.motif or card.name
            painter.drawPixmap(area, swatch(motif, dye_of(card), size=area.size(), batik=batik, scale=scale))
        painter.setOpacity(1.0)

    def _words(self, painter: QPainter, card: ItemCard, area: QRect) -> None:
        for top, words, face, tone in (
            (0, card.name, _NAME if width_of(card.name, _NAME) <= area.width() else _LONG_NAME, "ink"),
            (23, facts_line(card), _PLAIN, "muted"),
            (41, card.maker_name, _PLAIN, "muted"),
        ):
            paint_line(painter, QRect(area.left(), area.top() + top, area.width(), 20), words, face, tone)
        foot = QRect(area.left(), area.bottom() - 21, area.width(), 22)
        stock = stock_words(card)
        price = price_words(card)
        room = area.width() - width_of(stock, _PLAIN) - 8
        face = _PRICE if width_of(price, _PRICE) <= room else _LONG_PRICE
        paint_line(painter, QRect(foot.left(), foot.top(), room, foot.height()), price, face, "primary")
        painter.setFont(font_of(_PLAIN))
        painter.setPen(colour("warn" if card.total_stock <= NONE and stock else "muted"))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), stock)


@lru_cache(maxsize=32)
def _empty_card(width: int, scale: float, ground: int, surface: int, current: bool, hovered: bool) -> QPixmap:
    """The white paper on the screen's ground; without anything transparent, which would cost at each painting."""
    drawn = QPixmap(QSize(width, CARD_HEIGHT) * scale)
    drawn.setDevicePixelRatio(scale)
    drawn.fill(QColor.fromRgb(ground))
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("primary" if current or hovered else "line"), 2 if current else 1))
    painter.setBrush(QColor.fromRgb(surface))
    painter.drawRoundedRect(QRectF(0, 0, width, CARD_HEIGHT).adjusted(1, 1, -1, -1), 14, 14)
    painter.end()
    return drawn


def _paint_photo(painter: QPainter, photo: QPixmap, area: QRect) -> None:
    path = QPainterPath()
    path.addRoundedRect(QRectF(area), 8, 8)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(path)
    fill = photo.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    corner = area.center() - QPoint(fill.width() // 2, fill.height() // 2)
    painter.drawPixmap(QRect(corner, fill), photo)
    painter.restore()


class CardGrid(QListView):
    """Arrow keys walk, Enter or a press picks; the width decides how many stand side by side."""

    picked = Signal(object)
    #: A photo that is not there yet was looked for.
    wants_photo = Signal(object)

    def __init__(self, has_more: Callable[[], bool], more: Callable[[], object]) -> None:
        super().__init__()
        self.cell = QSize(NARROWEST + GAP, CARD_HEIGHT + GAP)
        self.records = CardModel(has_more, more)
        self._photos: OrderedDict[ItemId, QPixmap] = OrderedDict()
        self.setModel(self.records)
        self.setItemDelegate(_CardPainter(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Made here and not by Qt: to wrap one that Qt made, PySide first loads every kind of widget that there is.
        self.setViewport(QWidget())
        # The cards' ground is painted here, so that nothing below needs painting whenever they change.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(_("Goods"))
        self._keys = OwnKeys(self)
        self._keys.on(
            "Enter", _("Add the chosen piece"), lambda: self._pick(self.currentIndex()), *_PICKING,
            when=lambda: self.currentIndex().isValid(),
        )  # fmt: skip
        self.clicked.connect(self._pick)
        self.verticalScrollBar().setSingleStep(40)

    def show_cards(self, cards: Sequence[ItemCard]) -> None:
        """Instead of what was there."""
        self.records.set_cards(cards)
        # Laid out now: left to the painting, the layout would ask for a second one as soon as the first is done.
        self.executeDelayedItemsLayout()

    def photo(self, card: ItemCard) -> QPixmap | None:
        """The photo if it is loaded; asks for it otherwise."""
        found = self._photos.get(card.id)
        if found is None:
            self.wants_photo.emit(card.id)
            return None
        self._photos.move_to_end(card.id)
        return found if not found.isNull() else None

    def show_photo(self, item: ItemId, jpeg: bytes | None) -> None:
        """A photo came home."""
        picture = QPixmap()
        if jpeg:
            picture.loadFromData(jpeg)
        self._photos[item] = picture
        while len(self._photos) > _PHOTOS:
            self._photos.popitem(last=False)
        self.viewport().update()

    def forget_photos(self) -> None:
        """They may have changed."""
        self._photos.clear()

    def go_to_first(self) -> None:
        """Take the keys, at the first card unless one is current."""
        if not self.currentIndex().isValid() and self.records.cards:
            self.setCurrentIndex(self.records.index(0))
        self.setFocus()

    def _pick(self, index: QModelIndex) -> None:
        card = index.data(CARD)
        if card is not None:
            self.picked.emit(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Qt keeps room for the scroll bar free while it breaks the cells into rows, whether or not it shows.
        bar = self.verticalScrollBar()
        extent = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, bar)
        room = self.maximumViewportSize().width() - max(extent, bar.sizeHint().width()) - 1
        columns = max(1, room // (NARROWEST + GAP + 20))
        cell = QSize(room // columns, CARD_HEIGHT + GAP)
        if cell != self.cell:
            self.cell = cell
            self.setGridSize(cell)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("ground"))
        painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keys.take(event):
            return
        if event.key() in _ARROWS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if (
            not self.currentIndex().isValid()
            and self.records.cards
            and event.reason() != Qt.FocusReason.MouseFocusReason
        ):
            self.setCurrentIndex(self.records.index(0))
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self.isVisible():
            self.viewport().update()


_PICKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ARROWS = frozenset(
    {
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
        Qt.Key.Key_Home, Qt.Key.Key_End,
    }
)  # fmt: skip
