"""From a table and the meaning of its columns to typed records; nothing is dropped without a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from sentra_pos.consignment.lists.artisan_row import read_artisan_row
from sentra_pos.consignment.lists.cell_reader import CellReader
from sentra_pos.consignment.lists.goods_row import read_goods_row
from sentra_pos.consignment.lists.headings import ArtisanField, GoodsField, artisan_field_label, goods_field_label
from sentra_pos.consignment.lists.match_columns import Matching, fold_heading
from sentra_pos.consignment.lists.records import (
    ArtisanList,
    ArtisanRow,
    GoodsList,
    GoodsRow,
    RowProblem,
    SkippedRow,
)
from sentra_pos.consignment.lists.table import Progress, Row, Table
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.spelling import fold
from sentra_pos.core.typed_text import shown

Field = TypeVar("Field", GoodsField, ArtisanField)


class _Keyed(Protocol):
    @property
    def row_number(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def key(self) -> tuple[str, ...]: ...


Record = TypeVar("Record", bound=_Keyed)

_TOTALS = frozenset({"jumlah", "total", "subtotal", "sub", "grand", "jml"})
_STEP = 1000


def understand_goods(
    table: Table, matching: Matching[GoodsField], *, whose: str = "", progress: Progress | None = None
) -> GoodsList:
    """The goods, what is wrong with the other rows, and the rows that are none. Never raises over a row.

    ``whose`` are rows that name no artisan, in a list of one artisan's goods; without it, that is a problem.
    """
    nothing_but_a_sum = (GoodsField.ARTISAN, GoodsField.TECHNIQUE, GoodsField.SIZE)
    found: _Found[GoodsRow] = _Found()
    for row in _rows_that_matter(table, matching, nothing_but_a_sum, found.skipped, progress):
        cells = CellReader(row, matching, goods_field_label)
        record = read_goods_row(cells, row.number, whose)
        found.take(record, cells.problems, matching.heading(GoodsField.NAME), matching.heading(GoodsField.CODE))
    return GoodsList(rows=tuple(found.rows), problems=tuple(found.problems), skipped=tuple(found.skipped))


def understand_artisans(
    table: Table, matching: Matching[ArtisanField], *, progress: Progress | None = None
) -> ArtisanList:
    """The artisans, what is wrong with the other rows, and the rows that are none. Never raises over a row."""
    nothing_but_a_sum = (ArtisanField.SCHEME, ArtisanField.DISCOUNT_BEARER, ArtisanField.PHONE)
    found: _Found[ArtisanRow] = _Found()
    for row in _rows_that_matter(table, matching, nothing_but_a_sum, found.skipped, progress):
        cells = CellReader(row, matching, artisan_field_label)
        record = read_artisan_row(cells, row.number)
        found.take(record, cells.problems, matching.heading(ArtisanField.NAME), matching.heading(ArtisanField.CODE))
    return ArtisanList(rows=tuple(found.rows), problems=tuple(found.problems), skipped=tuple(found.skipped))


@dataclass(slots=True)
class _Found(Generic[Record]):
    """What has been read so far; a second row of the same goods, or with the same code, is a problem."""

    rows: list[Record] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    _row_of_key: dict[tuple[str, ...], int] = field(default_factory=dict)
    _row_of_code: dict[str, int] = field(default_factory=dict)

    def take(self, record: Record | None, problems: list[RowProblem], name_column: str, code_column: str) -> None:
        self.problems.extend(problems)
        if record is None:
            return
        earlier = self._row_of_key.setdefault(record.key, record.row_number)
        if earlier != record.row_number:
            reason = _("The same as row {row}; put both in one row, or give each a name of its own.")
            self._refuse(record.row_number, name_column, record.name, reason.format(row=earlier))
            return
        earlier = self._row_of_code.setdefault(fold(record.code), record.row_number) if record.code else earlier
        if earlier != record.row_number:
            reason = _("Row {row} has the same code; give each its own, or leave the cell empty.")
            self._refuse(record.row_number, code_column, record.code, reason.format(row=earlier))
            return
        self.rows.append(record)

    def _refuse(self, row_number: int, column: str, text: str, reason: str) -> None:
        self.problems.append(RowProblem(row_number=row_number, column=column, text=shown(text), reason=reason))


def _rows_that_matter(
    table: Table,
    matching: Matching[Field],
    nothing_but_a_sum: tuple[Field, ...],
    skipped: list[SkippedRow],
    progress: Progress | None,
) -> Iterator[Row]:
    body = [row for row in table.rows if row.number > matching.header_row]
    expected = matching.header_row + 1
    for done, row in enumerate(body, start=1):
        if row.number > expected:
            skipped.append(_gap(expected, row.number - expected))
        expected = row.number + 1
        reason = _reason_to_skip(row, matching, nothing_but_a_sum)
        if reason:
            skipped.append(SkippedRow(row_number=row.number, text=shown(" ".join(row.cells)), reason=reason))
        else:
            yield row
        if progress and (done % _STEP == 0 or done == len(body)):
            progress(done, len(body))


def _gap(first: int, count: int) -> SkippedRow:
    reason = ngettext("The row is empty.", "{count} rows are empty.", count).format(count=count)
    return SkippedRow(row_number=first, text="", reason=reason)


def _reason_to_skip(row: Row, matching: Matching[Field], nothing_but_a_sum: tuple[Field, ...]) -> str:
    """Why the row is no goods; empty where it may be."""
    if not any(row.cell(column) for column in matching.columns.values()):
        return _("The row holds nothing in the columns of the list.")
    if _repeats_headings(row, matching):
        return _("The row says the headings again.")
    first_words = fold(next(cell for cell in row.cells if cell)).split()[:1]
    if first_words and first_words[0] in _TOTALS and not any(row.cell(matching.column(f)) for f in nothing_but_a_sum):
        return _("The row is a total.")
    return ""


def _repeats_headings(row: Row, matching: Matching[Field]) -> bool:
    columns = [column for column in matching.columns.values() if column < len(matching.headings)]
    alike = sum(1 for c in columns if fold_heading(row.cell(c)) == fold_heading(matching.headings[c]) != "")
    return 2 * alike > len(columns)
