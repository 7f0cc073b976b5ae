"""What screens ask about printers and jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import JobId
from sentra_pos.db.direct import RowReader
from sentra_pos.printing.blocks import Slip
from sentra_pos.printing.errors import NoSuchJob, NoSuchPrinter
from sentra_pos.printing.kinds import JobKind, JobState, Role
from sentra_pos.printing.models import PrinterRow, PrintJobRow
from sentra_pos.printing.profiles import Profile
from sentra_pos.printing.rules import dedupe_key, family_of
from sentra_pos.printing.ways import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterRecord:
    """A printer as it is set up."""

    id: UUID
    name: str
    role: Role
    way: Way
    address: str
    profile: Profile
    in_use: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRecord:
    """A job and how far it got. ``in_doubt``: a person has to say whether it printed."""

    id: JobId
    printer_id: UUID
    kind: JobKind
    title: str
    state: JobState
    attempts: int
    bytes_sent: int
    copy_no: int
    retried_to: JobId | None
    last_error: str | None
    created_at: datetime
    finished_at: datetime | None

    @property
    def in_doubt(self) -> bool:
        return self.state is JobState.UNCERTAIN and self.retried_to is None and self.kind is not JobKind.DRAWER


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueCounts:
    """Jobs of one printer that somebody should know of."""

    waiting: int
    in_doubt: int


def printers(session: Session) -> tuple[PrinterRecord, ...]:
    """Those in use, in the order in which they were set up."""
    rows = session.scalars(select(PrinterRow).where(PrinterRow.in_use).order_by(PrinterRow.created_at, PrinterRow.id))
    return tuple(_printer(row) for row in rows)


def printer(session: Session, printer_id: UUID) -> PrinterRecord:
    """Raises NoSuchPrinter."""
    row = session.get(PrinterRow, printer_id)
    if row is None:
        raise NoSuchPrinter
    return _printer(row)


_PRINTER = PrinterRow.__table__
_IN_ROLE = RowReader(select(_PRINTER).where(_PRINTER.c.in_use, _PRINTER.c.role == bindparam("role")))


def printer_for(session: Session, role: Role) -> PrinterRecord | None:
    """The printer in use for a role."""
    row = _IN_ROLE.one_or_none(session, role=role)
    return None if row is None else _printer(row)


def job(session: Session, job_id: JobId) -> JobRecord:
    """Raises NoSuchJob."""
    row = session.get(PrintJobRow, job_id)
    if row is None:
        raise NoSuchJob
    return _job(row)


def jobs(session: Session, printer_id: UUID | None = None, *, limit: int = 50) -> tuple[JobRecord, ...]:
    """The newest first."""
    asked = select(PrintJobRow).order_by(PrintJobRow.created_at.desc(), PrintJobRow.id.desc()).limit(limit)
    if printer_id is not None:
        asked = asked.where(PrintJobRow.printer_id == printer_id)
    return tuple(_job(row) for row in session.scalars(asked))


def job_of(session: Session, subject: str, kind: JobKind) -> JobRecord | None:
    """The original of the paper that was printed of a document, if one ever was."""
    row = session.scalar(select(PrintJobRow).where(PrintJobRow.dedupe_key == dedupe_key(subject, kind, 0)))
    return None if row is None else _job(row)


def copies(session: Session, job_id: JobId) -> tuple[JobRecord, ...]:
    """All jobs of the same paper, the original first. Raises NoSuchJob."""
    row = session.get(PrintJobRow, job_id)
    if row is None:
        raise NoSuchJob
    family = PrintJobRow.dedupe_key.startswith(family_of(row.dedupe_key), autoescape=True)
    return tuple(
        _job(each) for each in session.scalars(select(PrintJobRow).where(family).order_by(PrintJobRow.copy_no))
    )


def in_doubt(session: Session) -> tuple[JobRecord, ...]:
    """Jobs of which a person has to say whether they printed, the oldest first."""
    rows = session.scalars(select(PrintJobRow).where(*_doubtful()).order_by(PrintJobRow.created_at, PrintJobRow.id))
    return tuple(_job(row) for row in rows)


def slip_of(session: Session, job_id: JobId) -> Slip | None:
    """The slip as it was asked for, without a copy's heading; None for a drawer. Raises NoSuchJob."""
    row = session.get(PrintJobRow, job_id)
    if row is None:
        raise NoSuchJob
    return None if row.doc_json is None else Slip.from_json(row.doc_json)


def queue_counts(session: Session, printer_id: UUID) -> QueueCounts:
    """How many wait, and how many are in doubt."""
    count = select(func.count()).select_from(PrintJobRow).where(PrintJobRow.printer_id == printer_id)
    return QueueCounts(
        waiting=session.scalar(count.where(PrintJobRow.finished_at.is_(None))) or 0,
        in_doubt=session.scalar(count.where(*_doubtful())) or 0,
    )


def _doubtful() -> tuple[ColumnElement[bool], ...]:
    return (
        PrintJobRow.state == JobState.UNCERTAIN,
        PrintJobRow.retried_to.is_(None),
        PrintJobRow.kind != JobKind.DRAWER,
    )


def _printer(row: Any) -> PrinterRecord:
    return PrinterRecord(
        id=row.id,
        name=row.name,
        role=row.role,
        way=row.way,
        address=row.address,
        profile=Profile.from_json(row.profile_json),
        in_use=row.in_use,
    )


def _job(row: PrintJobRow) -> JobRecord:
    return JobRecord(
        id=row.id,
        printer_id=row.printer_id,
        kind=row.kind,
        title=row.title,
        state=row.state,
        attempts=row.attempts,
        bytes_sent=row.bytes_sent,
        copy_no=row.copy_no,
        retried_to=row.retried_to,
        last_error=row.last_error,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )
