"""Counted goods: a whole number of the item's smallest unit (a piece, or a centimetre of cloth sold by length)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import total_ordering


@total_ordering
@dataclass(frozen=True, slots=True)
class Quantity:
    """How many; never a fraction, so sums stay exact in SQL and in Python."""

    units: int

    @classmethod
    def pieces(cls, count: int) -> Quantity:
        return cls(count)

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.units + other.units)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.units - other.units)

    def __neg__(self) -> Quantity:
        return Quantity(-self.units)

    def __lt__(self, other: Quantity) -> bool:
        return self.units < other.units

    def __bool__(self) -> bool:
        return self.units != 0


NONE = Quantity(0)
ONE = Quantity(1)
