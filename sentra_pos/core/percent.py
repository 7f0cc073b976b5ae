"""Rates in basis points, so that 12,5 % is exact."""

from __future__ import annotations

from dataclasses import dataclass
from functools import total_ordering


@total_ordering
@dataclass(frozen=True, slots=True)
class Percent:
    """A rate; 10_000 basis points are the whole."""

    basis_points: int

    @classmethod
    def whole(cls, percent: int) -> Percent:
        return cls(percent * 100)

    @classmethod
    def part_of(cls, part: int, whole: int) -> Percent:
        """How much of ``whole``, which is above zero, ``part`` is: half a basis point up."""
        return cls((part * 20_000 + whole) // (2 * whole))

    def __lt__(self, other: Percent) -> bool:
        return self.basis_points < other.basis_points
