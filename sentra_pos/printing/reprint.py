"""The act of printing a paper again: as a copy that says so, unless the first one surely never reached the printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import JobId
from sentra_pos.printing import spool
from sentra_pos.printing.blocks import Slip
from sentra_pos.printing.errors import DrawerNotReprinted, NoSuchJob, StillPrinting
from sentra_pos.printing.kinds import JobKind, JobState, Role
from sentra_pos.printing.models import PrinterRow, PrintJobRow
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.rules import GIVE_UP_AFTER, family_of

_CHANGES: Final = Changes(printing=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """Any job of the paper will do, the original or a copy."""

    job_id: JobId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprinted:
    """``copy_no`` 0 means that the original itself is tried again, because no byte of it was ever sent."""

    job_id: JobId
    copy_no: int
    changes: Changes = _CHANGES


def reprint(session: Session, command: Reprint, *, clock: Clock) -> Reprinted:
    """Raises NoSuchJob, DrawerNotReprinted, StillPrinting, NoSuchPrinter."""
    row = session.get(PrintJobRow, command.job_id)
    if row is None:
        raise NoSuchJob
    if row.kind is JobKind.DRAWER:
        raise DrawerNotReprinted
    if row.finished_at is None:
        raise StillPrinting
    if row.state in (JobState.FAILED, JobState.CANCELLED) and row.bytes_sent == 0:
        _queue_again(session, row, clock)
        return Reprinted(job_id=row.id, copy_no=row.copy_no)
    return queue_copy(session, row, clock=clock)


def queue_copy(session: Session, row: PrintJobRow, *, clock: Clock) -> Reprinted:
    """A new job headed as a copy; a doubt about ``row`` is answered by it."""
    family = family_of(row.dedupe_key)
    highest = session.scalar(
        select(func.max(PrintJobRow.copy_no)).where(PrintJobRow.dedupe_key.startswith(family, autoescape=True))
    )
    copy_no = (highest or 0) + 1
    job_id = spool.enqueue(
        session,
        printer_id=_printer_id(session, row),
        kind=row.kind,
        subject=family.rsplit("/", 2)[0],
        title=row.title,
        slip=Slip.from_json(row.doc_json or {}),
        copy_no=copy_no,
        clock=clock,
    )
    if row.state is JobState.UNCERTAIN and row.retried_to is None:
        row.retried_to = job_id
        session.flush()
    return Reprinted(job_id=job_id, copy_no=copy_no)


def _queue_again(session: Session, row: PrintJobRow, clock: Clock) -> None:
    now = clock.now()
    row.state, row.attempts, row.finished_at, row.last_error = JobState.QUEUED, 0, None, None
    row.not_before, row.expires_at = now, now + GIVE_UP_AFTER
    row.printer_id, row.payload = _printer_id(session, row), None
    session.flush()


def _printer_id(session: Session, row: PrintJobRow) -> UUID:
    """The printer of the job, or the one that has taken over its role."""
    printer = session.get(PrinterRow, row.printer_id)
    if printer is not None and not printer.in_use:
        after = printer_for(session, Role(row.kind.value))
        return after.id if after else row.printer_id
    return row.printer_id
