"""The zones of a count: which there are, which are done, and what was seen in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, ItemId, PlaceId
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.counting.errors import NoSuchZone
from sentra_pos.counting.models import CountedInZone, CountZone, StockCount
from sentra_pos.db.types import QuantityType
from sentra_pos.people.models import Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of the place; ``done_by`` is empty and ``done_at`` None while somebody walks in it."""

    number: int
    name: str
    pieces: Quantity
    done_by: str
    done_at: datetime | None

    @property
    def done(self) -> bool:
        return self.done_at is not None

    @property
    def empty(self) -> bool:
        """Whether nothing was seen in it so far."""
        return not self.pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenInZone:
    """How many of an item were seen in a zone; None where they have to be counted there again."""

    zone: int
    name: str
    units: int | None


def zones_of(session: Session, count: DocumentId) -> tuple[Zone, ...]:
    """In the order in which they are walked; none where the place is counted as a whole."""
    rows = session.execute(
        select(CountZone, func.coalesce(Staff.name, ""))
        .outerjoin(Staff, Staff.id == CountZone.done_by)
        .where(CountZone.count_id == count)
        .order_by(CountZone.number)
    ).all()
    if not rows:
        return ()
    seen = session.execute(
        select(CountedInZone.zone, func.sum(CountedInZone.quantity, type_=QuantityType()))
        .where(CountedInZone.count_id == count)
        .group_by(CountedInZone.zone)
    )
    pieces = {number: quantity or NONE for number, quantity in seen}
    return tuple(
        Zone(number=row.number, name=row.name, pieces=pieces.get(row.number, NONE), done_by=by, done_at=row.done_at)
        for row, by in rows
    )


def zone_of(session: Session, count: DocumentId, number: int) -> Zone:
    """One of the count's zones. Raises NoSuchZone."""
    zone = next((zone for zone in zones_of(session, count) if zone.number == number), None)
    if zone is None:
        raise NoSuchZone
    return zone


def seen_in_zones(session: Session, count: DocumentId) -> dict[ItemId, tuple[SeenInZone, ...]]:
    """Where each item was seen, in the order of the zones."""
    rows = session.execute(
        select(CountedInZone, CountZone.name)
        .join(CountZone, (CountZone.count_id == CountedInZone.count_id) & (CountZone.number == CountedInZone.zone))
        .where(CountedInZone.count_id == count)
        .order_by(CountedInZone.zone)
    )
    found: defaultdict[ItemId, list[SeenInZone]] = defaultdict(list)
    for row, name in rows:
        units = None if row.quantity is None else row.quantity.units
        found[row.item_id].append(SeenInZone(zone=row.zone, name=name, units=units))
    return {item: tuple(seen) for item, seen in found.items()}


def how_many_done(session: Session) -> dict[DocumentId, tuple[int, int]]:
    """Of each count with zones how many are done, and how many there are."""
    rows = session.execute(
        select(CountZone.count_id, func.count(CountZone.done_at), func.count()).group_by(CountZone.count_id)
    )
    return {count: (done, zones) for count, done, zones in rows}


def zones_last_time(session: Session, places: Iterable[PlaceId]) -> dict[PlaceId, tuple[str, ...]]:
    """How each place was divided when everything there was counted last: nobody types it every month."""
    newest: dict[PlaceId, DocumentId] = {}
    rows = session.execute(
        select(StockCount.place_id, StockCount.id)
        .where(StockCount.place_id.in_(list(places)), StockCount.party_id.is_(None))
        .order_by(StockCount.started_at.desc())
    )
    for place, count in rows:
        newest.setdefault(place, count)
    return {place: tuple(zone.name for zone in zones_of(session, count)) for place, count in newest.items()}
