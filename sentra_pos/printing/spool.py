"""The spool's own moves: a job is put in within the caller's transaction, and marked at each step that matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, case, select, update
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import JobId, new_id
from sentra_pos.db.direct import RowReader, RowWriter
from sentra_pos.printing.blocks import Slip
from sentra_pos.printing.errors import NoSuchPrinter
from sentra_pos.printing.kinds import JobKind, JobState
from sentra_pos.printing.models import PrinterRow, PrintJobRow
from sentra_pos.printing.rules import DRAWER_EXPIRES_AFTER, GIVE_UP_AFTER, dedupe_key, wait_after

_LONGEST_ERROR: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedJob:
    """A job in the hands of one worker."""

    id: JobId
    kind: JobKind
    title: str
    slip: Slip | None
    payload: bytes | None
    copy_no: int
    attempts: int
    expires_at: datetime


def enqueue(
    session: Session,
    *,
    printer_id: UUID,
    kind: JobKind,
    subject: str,
    title: str,
    slip: Slip,
    clock: Clock,
    copy_no: int = 0,
) -> JobId:
    """Put a slip in the spool; the same subject, kind and copy is one job, however often it is asked for.

    ``subject`` names the document that the paper belongs to. Raises NoSuchPrinter.
    """
    return _put(session, printer_id, kind, subject, title, slip, copy_no, clock)


def enqueue_drawer(session: Session, *, printer_id: UUID, subject: str, clock: Clock) -> JobId:
    """Ask for the drawer to open now: its own job, before any paper, tried once, void after ten seconds."""
    return _put(session, printer_id, JobKind.DRAWER, subject, "drawer", None, 0, clock)


# A part of every sale: said once, and past the mapped class.
_JOB, _PRINTER = PrintJobRow.__table__, PrinterRow.__table__
_KNOWN = select(_JOB.c.id).where(_JOB.c.dedupe_key == bindparam("key")).scalar_subquery()
_FOR_JOB = RowReader(select(_PRINTER.c.in_use, _KNOWN.label("known")).where(_PRINTER.c.id == bindparam("printer")))
_JOBS = RowWriter(
    PrintJobRow,
    *("id", "dedupe_key", "printer_id", "kind", "title", "doc_json", "state", "attempts", "not_before", "expires_at"),
    *("bytes_sent", "copy_no", "created_at"),
)


def _put(
    session: Session,
    printer_id: UUID,
    kind: JobKind,
    subject: str,
    title: str,
    slip: Slip | None,
    copy_no: int,
    clock: Clock,
) -> JobId:
    key = dedupe_key(subject, kind, copy_no)
    printer = _FOR_JOB.one_or_none(session, key=key, printer=printer_id)
    if printer is not None and printer.known is not None:
        return JobId(printer.known)
    if printer is None or not printer.in_use:
        raise NoSuchPrinter
    job, now = JobId(new_id(clock)), clock.now()
    expires_at = now + (DRAWER_EXPIRES_AFTER if kind is JobKind.DRAWER else GIVE_UP_AFTER)
    said = slip.to_json() if slip else None
    row = (job, key, printer_id, kind, title, said, JobState.QUEUED, 0, now, expires_at, 0, copy_no, now)
    session.flush()
    _JOBS.write(session.connection(), [row])
    return job


def claim(session: Session, printer_id: UUID, now: datetime) -> ClaimedJob | None:
    """Take the next job that is due, by one UPDATE, so that no two workers ever hold one.

    Drawers first. A paper that waits for its next try holds back those behind it: receipts come out in order.
    """
    head = head_of_queue(session, printer_id)
    if head is None or head.not_before > now:
        return None
    taken = session.execute(
        update(PrintJobRow)
        .where(PrintJobRow.id == head.id, PrintJobRow.state == JobState.QUEUED)
        .values(state=JobState.CLAIMED, attempts=PrintJobRow.attempts + 1)
        .returning(PrintJobRow)
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    return None if taken is None else _claimed(taken)


def head_of_queue(session: Session, printer_id: UUID) -> PrintJobRow | None:
    """The job whose turn it is, due or not."""
    return session.scalar(
        select(PrintJobRow)
        .where(PrintJobRow.printer_id == printer_id, PrintJobRow.state == JobState.QUEUED)
        .where(PrintJobRow.finished_at.is_(None))
        .order_by(
            case((PrintJobRow.kind == JobKind.DRAWER, 0), else_=1),
            PrintJobRow.created_at,
            PrintJobRow.copy_no,
            PrintJobRow.id,
        )
        .limit(1)
    )


def mark_sending(session: Session, job_id: JobId, payload: bytes) -> None:
    """The bytes are kept and the next one leaves the house: from here on a crash means "uncertain"."""
    _move(session, job_id, JobState.CLAIMED, state=JobState.SENDING, payload=payload)


def mark_done(session: Session, job_id: JobId, state: JobState, bytes_sent: int, now: datetime) -> None:
    """It is ``sent`` or ``confirmed``."""
    _move(session, job_id, JobState.SENDING, state=state, bytes_sent=bytes_sent, last_error=None, finished_at=now)


def mark_uncertain(session: Session, job_id: JobId, bytes_sent: int, error: str, now: datetime) -> None:
    """Some of it left; nobody but a person looking at the paper knows."""
    _move(
        session,
        job_id,
        JobState.SENDING,
        state=JobState.UNCERTAIN,
        bytes_sent=bytes_sent,
        last_error=error[:_LONGEST_ERROR],
        finished_at=now,
    )


def mark_failed(session: Session, job_id: JobId, error: str, now: datetime) -> None:
    """Given up; the paper is untouched."""
    _move(session, job_id, None, state=JobState.FAILED, last_error=error[:_LONGEST_ERROR], finished_at=now)


def put_back(session: Session, job: ClaimedJob, error: str, now: datetime) -> None:
    """No byte left: try again later, or give up when the next try would come too late; a drawer at once."""
    again_at = now + wait_after(job.attempts)
    if job.kind is JobKind.DRAWER or again_at >= job.expires_at:
        mark_failed(session, job.id, error, now)
        return
    _move(session, job.id, None, state=JobState.QUEUED, not_before=again_at, last_error=error[:_LONGEST_ERROR])


def recover(session: Session, printer_id: UUID, now: datetime) -> int:
    """After a crash: what was claimed had sent nothing and waits again; what was sending is uncertain. Counts those."""
    mine = PrintJobRow.printer_id == printer_id
    session.execute(
        update(PrintJobRow).where(mine, PrintJobRow.state == JobState.CLAIMED).values(state=JobState.QUEUED)
    )
    doubtful = session.scalars(
        update(PrintJobRow)
        .where(mine, PrintJobRow.state == JobState.SENDING)
        .values(state=JobState.UNCERTAIN, finished_at=now, last_error="interrupted")
        .returning(PrintJobRow.id)
    )
    return len(list(doubtful))


def _move(session: Session, job_id: JobId, expected: JobState | None, **values: object) -> None:
    states = (JobState.CLAIMED, JobState.SENDING) if expected is None else (expected,)
    moved = session.scalar(
        update(PrintJobRow)
        .where(PrintJobRow.id == job_id, PrintJobRow.state.in_(states))
        .values(**values)
        .returning(PrintJobRow.id)
    )
    if moved is None:
        raise RuntimeError(f"print job {job_id} is not {' or '.join(states)} any more")


def _claimed(row: PrintJobRow) -> ClaimedJob:
    return ClaimedJob(
        id=row.id,
        kind=row.kind,
        title=row.title,
        slip=Slip.from_json(row.doc_json) if row.doc_json is not None else None,
        payload=row.payload,
        copy_no=row.copy_no,
        attempts=row.attempts,
        expires_at=row.expires_at,
    )
