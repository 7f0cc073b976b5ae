"""The working rows of settlement day: recovery plans, the run, and who came instead of an artisan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.ids import DeviceId, DocumentId, PartyId, StaffId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.base import Base, one_of, strict
from sentra_pos.db.types import EnumText
from sentra_pos.settlement.deduction_rules import PlanWay, Savings
from sentra_pos.settlement.run_facts import RunState


class RecoveryPlanRow(Base):
    """How one debt (``document_id``) is recovered, or how an artisan saves; of several, the last ``number`` holds.

    ``active`` is false where somebody stopped saving.
    """

    __tablename__ = "recovery_plan"
    __table_args__ = strict(
        one_of("way", PlanWay),
        one_of("savings", Savings),
        CheckConstraint("(document_id IS NULL) <> (savings IS NULL)", name="one_subject"),
        CheckConstraint("amount >= 0", name="amount_sane"),
        CheckConstraint("rate BETWEEN 0 AND 10000", name="rate_sane"),
        Index(None, "party_id", "number"),
        append_only=True,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int]
    party_id: Mapped[PartyId] = mapped_column(ForeignKey("party.id"))
    document_id: Mapped[DocumentId | None] = mapped_column(ForeignKey("document.id"))
    savings: Mapped[Savings | None] = mapped_column(EnumText(Savings))
    way: Mapped[PlanWay] = mapped_column(EnumText(PlanWay))
    amount: Mapped[Rupiah]
    rate: Mapped[Percent]
    active: Mapped[bool]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))


class SettlementRunRow(Base):
    """One settlement day. ``everybody`` takes in whoever has something open until the figures are reviewed."""

    __tablename__ = "settlement_run"
    __table_args__ = strict(one_of("state", RunState), Index(None, "number"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int]
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    state: Mapped[RunState] = mapped_column(EnumText(RunState))
    everybody: Mapped[bool]
    started_at: Mapped[datetime]
    started_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[StaffId | None] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[StaffId | None] = mapped_column(ForeignKey("staff.id"))


class SettlementRunPartyRow(Base):
    """One artisan of a run: the figures that were reviewed, then the settlement that was locked by them."""

    __tablename__ = "settlement_run_party"
    __table_args__ = strict(rowid=False)

    run_id: Mapped[UUID] = mapped_column(ForeignKey("settlement_run.id"), primary_key=True)
    party_id: Mapped[PartyId] = mapped_column(ForeignKey("party.id"), primary_key=True)
    balance: Mapped[Rupiah | None]
    lines: Mapped[int | None]
    settlement_id: Mapped[DocumentId | None] = mapped_column(ForeignKey("document.id"))
    absent: Mapped[bool]


class RepresentativeRow(Base):
    """Who took the money for an artisan. Beside the document, as all personal data: the chain names no one."""

    __tablename__ = "representative"
    __table_args__ = strict(rowid=False)

    document_id: Mapped[DocumentId] = mapped_column(ForeignKey("document.id"), primary_key=True)
    name: Mapped[str]
    relation: Mapped[str]
