"""Questions about one stand: what was loaded for it, what became of it, and the loads themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.catalogue.models import Item, ItemCode, Motif
from sentra_pos.core.ids import DeviceId, DocumentId, ItemId, PartyId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.types import QuantityType
from sentra_pos.exhibitions.errors import NoSuchLoad
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.models import ExhibitionRow, StandRow
from sentra_pos.exhibitions.stage_queries import STAND, stand_documents, stand_row
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.models import Document, DocumentLine, GoodsMove, Lot, Place, StockBalance
from sentra_pos.ledger.queries import header_of, lines_of
from sentra_pos.people.models import Party, Staff
from sentra_pos.stock.places import StandPlaces

_LOAD, _ARRIVAL = DocumentKind.EXHIBITION_LOAD, DocumentKind.EXHIBITION_ARRIVAL


@dataclass(frozen=True, slots=True, kw_only=True)
class StandRecord:
    """A stand with its places."""

    id: UUID
    exhibition: UUID
    kind: StandKind
    name: str
    device: DeviceId
    places: StandPlaces


def stand(session: Session, wanted: UUID) -> StandRecord:
    """The stand. Raises NoSuchStand."""
    return stand_record(stand_row(session, wanted))


def stand_record(row: StandRow) -> StandRecord:
    """The row as others may read it."""
    places = StandPlaces(place=row.place_id, road=row.road_id, quarantine=row.quarantine_id)
    return StandRecord(
        id=row.id, exhibition=row.exhibition_id, kind=row.kind, name=row.name, device=row.device_id, places=places
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StandGoods:
    """What became of one item of one artisan; ``artisan`` is empty for the shop's own.

    ``sold`` is less what customers brought back, ``returned`` came home, ``damaged`` lies in the stand's quarantine.
    Where all came by loads: loaded = sold + returned + missing + at_stand + damaged + on_road.
    """

    item: ItemId
    name: str
    code: str
    motif: str
    size: str
    price: Rupiah
    party: PartyId | None
    artisan_code: str
    artisan: str
    loaded: Quantity
    sold: Quantity
    returned: Quantity
    missing: Quantity
    damaged: Quantity
    at_stand: Quantity
    on_road: Quantity


def stand_goods(session: Session, stand: UUID) -> tuple[StandGoods, ...]:
    """Everything that was ever there or on its way, by artisan and name. Raises NoSuchStand."""
    row = stand_row(session, stand)
    places = (row.place_id, row.road_id, row.quarantine_id)
    counts: defaultdict[tuple[ItemId, PartyId | None], defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for item, owner, source, target, source_kind, target_kind, quantity in _moved(session, places):
        count = counts[item, owner]
        for what, sign in _meaning(places, source, target, source_kind, target_kind):
            count[what] += sign * quantity.units
    words = item_words(session, {item for item, _owner in counts})
    people = party_words(session, {owner for _item, owner in counts if owner is not None})
    found = [_goods(words[item], owner, people, count) for (item, owner), count in counts.items()]
    return tuple(sorted(found, key=lambda each: (each.artisan_code, each.name, each.code)))


def _moved(session: Session, places: tuple[PlaceId, ...]) -> Iterable[Any]:
    source, target = aliased(Place), aliased(Place)
    lots = select(StockBalance.lot_id).where(StockBalance.place_id.in_(places))
    return session.execute(
        select(Lot.item_id, Lot.owner_id, GoodsMove.from_place_id, GoodsMove.to_place_id, source.kind, target.kind)
        .add_columns(func.sum(GoodsMove.quantity, type_=QuantityType()))
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .join(source, source.id == GoodsMove.from_place_id)
        .join(target, target.id == GoodsMove.to_place_id)
        .where(GoodsMove.lot_id.in_(lots))
        .where(or_(GoodsMove.from_place_id.in_(places), GoodsMove.to_place_id.in_(places)))
        .group_by(Lot.item_id, Lot.owner_id, GoodsMove.from_place_id, GoodsMove.to_place_id)
    )


_IN_THE_SHOP = (PlaceKind.SHELF, PlaceKind.STORE_ROOM, PlaceKind.QUARANTINE)


def _meaning(
    places: tuple[PlaceId, ...], source: PlaceId, target: PlaceId, source_kind: PlaceKind, target_kind: PlaceKind
) -> Iterable[tuple[str, int]]:
    """What a move between these places counts as."""
    names = dict(zip(places, ("at_stand", "on_road", "damaged"), strict=True))
    if source in names:
        yield names[source], -1
    if target in names:
        yield names[target], 1
    if target == places[1] and source_kind in _IN_THE_SHOP:
        yield "loaded", 1
    elif source not in names or target not in names:
        # One end is elsewhere: what it is says why the goods went, or came.
        end, sign = (target_kind, 1) if source in names else (source_kind, -1)
        if end in _IN_THE_SHOP:
            yield "returned", sign
        elif end is PlaceKind.WITH_CUSTOMER:
            yield "sold", sign
        elif end is PlaceKind.MISSING:
            yield "missing", sign


def _goods(
    words: ItemOnList, owner: PartyId | None, people: dict[PartyId, tuple[str, str]], count: dict[str, int]
) -> StandGoods:
    code, name = ("", "") if owner is None else people[owner]
    return StandGoods(
        item=words.item,
        name=words.name,
        code=words.code,
        motif=words.motif,
        size=words.size,
        price=words.price,
        party=owner,
        artisan_code=code,
        artisan=name,
        loaded=Quantity(count["loaded"]),
        sold=Quantity(count["sold"]),
        returned=Quantity(count["returned"]),
        missing=Quantity(count["missing"]),
        damaged=Quantity(count["damaged"]),
        at_stand=Quantity(count["at_stand"]),
        on_road=Quantity(count["on_road"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOnList:
    """What lists for an exhibition say of an item."""

    item: ItemId
    name: str
    code: str
    motif: str
    size: str
    price: Rupiah


def item_words(session: Session, items: Iterable[ItemId]) -> dict[ItemId, ItemOnList]:
    """Names, codes, motifs and tags, also of items that are not for sale any more."""
    rows = session.execute(
        select(Item.id, Item.name, func.coalesce(ItemCode.code, ""), func.coalesce(Motif.name, ""))
        .add_columns(Item.size, Item.price)
        .outerjoin(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
        .outerjoin(Motif, Motif.id == Item.motif_id)
        .where(Item.id.in_(list(dict.fromkeys(items))))
    )
    return {
        item: ItemOnList(item=item, name=name, code=code, motif=motif, size=size, price=price)
        for item, name, code, motif, size, price in rows
    }


def party_words(session: Session, parties: Iterable[PartyId]) -> dict[PartyId, tuple[str, str]]:
    """Code and name of each."""
    rows = session.execute(select(Party.id, Party.code, Party.name).where(Party.id.in_(list(parties))))
    return {party: (code, name) for party, code, name in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadLineRecord:
    """So much of one item of one artisan on a load; ``sources`` are the places it was taken from."""

    item: ItemId
    name: str
    code: str
    motif: str
    size: str
    price: Rupiah
    party: PartyId | None
    artisan_code: str
    artisan: str
    quantity: Quantity
    sources: tuple[PlaceKind, ...]

    @property
    def value(self) -> Rupiah:
        return self.price.times(self.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRecord:
    """A load as it was posted, with all that its papers say. ``arrival`` is the code of the document that took it over.

    ``lines`` are by artisan, the shop's own first, and by name.
    """

    id: DocumentId
    code: str
    business_date: date
    at: datetime
    by: str
    hash: bytes
    stand: UUID
    stand_name: str
    stand_kind: StandKind
    exhibition: str
    venue: str
    city: str
    starts: date
    ends: date
    vehicle: str
    driver: str
    note: str
    float_cash: Rupiah
    arrival: str
    lines: tuple[LoadLineRecord, ...]

    @property
    def pieces(self) -> Quantity:
        return sum((line.quantity for line in self.lines), NONE)

    @property
    def value(self) -> Rupiah:
        """At the prices of the tags that day."""
        return sum_rupiah(line.value for line in self.lines)


def loads(session: Session, stand: UUID) -> tuple[LoadRecord, ...]:
    """The stand's loads, the oldest first."""
    papers = stand_documents(session, _LOAD)
    return tuple(load_record(session, paper.id) for paper in papers if paper.stand == stand)


