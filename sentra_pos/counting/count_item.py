"""Say how many of an item are there: one more for every scan, or a figure that was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from sentra_pos.catalogue.change_item import ItemUnknown
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.words import format_number
from sentra_pos.counting.book import CountRecord, Seen, count_record, newest_document, on_book, seen_in
from sentra_pos.counting.errors import (
    CountTooLarge,
    MovedMeanwhile,
    NoSuchCount,
    NothingToCount,
    NotInThisCount,
    PlaceNotCountedHere,
)
from sentra_pos.counting.facts import CountState
from sentra_pos.counting.models import Counted
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.models import Lot
from sentra_pos.people.models import Party
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.queries import place_is_kept_by

#: More of one thing in one place is a slip of the finger or a code typed as a quantity.
MOST = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class CountItem:
    """``quantity`` more than were seen before; or, with ``anew``, so many in all, whatever was said before."""

    count: DocumentId
    by: ActedBy
    item: ItemId
    quantity: Quantity
    anew: bool = False
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCounted:
    """How many of the item are counted by now."""

    item: ItemId
    name: str
    quantity: Quantity
    changes: Changes = NOTHING


class CountFromAnew(MovedMeanwhile):
    """Asked about one item at a time."""

    key: ClassVar[str] = "moved"

    @property
    def answer(self) -> str:
        return f"{self.key}:{self.fields['item']}"


def count_item(session: Session, command: CountItem, *, clock: Clock) -> ItemCounted:
    """Saved at once, with who saw it and where the book stood at that moment; what it replaces is kept as a trace.

    Raises NoSuchCount, PlaceNotCountedHere, ItemUnknown, NothingToCount, NotInThisCount, CountTooLarge, and asks
    CountFromAnew when pieces moved between two scans of the same item.
    """
    require(session, command.by, Permission.COUNT_STOCK)
    count = count_record(session, command.count)
    if count is None or count.state is not CountState.OPEN:
        raise NoSuchCount
    if not place_is_kept_by(session, count.place, command.by.device):
        raise PlaceNotCountedHere
    name = _checked_name(session, count, command.item)
    before = seen_in(session, count.id).get(command.item)
    anew = command.anew or before is None or _moved(session, count, command, before, name)
    units = command.quantity.units + (0 if anew or before is None else before.units)
    if not 0 <= units <= MOST:
        raise CountTooLarge(most=format_number(MOST))
    _write(session, command, before, units, newest_document(session), keep_trace=anew, clock=clock)
    return ItemCounted(item=command.item, name=name, quantity=Quantity(units))


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


def _moved(session: Session, count: CountRecord, command: CountItem, before: Seen, name: str) -> bool:
    """Whether the item passed or was found since it was last scanned: then nobody knows which pieces were seen."""
    book = on_book(session, count, item=command.item).get(command.item)
    if book is None or max((book.found_seq, *(move.seq for move in book.passed))) <= before.seq:
        return False
    question = CountFromAnew(name=name, item=str(command.item))
    if question.answer not in command.confirmed:
        raise question
    return True


def _write(
    session: Session, command: CountItem, before: Seen | None, units: int, seq: int, *, keep_trace: bool, clock: Clock
) -> None:
    values = {"quantity": Quantity(units), "seq": seq, "counted_by": command.by.staff, "at": clock.now()}
    if before is None:
        key = {"count_id": command.count, "item_id": command.item}
        session.execute(insert(Counted), [{**key, **values, "trace": {}}])
        return
    trace = list(before.trace)
    if keep_trace or before.by != command.by.staff:
        trace.append({"quantity": before.units, "seq": before.seq, "by": str(before.by)})
    session.execute(
        update(Counted)
        .where(Counted.count_id == command.count, Counted.item_id == command.item)
        .values(**values, trace={"before": trace} if trace else {})
    )
