"""Lists saved as text: any of the usual encodings and separators, none of them guessed in silence."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from sentra_pos.consignment.lists.table import HIGHEST_BYTES, HIGHEST_ROWS, Progress, Row, Table, row_of
from sentra_pos.consignment.lists.trouble import NotASpreadsheet, SpreadsheetTooLarge, UnclosedQuote

_SEPARATORS = (";", ",", "\t")
_LONGEST_LINE = 100_000
_SNIFFED_LINES = 50
_SNIFFED_LETTERS = 50_000
_STEP = 1000


def table_from_text(content: bytes, name: str, progress: Progress | None) -> Table:
    """The table in the bytes of a .csv; raises NotASpreadsheet when they are no text."""
    text = _decoded(content, name)
    lines = text.splitlines()
    if len(lines) > 4 * HIGHEST_ROWS or any(len(line) > _LONGEST_LINE for line in lines):
        raise SpreadsheetTooLarge(name=name, rows=HIGHEST_ROWS, megabytes=HIGHEST_BYTES // 1024**2)
    separator, skipped = _separator(lines)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows = tuple(_rows(records, name, skipped, len(lines), progress))
    return Table(name=name, sheet="", rows=rows)


def _rows(
    records: Iterator[list[str]], name: str, skipped: int, total: int, progress: Progress | None
) -> Iterator[Row]:
    number = held = 0
    try:
        for number, cells in enumerate(records, start=1):
            row = row_of(number, cells) if number > skipped else None
            if row:
                held += 1
                yield row
            if held > HIGHEST_ROWS:
                raise SpreadsheetTooLarge(name=name, rows=HIGHEST_ROWS, megabytes=HIGHEST_BYTES // 1024**2)
            if progress and number % _STEP == 0:
                progress(number, max(number, total))
    except csv.Error:
        # A quote swallowed what follows it; going on would lose rows without a word.
        raise UnclosedQuote(name=name, row=number + 1) from None
    if progress:
        progress(number, number)


def _decoded(content: bytes, name: str) -> str:
    """UTF-8, UTF-16 where its mark says so, or else the code page of western Windows."""
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if any(c < " " and c not in "\t\r\n\f\v" for c in text[:_SNIFFED_LETTERS]) or "\0" in text:
            break
        return text
    raise NotASpreadsheet(name=name)


def _separator(lines: list[str]) -> tuple[str, int]:
    """The separator, and how many first lines only name it (Excel's own ``sep=;``).

    The one that most lines hold equally often; on a tie, the one they hold more of.
    """
    filled = [line for line in lines if line.strip()][:_SNIFFED_LINES]
    if lines and lines[0].casefold().startswith("sep=") and lines[0][4:5] in _SEPARATORS:
        return lines[0][4], 1
    return max(_SEPARATORS, key=lambda mark: _evenness(filled, mark)), 0


def _evenness(lines: list[str], mark: str) -> tuple[int, int]:
    # Outside quotes: every second piece between quotation marks stands inside a pair.
    counts = Counter(sum(piece.count(mark) for piece in line.split('"')[::2]) for line in lines)
    counts.pop(0, None)
    return max(((lines_alike, count) for count, lines_alike in counts.items()), default=(0, 0))
