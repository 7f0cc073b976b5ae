"""Ways of paying are data: each posts to its own account."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.db.base import Base, strict
from sentra_pos.db.types import EnumText
from sentra_pos.ledger.kinds import AccountKind


class PaymentMethodRow(Base):
    """One way of paying; ``account`` is the kind of account that a tender by it is debited to."""

    __tablename__ = "payment_method"
    __table_args__ = strict(CheckConstraint("account IN ('drawer', 'in_transit', 'bank')", name="account_known"))

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    account: Mapped[AccountKind] = mapped_column(EnumText(AccountKind))
    asks_reference: Mapped[bool]
    position: Mapped[int]
    active: Mapped[bool]
