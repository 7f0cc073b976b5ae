"""Which lots the goods of a lot went on in: terms or a price that changed make a new lot of what lies here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import AgreementId, DeviceId, LotId, PlaceId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import GoodsMove, Lot, Place, StockBalance
from sentra_pos.stock.places import MISSING, OWNERSHIP

#: Where unsold goods lie that a person at the till can lay hands on; the shelf first.
IN_HAND = (PlaceKind.SHELF, PlaceKind.STORE_ROOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class LotHere:
    """A lot, its terms, and how much of it lies where in the device's hands; below zero: more was sold than came.

    ``missing`` is what a count, or a homecoming, did not find and no case has decided about yet.
    """

    lot: LotId
    seq: int
    agreement: AgreementId | None
    category: str
    price: Rupiah
    net_price: Rupiah | None
    cost: Rupiah | None
    here: tuple[tuple[PlaceId, Quantity], ...]
    missing: Quantity = NONE

    @property
    def quantity(self) -> Quantity:
        """All of it that lies here, less what was sold beyond it."""
        return Quantity(sum(quantity.units for _place, quantity in self.here))


def lineage(session: Session, lots: Iterable[LotId]) -> dict[LotId, tuple[LotId, ...]]:
    """Each lot with those of the same owner that its goods went on in, the oldest first."""
    found: dict[LotId, list[LotId]] = {lot: [lot] for lot in lots}
    root = {lot: lot for lot in found}
    newest = list(found)
    while newest:
        fresh: list[LotId] = []
        for old, new in _next(session, newest):
            if new not in root:
                root[new] = root[old]
                found[root[old]].append(new)
                fresh.append(new)
        newest = fresh
    return {lot: tuple(all_of_it) for lot, all_of_it in found.items()}


def _next(session: Session, lots: list[LotId]) -> list[tuple[LotId, LotId]]:
    out, into = aliased(GoodsMove), aliased(GoodsMove)
    before, after = aliased(Lot), aliased(Lot)
    rows = session.execute(
        select(out.lot_id, into.lot_id)
        .join(into, and_(into.document_id == out.document_id, into.line_no == out.line_no))
        .join(before, before.id == out.lot_id)
        .join(after, after.id == into.lot_id)
        .where(out.lot_id.in_(lots), out.to_place_id == OWNERSHIP, into.from_place_id == OWNERSHIP)
        .where(after.owner_id.is_not_distinct_from(before.owner_id), after.item_id == before.item_id)
        .distinct()
        .order_by(after.seq)
    )
    return [(old, new) for old, new in rows]


def lots_here(session: Session, lots: Iterable[LotId], device: DeviceId) -> dict[LotId, LotHere]:
    """The lots with their terms, what of each lies on the device's shelf and in its store room, and what is missing."""
    wanted = list(lots)
    looked_for = session.execute(
        select(StockBalance.lot_id, StockBalance.quantity)
        .where(StockBalance.lot_id.in_(wanted))
        .where(StockBalance.place_id == MISSING)
    )
    missing = {row.lot_id: row.quantity for row in looked_for}
    lying: dict[LotId, list[tuple[PlaceId, Quantity]]] = {}
    rows = session.execute(
        select(StockBalance.lot_id, StockBalance.place_id, StockBalance.quantity)
        .join(Place, Place.id == StockBalance.place_id)
        .where(StockBalance.lot_id.in_(wanted), StockBalance.quantity != NONE)
        .where(Place.custodian_id == device, Place.kind.in_(IN_HAND))
        .order_by(Place.kind)
    )
    for lot, place, quantity in rows:
        lying.setdefault(lot, []).append((place, quantity))
    return {
        row.id: LotHere(
            lot=row.id,
            seq=row.seq,
            agreement=row.agreement_id,
            category=row.category,
            price=row.price,
            net_price=row.net_price,
            cost=row.cost,
            here=tuple(lying.get(row.id, ())),
            missing=missing.get(row.id, NONE),
        )
        for row in session.execute(select(Lot).where(Lot.id.in_(wanted)).order_by(Lot.seq)).scalars()
    }
