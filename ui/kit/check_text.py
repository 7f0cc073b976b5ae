"""Finds words that do not fit where they stand, for every screen's own test."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QTableView,
    QToolButton,
    QWidget,
)

from ui.kit.labels import ElidedLabel
from ui.kit.table import RecordTable
from ui.kit.table_paint import GAP, cell_font

#: Rounding of advances at fractional scales.
_SLACK = 1


def clipped_texts(widget: QWidget) -> list[str]:
    """Every visible text below ``widget`` that is cut off, with the kind of widget it is in; [] is what a test wants.

    A text that ends in an ellipsis and is told whole by a tooltip (ElidedLabel, a stretching table column) is fine.
    Lay the window out first: show it, and let events run.
    """
    found: list[str] = []
    for part in (widget, *widget.findChildren(QWidget)):
        if part.isVisible() and not part.visibleRegion().isEmpty():
            found += [f"{type(part).__name__}: {text}" for text in _cut_in(part)]
        elif part.isVisible() and _text_of(part) and _is_outside(part):
            found.append(f"{type(part).__name__} outside: {_text_of(part)}")
    return found


def _cut_in(part: QWidget) -> list[str]:
    match part:
        case ElidedLabel():
            fits = part.toolTip() or _fits(part.fontMetrics(), part.text(), part.contentsRect().width())
            return [] if fits else [part.text()]
        case QLabel():
            return [part.text()] if _label_is_cut(part) or _is_outside(part) else []
        case QPushButton() | QToolButton() | QCheckBox() | QRadioButton():
            return [part.text()] if _button_is_cut(part) or _is_outside(part) else []
        case QLineEdit():
            return [part.placeholderText()] if _placeholder_is_cut(part) else []
        case QHeaderView():
            return _cut_titles(part)
        case QTableView():
            return _cut_cells(part)
    return []


def _text_of(part: QWidget) -> str:
    return part.text() if isinstance(part, QLabel | QAbstractButton) else ""


def _fits(metrics: QFontMetrics, text: str, room: int) -> bool:
    return all(metrics.horizontalAdvance(line) <= room + _SLACK for line in text.splitlines())


def _label_is_cut(part: QLabel) -> bool:
    if not part.text():
        return False
    room = part.contentsRect()
    if part.wordWrap():
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = part.fontMetrics().boundingRect(QRect(0, 0, room.width(), 10_000), flags, part.text())
        return needed.height() > part.height() + _SLACK or needed.width() > room.width() + _SLACK
    needed_height = part.fontMetrics().height() * len(part.text().splitlines())
    return not _fits(part.fontMetrics(), part.text(), room.width()) or needed_height > part.height() + 2


def _button_is_cut(part: QAbstractButton) -> bool:
    text = part.text().replace("&&", "&")
    if not text:
        return False
    room = part.width()
    if isinstance(part, QPushButton):
        option = QStyleOptionButton()
        part.initStyleOption(option)
        room = part.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, part).width()
        if not part.icon().isNull():
            room -= part.iconSize().width() + 4
    elif isinstance(part, QToolButton):
        if part.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            return False
        room -= 4
    else:
        room -= 30
    return not _fits(part.fontMetrics(), text, room) or part.fontMetrics().height() > part.height()


def _placeholder_is_cut(part: QLineEdit) -> bool:
    if not part.placeholderText() or part.text():
        return False
    margins = part.textMargins()
    style = part.style().subElementRect(QStyle.SubElement.SE_LineEditContents, _line_option(part), part)
    room = style.width() - margins.left() - margins.right() - 4
    room -= sum(28 for action in part.actions() if action.isVisible() and not action.icon().isNull())
    return not _fits(part.fontMetrics(), part.placeholderText(), room)


def _line_option(part: QLineEdit) -> QStyleOptionButton:
    option = QStyleOptionButton()
    option.initFrom(part)
    return option


def _cut_titles(header: QHeaderView) -> list[str]:
    cut = []
    for section in range(header.count()):
        title = str(header.model().headerData(section, header.orientation()) or "")
        if not header.isSectionHidden(section) and not _fits(
            header.fontMetrics(), title, header.sectionSize(section) - 2 * GAP + 4
        ):
            cut.append(title)
    return cut


def _cut_cells(table: QTableView) -> list[str]:
    model, cut = table.model(), []
    columns = table.records.columns if isinstance(table, RecordTable) else ()
    for row in range(model.rowCount()):
        if not table.visualRect(model.index(row, 0)).intersects(table.viewport().rect()):
            continue
        for column in range(model.columnCount()):
            if table.isColumnHidden(column) or (columns and columns[column].stretch):
                continue
            index = model.index(row, column)
            metrics = QFontMetrics(cell_font(index)) if columns else table.fontMetrics()
            text = str(index.data() or "")
            if not _fits(metrics, text, table.columnWidth(column) - 2 * GAP):
                cut.append(text)
    return cut


def _is_outside(part: QWidget) -> bool:
    """Whether it sticks out of what holds it; what scrolls away is not lost."""
    area = part.rect()
    holder = part
    while (parent := holder.parentWidget()) is not None and not holder.isWindow():
        area = area.translated(holder.pos() if holder is part else QPoint(0, 0))
        if holder is not part:
            area = area.translated(holder.pos())
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return False
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(area):
            return True
        holder = parent
    return False
