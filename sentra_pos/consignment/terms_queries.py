"""Questions about moving goods to other terms: what could be moved, and what a document moved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.consignment.change_price import ConsentWay
from sentra_pos.consignment.models import AgreementRow
from sentra_pos.consignment.queries import agreement_by_id
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.ids import AgreementId, DeviceId, DocumentId, ItemId, LotId, PartyId, PlaceId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, PlaceKind
from sentra_pos.ledger.models import Lot, Place, StockBalance
from sentra_pos.ledger.queries import header_of, lines_of
from sentra_pos.people.models import Party, Staff
from sentra_pos.stock.arrivals import ARRIVED, arrivals

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MovableLot:
    """A lot of which the device has something; ``tag`` is what a piece is sold at now, ``places`` where how many lie.

    ``version`` is that of the terms it is under; ``owner`` None: the shop's own.
    """

    lot: LotId
    seq: int
    item: ItemId
    name: str
    code: str
    size: str
    category: str
    owner: PartyId | None
    agreement: AgreementId | None
    version: int | None
    price: Rupiah
    net_price: Rupiah | None
    tag: Rupiah
    arrived: date
    places: tuple[tuple[PlaceId, Quantity], ...]

    @property
    def quantity(self) -> Quantity:
        return Quantity(sum(quantity.units for _place, quantity in self.places))


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLine:
    """A lot that changed its terms; shares are for one piece at the price on its tag that day."""

    name: str
    code: str
    size: str
    quantity: Quantity
    price: Rupiah
    arrived: date
    share_before: Rupiah
    share: Rupiah
    before: AgreementId


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsMove:
    """The document with everything that its paper says; ``before`` are the terms that goods left, the oldest first."""

    id: DocumentId
    code: str
    business_date: date
    party: PartyId
    party_code: str
    party_name: str
    recorded_by: str
    reason: str
    consent: ConsentWay
    before: tuple[Agreement, ...]
    after: Agreement
    lines: tuple[MovedLine, ...]


def lots_to_move(session: Session, party: PartyId, device: DeviceId) -> tuple[MovableLot, ...]:
    """What the device has of the artisan's consigned goods, the oldest first; below zero is nothing.

    What is put apart as damaged stays out: by whose terms it is made good was settled when it was damaged.
    """
    return _movable(session, _wanted(device).where(Lot.owner_id == party))


def movable_lots(session: Session, lots: Collection[LotId], device: DeviceId) -> dict[LotId, MovableLot]:
    """The lots named, whoever owns them; what is not there any more has no places, and what never was is left out."""
    wanted = list(dict.fromkeys(lots))
    found: dict[LotId, MovableLot] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        chosen = _wanted(device, all_lots=True).where(Lot.id.in_(wanted[start : start + _AT_ONCE]))
        found |= {each.lot: each for each in _movable(session, chosen)}
    return found


def _wanted(device: DeviceId, *, all_lots: bool = False) -> Select[Any]:
    here = (
        select(StockBalance.lot_id, StockBalance.place_id, StockBalance.quantity)
        .join(Place, Place.id == StockBalance.place_id)
        .where(Place.custodian_id == device, Place.kind != PlaceKind.QUARANTINE, StockBalance.quantity > NONE)
        .subquery()
    )
    return (
        select(Lot, Item.name, Item.size, Item.price, func.coalesce(ItemCode.code, ""), AgreementRow.version)
        .add_columns(here.c.place_id, here.c.quantity)
        .join(Item, Item.id == Lot.item_id)
        .join(here, here.c.lot_id == Lot.id, isouter=all_lots)
        .outerjoin(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
        .outerjoin(AgreementRow, AgreementRow.id == Lot.agreement_id)
        .order_by(Lot.seq, here.c.place_id)
    )


def _movable(session: Session, wanted: Select[Any]) -> tuple[MovableLot, ...]:
    rows = session.execute(wanted).all()
    since = arrivals(session, (row[0].id for row in rows))
    places: dict[LotId, list[tuple[PlaceId, Quantity]]] = {}
    for lot, *_item, place, quantity in rows:
        places.setdefault(lot.id, []).extend([(place, quantity)] if place is not None else [])
    found: dict[LotId, MovableLot] = {}
    for lot, name, size, tag, code, version, _place, _quantity in rows:
        found[lot.id] = MovableLot(
            lot=lot.id,
            seq=lot.seq,
            item=lot.item_id,
            name=name,
            code=code,
            size=size,
            category=lot.category,
            owner=lot.owner_id,
            agreement=lot.agreement_id,
            version=version,
            price=lot.price,
            net_price=lot.net_price,
            tag=tag,
            arrived=since[lot.id],
            places=tuple(places[lot.id]),
        )
    return tuple(found.values())


def terms_move(session: Session, document: DocumentId) -> TermsMove | None:
    """The document that moved goods to other terms, as its paper says it."""
    header = header_of(session, document)
    if header is None or header.kind is not DocumentKind.TERMS_MOVE:
        return None
    lines = lines_of(session, document)
    first = lines[0]
    party = session.execute(select(Party.id, Party.code, Party.name).where(Party.id == first.party)).one()
    staff = session.execute(select(Staff.name).where(Staff.id == header.actor)).scalar_one()
    moved = tuple(_moved(line) for line in lines)
    before = [agreement_by_id(session, agreement) for agreement in dict.fromkeys(line.before for line in moved)]
    after = agreement_by_id(session, AgreementId(UUID(str(first.details["agreement"]))))
    assert after is not None
    return TermsMove(
        id=document,
        code=header.code,
        business_date=header.business_date,
        party=party.id,
        party_code=party.code,
        party_name=party.name,
        recorded_by=staff,
        reason=header.reason,
        consent=ConsentWay(first.details["consent"][0]["how"]),
        before=tuple(sorted((each for each in before if each is not None), key=lambda each: each.version)),
        after=after,
        lines=moved,
    )


def _moved(line: Line) -> MovedLine:
    said = line.details
    return MovedLine(
        name=line.text,
        code=said["code"],
        size=said["size"],
        quantity=line.quantity or NONE,
        price=Rupiah(said["tag"]),
        arrived=date.fromisoformat(said[ARRIVED]),
        share_before=Rupiah(said["share_before"]),
        share=Rupiah(said["share"]),
        before=AgreementId(UUID(said["before"])),
    )
