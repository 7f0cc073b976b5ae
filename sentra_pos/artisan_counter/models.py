"""Cards of artisans; the PINs, and what they objected to, stand with the people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.ids import PartyId, StaffId
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
