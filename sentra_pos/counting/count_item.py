"""Say how many of an item are there: one more for every scan, or a figure that was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from sentra_pos.catalogue.change_item import ItemUnknown
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import N_
from sentra_pos.core.words import format_number
from sentra_pos.counting.book import CountRecord, Seen, count_record, newest_document, on_book, seen_in
from sentra_pos.counting.end_zone import open_again
from sentra_pos.counting.errors import (
    CountTooLarge,
    MovedMeanwhile,
    NoSuchCount,
    NoSuchZone,
    NothingToCount,
    NotInThisCount,
    PlaceNotCountedHere,
    WhichZone,
    ZoneIsDone,
)
from sentra_pos.counting.facts import CountState
from sentra_pos.counting.models import Counted, CountedInZone
from sentra_pos.counting.zone_queries import SeenInZone, Zone, zones_of
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.models import Lot
from sentra_pos.people.models import Party
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.queries import place_is_kept_by

#: More of one thing in one place is a slip of the finger or a code typed as a quantity.
MOST = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class CountItem:
    """``quantity`` more than were seen before; or, with ``anew``, so many in all, whatever was said before.

    In a count with zones both are about the ``zone``, by its number; what others say of the item stays. ``later``: it
    moved since it was counted, and instead of that all of it is to be counted again; until then nothing can be posted.
    """

    count: DocumentId
    by: ActedBy
    item: ItemId
    quantity: Quantity
    anew: bool = False
    zone: int | None = None
    later: bool = False
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCounted:
    """How many of the item are counted by now; ``here`` in the zone, or in all where there are none.

    ``again``: it was put off, and the count waits for it.
    """

    item: ItemId
    name: str
    quantity: Quantity
    here: Quantity
    again: bool = False
    changes: Changes = NOTHING


class CountFromAnew(MovedMeanwhile):
    """Asked about one item at a time."""

    key: ClassVar[str] = "moved"

    @property
    def answer(self) -> str:
        return f"{self.key}:{self.fields['item']}"


class CountFromAnewEverywhere(CountFromAnew):
    """Other zones said something of the item, too: it is forgotten, and they are opened again."""

    message = N_(
        "{name} was sold, taken in or moved since you began to count it. It was counted in {zones}, too: that is "
        "forgotten. Count all of it again, in every zone, with this one as first?"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What was said of the item: ``here``, in the zone or, without zones, in all; ``elsewhere``, in the others."""

    before: Seen | None
    here: int | None
    elsewhere: tuple[SeenInZone, ...] = ()


def count_item(session: Session, command: CountItem, *, clock: Clock) -> ItemCounted:
    """Saved at once, with who saw it and where the book stood at that moment; what it replaces is kept as a trace.

    Raises NoSuchCount, PlaceNotCountedHere, WhichZone, NoSuchZone, ZoneIsDone, ItemUnknown, NothingToCount,
    NotInThisCount, CountTooLarge, and asks CountFromAnew when pieces moved between two scans of the same item.
    """
    require(session, command.by, Permission.COUNT_STOCK)
    count = count_record(session, command.count)
    if count is None or count.state is not CountState.OPEN:
        raise NoSuchCount
    if not place_is_kept_by(session, count.place, command.by.device):
        raise PlaceNotCountedHere
    zones = _checked_zones(session, command)
    name = _checked_name(session, count, command.item)
    said = _said(command, seen_in(session, count.id).get(command.item))
    if command.later and said.before is not None:
        return _put_off(session, command, said, said.before, name)
    moved = _moved(session, count, command, said, name)
    here = command.quantity.units + (0 if command.anew or moved else said.here or 0)
    units = here + (0 if moved else sum(each.units or 0 for each in said.elsewhere))
    if here < 0 or units > MOST:
        raise CountTooLarge(most=format_number(MOST))
    replaced = moved or (command.anew and said.here is not None)
    _write(session, command, said.before, units, newest_document(session), keep_trace=replaced, clock=clock)
    if moved:
        _forget(session, command, said.elsewhere, zones, clock)
    _write_here(session, command, here)
    return ItemCounted(item=command.item, name=name, quantity=Quantity(units), here=Quantity(here))


def _checked_zones(session: Session, command: CountItem) -> tuple[Zone, ...]:
    """The zones of the count, among them one that is open and counted in."""
    zones = zones_of(session, command.count)
    if zones and command.zone is None:
        raise WhichZone
    if command.zone is not None:
        here = next((zone for zone in zones if zone.number == command.zone), None)
        if here is None:
            raise NoSuchZone
        if here.done:
            raise ZoneIsDone(zone=here.name)
    return zones


