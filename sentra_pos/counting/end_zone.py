"""End a zone of a count, so that nobody walks through it twice; or open it again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.counting.book import count_record
from sentra_pos.counting.errors import CountHereAgain, NoSuchCount, PlaceNotCountedHere, ZoneEmpty
from sentra_pos.counting.facts import CountState
from sentra_pos.counting.models import CountZone
from sentra_pos.counting.zone_queries import Zone, seen_in_zones, zone_of
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.queries import place_is_kept_by


@dataclass(frozen=True, slots=True, kw_only=True)
class EndZone:
    """The zone by its number in the count; with ``again`` it is opened again."""

    count: DocumentId
    by: ActedBy
    zone: int
    again: bool = False
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneEnded:
    """How the zone stands now."""

    count: DocumentId
    zone: int
    name: str
    done: bool
    changes: Changes = NOTHING


def end_zone(session: Session, command: EndZone, *, clock: Clock) -> ZoneEnded:
    """Once: a zone that is done stays with whoever ended it first.

    Raises NoSuchCount, PlaceNotCountedHere, NoSuchZone, CountHereAgain while something has to be counted there again,
    and asks ZoneEmpty where nothing was seen.
    """
    require(session, command.by, Permission.COUNT_STOCK)
    count = count_record(session, command.count)
    if count is None or count.state is not CountState.OPEN:
        raise NoSuchCount
    if not place_is_kept_by(session, count.place, command.by.device):
        raise PlaceNotCountedHere
    zone = zone_of(session, count.id, command.zone)
    if command.again and zone.done:
        open_again(session, count.id, zone, command.by, clock=clock)
    elif not command.again and not zone.done:
        _check_whole(session, count.id, zone)
        question = ZoneEmpty(zone=zone.name, number=zone.number)
        if zone.empty and question.answer not in command.confirmed:
            raise question
        _write(session, count.id, zone, command.by, done=True, clock=clock)
    return ZoneEnded(count=count.id, zone=zone.number, name=zone.name, done=not command.again)


def open_again(session: Session, count: DocumentId, zone: Zone, by: ActedBy, *, clock: Clock) -> None:
    """There is something to count in it; the log keeps who ended it before."""
    _write(session, count, zone, by, done=False, clock=clock)


def _check_whole(session: Session, count: DocumentId, zone: Zone) -> None:
    again = [
        item
        for item, seen in seen_in_zones(session, count).items()
        if any(each.zone == zone.number and each.units is None for each in seen)
    ]
    if again:
        raise CountHereAgain(name=_name_of(session, again[0]), zone=zone.name)


def _name_of(session: Session, item: ItemId) -> str:
    return session.execute(select(Item.name).where(Item.id == item)).scalar_one()


def _write(session: Session, count: DocumentId, zone: Zone, by: ActedBy, *, done: bool, clock: Clock) -> None:
    session.execute(
        update(CountZone)
        .where(CountZone.count_id == count, CountZone.number == zone.number)
        .values(done_by=by.staff if done else None, done_at=clock.now() if done else None)
    )
    record_event(
        session,
        EventKind.ZONE_ENDED if done else EventKind.ZONE_OPENED,
        device=by.device,
        staff=by.staff,
        clock=clock,
        details={"count": str(count), "zone": zone.number, "name": zone.name, "pieces": zone.pieces.units},
    )
