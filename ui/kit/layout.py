"""Small words for building screens by hand: rows, columns, cards, forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.kit.labels import amount, body, caption, headline, label, title

__all__ = [
    "Flow", "amount", "body", "caption", "card", "column", "divider", "form", "headline", "label", "page", "panel",
    "plain", "row", "scrolling", "spacer", "title",
]  # fmt: skip

Margins = tuple[int, int, int, int]
NONE: Margins = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Space:
    """Room that stretches, shared by weight."""

    weight: int = 1


#: A widget, a layout, room that stretches, or a fixed gap in pixels.
Part = QWidget | QLayout | Space | int


def spacer(weight: int = 1) -> Space:
    """Push what follows to the far end."""
    return Space(weight)


def row(*parts: Part, spacing: int = 8, margins: Margins = NONE) -> QHBoxLayout:
    """Side by side, centred on one line."""
    made = QHBoxLayout()
    _fill(made, parts, spacing, margins)
    return made


def column(*parts: Part, spacing: int = 8, margins: Margins = NONE) -> QVBoxLayout:
    """One below the other."""
    made = QVBoxLayout()
    _fill(made, parts, spacing, margins)
    return made


def _fill(made: QBoxLayout, parts: Iterable[Part], spacing: int, margins: Margins) -> None:
    made.setSpacing(spacing)
    made.setContentsMargins(*margins)
    for part in parts:
        if isinstance(part, Space):
            made.addStretch(part.weight)
        elif isinstance(part, int):
            made.addSpacing(part)
        elif isinstance(part, QWidget):
            made.addWidget(part)
        else:
            made.addLayout(part)


def form(fields: Sequence[tuple[str, QWidget]], *, spacing: int = 12) -> QVBoxLayout:
    """Fields one below the other, each under its name; the name is also what a screen reader says."""
    made = column(spacing=spacing)
    for text, field in fields:
        name = caption(text)
        name.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(text)
        made.addLayout(column(name, field, spacing=4))
    return made


def _framed(kind: str, layout: QLayout) -> QFrame:
    made = QFrame()
    made.setProperty("kind", kind)
    made.setLayout(layout)
    return made


def card(*parts: Part, spacing: int = 8, margins: Margins = (16, 14, 16, 14)) -> QFrame:
    """White paper with round corners."""
    return _framed("card", column(*parts, spacing=spacing, margins=margins))


def panel(*parts: Part, spacing: int = 8, margins: Margins = (20, 20, 20, 20)) -> QFrame:
    """The right-hand side of a screen, from top to bottom."""
    return _framed("panel", column(*parts, spacing=spacing, margins=margins))


def page(layout: QLayout) -> QWidget:
    """A widget on the ground colour."""
    made = QWidget()
    made.setProperty("kind", "page")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setLayout(layout)
    return made


def plain(layout: QLayout) -> QWidget:
    """A widget without a background of its own, to hold a layout."""
    made = QWidget()
    made.setProperty("kind", "plain")
    made.setLayout(layout)
    return made


def divider() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("kind", "divider")
    made.setFixedHeight(1)
    return made


def scrolling(inner: QWidget) -> QScrollArea:
    """Scroll up and down when there is no room; never sideways."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area


class Flow(QLayout):
    """Left to right, and on to the next line when the line is full. The layout of a widget, never of a layout.

    Inside another layout Qt would not say when a widget of it becomes wider.
    """

    def __init__(self, *widgets: QWidget, spacing: int = 8, line_spacing: int = 0) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        #: By width: while it lays a window out, Qt asks for each a dozen times.
        self._heights: dict[int, int] = {}
        self._gap, self._line_gap = spacing, line_spacing
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay_out(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        x, y, line_height = rect.x(), rect.y(), 0
        for item in self._items:
            if _is_left_out(item.widget()):
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line_height = rect.x(), y + line_height + self._line_gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap
            line_height = max(line_height, hint.height())
        return y + line_height - rect.y()


def _is_left_out(widget: QWidget | None) -> bool:
    """Hidden on purpose; what was never shown yet has its place kept."""
    by_purpose = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
    return widget is not None and widget.isHidden() and widget.testAttribute(by_purpose)
