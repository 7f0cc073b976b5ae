"""Counts in progress: working rows, which become a document or are given up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.ids import DocumentId, ItemId, PartyId, PlaceId, StaffId
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.facts import CountState
from sentra_pos.db.base import Base, one_of, strict
from sentra_pos.db.types import EnumText, JsonText


class StockCount(Base):
    """A count of one place, of one artisan's goods if it names one; its document will have the same id.

    ``start_seq`` is the newest document when it began.
    """

    __tablename__ = "stock_count"
    __table_args__ = strict(one_of("state", CountState))

    id: Mapped[DocumentId] = mapped_column(primary_key=True)
    place_id: Mapped[PlaceId] = mapped_column(ForeignKey("place.id"))
    party_id: Mapped[PartyId | None] = mapped_column(ForeignKey("party.id"))
    blind: Mapped[bool]
    state: Mapped[CountState] = mapped_column(EnumText(CountState))
    start_seq: Mapped[int]
    started_at: Mapped[datetime]
    started_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))


class Counted(Base):
    """How many of an item were seen, by whom, and the newest document at that moment.

    ``trace`` holds under ``before`` what was said of it earlier in the same count, and ``again`` where all of it has to
    be counted again, whatever the quantity says; where there are zones, these say so.
    """

    __tablename__ = "counted"
    __table_args__ = strict(CheckConstraint("quantity >= 0", name="quantity_sane"), rowid=False)

    count_id: Mapped[DocumentId] = mapped_column(ForeignKey("stock_count.id"), primary_key=True)
    item_id: Mapped[ItemId] = mapped_column(ForeignKey("item.id"), primary_key=True)
    quantity: Mapped[Quantity]
    seq: Mapped[int]
    counted_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    trace: Mapped[dict[str, object]] = mapped_column(JsonText)

    @property
    def put_off(self) -> bool:
        """Whether it has to be counted again."""
        return self.trace.get("again") is True


class CountZone(Base):
    """A part of the place in which the team walks, numbered from 1; ``done_by`` and ``done_at`` once it is through."""

    __tablename__ = "count_zone"
    __table_args__ = strict(
        CheckConstraint("number > 0", name="number_sane"),
        CheckConstraint("(done_by IS NULL) = (done_at IS NULL)", name="done_whole"),
        rowid=False,
    )

    count_id: Mapped[DocumentId] = mapped_column(ForeignKey("stock_count.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    done_by: Mapped[StaffId | None] = mapped_column(ForeignKey("staff.id"))
    done_at: Mapped[datetime | None]


class CountedInZone(Base):
    """How many of what was counted lie in one zone; None where they were seen, and have to be counted there again."""

    __tablename__ = "counted_in_zone"
    __table_args__ = strict(
        CheckConstraint("quantity >= 0", name="quantity_sane"),
        ForeignKeyConstraint(["count_id", "item_id"], ["counted.count_id", "counted.item_id"]),
        ForeignKeyConstraint(["count_id", "zone"], ["count_zone.count_id", "count_zone.number"]),
        rowid=False,
    )

    count_id: Mapped[DocumentId] = mapped_column(primary_key=True)
    item_id: Mapped[ItemId] = mapped_column(primary_key=True)
    zone: Mapped[int] = mapped_column(primary_key=True)
    quantity: Mapped[Quantity | None]
