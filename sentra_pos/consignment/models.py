"""Agreement versions: the dated, immutable terms of one artisan."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Liability, Scheme, Valuation
from sentra_pos.core.ids import AgreementId, PartyId, StaffId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.base import Base, one_of, strict
from sentra_pos.db.types import EnumText


class AgreementRow(Base):
    """One version of an artisan's terms. New terms are a new version; lots keep the one they came in under.

    ``rate`` is the shop's commission for ``commission_percent``; ``fixed`` its commission per piece for
    ``commission_fixed``; the other schemes need neither. ``price_consent``: a price of the artisan's goods changes only
    with the artisan's consent.
    """

    __tablename__ = "agreement"
    __table_args__ = strict(
        one_of("scheme", Scheme),
        one_of("discount_bearer", DiscountBearer),
        one_of("payment_cost_bearer", CostBearer),
        one_of("liability", Liability),
        one_of("valuation", Valuation),
        CheckConstraint("(scheme = 'commission_percent') = (rate IS NOT NULL)", name="rate_fits_scheme"),
        CheckConstraint("(scheme = 'commission_fixed') = (fixed IS NOT NULL)", name="fixed_fits_scheme"),
        CheckConstraint("rate IS NULL OR rate BETWEEN 0 AND 10000", name="rate_sane"),
        CheckConstraint("fixed IS NULL OR fixed >= 0", name="fixed_sane"),
        UniqueConstraint("party_id", "version"),
        Index(None, "party_id", "valid_from"),
        append_only=True,
    )

    id: Mapped[AgreementId] = mapped_column(primary_key=True)
    party_id: Mapped[PartyId] = mapped_column(ForeignKey("party.id"))
    version: Mapped[int]
    valid_from: Mapped[date]
    scheme: Mapped[Scheme] = mapped_column(EnumText(Scheme))
    rate: Mapped[Percent | None]
    fixed: Mapped[Rupiah | None]
    discount_bearer: Mapped[DiscountBearer] = mapped_column(EnumText(DiscountBearer))
    payment_cost_bearer: Mapped[CostBearer] = mapped_column(EnumText(CostBearer))
    price_consent: Mapped[bool]
    liability: Mapped[Liability] = mapped_column(EnumText(Liability))
    valuation: Mapped[Valuation] = mapped_column(EnumText(Valuation))
    remark: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))
