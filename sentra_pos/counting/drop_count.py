"""Give a count up: nothing moves, and the log says who did it and why."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.spelling import one_line
from sentra_pos.counting.book import count_record, seen_in
from sentra_pos.counting.errors import NoSuchCount
from sentra_pos.counting.facts import CountState
from sentra_pos.counting.models import StockCount
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class DropCount:
    """Which count, and why if somebody says so."""

    count: DocumentId
    by: ActedBy
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountDropped:
    """The count that is given up; what was counted stays readable."""

    count: DocumentId
    changes: Changes = NOTHING


def drop_count(session: Session, command: DropCount, *, clock: Clock) -> CountDropped:
    """Once: a count that was given up already stays so. Raises NoSuchCount for one that was posted or never begun."""
    require(session, command.by, Permission.COUNT_STOCK)
    count = count_record(session, command.count)
    if count is None or count.state is CountState.POSTED:
        raise NoSuchCount
    if count.state is CountState.OPEN:
        session.execute(update(StockCount).where(StockCount.id == count.id).values(state=CountState.DROPPED))
        record_event(
            session,
            EventKind.COUNT_DROPPED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={
                "count": str(count.id),
                "place": str(count.place),
                "items": len(seen_in(session, count.id)),
                "reason": one_line(command.reason),
            },
        )
    return CountDropped(count=count.id)
