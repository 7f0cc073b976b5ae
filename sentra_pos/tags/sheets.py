"""A sheet of labels by its measures, in tenths of a millimetre, and what makes such measures possible. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sentra_pos.core.spelling import one_line
from sentra_pos.tags.errors import (
    LabelsDoNotFit,
    LabelTooSmall,
    MeasureBelowNothing,
    SheetHasNoLabels,
    SheetNameMissing,
    SheetTooLarge,
    ShiftTooLarge,
)

T = TypeVar("T")

#: 113 modules (bars and quiet zones) of two dots at 203 dpi are 28,25 mm.
_NARROWEST, _LOWEST = 300, 120
_SMALLEST_PAGE, _WIDEST_PAGE, _HIGHEST_PAGE = 500, 3_300, 4_800
_FURTHEST_SHIFT = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class TagSheet:
    """Lengths in tenths of a millimetre; ``shift`` moves everything right and down, as the calibration page showed.

    ``first_free`` is the first label, from 0, that is still on the sheet that was begun.
    """

    id: UUID
    name: str
    page_width: int
    page_height: int
    columns: int
    rows: int
    label_width: int
    label_height: int
    left: int
    top: int
    gap_across: int = 0
    gap_down: int = 0
    shift_x: int = 0
    shift_y: int = 0
    first_free: int = 0

    @property
    def labels(self) -> int:
        """How many are on a whole sheet."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[int, int]:
        """The upper left corner of a label, counted from 0 along the rows, without the shift."""
        down, across = divmod(place, self.columns)
        return (
            self.left + across * (self.label_width + self.gap_across),
            self.top + down * (self.label_height + self.gap_down),
        )


def checked_sheet(sheet: TagSheet) -> TagSheet:
    """The same sheet. Raises what ``tags.errors`` has for a sheet that cannot be."""
    if not one_line(sheet.name):
        raise SheetNameMissing
    wide = _SMALLEST_PAGE <= sheet.page_width <= _WIDEST_PAGE
    if not (wide and _SMALLEST_PAGE <= sheet.page_height <= _HIGHEST_PAGE):
        raise SheetTooLarge
    if not (1 <= sheet.columns <= 20 and 1 <= sheet.rows <= 40):
        raise SheetHasNoLabels
    if sheet.label_width < _NARROWEST or sheet.label_height < _LOWEST:
        raise LabelTooSmall
    if min(sheet.left, sheet.top, sheet.gap_across, sheet.gap_down) < 0:
        raise MeasureBelowNothing
    if max(abs(sheet.shift_x), abs(sheet.shift_y)) > _FURTHEST_SHIFT:
        raise ShiftTooLarge
    last_x, last_y = sheet.corner(sheet.labels - 1)
    over = max(last_x + sheet.label_width - sheet.page_width, last_y + sheet.label_height - sheet.page_height)
    if over > 0:
        raise LabelsDoNotFit(over=millimetres(over))
    return sheet


def pages_of(sheet: TagSheet, things: Iterable[T], start: int) -> Iterator[tuple[tuple[int, T], ...]]:
    """The things with their places, page by page, the first page beginning at label ``start``."""
    page: list[tuple[int, T]] = []
    place = start % sheet.labels
    for thing in things:
        page.append((place, thing))
        place += 1
        if place == sheet.labels:
            yield tuple(page)
            page, place = [], 0
    if page:
        yield tuple(page)


def millimetres(tenths: int) -> str:
    """As people write it here: 33 or 33,5."""
    whole, part = divmod(abs(tenths), 10)
    sign = "−" if tenths < 0 else ""
    return f"{sign}{whole},{part}" if part else f"{sign}{whole}"
