"""Agreement versions: the dated, immutable terms of one artisan, with the rates that differ from the general one."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Liability, Rhythm, Scheme, Valuation
from sentra_pos.core.ids import AgreementId, ItemId, PartyId, StaffId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.base import Base, one_of, strict
from sentra_pos.db.types import EnumText
from sentra_pos.ledger.kinds import PlaceKind


class AgreementRow(Base):
    """One version of an artisan's terms. New terms are a new version; lots keep the one they came in under.

    ``rate`` is the shop's commission for ``commission_percent``; ``fixed`` its commission per piece for
    ``commission_fixed``; the other schemes need neither. ``price_consent``: a price of the artisan's goods changes only
    with the artisan's consent. ``rate_count`` is how many rows of ``agreement_rate`` belong to it, so that whoever
    reads an agreement without any need not look for them.
    """

    __tablename__ = "agreement"
    __table_args__ = strict(
        one_of("scheme", Scheme),
        one_of("discount_bearer", DiscountBearer),
        one_of("payment_cost_bearer", CostBearer),
        one_of("liability", Liability),
        one_of("valuation", Valuation),
        one_of("rhythm", Rhythm),
        CheckConstraint("(scheme = 'commission_percent') = (rate IS NOT NULL)", name="rate_fits_scheme"),
        CheckConstraint("(scheme = 'commission_fixed') = (fixed IS NOT NULL)", name="fixed_fits_scheme"),
        CheckConstraint("rate IS NULL OR rate BETWEEN 0 AND 10000", name="rate_sane"),
        CheckConstraint("fixed IS NULL OR fixed >= 0", name="fixed_sane"),
        CheckConstraint("rate_count >= 0", name="rate_count_sane"),
        CheckConstraint("liability_shop_percent BETWEEN 0 AND 10000", name="liability_sane"),
        CheckConstraint("return_term_days IS NULL OR return_term_days > 0", name="return_term_sane"),
        CheckConstraint("hold_days >= 0", name="hold_sane"),
        CheckConstraint("(rhythm = 'on_request') = (payday IS NULL)", name="payday_fits_rhythm"),
        CheckConstraint("payday IS NULL OR payday BETWEEN 1 AND 31", name="payday_sane"),
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
    rate_count: Mapped[int]
    liability_shop_percent: Mapped[Percent]
    return_term_days: Mapped[int | None]
    hold_days: Mapped[int]
    rhythm: Mapped[Rhythm] = mapped_column(EnumText(Rhythm))
    payday: Mapped[int | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[StaffId] = mapped_column(ForeignKey("staff.id"))


class AgreementRateRow(Base):
    """A rate of its own within an agreement: for an item, a category, a kind of place, or goods at a kind of place."""

    __tablename__ = "agreement_rate"
    __table_args__ = strict(
        one_of("scheme", Scheme),
        CheckConstraint("scheme <> 'outright'", name="never_outright"),
        CheckConstraint("place_kind IS NULL OR place_kind IN ('shelf', 'stand')", name="place_sold_at"),
        CheckConstraint("(scheme = 'commission_percent') = (rate IS NOT NULL)", name="rate_fits_scheme"),
        CheckConstraint("(scheme = 'commission_fixed') = (fixed IS NOT NULL)", name="fixed_fits_scheme"),
        CheckConstraint("rate IS NULL OR rate BETWEEN 0 AND 10000", name="rate_sane"),
        CheckConstraint("fixed IS NULL OR fixed >= 0", name="fixed_sane"),
        CheckConstraint("item_id IS NULL OR category = ''", name="item_or_category"),
        CheckConstraint("item_id IS NOT NULL OR category <> '' OR place_kind IS NOT NULL", name="about_something"),
        rowid=False,
        append_only=True,
    )

    agreement_id: Mapped[AgreementId] = mapped_column(ForeignKey("agreement.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[ItemId | None] = mapped_column(ForeignKey("item.id"))
    category: Mapped[str]
    place_kind: Mapped[PlaceKind | None] = mapped_column(EnumText(PlaceKind))
    scheme: Mapped[Scheme] = mapped_column(EnumText(Scheme))
    rate: Mapped[Percent | None]
    fixed: Mapped[Rupiah | None]
