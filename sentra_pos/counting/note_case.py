"""Write down what was done about something missing or damaged: where somebody looked, whom they asked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import LotId, PlaceId
from sentra_pos.core.spelling import one_line
from sentra_pos.counting.case_queries import case_of
from sentra_pos.counting.errors import WhatWasDone
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCase:
    """``note``: for example "looked in the store room". No names of customers: the log keeps it for ever."""

    by: ActedBy
    lot: LotId
    place: PlaceId
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNoted:
    """It is in the log."""

    lot: LotId
    changes: Changes = Changes(consignment=True)


def note_case(session: Session, command: NoteCase, *, clock: Clock) -> CaseNoted:
    """An event; nothing moves. Raises NotACase, WhatWasDone."""
    require(session, command.by, Permission.COUNT_STOCK)
    note = one_line(command.note)
    if not note:
        raise WhatWasDone
    case = case_of(session, command.lot, command.place)
    record_event(
        session,
        EventKind.CASE_NOTED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"lot": str(case.lot), "item": str(case.item), "note": note},
    )
    return CaseNoted(lot=command.lot)
