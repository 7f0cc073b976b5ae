"""Let records out of the program: who wrote what about whom into a file is remembered before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import PartyId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


class RecordsKind(StrEnum):
    """What was written. Stored in events: never rename one."""

    STOCK_CARD = "stock_card"
    OFFICE_RECAP = "office_recap"
    BOOKS = "books"
    MONTH_ARCHIVE = "month_archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRecords:
    """``party`` is whom the records are about, None for all; ``period`` is the month or days, as people read it."""

    by: ActedBy
    what: RecordsKind
    period: str
    party: PartyId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsReleased:
    """They may be written now."""

    what: RecordsKind
    changes: Changes = NOTHING


def export_records(session: Session, command: ExportRecords, *, clock: Clock) -> RecordsReleased:
    """Ask for the permission and remember it; whether the stick then took the files is not the book's concern."""
    require(session, command.by, Permission.EXPORT_RECORDS)
    details = {"what": command.what.value, "period": command.period}
    if command.party is not None:
        details["party"] = str(command.party)
    by = command.by
    record_event(session, EventKind.RECORDS_EXPORTED, device=by.device, staff=by.staff, clock=clock, details=details)
    return RecordsReleased(what=command.what)
