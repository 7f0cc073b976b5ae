"""Rows around an exhibition's documents: its plan, its stands, the laptops admitted, and what their files left here."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.ids import DeviceId, DocumentId, PlaceId, StaffId
from sentra_pos.core.money import Rupiah
from sentra_pos.db.base import Base, one_of, strict
from sentra_pos.db.types import EnumText
from sentra_pos.exhibitions.facts import LateState, StandKind


class ExhibitionRow(Base):
    """The plan: what a person may still change. ``rent`` is what the stand is expected to cost.

    ``qris_payload`` is the merchant's own for this place, empty for the shop's. Its stage is read off documents.
    """

    __tablename__ = "exhibition"
    __table_args__ = strict(
        CheckConstraint("ends >= starts", name="ends_after_start"),
        CheckConstraint("rent >= 0", name="rent_sane"),
        Index(None, "starts"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    venue: Mapped[str]
    city: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]
    rent: Mapped[Rupiah]
    note: Mapped[str]
    qris_payload: Mapped[str]
    called_off: Mapped[bool]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))


class ExhibitionStaffRow(Base):
    """Who goes there."""

    __tablename__ = "exhibition_staff"
    __table_args__ = strict(rowid=False)

    exhibition_id: Mapped[UUID] = mapped_column(ForeignKey("exhibition.id"), primary_key=True)
    staff_id: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"), primary_key=True)


class StandRow(Base):
    """One till at an exhibition, with the three places that are its own. Two laptops are two stands.

    ``device_id`` writes the stand's stock; at a stand on paper or on this computer that is the shop's own device.
    """

    __tablename__ = "stand"
    __table_args__ = strict(
        one_of("kind", StandKind),
        UniqueConstraint("place_id"),
        Index(None, "exhibition_id"),
        Index(None, "device_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    exhibition_id: Mapped[UUID] = mapped_column(ForeignKey("exhibition.id"))
    kind: Mapped[StandKind] = mapped_column(EnumText(StandKind))
    name: Mapped[str]
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    place_id: Mapped[PlaceId] = mapped_column(ForeignKey("place.id"))
    road_id: Mapped[PlaceId] = mapped_column(ForeignKey("place.id"))
    quarantine_id: Mapped[PlaceId] = mapped_column(ForeignKey("place.id"))


class EnrolledDeviceRow(Base):
    """A laptop whose signature this shop takes, until it is barred."""

    __tablename__ = "enrolled_device"
    __table_args__ = strict(CheckConstraint("length(public_key) = 32", name="key_sane"), UniqueConstraint("public_key"))

    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), primary_key=True)
    public_key: Mapped[bytes]
    enrolled_at: Mapped[datetime]
    enrolled_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))
    revoked_at: Mapped[datetime | None]


class HomecomingRow(Base):
    """A file from a stand that was added; the same file again changes nothing. ``id`` is the hash of its bytes."""

    __tablename__ = "homecoming"
    __table_args__ = strict(Index(None, "device_id"), append_only=True)

    id: Mapped[bytes] = mapped_column(primary_key=True)
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    stand_id: Mapped[UUID] = mapped_column(ForeignKey("stand.id"))
    epoch: Mapped[int]
    upto_seq: Mapped[int]
    added: Mapped[int]
    written_at: Mapped[datetime]
    added_at: Mapped[datetime]
    added_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))


class QuarantinedFileRow(Base):
    """A file that an admitted laptop signed and that must not be added: kept beside the store until a person looks."""

    __tablename__ = "quarantined_file"
    __table_args__ = strict()

    id: Mapped[bytes] = mapped_column(primary_key=True)
    name: Mapped[str]
    device_id: Mapped[DeviceId | None] = mapped_column(ForeignKey("device.id"))
    code: Mapped[str]
    sentence: Mapped[str]
    arrived_at: Mapped[datetime]
    seen_by: Mapped[StaffId | None] = mapped_column(ForeignKey("staff.id"))


class LateDocumentRow(Base):
    """A document that came after its stand was written off: not in the book until somebody decides.

    ``record`` is ``{document, accounts, lots}``: its line of the file as it stood there, and those that it names.
    """

    __tablename__ = "late_document"
    __table_args__ = strict(
        one_of("state", LateState),
        CheckConstraint("(state = 'waiting') = (decided_by IS NULL)", name="decided_by_somebody"),
        UniqueConstraint("device_id", "epoch", "seq"),
    )

    id: Mapped[DocumentId] = mapped_column(primary_key=True)
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    epoch: Mapped[int]
    seq: Mapped[int]
    hash: Mapped[bytes]
    record: Mapped[str]
    state: Mapped[LateState] = mapped_column(EnumText(LateState))
    arrived_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[StaffId | None] = mapped_column(ForeignKey("staff.id"))
    why: Mapped[str]
