"""Remember which tags were printed, and with which price: from then on those goods need no new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import ItemId
from sentra_pos.core.words import format_number
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.tags.errors import NothingToTag, SheetMissing, TooManyTags
from sentra_pos.tags.models import TagPrint, TagSheetRow
from sentra_pos.tags.queries import tags_of
from sentra_pos.tags.rules import MOST_TAGS
from sentra_pos.tags.tag import TagFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class TagCount:
    """So many tags of one item."""

    item: ItemId
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTags:
    """A PDF was made: ``id`` is the printing's, ``start`` the label of ``sheet`` on which it began."""

    id: UUID
    by: ActedBy
    tags: tuple[TagCount, ...]
    sheet: UUID
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsRecorded:
    """``first_free`` is where the next printing on such a sheet begins."""

    id: UUID
    first_free: int
    changes: Changes = Changes(catalogue=True)


def record_tags(session: Session, command: RecordTags, *, clock: Clock) -> TagsRecorded:
    """The same printing again changes nothing. Raises NothingToTag, TooManyTags, SheetMissing."""
    require(session, command.by, Permission.REPRINT)
    tags = chosen_tags(session, command.tags)
    sheet = session.get(TagSheetRow, command.sheet)
    if sheet is None:
        raise SheetMissing
    if keep_printing(session, command.id, command.by, tags, clock=clock):
        sheet.first_free = (command.start + sum(tags.values())) % (sheet.columns * sheet.rows)
        session.flush()
    return TagsRecorded(id=command.id, first_free=sheet.first_free)


def chosen_tags(session: Session, counts: Iterable[TagCount]) -> dict[TagFacts, int]:
    """The tags as they stand, with how many of each. Raises NothingToTag, TooManyTags."""
    wanted: dict[ItemId, int] = {}
    for each in counts:
        if each.count > 0:
            wanted[each.item] = wanted.get(each.item, 0) + each.count
    found = {tag: wanted[tag.item] for tag in tags_of(session, tuple(wanted))}
    if not found:
        raise NothingToTag
    check_total(sum(found.values()))
    return found


def check_total(total: int) -> None:
    """Raises TooManyTags; asked before a PDF is made, too."""
    if total > MOST_TAGS:
        raise TooManyTags(count=format_number(total), most=format_number(MOST_TAGS))


def keep_printing(session: Session, printing: UUID, by: ActedBy, tags: Mapping[TagFacts, int], *, clock: Clock) -> bool:
    """Write it down; False when it was before."""
    if session.scalar(select(TagPrint.item_id).where(TagPrint.print_id == printing).limit(1)) is not None:
        return False
    now = clock.now()
    rows = [
        {"print_id": printing, "item_id": tag.item, "count": count, "price": tag.price, "at": now, "staff_id": by.staff}
        for tag, count in tags.items()
    ]
    session.execute(insert(TagPrint), rows)
    return True
