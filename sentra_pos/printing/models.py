"""Printers of this till, and the spool: what was to be printed, and how far each job got."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.ids import JobId
from sentra_pos.db.base import Base, one_of, strict
from sentra_pos.db.types import EnumText, JsonText
from sentra_pos.printing.kinds import JobKind, JobState, Role
from sentra_pos.printing.ways import Way


class PrinterRow(Base):
    """One printer as it was set up; a removed one stays, for its jobs name it."""

    __tablename__ = "printer"
    __table_args__ = strict(
        one_of("way", Way),
        one_of("role", Role),
        Index("ix_printer_one_in_use_a_role", "role", unique=True, sqlite_where=text("in_use = 1")),
        CheckConstraint("in_use IN (0, 1)", name="in_use_is_yes_or_no"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(EnumText(Role))
    way: Mapped[Way] = mapped_column(EnumText(Way))
    address: Mapped[str]
    profile_json: Mapped[Any] = mapped_column(JsonText)
    in_use: Mapped[bool]
    created_at: Mapped[datetime]


class PrintJobRow(Base):
    """One job. ``doc_json`` is the slip as it was asked for; ``payload`` the bytes, kept before they are sent.

    ``retried_to`` names the job that a person had printed instead, so that a doubt is answered once.
    """

    __tablename__ = "print_job"
    __table_args__ = strict(
        UniqueConstraint("dedupe_key", name="uq_print_job_dedupe_key"),
        one_of("kind", JobKind),
        one_of("state", JobState),
        CheckConstraint("attempts >= 0 AND bytes_sent >= 0 AND copy_no >= 0", name="counts_not_negative"),
        CheckConstraint("retried_to IS NULL OR retried_to <> id", name="not_retried_to_itself"),
        CheckConstraint(
            "(state IN ('queued', 'claimed', 'sending')) = (finished_at IS NULL)", name="finished_has_its_time"
        ),
        CheckConstraint("state NOT IN ('queued', 'claimed') OR bytes_sent = 0", name="waiting_sent_nothing"),
        Index("ix_print_job_waiting", "printer_id", "created_at", sqlite_where=text("finished_at IS NULL")),
        Index(
            "ix_print_job_uncertain",
            "printer_id",
            sqlite_where=text("state = 'uncertain' AND retried_to IS NULL"),
        ),
    )

    id: Mapped[JobId] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str]
    printer_id: Mapped[UUID] = mapped_column(ForeignKey("printer.id"))
    kind: Mapped[JobKind] = mapped_column(EnumText(JobKind))
    title: Mapped[str]
    doc_json: Mapped[Any | None] = mapped_column(JsonText)
    payload: Mapped[bytes | None]
    state: Mapped[JobState] = mapped_column(EnumText(JobState))
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime]
    bytes_sent: Mapped[int] = mapped_column(default=0)
    copy_no: Mapped[int] = mapped_column(default=0)
    retried_to: Mapped[JobId | None] = mapped_column(ForeignKey("print_job.id"))
    last_error: Mapped[str | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
