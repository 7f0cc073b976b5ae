"""A list as plain text cells, whatever file it came from."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

#: One cell as clean text on one line; empty where the sheet has nothing.
Cell = str
#: Called now and then with (done, total); the total may grow while a file of unknown length is read.
Progress = Callable[[int, int], None]

HIGHEST_ROWS = 50_000
HIGHEST_BYTES = 20 * 1024 * 1024
HIGHEST_COLUMNS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row that holds something, with its number as the spreadsheet program shows it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int | None) -> Cell:
        """The text at a column; rows may be shorter than the sheet is wide."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of one sheet that hold something, in order; ``name`` is the file's name for messages."""

    name: str
    sheet: str
    rows: tuple[Row, ...]


def clean_cell(text: str) -> Cell:
    """One line of visible text: NFC, every blank one space; control, direction and zero-width marks are dropped."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    visible = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return " ".join(visible.split())


def row_of(number: int, cells: list[str]) -> Row | None:
    """The row without its empty end, or None if nothing is in it."""
    cleaned = [clean_cell(cell) if cell else "" for cell in cells]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    return Row(number=number, cells=tuple(cleaned)) if cleaned else None
