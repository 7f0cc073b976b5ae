"""What the book says of a stand: where it is kept, what lies there, whether it has ended, what is on its way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.core.ids import DeviceId, ItemId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.exhibitions.crossed import LotThere, missing_from, straightened
from sentra_pos.exhibitions.errors import NoSuchStand
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.models import ExhibitionRow, StandRow
from sentra_pos.exhibitions.stage_queries import keeps_the_cash
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.models import Document, DocumentLine, Lot, Place, StockBalance
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.models import Party
from sentra_pos.tills.queries import drawer_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StandBook:
    """A stand as its papers name it, with its device and its three places."""

    id: UUID
    exhibition: UUID
    exhibition_name: str
    ends: date
    kind: StandKind
    name: str
    device: DeviceId
    place: PlaceId
    road: PlaceId
    quarantine: PlaceId

    @property
    def places(self) -> tuple[PlaceId, PlaceId, PlaceId]:
        return (self.place, self.road, self.quarantine)

    @property
    def has_own_drawer(self) -> bool:
        """Only a laptop has; whatever else a stand is, its cash goes through the till of this computer."""
        return self.kind is StandKind.LAPTOP

    @property
    def on_the_road(self) -> Account:
        """The change that was sent to it and that it has not counted in, and what it sent home when it ended."""
        return Account(AccountKind.ON_THE_ROAD, device=self.device)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePlaces:
    """Where a till of the shop puts what comes home."""

    shelf: PlaceId
    store_room: PlaceId
    quarantine: PlaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBringBack:
    """What the book expects back of one artisan's item; ``artisan`` is "" for the shop's own."""

    item: ItemId
    name: str
    size: str
    tag: str
    artisan_code: str
    artisan: str
    at_stand: Quantity
    damaged: Quantity
    on_road: Quantity

    @property
    def expected(self) -> Quantity:
        """What was sold there beyond what was brought is nothing that comes back."""
        return sum((max(each, NONE) for each in (self.at_stand, self.damaged, self.on_road)), NONE)


def stand_book(session: Session, stand: UUID) -> StandBook:
    """One stand. Raises NoSuchStand."""
    found = _stands(session, StandRow.id == stand)
    if not found:
        raise NoSuchStand
    return found[0]


def stands_of(session: Session, exhibition: UUID) -> tuple[StandBook, ...]:
    """Those of one exhibition, by name."""
    return _stands(session, StandRow.exhibition_id == exhibition)


def every_stand(session: Session) -> tuple[StandBook, ...]:
    """Those of all exhibitions."""
    return _stands(session, True)


def _stands(session: Session, where: Any) -> tuple[StandBook, ...]:
    rows = session.execute(
        select(StandRow, ExhibitionRow.name, ExhibitionRow.ends)
        .join(ExhibitionRow, ExhibitionRow.id == StandRow.exhibition_id)
        .where(where)
        .order_by(ExhibitionRow.starts, ExhibitionRow.name, StandRow.name, StandRow.id)
    )
    return tuple(
        StandBook(
            id=row.id,
            exhibition=row.exhibition_id,
            exhibition_name=name,
            ends=ends,
            kind=row.kind,
            name=row.name,
            device=row.device_id,
            place=row.place_id,
            road=row.road_id,
            quarantine=row.quarantine_id,
        )
        for row, name, ends in rows
    )


def home_places(session: Session, device: DeviceId) -> HomePlaces:
    """The device's own shelf, store room and quarantine, whichever stand it sells at, or has taken over, just now."""
    stands = select(StandRow.quarantine_id)
    rows = session.execute(select(Place).where(Place.custodian_id == device, Place.id.not_in(stands))).scalars()
    own = {row.kind: row.id for row in rows}
    return HomePlaces(
        shelf=own[PlaceKind.SHELF], store_room=own[PlaceKind.STORE_ROOM], quarantine=own[PlaceKind.QUARANTINE]
    )


def ended_stands(session: Session) -> frozenset[UUID]:
    """The stands that a document says have ended, by themselves or written off."""
    rows = session.execute(
        select(DocumentLine.details)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(Document.kind == DocumentKind.STAND_ENDED, DocumentLine.kind == LineKind.STAND)
    ).scalars()
    return frozenset(UUID(str(details["stand"])) for details in rows)


def has_ended(session: Session, stand: StandBook, today: date) -> bool:
    """A laptop says so itself, or is written off; the shop's own stands end with the exhibition's last day too."""
    return stand.id in ended_stands(session) or (not stand.has_own_drawer and today > stand.ends)


def lots_there(session: Session, stand: StandBook) -> dict[ItemId, list[LotThere]]:
    """Per item what lies at the stand's places by the book, the oldest lot first, none of them nothing."""
    rows = session.execute(
        select(Lot.item_id, Lot.id, StockBalance.place_id, StockBalance.quantity)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .where(StockBalance.place_id.in_(stand.places), StockBalance.quantity != NONE)
        .order_by(Lot.seq)
    )
    found: defaultdict[ItemId, list[LotThere]] = defaultdict(list)
    for item, lot, place, quantity in rows:
        found[item].append(LotThere(lot, place, quantity.units))
    return dict(found)


def bring_back_list(session: Session, stand: UUID) -> tuple[ToBringBack, ...]:
    """What must come back from the stand, by artisan and item; the shop's own goods last. Raises NoSuchStand."""
    book = stand_book(session, stand)
    rows = session.execute(
        select(Lot.id, StockBalance.place_id, StockBalance.quantity, Lot.item_id, Lot.owner_id)
        .add_columns(Item.name, Item.size, ItemCode.code, Party.code, Party.name)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Item, Item.id == Lot.item_id)
        .outerjoin(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
        .outerjoin(Party, Party.id == Lot.owner_id)
        .where(StockBalance.place_id.in_(book.places), StockBalance.quantity != NONE)
    ).all()
    places: defaultdict[tuple[Any, ...], list[LotThere]] = defaultdict(list)
    for lot, place, quantity, item, owner, *words in rows:
        places[item, owner, *(word or "" for word in words)].append(LotThere(lot, place, quantity.units))
    gone = missing_from(session, book.places)
    by_place = {key: _by_place(straightened(lots, book.road, gone)) for key, lots in places.items()}
    found = (
        ToBringBack(
            item=item,
            name=name,
            size=size,
            tag=tag,
            artisan_code=code,
            artisan=artisan,
            at_stand=there.get(book.place, NONE),
            damaged=there.get(book.quarantine, NONE),
            on_road=there.get(book.road, NONE),
        )
        for (item, _owner, name, size, tag, code, artisan), there in by_place.items()
        if there
    )
    return tuple(sorted(found, key=lambda row: (not row.artisan, len(row.artisan_code), row.artisan_code, row.name)))


def _by_place(lots: list[LotThere]) -> dict[PlaceId, Quantity]:
    there: dict[PlaceId, Quantity] = {}
    for each in lots:
        there[each.place] = there.get(each.place, NONE) + Quantity(each.units)
    return there


def cash_there(session: Session, stand: StandBook) -> Rupiah:
    """What the book says the stand still has: its drawer, and what is on the road to it or home from it.

    Once its laptop was given the next stand, nothing: that was counted before.
    """
    if not keeps_the_cash(session, stand.id, stand.device):
        return ZERO
    return balance_of(session, drawer_of(stand.device)) + balance_of(session, stand.on_the_road)