def load_record(session: Session, load: DocumentId) -> LoadRecord:
    """One load with its papers' words. Raises NoSuchLoad."""
    header = header_of(session, load)
    if header is None or header.kind is not _LOAD:
        raise NoSuchLoad
    lines = lines_of(session, load)
    said = next(line.details for line in lines if line.kind is LineKind.STAND)
    row = stand_row(session, UUID(str(said[STAND])))
    exhibition = session.get_one(ExhibitionRow, row.exhibition_id)
    arrival = arrival_of(session, load)
    answered = None if arrival is None else header_of(session, arrival)
    return LoadRecord(
        id=load,
        code=header.code,
        business_date=header.business_date,
        at=header.at,
        by=session.execute(select(Staff.name).where(Staff.id == header.actor)).scalar_one(),
        hash=header.hash,
        stand=row.id,
        stand_name=row.name,
        stand_kind=row.kind,
        exhibition=exhibition.name,
        venue=exhibition.venue,
        city=exhibition.city,
        starts=exhibition.starts,
        ends=exhibition.ends,
        vehicle=str(said["vehicle"]),
        driver=str(said["driver"]),
        note=header.reason,
        float_cash=sum((line.amount for line in lines if line.kind is LineKind.CASH_CARRIED), ZERO),
        arrival="" if answered is None else answered.code,
        lines=_load_lines(session, load, {line.number: line for line in lines}),
    )


