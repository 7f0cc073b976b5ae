"""Tables as a workbook that Excel, LibreOffice and a telephone open alike."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity

Cell = str | int | date | Rupiah | Quantity | None
_WIDEST, _NARROWEST = 60, 9
#: What Excel allows in the name of a sheet.
_LONGEST_NAME, _NOT_IN_A_NAME = 31, r"[]:*?/\\"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOf:
    """One sheet: headings, rows, and lines of words above them."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    above: tuple[str, ...] = ()


def workbook(sheets: Sequence[SheetOf]) -> bytes:
    """The file. What people typed stays text: a name that begins with = is no formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new book has one
    for each in sheets:
        page = book.create_sheet("".join(" " if c in _NOT_IN_A_NAME else c for c in each.name)[:_LONGEST_NAME])
        lines: list[tuple[Cell, ...]] = [*((words,) for words in each.above), each.headings, *each.rows]
        for number, line in enumerate(lines, start=1):
            for place, value in enumerate(line, start=1):
                cell = page.cell(row=number, column=place)
                cell.value = _plain(value)
                if isinstance(value, str):
                    cell.data_type = "s"
                elif isinstance(value, Rupiah | Quantity | int):
                    cell.number_format = "#,##0"
                elif isinstance(value, date):
                    cell.number_format = "dd/mm/yyyy"
        head = len(each.above) + 1
        for place, heading in enumerate(each.headings, start=1):
            page.cell(row=head, column=place).font = Font(bold=True)
            widest = max((len(_shown(row[place - 1])) for row in each.rows), default=0)
            page.column_dimensions[get_column_letter(place)].width = min(
                max(widest, len(heading), _NARROWEST) + 2, _WIDEST
            )
        page.freeze_panes = page.cell(row=head + 1, column=1)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _plain(value: Cell) -> str | int | date | None:
    if isinstance(value, Rupiah):
        return value.amount
    return value.units if isinstance(value, Quantity) else value


def _shown(value: Cell) -> str:
    return "" if value is None else str(_plain(value))
