"""Lists of frozen records: columns are declared, money stands right, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.kit.keys import OwnKeys
from ui.kit.table_paint import GAP, MORE_LINE, RowPainter, more_lines
from ui.kit.theme import BODY, CAPTION, LARGE, LEAD, TITLE, TOUCH, colour, font

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
# Each cell asks seven times when it is painted: what comes out of an enumeration of Qt's is taken out once.
_DISPLAY, _ACCESSIBLE, _ALIGNMENT = (
    int(role) for role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.TextAlignmentRole)
)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TONE_ROLE = int(_ROLE.UserRole) + 1
STRONG_ROLE = int(_ROLE.UserRole) + 2
SECOND_ROLE = int(_ROLE.UserRole) + 3
LARGE_ROLE = int(_ROLE.UserRole) + 4
WRAPS_ROLE = int(_ROLE.UserRole) + 5
#: Rows looked at to find how wide a column must be.
_SAMPLE = 200
_LEAST_STRETCH = 110
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, kw_only=True)  # no slots: Python 3.11 cannot call Column[Record](…) with them
class Column(Generic[R]):
    """How one column reads a record.

    ``tone`` names a colour token; ``second`` is a smaller line below. A column with ``stretch`` shares the room that
    is left and ends in an ellipsis (with a tooltip) when that is too little; an ``optional`` one is left out first.
    One that ``wraps`` makes its row higher instead: for short lists whose words explain something.
    """

    title: str
    text: Callable[[R], str]
    right: bool = False
    strong: bool = False
    stretch: int = 0
    optional: bool = False
    wraps: bool = False
    tone: Callable[[R], str] | None = None
    second: Callable[[R], str] | None = None


class RecordModel(QAbstractTableModel, Generic[R]):
    """A table over a tuple of records, replaced as a whole."""

    def __init__(self, columns: Sequence[Column[R]], rows: Sequence[R] = (), *, large: bool = False) -> None:
        super().__init__()
        self.large = large
        self.columns = tuple(columns)
        self.rows: tuple[R, ...] = tuple(rows)

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Read the records otherwise from now on; there are none until the next ``set_rows``."""
        self.beginResetModel()
        self.columns, self.rows = tuple(columns), ()
        self.endResetModel()

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these records."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def add_rows(self, rows: Sequence[R]) -> None:
        """Show these below those that are shown already."""
        if not rows:
            return
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
        self.rows = (*self.rows, *rows)
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = int(_ROLE.DisplayRole)) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _ROLE.DisplayRole:
            return self.columns[section].title
        if role == _ROLE.TextAlignmentRole:
            return _side(self.columns[section])
        return None

    def data(self, index: Index, role: int = int(_ROLE.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        record, column = self.rows[index.row()], self.columns[index.column()]
        match role:
            case _ if role in (_DISPLAY, _ACCESSIBLE):
                return column.text(record)
            case _ if role == _ALIGNMENT:
                return _side(column)
            case _ if role == SECOND_ROLE:
                return column.second(record) if column.second else ""
            case _ if role == TONE_ROLE:
                return column.tone(record) if column.tone else "ink"
            case _ if role == STRONG_ROLE:
                return column.strong
            case _ if role in (LARGE_ROLE, WRAPS_ROLE):
                return self.large if role == LARGE_ROLE else column.wraps
        return None


def _side(column: Column[Any]) -> Qt.AlignmentFlag:
    return _RIGHT if column.right else _LEFT


class RecordTable(QTableView, Generic[R]):
    """The view of such a list. Arrow keys walk, Enter or a double click opens, the emptiness says what to do next."""

    #: Enter, or a double click, on a record.
    opened = Signal(object)
    #: The record with the cursor changed; None when there is none.
    picked = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        empty: str,
        name: str = "",
        key: Callable[[R], object] | None = None,
        large: bool = False,
    ) -> None:
        super().__init__()
        self.records = RecordModel(columns, large=large)
        self._empty, self._key = empty, key
        self._needs: list[int] = []
        self.setModel(self.records)
        self.setProperty("large", large)
        self.setItemDelegate(RowPainter(self))
        self.setAccessibleName(name)
        self._dress()
        self.selectionModel().currentRowChanged.connect(self._picked)
        # A large list is for fingers: one tap opens.
        opens = self.clicked if large else self.doubleClicked
        opens.connect(lambda index: self.opened.emit(self.records.rows[index.row()]))
        self._keys = OwnKeys(self)

    def on_open(self, says: str, act: Callable[[R], object]) -> None:
        """What Enter, or a double click, does with a record."""
        self.opened.connect(act)
        self._keys.on("Enter", says, self._open, *_ENTER, when=lambda: self.current() is not None)

    def _open(self) -> None:
        record = self.current()
        if record is not None:
            self.opened.emit(record)

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tall = any(column.second for column in self.records.columns)
        self.verticalHeader().hide()
        large = self.records.large
        self.verticalHeader().setDefaultSectionSize((TOUCH + 12 if tall else TOUCH) + (22 if large else 0))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(20)
        header.setFixedHeight(40)

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these records; the cursor stays on the same one (by ``key``) when it is still there."""
        before = self.current()
        self.records.set_rows(rows)
        self._needs = []
        self._share_room()
        if before is not None and self._key is not None:
            self.pick(self._key(before))
        if self.current() is None:
            self.picked.emit(None)

    def set_empty(self, sentence: str) -> None:
        """Say something else while there is nothing to show."""
        self._empty = sentence
        self.viewport().update()

    def add_rows(self, rows: Sequence[R]) -> None:
        """Show more records below; cursor and place in the list stay."""
        self.records.add_rows(rows)

    def current(self) -> R | None:
        """The record with the cursor."""
        row = self.currentIndex().row()
        return self.records.rows[row] if 0 <= row < len(self.records.rows) else None

    def pick(self, key: object) -> None:
        """Put the cursor on the record with this key, if it is there."""
        for row, record in enumerate(self.records.rows):
            if self._key is not None and self._key(record) == key:
                self.selectRow(row)
                return

    def enter(self) -> None:
        """Take the focus, with a row to act on."""
        self.setFocus()
        if self.current() is None:
            self.pick_first()

    def pick_first(self) -> None:
        """Put the cursor on the first record, if there is one."""
        if self.records.rows:
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keys.take(event):
            return
        if event.key() in _ENTER and self.current() is not None:
            self._open()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: the digits of a scan passing by must not move the cursor."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 3 * TOUCH)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.records.rows or not self._empty:
            return
        painter = QPainter(self.viewport())
        painter.setFont(font(LARGE if self.records.large else LEAD))
        painter.setPen(colour("muted"))
        area: QRect = self.viewport().rect().adjusted(32, 16, -32, -16)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._empty)
        painter.end()

    def _picked(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.picked.emit(self.records.rows[current.row()] if current.isValid() else None)

    def _share_room(self) -> None:
        columns = self.records.columns
        self._needs = self._needs or [self._need(place) for place in range(len(columns))]
        room = self.viewport().width()
        least = [min(need, _LEAST_STRETCH) if c.stretch else need for c, need in zip(columns, self._needs, strict=True)]
        shown = set(range(len(columns)))
        for place in reversed(range(len(columns))):
            if sum(least[i] for i in shown) > room and columns[place].optional:
                shown.discard(place)
        spare = room - sum(least[i] for i in shown)
        weights = sum(columns[i].stretch for i in shown)
        flexible = [i for i in shown if columns[i].stretch]
        for place in range(len(columns)):
            self.setColumnHidden(place, place not in shown)
            extra = max(spare, 0) * columns[place].stretch // weights if weights and place in flexible else 0
            self.setColumnWidth(place, least[place] + extra)
        self._raise_rows()

    def _raise_rows(self) -> None:
        """Give the rows the lines that their words need."""
        wrapping = [place for place, column in enumerate(self.records.columns) if column.wraps]
        usual = self.verticalHeader().defaultSectionSize()
        for row in range(len(self.records.rows) if wrapping else 0):
            more = max(more_lines(self.records.index(row, place), self.columnWidth(place)) for place in wrapping)
            self.setRowHeight(row, usual + more * MORE_LINE)

    def _need(self, place: int) -> int:
        column = self.records.columns[place]
        first, second = (LARGE, TITLE) if self.records.large else (BODY, CAPTION)
        cells = QFontMetrics(font(first, QFont.Weight.Bold if column.strong else QFont.Weight.Medium))
        small = QFontMetrics(font(second))
        titles = font(TITLE if self.records.large else CAPTION, QFont.Weight.DemiBold)
        width = QFontMetrics(titles).horizontalAdvance(column.title)
        for record in self.records.rows[:_SAMPLE]:
            width = max(width, cells.horizontalAdvance(column.text(record)))
            if column.second:
                width = max(width, small.horizontalAdvance(column.second(record)))
        return width + 2 * GAP + 2
