"""Ways of paying are data: each posts to its own account."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.base import Base, strict
from sentra_pos.db.types import EnumText
from sentra_pos.ledger.kinds import AccountKind


class PaymentMethodRow(Base):
    """One way of paying; ``account`` is the kind of account that a tender by it is debited to.

    What the bank keeps of a tender is ``cost_rate`` of it, and nothing of one up to ``cost_free``. ``confirmed``: the
    cashier is asked whether the money has come.
    """

    __tablename__ = "payment_method"
    __table_args__ = strict(
        CheckConstraint(
            "account IN ('drawer', 'in_transit', 'bank', 'receivable', 'tax_withheld', 'loss_expense')",
            name="account_known",
        ),
        CheckConstraint("cost_rate BETWEEN 0 AND 10000", name="cost_rate_sane"),
        CheckConstraint("cost_free >= 0", name="cost_free_sane"),
        # Only what comes through somebody else's hands can cost something on the way.
        CheckConstraint("cost_rate = 0 OR account = 'in_transit'", name="cost_fits_account"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    account: Mapped[AccountKind] = mapped_column(EnumText(AccountKind))
    asks_reference: Mapped[bool]
    confirmed: Mapped[bool]
    cost_rate: Mapped[Percent]
    cost_free: Mapped[Rupiah]
    position: Mapped[int]
    active: Mapped[bool]
