"""The working rows of selling: the open cart, carts put aside, and what the shop promised to take off."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.ids import DeviceId, DocumentId, StaffId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.base import Base, strict
from sentra_pos.db.types import EnumText, JsonText
from sentra_pos.sales.promotions import PromotionScope


class DraftCart(Base):
    """The cart now open on a till, saved at every change; ``sale_id`` is the id its sale will have."""

    __tablename__ = "draft_cart"
    __table_args__ = strict()

    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), primary_key=True)
    sale_id: Mapped[DocumentId]
    cart: Mapped[dict[str, Any]] = mapped_column(JsonText)
    saved_at: Mapped[datetime]


class HeldCartRow(Base):
    """A cart that was put aside under a name, to be taken back at any till of this store."""

    __tablename__ = "held_cart"
    __table_args__ = strict()

    sale_id: Mapped[DocumentId] = mapped_column(primary_key=True)
    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"))
    name: Mapped[str]
    cart: Mapped[dict[str, Any]] = mapped_column(JsonText)
    held_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))
    held_at: Mapped[datetime]


class PromotionRow(Base):
    """Something off for a time; see ``promotions.Promotion``. Written once but for its end."""

    __tablename__ = "promotion"
    __table_args__ = strict(
        # What a scope may be is left open: a later one needs no new table.
        CheckConstraint("(rate IS NULL) <> (amount IS NULL)", name="rate_or_amount"),
        CheckConstraint("rate IS NULL OR rate BETWEEN 1 AND 10000", name="rate_sane"),
        CheckConstraint("amount IS NULL OR amount > 0", name="amount_positive"),
        CheckConstraint("starts <= ends", name="days_in_order"),
        Index(None, "ends"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    rate: Mapped[Percent | None]
    amount: Mapped[Rupiah | None]
    starts: Mapped[date]
    ends: Mapped[date]
    scope: Mapped[PromotionScope] = mapped_column(EnumText(PromotionScope))
    target: Mapped[str]
    shop_bears: Mapped[bool]
    created_at: Mapped[datetime]
    created_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))
    ended_at: Mapped[datetime | None]
