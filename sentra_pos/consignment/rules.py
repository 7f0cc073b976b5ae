"""What an artisan's terms make of a price: pure arithmetic over values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Liability, Scheme, Valuation
from sentra_pos.core.ids import AgreementId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_percent, format_rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One version of an artisan's terms, as values."""

    id: AgreementId
    party: PartyId
    version: int
    valid_from: date
    scheme: Scheme
    rate: Percent | None = None
    fixed: Rupiah | None = None
    discount_bearer: DiscountBearer = DiscountBearer.SHOP
    payment_cost_bearer: CostBearer = CostBearer.SHOP
    price_consent: bool = False
    liability: Liability = Liability.SHOP
    valuation: Valuation = Valuation.NET
    remark: str = ""


def share_at_list(agreement: Agreement | None, price: Rupiah, net_price: Rupiah | None) -> Rupiah:
    """The artisan's share of one unit sold at ``price`` without discount; nothing for the shop's own goods.

    Commission in percent: price − round(price × rate), half up. Net price: the *harga titip* of the lot, whatever the
    price. Fixed commission: price − commission, and never below zero (a piece cheaper than the commission).
    """
    if agreement is None or agreement.scheme is Scheme.OUTRIGHT:
        return ZERO
    if agreement.scheme is Scheme.NET_PRICE:
        assert net_price is not None, "a lot under a net-price agreement carries its net price"
        return net_price
    if agreement.scheme is Scheme.COMMISSION_FIXED:
        assert agreement.fixed is not None
        return max(price - agreement.fixed, ZERO)
    assert agreement.rate is not None
    return price - price.percent(agreement.rate)


_BEARER_WORDS = {
    DiscountBearer.SHOP: N_("discounts borne by the shop"),
    DiscountBearer.ARTISAN: N_("discounts borne by the artisan"),
    DiscountBearer.SHARED: N_("discounts shared"),
}


def describe(agreement: Agreement) -> str:
    """The terms in a few words, for screens and papers: commission 15%, discounts borne by the shop.

    Payment costs and consent to prices are named only where they differ from what is usual.
    """
    if agreement.scheme is Scheme.OUTRIGHT:
        return _("bought outright")
    if agreement.scheme is Scheme.NET_PRICE:
        share = _("net price to the artisan")
    elif agreement.scheme is Scheme.COMMISSION_FIXED:
        assert agreement.fixed is not None
        share = _("commission {amount} per piece").format(amount=format_rupiah(agreement.fixed))
    else:
        assert agreement.rate is not None
        share = _("commission {rate}").format(rate=format_percent(agreement.rate))
    words = [share, _(_BEARER_WORDS[agreement.discount_bearer])]
    if agreement.payment_cost_bearer is CostBearer.ARTISAN:
        words.append(_("payment costs borne by the artisan"))
    if agreement.price_consent:
        words.append(_("prices change only with the artisan's consent"))
    return ", ".join(words)
