"""What is made of the pieces that come home: from which lot each one is, what is extra, what is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sentra_pos.core.ids import LotId, PlaceId
from sentra_pos.exhibitions.crossed import LotThere


@dataclass(frozen=True, slots=True)
class Taken:
    """So many pieces of a lot out of one place."""

    lot: LotId
    place: PlaceId
    units: int


@dataclass(slots=True)
class Pool:
    """What the book still has of one item at a stand, the oldest lot first; it shrinks as pieces are taken from it."""

    lots: Sequence[LotThere]
    _gone: dict[tuple[LotId, PlaceId], int] = field(default_factory=dict)

    def take(self, units: int, order: Sequence[PlaceId]) -> tuple[Taken, ...]:
        """Up to so many pieces, from the places in their order, oldest lots first; fewer where the book has no more."""
        taken: list[Taken] = []
        for place in order:
            for there in self.lots:
                here = min(self._left(there), units) if there.place == place else 0
                if here > 0:
                    taken.append(Taken(there.lot, place, here))
                    self._gone[there.lot, place] = self._gone.get((there.lot, place), 0) + here
                    units -= here
        return tuple(taken)

    def rest(self, order: Sequence[PlaceId]) -> tuple[Taken, ...]:
        """All that is left of it."""
        return self.take(sum(max(self._left(there), 0) for there in self.lots), order)

    def owing(self) -> tuple[Taken, ...]:
        """What was sold there without having been brought: pieces below zero, told as how many are to be filled in."""
        return tuple(Taken(there.lot, there.place, -there.units) for there in self.lots if there.units < 0)

    def _left(self, there: LotThere) -> int:
        return there.units - self._gone.get((there.lot, there.place), 0)


def dealt(parts: Sequence[Taken], units: int, places: Sequence[PlaceId]) -> tuple[tuple[Taken, ...], tuple[Taken, ...]]:
    """Up to so many of the pieces that lie at these places, and the others."""
    first: list[Taken] = []
    others: list[Taken] = []
    for part in parts:
        count = min(part.units, units) if part.place in places else 0
        first += [Taken(part.lot, part.place, count)] if count else []
        others += [Taken(part.lot, part.place, part.units - count)] if part.units > count else []
        units -= count
    return tuple(first), tuple(others)


def units_of(parts: Sequence[Taken]) -> int:
    """How many pieces they are together."""
    return sum(part.units for part in parts)
