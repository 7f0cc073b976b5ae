"""Begin to count a place, or one artisan's goods at it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.consignment.errors import NotAnArtisan
from sentra_pos.consignment.queries import consignor
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock, local
from sentra_pos.core.ids import DocumentId, PartyId, PlaceId
from sentra_pos.core.words import format_time
from sentra_pos.counting.book import count_record, newest_document
from sentra_pos.counting.errors import CountGoesOn, NoSuchCount, PlaceNotCountedHere
from sentra_pos.counting.facts import CountState
from sentra_pos.counting.models import CountZone, StockCount
from sentra_pos.counting.rules import zone_names
from sentra_pos.counting.zone_queries import zones_of
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Place
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.queries import place_is_kept_by


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCount:
    """``party``: only this artisan's goods. ``blind``: nobody is told what the book expects before it is posted.

    ``zones``: the parts of the place, in the order in which they are walked; none where it is counted as a whole.
    """

    id: DocumentId
    by: ActedBy
    place: PlaceId
    party: PartyId | None = None
    blind: bool = False
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountStarted:
    """The count that is open now."""

    id: DocumentId
    changes: Changes = NOTHING


def start_count(session: Session, command: StartCount, *, clock: Clock) -> CountStarted:
    """Remember where the book stands; selling goes on. The same id again opens the count that stands.

    Raises ZonesUnclear, PlaceNotCountedHere, NotAnArtisan, CountGoesOn for goods that are being counted already, and
    NoSuchCount for an id that was used before: by a count that is over, or for something else.
    """
    require(session, command.by, Permission.COUNT_STOCK)
    zones = zone_names(command.zones)
    stands = count_record(session, command.id)
    if stands is not None:
        asked = (command.place, command.party, command.blind, zones)
        kept = tuple(zone.name for zone in zones_of(session, stands.id))
        if stands.state is not CountState.OPEN or (stands.place, stands.party, stands.blind, kept) != asked:
            raise NoSuchCount
        return CountStarted(id=command.id)
    if not place_is_kept_by(session, command.place, command.by.device):
        raise PlaceNotCountedHere
    if command.party is not None and consignor(session, command.party) is None:
        raise NotAnArtisan
    _check_open(session, command, clock)
    row = {
        "id": command.id,
        "place_id": command.place,
        "party_id": command.party,
        "blind": command.blind,
        "state": CountState.OPEN,
        "start_seq": newest_document(session),
        "started_at": clock.now(),
        "started_by": command.by.staff,
    }
    session.execute(insert(StockCount), [row])
    if zones:
        parts = [{"count_id": command.id, "number": number, "name": name} for number, name in enumerate(zones, start=1)]
        session.execute(insert(CountZone), parts)
    details: dict[str, object] = {"count": str(command.id), "place": str(command.place), "blind": command.blind}
    details |= {} if command.party is None else {"party": str(command.party)}
    details |= {"zones": list(zones)} if zones else {}
    record_event(
        session,
        EventKind.COUNT_STARTED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details=details,
    )
    return CountStarted(id=command.id)


def _check_open(session: Session, command: StartCount, clock: Clock) -> None:
    """All of a place, or the same artisan's goods there, are counted once at a time."""
    rows = session.execute(
        select(StockCount.party_id, StockCount.started_at, Place.name)
        .join(Place, Place.id == StockCount.place_id)
        .where(StockCount.place_id == command.place, StockCount.state == CountState.OPEN)
    )
    for party, started_at, place in rows:
        if party == command.party:
            raise CountGoesOn(place=place, time=format_time(local(started_at, clock.zone)))
