"""A small sheet of labels: the used ones grey, those that will be printed filled; a press says where to begin."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from sentra_pos.tags.sheets import TagSheet
from ui.kit.keys import OwnKeys
from ui.kit.theme import colour


class SheetPicture(QWidget):
    """Shows one sheet; arrow keys walk over its labels."""

    #: The label, from 0, that was chosen to begin with.
    chosen = Signal(int)

    def __init__(self, width: int = 220, height: int = 260) -> None:
        super().__init__()
        self._size = QSize(width, height)
        self._sheet: TagSheet | None = None
        self.start, self._count = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._keys = OwnKeys(self)
        arrows = (
            ("←", _("One label back"), lambda: self._step(-1), Qt.Key.Key_Left),
            ("→", _("One label on"), lambda: self._step(1), Qt.Key.Key_Right),
            ("↑", _("One row up"), lambda: self._step_row(-1), Qt.Key.Key_Up),
            ("↓", _("One row down"), lambda: self._step_row(1), Qt.Key.Key_Down),
        )
        for shown, says, act, key in arrows:
            self._keys.on(shown, says, act, key, repeats=True)
        self._tell()

    def sizeHint(self) -> QSize:
        return self._size

    def show_sheet(self, sheet: TagSheet | None, *, start: int = 0, count: int = 0) -> None:
        """Another sheet, another beginning, or another number of labels to fill."""
        self._sheet, self._count = sheet, count
        self.start = start if sheet is not None and 0 <= start < sheet.labels else 0
        self._tell()
        self.update()

    def choose(self, place: int) -> None:
        """Begin there, as a press on the label does."""
        if self._sheet is not None and 0 <= place < self._sheet.labels and place != self.start:
            self.start = place
            self._tell()
            self.update()
            self.chosen.emit(place)

    def label_at(self, point: QPointF) -> int | None:
        """The label under a point of this widget."""
        for place in range(self._sheet.labels if self._sheet is not None else 0):
            if self._area(place).contains(point):
                return place
        return None

    def _step(self, by: int) -> None:
        self.choose(self.start + by)

    def _step_row(self, by: int) -> None:
        self.choose(self.start + by * (self._sheet.columns if self._sheet is not None else 1))

    def _tell(self) -> None:
        words = _("First free label: {number}").format(number=format_number(self.start + 1))
        self.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.take(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.label_at(event.position())
        if place is not None:
            self.choose(place)

    def _page(self) -> tuple[QRectF, float]:
        """The page within the widget, and its scale."""
        assert self._sheet is not None
        room = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        scale = min(room.width() / self._sheet.page_width, room.height() / self._sheet.page_height)
        wide, high = self._sheet.page_width * scale, self._sheet.page_height * scale
        return QRectF(room.center().x() - wide / 2, room.top(), wide, high), scale

    def _area(self, place: int) -> QRectF:
        assert self._sheet is not None
        page, scale = self._page()
        x, y = self._sheet.corner(place)
        wide, high = self._sheet.label_width * scale, self._sheet.label_height * scale
        return QRectF(page.left() + x * scale, page.top() + y * scale, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sheet is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page, _scale = self._page()
        painter.setPen(QPen(colour("primary" if self.hasFocus() else "line"), 2 if self.hasFocus() else 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(page, 3, 3)
        for place in range(self._sheet.labels):
            used, filled = place < self.start, self.start <= place < self.start + self._count
            painter.setPen(QPen(colour("line"), 1) if not filled else Qt.PenStyle.NoPen)
            painter.setBrush(colour("primary" if filled else "line" if used else "surface"))
            painter.drawRoundedRect(self._area(place).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.end()