def _load_lines(session: Session, load: DocumentId, lines: dict[int, Line]) -> tuple[LoadLineRecord, ...]:
    rows = session.execute(
        select(GoodsMove.line_no, Lot.owner_id, GoodsMove.quantity, Place.kind)
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .join(Place, Place.id == GoodsMove.from_place_id)
        .where(GoodsMove.document_id == load)
        .order_by(GoodsMove.move_no)
    )
    together: dict[tuple[int, PartyId | None], tuple[Quantity, dict[PlaceKind, None]]] = {}
    for number, owner, quantity, kind in rows:
        so_far, kinds = together.get((number, owner), (NONE, {}))
        together[number, owner] = (so_far + quantity, {**kinds, kind: None})
    people = party_words(session, {owner for _number, owner in together if owner is not None})
    found = [
        _load_line(lines[number], owner, people, quantity, tuple(kinds))
        for (number, owner), (quantity, kinds) in together.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.artisan_code, each.name, each.code)))


def _load_line(
    line: Line,
    owner: PartyId | None,
    people: dict[PartyId, tuple[str, str]],
    quantity: Quantity,
    sources: tuple[PlaceKind, ...],
) -> LoadLineRecord:
    assert line.item is not None
    assert line.price is not None
    code, name = ("", "") if owner is None else people[owner]
    return LoadLineRecord(
        item=line.item,
        name=line.text,
        code=str(line.details["code"]),
        motif=str(line.details["motif"]),
        size=str(line.details["size"]),
        price=line.price,
        party=owner,
        artisan_code=code,
        artisan=name,
        quantity=quantity,
        sources=sources,
    )


def arrival_of(session: Session, load: DocumentId) -> DocumentId | None:
    """The document by which the load arrived at its stand, as far as this store knows."""
    said = func.json_extract(DocumentLine.details, "$.load")
    return session.execute(
        select(Document.id)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.kind == _ARRIVAL, DocumentLine.kind == LineKind.STAND, said == str(load))
    ).scalar_one_or_none()
