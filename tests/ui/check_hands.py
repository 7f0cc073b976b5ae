"""Finds what a finger would miss and what a screen reader could not name, for the test over all screens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from ui.kit.theme import TOUCH

_PRESSED = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractItemView)


def small_targets(top: QWidget) -> list[str]:
    """Everything below ``top`` that is pressed or typed into and is smaller than a finger needs."""
    return [
        f"{_named(part)} is {width}×{height}"
        for part in _touched(top)
        for width, height in [_size(part)]
        if width < TOUCH or height < TOUCH
    ]


def nameless(top: QWidget) -> list[str]:
    """Everything below ``top`` that takes the focus or a press and has neither words nor a name."""
    return [_named(part) for part in _touched(top) if not _name(part).strip()]


def _touched(top: QWidget) -> list[QWidget]:
    return [part for part in top.findChildren(QWidget) if part.isVisible() and _is_touched(part)]


def _is_touched(part: QWidget) -> bool:
    if isinstance(part, QAbstractSlider | QHeaderView) or _is_in_a_field(part):
        return False
    if isinstance(part, _PRESSED):
        return not (isinstance(part, QLineEdit) and isinstance(part.parentWidget(), QComboBox))
    keys = Qt.FocusPolicy.TabFocus
    return part.focusPolicy() & keys == keys and not isinstance(part, QAbstractScrollArea) and not part.focusProxy()


def _is_in_a_field(part: QWidget) -> bool:
    """The cross that empties a search field: as high as the field, and Esc does the same."""
    return isinstance(part, QToolButton) and isinstance(part.parentWidget(), QLineEdit)


def _size(part: QWidget) -> tuple[int, int]:
    """What a finger can hit: a list's is its rows."""
    if isinstance(part, QTableView):
        return part.viewport().width(), part.verticalHeader().defaultSectionSize()
    if isinstance(part, QListView) and part.model() is not None and part.model().rowCount():
        area = part.visualRect(part.model().index(0, 0))
        return area.width(), area.height()
    return part.width(), part.height()


def _name(part: QWidget) -> str:
    words = part.text() if isinstance(part, QAbstractButton) else ""
    return part.accessibleName() or words


def _named(part: QWidget) -> str:
    kind = type(part).__name__
    words = _name(part) or (part.placeholderText() if isinstance(part, QLineEdit) else "")
    holder = part.parentWidget()
    checkable = " (checked)" if isinstance(part, QCheckBox | QRadioButton) and part.isChecked() else ""
    return f"{kind} {words!r}{checkable} in {type(holder).__name__}"
