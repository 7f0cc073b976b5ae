"""Staff with their PINs, the parties that the shop owes or is owed by, and what artisans objected to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.ids import DeviceId, DocumentId, ObjectionId, PartyId, StaffId
from sentra_pos.db.base import Base, one_of, strict
from sentra_pos.db.types import EnumText
from sentra_pos.people.facts import PartyKind, PayoutMethod, Role


class Staff(Base):
    """Somebody who works here. One who leaves becomes inactive: documents name them for ever."""

    __tablename__ = "staff"
    __table_args__ = strict(one_of("role", Role))

    id: Mapped[StaffId] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(EnumText(Role))
    active: Mapped[bool]


class StaffPin(Base):
    """An argon2id hash, with its own salt and parameters inside."""

    __tablename__ = "staff_pin"
    __table_args__ = strict()

    staff_id: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    hash: Mapped[str]


class PinAttempts(Base):
    """Wrong PINs in a row; committed before a PIN is checked, so that pulling the plug does not reset it."""

    __tablename__ = "pin_attempts"
    __table_args__ = strict(CheckConstraint("failures >= 0", name="failures_sane"))

    staff_id: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]


class PartyPin(Base):
    """The PIN with which an artisan opens the counter; kept as those of the staff are."""

    __tablename__ = "party_pin"
    __table_args__ = strict()

    party_id: Mapped[PartyId] = mapped_column(ForeignKey("party.id"), primary_key=True)
    hash: Mapped[str]


class PartyPinAttempts(Base):
    """An artisan's wrong PINs in a row; one artisan's never make another wait."""

    __tablename__ = "party_pin_attempts"
    __table_args__ = strict(CheckConstraint("failures >= 0", name="failures_sane"))

    party_id: Mapped[PartyId] = mapped_column(ForeignKey("party.id"), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]


class Party(Base):
    """An artisan, a customer, a supplier. ``code`` is the short one on papers (P07); documents name only the id."""

    __tablename__ = "party"
    __table_args__ = strict(
        one_of("kind", PartyKind), one_of("payout_method", PayoutMethod), Index(None, "kind", "code")
    )

    id: Mapped[PartyId] = mapped_column(primary_key=True)
    kind: Mapped[PartyKind] = mapped_column(EnumText(PartyKind))
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    contact_name: Mapped[str]
    phone: Mapped[str]
    address: Mapped[str]
    payout_method: Mapped[PayoutMethod] = mapped_column(EnumText(PayoutMethod))
    bank_account: Mapped[str]
    remark: Mapped[str]
    active: Mapped[bool]


class Objection(Base):
    """What an artisan does not agree with, about one line of a document; ``raised_by`` is the staff member who wrote it
    down, empty when the artisan did.
    """

    __tablename__ = "objection"
    __table_args__ = strict(
        CheckConstraint("length(words) > 0", name="says_something"),
        Index(None, "party_id"),
        append_only=True,
    )

    id: Mapped[ObjectionId] = mapped_column(primary_key=True)
    party_id: Mapped[PartyId] = mapped_column(ForeignKey("party.id"))
    document_id: Mapped[DocumentId] = mapped_column(ForeignKey("document.id"))
    line_no: Mapped[int]
    words: Mapped[str]
    at: Mapped[datetime]
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    raised_by: Mapped[StaffId | None] = mapped_column(ForeignKey("staff.id"))


class ObjectionAnswer(Base):
    """What the shop said to it, and the document that mended it, if one did; said once."""

    __tablename__ = "objection_answer"
    __table_args__ = strict(
        CheckConstraint("length(words) > 0", name="says_something"),
        append_only=True,
    )

    objection_id: Mapped[ObjectionId] = mapped_column(ForeignKey("objection.id"), primary_key=True)
    words: Mapped[str]
    mended_by: Mapped[DocumentId | None] = mapped_column(ForeignKey("document.id"))
    at: Mapped[datetime]
    answered_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))
