"""What became of every piece that was taken to an exhibition: pure counting over moves, in whatever order they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sentra_pos.core.ids import DocumentId, LotId, PlaceId
from sentra_pos.exhibitions.result_queries import Key, Moved, Piece, Split
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.settlement.unsettled import BACK_LINES
from sentra_pos.stock.places import LOST, MISSING, OWNERSHIP, WITH_CUSTOMER


@dataclass(slots=True)
class Fate:
    """Pieces: ``taken + added = sold + returned + lost + taken_over + there``, always.

    ``added`` came to the stand otherwise than loaded: unlisted, or a return of what the shop had sold. ``sold`` is less
    what customers brought back, wherever that was; ``returned`` is home again; ``taken_over`` the shop made its own.
    """

    taken: int = 0
    added: int = 0
    sold: int = 0
    returned: int = 0
    lost: int = 0
    taken_over: int = 0

    @property
    def there(self) -> int:
        """What still lies at the stand or on its road."""
        return self.taken + self.added - self.sold - self.returned - self.lost - self.taken_over


@dataclass(frozen=True, slots=True)
class SoldThere:
    """The lines that sold from a stand, those that were only named later by the line that they complete."""

    keys: frozenset[Key]

    def answers(self, refers: Key | None) -> bool:
        """Whether a line takes back what one of them sold."""
        return refers is not None and refers in self.keys


def sold_there(moves: Iterable[Moved], places: Collection[PlaceId], named: Collection[Key] = ()) -> SoldThere:
    """Which lines those are; ``named`` said at home whose the goods of one were."""
    keys: set[Key] = set()
    for move in moves:
        if move.target == WITH_CUSTOMER and (move.source in places or move.key in named):
            keys.add(move.key)
            if move.line_kind is LineKind.IDENTIFIED and move.refers is not None:
                keys.add(move.refers)
    return SoldThere(frozenset(keys))


def fates(
    moves: Collection[Moved], places: Collection[PlaceId], homecoming: Collection[DocumentId], sold: SoldThere
) -> dict[Piece, Fate]:
    """Per artisan and item; ``homecoming`` are the documents by which goods of these stands came home."""
    found: defaultdict[Piece, Fate] = defaultdict(Fate)
    lost: defaultdict[tuple[LotId, Piece], int] = defaultdict(int)
    turned_up: defaultdict[tuple[LotId, Piece], int] = defaultdict(int)
    for move in moves:
        fate, units = found[move.piece], move.units
        comes, goes = move.target in places, move.source in places
        if comes and goes:
            continue
        if comes:
            _came(fate, move, sold)
            if move.source == MISSING:
                lost[move.lot, move.piece] -= units
        elif goes:
            _went(fate, move)
            if move.target == MISSING:
                lost[move.lot, move.piece] += units
        elif move.source == WITH_CUSTOMER and sold.answers(move.refers):
            fate.sold -= units
            fate.returned += units
        elif move.target == WITH_CUSTOMER and move.key in sold.keys:
            fate.added += units
            fate.sold += units
        elif move.found and (move.document in homecoming or move.refers_document in homecoming):
            turned_up[move.lot, move.piece] += units
    for (lot, piece), units in turned_up.items():
        # What was missing elsewhere and was scanned among what came home was there, though nobody had written it down.
        ours = min(units, max(lost[lot, piece], 0))
        found[piece].lost -= ours
        found[piece].added += units - ours
        found[piece].returned += units
    return {piece: fate for piece, fate in found.items() if fate != Fate()}


def _came(fate: Fate, move: Moved, sold: SoldThere) -> None:
    if move.kind is DocumentKind.EXHIBITION_LOAD:
        fate.taken += move.units
    elif move.source == WITH_CUSTOMER and sold.answers(move.refers):
        fate.sold -= move.units
    elif move.source == MISSING:
        fate.lost -= move.units
    elif move.source == OWNERSHIP:
        fate.taken_over -= move.units
    else:
        fate.added += move.units


def _went(fate: Fate, move: Moved) -> None:
    if move.target == WITH_CUSTOMER:
        fate.sold += move.units
    elif move.target in (MISSING, LOST):
        fate.lost += move.units
    elif move.target == OWNERSHIP:
        fate.taken_over += move.units
    else:
        fate.returned += move.units


def signed_parts(parts: Iterable[Split], sold: SoldThere) -> tuple[tuple[Split, int], ...]:
    """What was sold there (1), and what came back of it anywhere (-1); all else of those lots is left out."""
    found: list[tuple[Split, int]] = []
    for part in parts:
        back = part.refers is not None and part.line_kind in BACK_LINES
        if back and sold.answers(part.refers):
            found.append((part, -1))
        elif not back and part.key in sold.keys:
            found.append((part, 1))
    return tuple(found)
