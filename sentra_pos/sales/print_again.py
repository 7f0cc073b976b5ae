"""Print a receipt once more, headed as the copy it is, or answer for one that may not have printed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import JobId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.answer_uncertain import AnswerUncertain, answer_uncertain
from sentra_pos.printing.queries import job
from sentra_pos.printing.reprint import Reprint, reprint


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintAgain:
    """``printed`` answers a job in doubt: True, it came out; False, print a copy. None: a copy in any case."""

    by: ActedBy
    job: JobId
    printed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAgain:
    """Whether a copy is now on its way."""

    copies: int
    changes: Changes = Changes(printing=True)


def print_again(session: Session, command: PrintAgain, *, clock: Clock) -> PrintedAgain:
    """Every copy is an event of the log: a second receipt is how returns are faked."""
    require(session, command.by, Permission.REPRINT)
    if command.printed is None:
        reprint(session, Reprint(job_id=command.job), clock=clock)
    else:
        answer_uncertain(session, AnswerUncertain(job_id=command.job, printed=command.printed), clock=clock)
    if command.printed:
        return PrintedAgain(copies=0)
    record_event(
        session,
        EventKind.REPRINT,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"paper": job(session, command.job).title},
    )
    return PrintedAgain(copies=1)
