"""Lists saved by Excel: the zip directory is judged before anything is unpacked, then values are read row by row."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from sentra_pos.consignment.lists.table import (
    HIGHEST_BYTES,
    HIGHEST_COLUMNS,
    HIGHEST_ROWS,
    Progress,
    Row,
    Table,
    row_of,
)
from sentra_pos.consignment.lists.trouble import (
    DamagedSpreadsheet,
    ListTrouble,
    LockedSpreadsheet,
    MacrosInSpreadsheet,
    NotASpreadsheet,
    OldSpreadsheet,
    SpreadsheetTooLarge,
)

if not openpyxl.DEFUSEDXML:
    raise ImportError("openpyxl reads strangers' files here and needs defusedxml")

_HIGHEST_RATIO = 100
_SMALL_ENOUGH = 1024 * 1024
_HIGHEST_MEMBERS = 2000
_ENCRYPTED_FLAG = 0x1
# A sheet has 1,048,576 rows at most; a file that names a higher one would be padded up to it, blank by blank.
_HIGHEST_ROW_NUMBER = 1_048_576
_STEP = 1000


def table_from_workbook(content: bytes, name: str, progress: Progress | None) -> Table:
    """The first sheet that holds anything; raises the ListTrouble that says why not."""
    try:
        _judge_directory(content, name)
        with warnings.catch_warnings():
            # openpyxl warns of every decoration that it does not keep; none of it is asked for here.
            warnings.simplefilter("ignore")
            return _first_filled_sheet(content, name, progress)
    except ListTrouble:
        raise
    except Exception as error:  # on a damaged file openpyxl and expat raise nearly anything
        raise DamagedSpreadsheet(name=name) from error


def _judge_directory(content: bytes, name: str) -> None:
    """Refuse by what the zip directory says; zipfile never unpacks more of a member than that."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    names = {member.filename.lower() for member in members}
    unpacked = sum(member.file_size for member in members)
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise LockedSpreadsheet(name=name)
    bomb = unpacked > _SMALL_ENOUGH and unpacked > _HIGHEST_RATIO * len(content)
    if unpacked > HIGHEST_BYTES or bomb or len(members) > _HIGHEST_MEMBERS:
        raise SpreadsheetTooLarge(name=name, rows=HIGHEST_ROWS, megabytes=HIGHEST_BYTES // 1024**2)
    if any(part.endswith("vbaproject.bin") for part in names):
        raise MacrosInSpreadsheet(name=name)
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise OldSpreadsheet(name=name)
    if not any(part.startswith("xl/") for part in names):
        raise NotASpreadsheet(name=name)


def _first_filled_sheet(content: bytes, name: str, progress: Progress | None) -> Table:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        table = Table(name=name, sheet="", rows=())
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible" and isinstance(sheet, ReadOnlyWorksheet):
                table = Table(name=name, sheet=str(sheet.title), rows=tuple(_rows(sheet, name, progress)))
            if table.rows:
                break
        return table
    finally:
        book.close()


def _rows(sheet: ReadOnlyWorksheet, name: str, progress: Progress | None) -> Iterator[Row]:
    total = min(sheet.max_row or 0, HIGHEST_ROWS)
    # The stated size of a sheet is often wrong, and rows would be padded to its width.
    sheet.reset_dimensions()
    number = held = 0
    gap: object = None
    for number, cells in enumerate(_cells_by_row(sheet), start=1):
        # openpyxl fills every gap between rows with one and the same row: a cheap answer for a million of them.
        row = None if cells is gap else row_of(number, ["" if cell is EMPTY_CELL else _text(cell) for cell in cells])
        gap = gap if row else cells
        if row:
            held += 1
            yield row
        if held > HIGHEST_ROWS or number > _HIGHEST_ROW_NUMBER:
            raise SpreadsheetTooLarge(name=name, rows=HIGHEST_ROWS, megabytes=HIGHEST_BYTES // 1024**2)
        if progress and number % _STEP == 0:
            progress(number, max(number, total))
    if progress:
        progress(number, number)


def _cells_by_row(sheet: ReadOnlyWorksheet) -> Iterator[tuple[object, ...]]:
    # Its iter_rows is not a Worksheet's, whatever the stubs say: it gives read-only cells, and one for each gap.
    read: Callable[..., Iterator[tuple[object, ...]]] = getattr(sheet, "iter_rows")  # noqa: B009 - see above
    return read(max_col=HIGHEST_COLUMNS)


def _text(cell: object) -> str:
    """The value as a person would have typed it: whole numbers plain, decimals with a comma, rates with their sign."""
    value: object = getattr(cell, "value", None)
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, in_percent="%" in str(getattr(cell, "number_format", "")))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: float, *, in_percent: bool) -> str:
    if in_percent:
        return f"{_plain(round(value * 100, 6))}%"
    return _plain(value)


def _plain(value: float) -> str:
    if value == int(value):
        return str(int(value))
    # Excel keeps 15 digits; more of them is the noise of binary fractions.
    return f"{value:.15g}".replace(".", ",")
