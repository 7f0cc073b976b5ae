"""The draft cart: the only working rows of selling."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.db.base import Base, strict
from sentra_pos.db.types import JsonText


class DraftCart(Base):
    """The cart now open on a till, saved at every change; ``sale_id`` is the id its sale will have."""

    __tablename__ = "draft_cart"
    __table_args__ = strict()

    device_id: Mapped[DeviceId] = mapped_column(ForeignKey("device.id"), primary_key=True)
    sale_id: Mapped[DocumentId]
    lines: Mapped[list[dict[str, object]]] = mapped_column(JsonText)
    saved_at: Mapped[datetime]
