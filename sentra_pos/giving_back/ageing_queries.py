"""How long goods lie here: lot by lot against the agreement's return term, and artisan by artisan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, Text, and_, case, func, select, type_coerce
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.consignment.models import AgreementRow
from sentra_pos.core.ids import DeviceId, ItemId, LotId, PartyId
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.giving_back.facts import Due
from sentra_pos.giving_back.rules import (
    SELL_THROUGH_DAYS,
    average_days,
    due_on,
    due_state,
    sell_through,
)
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import Document, DocumentLine, GoodsMove, Lot, Place, StockBalance
from sentra_pos.people.models import Party
from sentra_pos.stock.places import WITH_CUSTOMER

#: What the line of a lot that took another's place says of when the goods first came.
CAME_IN = "came_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeingLot:
    """So much of an artisan's lot at one place. ``came_in`` is when the goods came, whatever became of their terms.

    ``due`` is the last day of the agreement's return term; ``price`` is what the tag says.
    """

    lot: LotId
    item: ItemId
    unique: bool
    code: str
    name: str
    size: str
    party: PartyId
    place: PlaceKind
    quantity: Quantity
    price: Rupiah
    came_in: date
    days: int
    due: date | None
    state: Due

    @property
    def key(self) -> tuple[LotId, PlaceKind]:
        """Tells it from the rest of the lot elsewhere."""
        return self.lot, self.place

    @property
    def value(self) -> Rupiah:
        """All of it at the tag's price."""
        return self.price.times(self.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanAgeing:
    """One artisan's goods here. ``sell_through``: of what was sold in 90 days or is still here, the part sold."""

    party: PartyId
    code: str
    name: str
    active: bool
    pieces: Quantity
    value: Rupiah
    oldest: int
    average: int
    overdue: Quantity
    soon: Quantity
    set_aside: Quantity
    sold: Quantity
    sell_through: Percent | None


def ageing(
    session: Session,
    today: date,
    *,
    device: DeviceId,
    party: PartyId | None = None,
    item: ItemId | None = None,
) -> tuple[AgeingLot, ...]:
    """Every consigned lot in the device's places, the oldest first; of one artisan or one item, if named."""
    wanted = _at(
        device,
        select(Lot.id, Lot.item_id, Lot.owner_id, Item.kind, Item.name, Item.size, Item.price)
        .add_columns(func.coalesce(ItemCode.code, "").label("code"), Place.kind.label("place"), StockBalance.quantity)
        .add_columns(_CAME_IN.label("came_in"), AgreementRow.return_term_days),
    ).outerjoin(ItemCode, and_(ItemCode.item_id == Lot.item_id, ItemCode.own))
    if party is not None:
        wanted = wanted.where(Lot.owner_id == party)
    if item is not None:
        wanted = wanted.where(Lot.item_id == item)
    lots = [_lot(row, today) for row in session.execute(wanted)]
    return tuple(sorted(lots, key=lambda each: (each.came_in, each.name, each.place)))


# As text, which is how dates are kept: the line's own word first, else the day of the lot's document.
_CAME_IN = func.coalesce(
    func.json_extract(DocumentLine.details, f"$.{CAME_IN}", type_=Text()), type_coerce(Document.business_date, Text())
)


def _at(device: DeviceId, wanted: Select[Any]) -> Select[Any]:
    """Of the consigned lots that lie in the device's places."""
    return (
        wanted.select_from(StockBalance)
        .join(Lot, Lot.id == StockBalance.lot_id)
        .join(Place, Place.id == StockBalance.place_id)
        .join(Item, Item.id == Lot.item_id)
        .join(Document, Document.id == Lot.document_id)
        .outerjoin(DocumentLine, and_(DocumentLine.document_id == Lot.document_id, DocumentLine.line_no == Lot.line_no))
        .outerjoin(AgreementRow, AgreementRow.id == Lot.agreement_id)
        .where(Lot.owner_id.is_not(None), Place.custodian_id == device, StockBalance.quantity > NONE)
    )


def _lot(row: Any, today: date) -> AgeingLot:
    came_in = date.fromisoformat(row.came_in)
    due = due_on(came_in, row.return_term_days)
    return AgeingLot(
        lot=row.id,
        item=row.item_id,
        unique=row.kind is ItemKind.UNIQUE,
        code=row.code,
        name=row.name,
        size=row.size,
        party=row.owner_id,
        place=row.place,
        quantity=row.quantity,
        price=row.price,
        came_in=came_in,
        days=(today - came_in).days,
        due=due,
        state=due_state(due, today),
    )


@dataclass(frozen=True, slots=True)
class _Heap:
    """An artisan's goods that came on one day under one term, to one kind of place."""

    days: int
    state: Due
    aside: bool
    pieces: Quantity
    value: Rupiah


def board(session: Session, today: date, *, device: DeviceId) -> tuple[ArtisanAgeing, ...]:
    """Everybody who has goods here, whose lie longest first."""
    quantity = StockBalance.quantity
    wanted = _at(
        device,
        select(Lot.owner_id, _CAME_IN.label("came_in"), AgreementRow.return_term_days, Place.kind)
        .add_columns(func.sum(quantity, type_=quantity.type).label("pieces"))
        .add_columns(func.sum(quantity * Item.price, type_=Item.price.type).label("value")),
    ).group_by(Lot.owner_id, _CAME_IN, AgreementRow.return_term_days, Place.kind)
    of_party: defaultdict[PartyId, list[_Heap]] = defaultdict(list)
    for owner, came, term, kind, pieces, value in session.execute(wanted):
        came_in = date.fromisoformat(came)
        state, aside = due_state(due_on(came_in, term), today), kind is PlaceKind.SET_ASIDE
        of_party[owner].append(_Heap((today - came_in).days, state, aside, pieces, value))
    sold = sold_since(session, today - timedelta(days=SELL_THROUGH_DAYS))
    people = session.execute(select(Party.id, Party.code, Party.name, Party.active))
    artisans = [
        _artisan(party, code, name, active, of_party[party], sold.get(party, NONE))
        for party, code, name, active in people
        if party in of_party
    ]
    return tuple(sorted(artisans, key=lambda each: (-each.oldest, each.code)))


def _artisan(party: PartyId, code: str, name: str, active: bool, heaps: list[_Heap], sold: Quantity) -> ArtisanAgeing:
    here = _pieces(heaps)
    return ArtisanAgeing(
        party=party,
        code=code,
        name=name,
        active=active,
        pieces=here,
        value=sum_rupiah(heap.value for heap in heaps),
        oldest=max(heap.days for heap in heaps),
        average=average_days((heap.days, heap.pieces) for heap in heaps),
        overdue=_pieces(heap for heap in heaps if heap.state is Due.OVERDUE),
        soon=_pieces(heap for heap in heaps if heap.state is Due.SOON),
        set_aside=_pieces(heap for heap in heaps if heap.aside),
        sold=sold,
        sell_through=sell_through(sold, here),
    )


def _pieces(heaps: Iterable[_Heap]) -> Quantity:
    return Quantity(sum(heap.pieces.units for heap in heaps))


def sold_since(session: Session, start: date) -> dict[PartyId, Quantity]:
    """How many pieces of each artisan customers took with them since that day, less what they brought back."""
    quantity = GoodsMove.quantity
    signed = case((GoodsMove.to_place_id == WITH_CUSTOMER, quantity), else_=-quantity)
    rows = session.execute(
        select(Lot.owner_id, func.sum(signed, type_=quantity.type))
        .select_from(GoodsMove)
        .join(Document, Document.id == GoodsMove.document_id)
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .where(Document.business_date >= start, Lot.owner_id.is_not(None))
        .where((GoodsMove.to_place_id == WITH_CUSTOMER) | (GoodsMove.from_place_id == WITH_CUSTOMER))
        .group_by(Lot.owner_id)
    )
    return {owner: pieces for owner, pieces in rows if owner is not None}
