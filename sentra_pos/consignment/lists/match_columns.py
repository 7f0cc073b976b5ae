"""Finding the row of headings in a list, and which column means what; the person may say otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from sentra_pos.consignment.lists.headings import (
    ARTISAN_HEADINGS,
    GOODS_HEADINGS,
    ArtisanField,
    GoodsField,
    artisan_field_label,
    goods_field_label,
)
from sentra_pos.consignment.lists.table import Row, Table
from sentra_pos.consignment.lists.trouble import HeaderMissing

Field = TypeVar("Field", GoodsField, ArtisanField)

# Headings stand under a title, a place, a date: never further down than this many filled rows.
_SEARCHED_ROWS = 30
_FEWEST_COLUMNS = 2
_UNITS = frozenset({"rp", "idr", "cm", "pcs", "lembar"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Generic[Field]):
    """Which column (from 0) holds each field; ``header_row`` is the sheet's row number of the headings."""

    header_row: int
    headings: tuple[str, ...]
    columns: Mapping[Field, int]

    def column(self, field: Field) -> int | None:
        return self.columns.get(field)

    def heading(self, field: Field) -> str:
        """What the sheet itself calls the field; empty where no column was matched."""
        column = self.columns.get(field)
        return self.headings[column] if column is not None and column < len(self.headings) else ""

    def with_column(self, field: Field, column: int | None) -> Matching[Field]:
        """The person's own choice: the field moves to a column (and takes it from another field), or to none."""
        kept = {f: c for f, c in self.columns.items() if f != field and c != column}
        if column is not None:
            kept[field] = column
        return replace(self, columns=MappingProxyType(kept))


class ListKind(StrEnum):
    """What a list is about."""

    GOODS = "goods"
    ARTISANS = "artisans"


def guess_kind(table: Table) -> ListKind:
    """What more headings speak for. Raises HeaderMissing when none do."""
    goods = _best(table, GOODS_HEADINGS, GoodsField.NAME)
    artisans = _best(table, ARTISAN_HEADINGS, ArtisanField.NAME)
    if goods is None and artisans is None:
        raise HeaderMissing(name=table.name, needed=_sentence_of_needed())
    return (
        ListKind.GOODS
        if len(goods.columns if goods else ()) >= len(artisans.columns if artisans else ())
        else (ListKind.ARTISANS)
    )


def match_goods_columns(table: Table) -> Matching[GoodsField]:
    """The columns of a goods list. Raises HeaderMissing."""
    matching = _best(table, GOODS_HEADINGS, GoodsField.NAME)
    if matching is None:
        raise HeaderMissing(name=table.name, needed=_sentence_of_needed())
    return matching


def match_artisan_columns(table: Table) -> Matching[ArtisanField]:
    """The columns of an artisan list. Raises HeaderMissing."""
    matching = _best(table, ARTISAN_HEADINGS, ArtisanField.NAME)
    if matching is None:
        needed = f"{artisan_field_label(ArtisanField.NAME)}, {artisan_field_label(ArtisanField.SCHEME)}"
        raise HeaderMissing(name=table.name, needed=needed)
    return matching


def _sentence_of_needed() -> str:
    needed = (GoodsField.NAME, GoodsField.COUNT, GoodsField.PRICE, GoodsField.ARTISAN)
    return ", ".join(goods_field_label(field) for field in needed)


def _best(table: Table, synonyms: Mapping[Field, tuple[str, ...]], needed: Field) -> Matching[Field] | None:
    best: Matching[Field] | None = None
    for row in table.rows[:_SEARCHED_ROWS]:
        columns = _columns(row, synonyms)
        if needed in columns and len(columns) >= max(_FEWEST_COLUMNS, len(best.columns) + 1 if best else 0):
            best = Matching(header_row=row.number, headings=row.cells, columns=MappingProxyType(columns))
    return best


def _columns(row: Row, synonyms: Mapping[Field, tuple[str, ...]]) -> dict[Field, int]:
    """Exact headings first, then those that hold a synonym as whole words, the longest before the shorter."""
    exact = {word: field for field, words in synonyms.items() for word in words}
    found: dict[Field, int] = {}
    folded = [fold_heading(cell) for cell in row.cells]
    for column, heading in enumerate(folded):
        field = exact.get(heading)
        if field is not None and field not in found:
            found[field] = column
    by_length = sorted(exact, key=len, reverse=True)
    for column, heading in enumerate(folded):
        if not heading or column in found.values() or len(heading.split()) > 4:  # a title is longer
            continue
        held = next((word for word in by_length if f" {word} " in f" {heading} "), None)
        if held is not None and exact[held] not in found:
            found[exact[held]] = column
    return found


def fold_heading(text: str) -> str:
    """Lower case, letters, digits and percent signs only, without units, so ``Harga Jual (Rp.)`` is ``harga jual``."""
    words = re.sub(r"[^\w%]+", " ", text.casefold()).split()
    return " ".join([word for word in words if word not in _UNITS] or words)
