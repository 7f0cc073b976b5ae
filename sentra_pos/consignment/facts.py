"""The words an agreement is made of: price scheme, who bears discounts, payment costs and losses, at what value."""

from __future__ import annotations

from enum import StrEnum

from sentra_pos.core.speech import N_, _


class Scheme(StrEnum):
    """How a price is shared between shop and artisan. The values are stored: never rename one."""

    COMMISSION_PERCENT = "commission_percent"
    NET_PRICE = "net_price"
    COMMISSION_FIXED = "commission_fixed"
    OUTRIGHT = "outright"


class DiscountBearer(StrEnum):
    """Whose money a discount is. The values are stored: never rename one."""

    SHOP = "shop"
    ARTISAN = "artisan"
    SHARED = "shared"


class CostBearer(StrEnum):
    """Who bears what a bank keeps of a card or QRIS payment. The values are stored: never rename one."""

    SHOP = "shop"
    ARTISAN = "artisan"


class Liability(StrEnum):
    """Who stands for goods lost or damaged in the shop's care. The values are stored: never rename one."""

    SHOP = "shop"
    ARTISAN = "artisan"
    SHARED = "shared"


class Valuation(StrEnum):
    """What lost goods are worth: the selling price, or the artisan's share of it. Stored: never rename one."""

    PRICE = "price"
    NET = "net"


class Rhythm(StrEnum):
    """How often an artisan is settled with. The values are stored: never rename one."""

    ON_REQUEST = "on_request"
    WEEKLY = "weekly"
    TWO_WEEKS = "two_weeks"
    MONTHLY = "monthly"


_SCHEME_LABELS = {
    Scheme.COMMISSION_PERCENT: N_("Commission in percent"),
    Scheme.NET_PRICE: N_("Net price to the artisan"),
    Scheme.COMMISSION_FIXED: N_("Fixed commission per piece"),
    Scheme.OUTRIGHT: N_("Bought outright"),
}

_BEARER_LABELS = {
    DiscountBearer.SHOP: N_("Shop"),
    DiscountBearer.ARTISAN: N_("Artisan"),
    DiscountBearer.SHARED: N_("Shared"),
}

_COST_BEARER_LABELS = {
    CostBearer.SHOP: N_("Shop"),
    CostBearer.ARTISAN: N_("Artisan"),
}

_LIABILITY_LABELS = {
    Liability.SHOP: N_("Shop"),
    Liability.ARTISAN: N_("Artisan"),
    Liability.SHARED: N_("Shared"),
}

_VALUATION_LABELS = {
    Valuation.PRICE: N_("Selling price"),
    Valuation.NET: N_("Artisan's share"),
}

_RHYTHM_LABELS = {
    Rhythm.ON_REQUEST: N_("When the artisan asks"),
    Rhythm.WEEKLY: N_("Every week"),
    Rhythm.TWO_WEEKS: N_("Every two weeks"),
    Rhythm.MONTHLY: N_("Every month"),
}


def scheme_label(scheme: Scheme) -> str:
    """The words screens and papers use for a scheme."""
    return _(_SCHEME_LABELS[scheme])


def bearer_label(bearer: DiscountBearer) -> str:
    """The words screens and papers use for who bears a discount."""
    return _(_BEARER_LABELS[bearer])


def cost_bearer_label(bearer: CostBearer) -> str:
    """The words screens and papers use for who bears payment costs."""
    return _(_COST_BEARER_LABELS[bearer])


def liability_label(liability: Liability) -> str:
    """The words screens and papers use for who bears a loss."""
    return _(_LIABILITY_LABELS[liability])


def valuation_label(valuation: Valuation) -> str:
    """The words screens and papers use for the value of lost goods."""
    return _(_VALUATION_LABELS[valuation])


def rhythm_label(rhythm: Rhythm) -> str:
    """The words screens and papers use for how often is settled."""
    return _(_RHYTHM_LABELS[rhythm])
