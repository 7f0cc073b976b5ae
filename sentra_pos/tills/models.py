"""What cash is paid out for and paid in from: data of the shop."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.db.base import Base, strict
from sentra_pos.db.types import EnumText
from sentra_pos.ledger.kinds import AccountKind


class CashCategoryRow(Base):
    """One category; ``account`` says which way its money goes: an expense is paid out, all else is paid in."""

    __tablename__ = "cash_category"
    __table_args__ = strict(
        CheckConstraint("account IN ('expense', 'other_income', 'capital')", name="account_known"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    account: Mapped[AccountKind] = mapped_column(EnumText(AccountKind))
    position: Mapped[int]
    active: Mapped[bool]