def _checked_name(session: Session, count: CountRecord, item: ItemId) -> str:
    row = session.execute(select(Item.name, Item.kind, Item.maker_id).where(Item.id == item)).one_or_none()
    if row is None:
        raise ItemUnknown
    if row.kind is ItemKind.SERVICE:
        raise NothingToCount(name=row.name)
    if count.party is not None and row.maker_id != count.party:
        owned = select(Lot.id).where(Lot.item_id == item, Lot.owner_id == count.party).limit(1)
        if session.execute(owned).one_or_none() is None:
            artisan = session.execute(select(Party.name).where(Party.id == count.party)).scalar_one()
            raise NotInThisCount(name=row.name, artisan=artisan)
    return str(row.name)


def _said(command: CountItem, before: Seen | None) -> _Said:
    if before is None or command.zone is None:
        return _Said(before=before, here=None if before is None else before.units)
    here = next((each.units for each in before.zones if each.zone == command.zone), None)
    return _Said(before=before, here=here, elsewhere=tuple(each for each in before.zones if each.zone != command.zone))


def _moved(session: Session, count: CountRecord, command: CountItem, said: _Said, name: str) -> bool:
    """Whether the item passed or was found since it was last scanned: then nobody knows which pieces were seen."""
    before, elsewhere = said.before, [each.name for each in said.elsewhere if each.units is not None]
    # A figure that is typed says all there is to say, if nothing else was said before.
    if before is None or (command.anew and not elsewhere):
        return False
    book = on_book(session, count, item=command.item).get(command.item)
    if book is None or max((book.found_seq, *(move.seq for move in book.passed))) <= before.seq:
        return False
    question = CountFromAnew(name=name, item=str(command.item))
    if elsewhere:
        question = CountFromAnewEverywhere(name=name, item=str(command.item), zones=", ".join(elsewhere))
    if question.answer not in command.confirmed:
        raise question
    return True


def _put_off(session: Session, command: CountItem, said: _Said, before: Seen, name: str) -> ItemCounted:
    """What is seen now cannot be added to what was seen before, and must not be missing for that."""
    in_zones = command.zone is not None
    units = sum(each.units or 0 for each in said.elsewhere) if in_zones else before.units
    trace = _trace(before, replaced=units != before.units)
    _update(session, command, quantity=Quantity(units), trace=trace if in_zones else {**trace, "again": True})
    _write_here(session, command, None)
    return ItemCounted(item=command.item, name=name, quantity=Quantity(units), here=NONE, again=True)


def _write(
    session: Session, command: CountItem, before: Seen | None, units: int, seq: int, *, keep_trace: bool, clock: Clock
) -> None:
    values = {"quantity": Quantity(units), "seq": seq, "counted_by": command.by.staff, "at": clock.now()}
    if before is None:
        key = {"count_id": command.count, "item_id": command.item}
        session.execute(insert(Counted), [{**key, **values, "trace": {}}])
        return
    _update(session, command, **values, trace=_trace(before, replaced=keep_trace or before.by != command.by.staff))


def _update(session: Session, command: CountItem, **values: object) -> None:
    of_item = (Counted.count_id == command.count, Counted.item_id == command.item)
    session.execute(update(Counted).where(*of_item).values(**values))


def _trace(before: Seen, *, replaced: bool) -> dict[str, object]:
    trace = list(before.trace)
    if replaced:
        said: dict[str, object] = {"quantity": before.units, "seq": before.seq, "by": str(before.by)}
        trace.append(said | ({"zones": before.by_zone} if before.by_zone else {}))
    return {"before": trace} if trace else {}


def _forget(
    session: Session, command: CountItem, elsewhere: tuple[SeenInZone, ...], zones: tuple[Zone, ...], clock: Clock
) -> None:
    """What other zones said holds no more. They are opened again: what nobody counts there anew would be missing."""
    of_item = (CountedInZone.count_id == command.count, CountedInZone.item_id == command.item)
    session.execute(update(CountedInZone).where(*of_item).values(quantity=None))
    said = {each.zone for each in elsewhere}
    for zone in zones:
        if zone.done and zone.number in said:
            open_again(session, command.count, zone, command.by, clock=clock)


def _write_here(session: Session, command: CountItem, units: int | None) -> None:
    if command.zone is None:
        return
    key = {"count_id": command.count, "item_id": command.item, "zone": command.zone}
    session.execute(delete(CountedInZone).filter_by(**key))
    session.execute(insert(CountedInZone), [{**key, "quantity": None if units is None else Quantity(units)}])
