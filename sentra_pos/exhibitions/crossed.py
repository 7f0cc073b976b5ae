"""Pieces that were taken home off a stand's road before its laptop's late papers said that they had arrived there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import LotId, PlaceId
from sentra_pos.core.quantity import NONE
from sentra_pos.ledger.models import GoodsMove, StockBalance
from sentra_pos.stock.places import MISSING


@dataclass(frozen=True, slots=True)
class LotThere:
    """So many pieces of a lot at one of a stand's places; below zero where more was sold than the book had there."""

    lot: LotId
    place: PlaceId
    units: int


def crossed(lots: Iterable[LotThere], road: PlaceId, given_up: Mapping[LotId, int]) -> tuple[LotThere, ...]:
    """What the book has at the stand of lots whose road is below zero, as many as it lacks there.

    Nobody sells from a road: below zero, what arrived by the late papers had been taken home already, or given up for
    missing. What was home is the same pieces, and none of them is still at the stand.
    """
    found: defaultdict[LotId, list[LotThere]] = defaultdict(list)
    for each in lots:
        found[each.lot].append(each)
    there: list[LotThere] = []
    for parts in found.values():
        lacking = -sum(part.units for part in parts if part.place == road and part.units < 0)
        lacking -= given_up.get(parts[0].lot, 0)
        for part in parts:
            count = min(part.units, lacking) if part.place != road else 0
            if count > 0:
                there.append(LotThere(part.lot, part.place, count))
                lacking -= count
    return tuple(there)


def straightened(lots: Sequence[LotThere], road: PlaceId, given_up: Mapping[LotId, int]) -> list[LotThere]:
    """The same as though those had been moved back onto the road; none of them nothing."""
    moved: defaultdict[tuple[LotId, PlaceId], int] = defaultdict(int)
    for each in crossed(lots, road, given_up):
        moved[each.lot, each.place] -= each.units
        moved[each.lot, road] += each.units
    left = (LotThere(each.lot, each.place, each.units + moved[each.lot, each.place]) for each in lots)
    return [each for each in left if each.units]


def missing_from(session: Session, places: Collection[PlaceId]) -> dict[LotId, int]:
    """Of lots that went missing at these places, what is still missing."""
    lots = select(StockBalance.lot_id).where(StockBalance.place_id == MISSING, StockBalance.quantity > NONE)
    went = select(GoodsMove.lot_id).where(
        GoodsMove.lot_id.in_(lots), GoodsMove.to_place_id == MISSING, GoodsMove.from_place_id.in_(list(places))
    )
    rows = session.execute(
        select(StockBalance.lot_id, StockBalance.quantity).where(
            StockBalance.place_id == MISSING, StockBalance.lot_id.in_(went)
        )
    )
    return {lot: quantity.units for lot, quantity in rows}


def lacking_on(session: Session, roads: Iterable[PlaceId]) -> frozenset[PlaceId]:
    """The roads that lack pieces by the book; hardly ever one."""
    wanted = select(StockBalance.place_id).where(StockBalance.place_id.in_(list(roads)), StockBalance.quantity < NONE)
    return frozenset(session.execute(wanted.distinct()).scalars())
