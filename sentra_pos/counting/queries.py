"""Questions about counts: what can be counted, what is open, how far it is, what it came to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.core.ids import DeviceId, DocumentId, ItemId, PartyId, PlaceId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.counting.book import CountRecord, Reckoned, count_record, on_book, reckon
from sentra_pos.counting.errors import NoSuchCount
from sentra_pos.counting.facts import CountState
from sentra_pos.counting.models import Counted, StockCount
from sentra_pos.counting.zone_queries import (
    SeenInZone,
    Zone,
    how_many_done,
    seen_in_zones,
    zones_last_time,
    zones_of,
)
from sentra_pos.db.types import QuantityType
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import Lot, Place, StockBalance
from sentra_pos.people.models import Party, Staff

_AT_ONCE = 5_000
#: In the order in which they are walked.
_COUNTED_PLACES = (PlaceKind.SHELF, PlaceKind.STORE_ROOM, PlaceKind.SET_ASIDE, PlaceKind.QUARANTINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceToCount:
    """A place of this till, what the book has there, and the zones that it was counted by last."""

    id: PlaceId
    kind: PlaceKind
    name: str
    items: int
    pieces: Quantity
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCount:
    """A count that goes on; ``artisan`` is empty where it is of everything, ``zones`` are 0 where it has none."""

    id: DocumentId
    place: str
    artisan: str
    blind: bool
    started_at: datetime
    started_by: str
    items: int
    pieces: Quantity
    zones: int
    zones_done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One item of a count. ``counted`` is None while nobody saw it; ``expected`` is None where it is blind.

    In a count with zones ``counted`` is in all of them, and ``here`` in the one that is shown: None while nobody saw it
    there. ``again``: it has to be counted again, in that zone where there are any.
    """

    item: ItemId
    name: str
    size: str
    code: str
    price: Rupiah
    counted: Quantity | None
    by: str
    at: datetime | None
    expected: Quantity | None
    here: Quantity | None = None
    again: bool = False
    zones: tuple[SeenInZone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSheet:
    """A count as it stands: what was seen last comes first, then what is still to be seen (never where it is blind).

    ``zone`` is the one of its ``zones`` that is shown, None where it has none.
    """

    id: DocumentId
    place: str
    artisan: str
    blind: bool
    started_at: datetime
    rows: tuple[SheetRow, ...]
    zones: tuple[Zone, ...] = ()
    zone: Zone | None = None

    @property
    def seen(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if row.counted is not None)

    @property
    def pieces(self) -> int:
        return sum(row.counted.units for row in self.rows if row.counted is not None)

    @property
    def open_zones(self) -> tuple[Zone, ...]:
        return tuple(zone for zone in self.zones if not zone.done)

    @property
    def empty_zones(self) -> tuple[Zone, ...]:
        return tuple(zone for zone in self.zones if zone.empty)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """An item that differs. Of a blind count the figures of the book are not told: they are None."""

    item: ItemId
    name: str
    size: str
    code: str
    price: Rupiah
    counted: Quantity | None
    expected: Quantity | None
    missing: int
    found: int
    over: int
    again: bool
    zones: tuple[SeenInZone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What posting would write; ``agreeing`` items need no word."""

    id: DocumentId
    blind: bool
    finished: bool
    counted: int
    rows: tuple[ReviewRow, ...]

    @property
    def agreeing(self) -> int:
        return self.counted - sum(row.counted is not None for row in self.rows)

    def total(self, what: str) -> int:
        """The pieces ``missing``, ``found`` or ``over`` in all."""
        return sum(int(getattr(row, what)) for row in self.rows)


def places_to_count(session: Session, device: DeviceId) -> tuple[PlaceToCount, ...]:
    """Where this till keeps goods, empty places too: somebody may have put something there."""
    rows = session.execute(
        select(
            Place.id,
            Place.kind,
            Place.name,
            func.count(func.distinct(Lot.item_id)),
            func.sum(StockBalance.quantity, type_=QuantityType()),
        )
        .outerjoin(StockBalance, (StockBalance.place_id == Place.id) & (StockBalance.quantity != NONE))
        .outerjoin(Lot, Lot.id == StockBalance.lot_id)
        .where(Place.custodian_id == device, Place.kind.in_(_COUNTED_PLACES))
        .group_by(Place.id)
    )
    here = rows.all()
    zones = zones_last_time(session, [place for place, *_facts in here])
    found = (
        PlaceToCount(id=place, kind=kind, name=name, items=items, pieces=pieces or NONE, zones=zones.get(place, ()))
        for place, kind, name, items, pieces in here
    )
    return tuple(sorted(found, key=lambda place: _COUNTED_PLACES.index(place.kind)))


def open_counts(session: Session, device: DeviceId) -> tuple[OpenCount, ...]:
    """Counts that go on at this till, the newest first."""
    seen = {
        row[0]: (row[1], row[2])
        for row in session.execute(
            select(
                Counted.count_id, func.count(Counted.item_id), func.sum(Counted.quantity, type_=QuantityType())
            ).group_by(Counted.count_id)
        )
    }
    zones = how_many_done(session)
    rows = session.execute(
        select(StockCount, Place.name, func.coalesce(Party.name, ""), Staff.name)
        .join(Place, Place.id == StockCount.place_id)
        .join(Staff, Staff.id == StockCount.started_by)
        .outerjoin(Party, Party.id == StockCount.party_id)
        .where(StockCount.state == CountState.OPEN, Place.custodian_id == device)
        .order_by(StockCount.started_at.desc())
    )
    return tuple(
        OpenCount(
            id=row.id,
            place=place,
            artisan=artisan,
            blind=row.blind,
            started_at=row.started_at,
            started_by=by,
            items=seen.get(row.id, (0, NONE))[0],
            pieces=seen.get(row.id, (0, NONE))[1],
            zones=zones.get(row.id, (0, 0))[1],
            zones_done=zones.get(row.id, (0, 0))[0],
        )
        for row, place, artisan, by in rows
    )


def _heading(session: Session, count: DocumentId) -> tuple[CountRecord, str, str, datetime]:
    record = count_record(session, count)
    if record is None or record.state is not CountState.OPEN:
        raise NoSuchCount
    place, artisan, started_at = session.execute(
        select(Place.name, func.coalesce(Party.name, ""), StockCount.started_at)
        .join(Place, Place.id == StockCount.place_id)
        .outerjoin(Party, Party.id == StockCount.party_id)
        .where(StockCount.id == count)
    ).one()
    return record, place, artisan, started_at


def count_sheet(session: Session, count: DocumentId, zone: int | None = None) -> CountSheet:
    """How far the count is, as seen from the zone: the first that is open if none is named.

    Raises NoSuchCount when it is not open any more.
    """
    record, place, artisan, started_at = _heading(session, count)
    zones = zones_of(session, count)
    by = aliased(Staff)
    seen = {
        row.item_id: (row, name)
        for row, name in session.execute(
            select(Counted, by.name).join(by, by.id == Counted.counted_by).where(Counted.count_id == count)
        )
    }
    book = {} if record.blind else {item: each.now for item, each in on_book(session, record).items()}
    facts = item_facts(session, [*seen, *(item for item, now in book.items() if now > 0)])
    shown, where = _shown(zones, zone), seen_in_zones(session, count)
    rows = []
    for item, known in facts.items():
        row, who = seen.get(item, (None, ""))
        expected = None if record.blind else Quantity(book.get(item, 0))
        rows.append(_sheet_row(item, known, row, who, expected, where.get(item, ()), shown))
    rows.sort(key=lambda row: (row.counted is None, row.name.casefold(), row.size))
    rows.sort(key=lambda row: row.at.timestamp() if row.at is not None else 0.0, reverse=True)
    return CountSheet(
        id=count,
        place=place,
        artisan=artisan,
        blind=record.blind,
        started_at=started_at,
        rows=tuple(rows),
        zones=zones,
        zone=shown,
    )


def _shown(zones: Sequence[Zone], wanted: int | None) -> Zone | None:
    named = next((zone for zone in zones if zone.number == wanted), None)
    still_open = next((zone for zone in zones if not zone.done), None)
    return named or still_open or (zones[0] if zones else None)


def _sheet_row(
    item: ItemId,
    facts: tuple[str, str, str, Rupiah],
    row: Counted | None,
    by: str,
    expected: Quantity | None,
    zones: tuple[SeenInZone, ...],
    shown: Zone | None,
) -> SheetRow:
    name, size, code, price = facts
    here = next((each for each in zones if shown is not None and each.zone == shown.number), None)
    return SheetRow(
        item=item,
        name=name,
        size=size,
        code=code,
        price=price,
        counted=None if row is None else row.quantity,
        by=by,
        at=None if row is None else row.at,
        expected=expected,
        here=None if here is None or here.units is None else Quantity(here.units),
        again=row is not None and row.put_off if shown is None else here is not None and here.units is None,
        zones=zones,
    )


def review(session: Session, count: DocumentId, *, finished: bool) -> Review:
    """What posting it now would say. Raises NoSuchCount when it is not open any more."""
    record, _place, _artisan, _at = _heading(session, count)
    reckoned = reckon(session, record, finished=finished)
    differing = [each for each in reckoned if each.difference or each.again]
    facts = item_facts(session, [each.item for each in differing])
    rows = [_review_row(each, facts[each.item], blind=record.blind) for each in differing]
    rows.sort(key=lambda row: (not row.again, row.name.casefold(), row.size))
    return Review(
        id=count,
        blind=record.blind,
        finished=finished,
        counted=sum(each.seen is not None for each in reckoned),
        rows=tuple(rows),
    )


def _review_row(each: Reckoned, facts: tuple[str, str, str, Rupiah], *, blind: bool) -> ReviewRow:
    name, size, code, price = facts
    return ReviewRow(
        item=each.item,
        name=name,
        size=size,
        code=code,
        price=price,
        counted=None if each.seen is None else Quantity(each.seen.units),
        expected=None if blind else Quantity(each.expected),
        missing=sum(part.units for part in each.missing),
        found=sum(part.units for part in each.found),
        over=each.over,
        again=each.again,
        zones=() if each.seen is None else each.seen.zones,
    )


def item_facts(session: Session, items: Iterable[ItemId]) -> dict[ItemId, tuple[str, str, str, Rupiah]]:
    """Name, size, the code on the tag and its price."""
    wanted = list(dict.fromkeys(items))
    found: dict[ItemId, tuple[str, str, str, Rupiah]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(Item.id, Item.name, Item.size, func.coalesce(ItemCode.code, ""), Item.price)
            .outerjoin(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
            .where(Item.id.in_(wanted[start : start + _AT_ONCE]))
        )
        found.update((item, (name, size, code, price)) for item, name, size, code, price in rows)
    return found


def artisans_at(session: Session, place: PlaceId) -> tuple[tuple[PartyId, str, str, int], ...]:
    """Whose goods lie at the place: id, code, name and how many pieces, by code."""
    rows = session.execute(
        select(Party.id, Party.code, Party.name, func.sum(StockBalance.quantity, type_=QuantityType()))
        .join(Lot, Lot.owner_id == Party.id)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .where(StockBalance.place_id == place, StockBalance.quantity != NONE)
        .group_by(Party.id)
    )
    found = [(party, code, name, pieces.units) for party, code, name, pieces in rows]
    return tuple(sorted(found, key=lambda each: (len(each[1]), each[1])))
