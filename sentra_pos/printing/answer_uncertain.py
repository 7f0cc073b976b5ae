"""The act of answering a doubt: somebody looked at the paper, and it printed, or it is to be printed again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import JobId
from sentra_pos.printing.errors import NoSuchJob, NothingToAnswer
from sentra_pos.printing.kinds import JobKind, JobState
from sentra_pos.printing.models import PrintJobRow
from sentra_pos.printing.reprint import queue_copy

_CHANGES: Final = Changes(printing=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUncertain:
    """``printed``: the paper is whole in somebody's hand."""

    job_id: JobId
    printed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertainAnswered:
    """``copy`` is the new job, where there is one."""

    job_id: JobId
    copy: JobId | None
    changes: Changes = _CHANGES


def answer_uncertain(session: Session, command: AnswerUncertain, *, clock: Clock) -> UncertainAnswered:
    """Raises NoSuchJob, and NothingToAnswer where somebody was faster: a second answer would print a second copy."""
    row = session.get(PrintJobRow, command.job_id)
    if row is None:
        raise NoSuchJob
    if row.state is not JobState.UNCERTAIN or row.retried_to is not None or row.kind is JobKind.DRAWER:
        raise NothingToAnswer
    if command.printed:
        row.state = JobState.CONFIRMED
        session.flush()
        return UncertainAnswered(job_id=row.id, copy=None)
    return UncertainAnswered(job_id=row.id, copy=queue_copy(session, row, clock=clock).job_id)
