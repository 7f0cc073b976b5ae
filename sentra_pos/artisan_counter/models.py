"""Cards of artisans, and what they objected to; the PINs stand with the people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.ids import DeviceId, DocumentId, ObjectionId, PartyId, StaffId
from sentra_pos.db.base import Base, strict


class ArtisanCard(Base):
    """A code that was given to an artisan; only the newest of a party opens, so that a lost card can be replaced."""

    __tablename__ = "artisan_card"
    __table_args__ = strict(
        CheckConstraint("length(code) = 13", name="code_length"),
        Index(None, "party_id"),
        append_only=True,
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    party_id: Mapped[PartyId] = mapped_column(ForeignKey("party.id"))
    given_at: Mapped[datetime]
    given_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))


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
