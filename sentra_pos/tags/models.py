"""Sheets of labels as the shop measured them, what was printed for which item, and Batikmark certificates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.ids import ItemId, PartyId, StaffId
from sentra_pos.core.money import Rupiah
from sentra_pos.db.base import Base, strict
from sentra_pos.db.types import JsonText


class TagSheetRow(Base):
    """Lengths in tenths of a millimetre (see ``tags.sheets``)."""

    __tablename__ = "tag_sheet"
    __table_args__ = strict(
        CheckConstraint("columns > 0 AND rows > 0", name="has_labels"),
        CheckConstraint("first_free BETWEEN 0 AND columns * rows - 1", name="first_free_on_sheet"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    page_width: Mapped[int]
    page_height: Mapped[int]
    columns: Mapped[int]
    rows: Mapped[int]
    label_width: Mapped[int]
    label_height: Mapped[int]
    left: Mapped[int]
    top: Mapped[int]
    gap_across: Mapped[int]
    gap_down: Mapped[int]
    shift_x: Mapped[int]
    shift_y: Mapped[int]
    first_free: Mapped[int]


class TagPrint(Base):
    """Tags of one item, printed at once, and the price they say; ``print_id`` is the printing's."""

    __tablename__ = "tag_print"
    __table_args__ = strict(Index(None, "item_id", "at"), CheckConstraint("count > 0", name="count_sane"))

    print_id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[ItemId] = mapped_column(ForeignKey("item.id"), primary_key=True)
    count: Mapped[int]
    price: Mapped[Rupiah]
    at: Mapped[datetime]
    staff_id: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))


class BatikmarkRow(Base):
    """A certificate that an artisan holds; ``techniques`` is a list of what it covers."""

    __tablename__ = "batikmark"
    __table_args__ = strict()

    party_id: Mapped[PartyId] = mapped_column(ForeignKey("party.id"), primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)
    techniques: Mapped[Any] = mapped_column(JsonText)
    valid_until: Mapped[date]
