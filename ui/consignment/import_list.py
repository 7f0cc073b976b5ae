"""A list on its way in: the file's table, what its columns mean, and what its rows say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sentra_pos.consignment.lists.headings import ArtisanField, GoodsField, artisan_field_label, goods_field_label
from sentra_pos.consignment.lists.match_columns import (
    ListKind,
    Matching,
    guess_kind,
    match_artisan_columns,
    match_goods_columns,
)
from sentra_pos.consignment.lists.read_table import read_table
from sentra_pos.consignment.lists.records import ArtisanList, GoodsList, RowProblem, SkippedRow
from sentra_pos.consignment.lists.table import Progress, Table
from sentra_pos.consignment.lists.understand_rows import understand_artisans, understand_goods


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMatch:
    """One column of the file: its heading, the first thing that stands in it, and the field it is taken for."""

    column: int
    heading: str
    example: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsFile:
    """A list of goods as it was read; ``whose`` are rows that name no artisan."""

    table: Table
    matching: Matching[GoodsField]
    said: GoodsList
    whose: str = ""

    @property
    def kind(self) -> ListKind:
        return ListKind.GOODS


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisansFile:
    """A list of artisans as it was read."""

    table: Table
    matching: Matching[ArtisanField]
    said: ArtisanList

    @property
    def kind(self) -> ListKind:
        return ListKind.ARTISANS


ListFile = GoodsFile | ArtisansFile


def open_list(path: Path, progress: Progress) -> ListFile:
    """Read the file and understand it as what it most likely is. Raises a ListTrouble."""
    table = read_table(path, progress=progress)
    return as_kind(table, guess_kind(table), progress)


def open_goods_of(path: Path, whose: str, progress: Progress) -> GoodsFile:
    """Read the file as a list of one artisan's goods. Raises a ListTrouble."""
    return _goods(read_table(path, progress=progress), whose, progress)


def as_kind(table: Table, kind: ListKind, progress: Progress) -> ListFile:
    """The same table, read as the other kind of list. Raises HeaderMissing."""
    if kind is ListKind.GOODS:
        return _goods(table, "", progress)
    artisans = match_artisan_columns(table)
    return ArtisansFile(table=table, matching=artisans, said=understand_artisans(table, artisans, progress=progress))


def _goods(table: Table, whose: str, progress: Progress) -> GoodsFile:
    goods = match_goods_columns(table)
    said = understand_goods(table, goods, whose=whose, progress=progress)
    return GoodsFile(table=table, matching=goods, said=said, whose=whose)


def with_column(read: ListFile, column: int, field: str, progress: Progress) -> ListFile:
    """The list with one column taken for another field; an empty ``field`` leaves the column out."""
    if isinstance(read, GoodsFile):
        goods = _moved(read.matching, column, GoodsField(field) if field else None)
        said = understand_goods(read.table, goods, whose=read.whose, progress=progress)
        return replace(read, matching=goods, said=said)
    artisans = _moved(read.matching, column, ArtisanField(field) if field else None)
    return replace(read, matching=artisans, said=understand_artisans(read.table, artisans, progress=progress))


def _moved(matching: Matching[GoodsField] | Matching[ArtisanField], column: int, field: object) -> Matching:  # type: ignore[type-arg]  # one of the two, as it came
    before = next((each for each, place in matching.columns.items() if place == column), None)
    if field is None:
        return matching if before is None else matching.with_column(before, None)  # type: ignore[arg-type]
    return matching.with_column(field, column)  # type: ignore[arg-type]


def columns_of(read: ListFile) -> tuple[ColumnMatch, ...]:
    """Every column that has a heading, in the file's order."""
    taken = {column: field.value for field, column in read.matching.columns.items()}
    below = [row for row in read.table.rows if row.number > read.matching.header_row][:20]
    return tuple(
        ColumnMatch(
            column=place,
            heading=heading,
            example=next((row.cell(place) for row in below if row.cell(place)), ""),
            field=taken.get(place, ""),
        )
        for place, heading in enumerate(read.matching.headings)
        if heading
    )


def field_choices(kind: ListKind) -> tuple[tuple[str, str], ...]:
    """What a column may mean, under the program's own words."""
    if kind is ListKind.GOODS:
        return tuple((goods.value, goods_field_label(goods)) for goods in GoodsField)
    return tuple((artisan.value, artisan_field_label(artisan)) for artisan in ArtisanField)


def problems_of(read: ListFile) -> tuple[RowProblem, ...]:
    """What could not be understood."""
    return read.said.problems


def skipped_of(read: ListFile) -> tuple[SkippedRow, ...]:
    """What is no goods and no artisan."""
    return read.said.skipped
