"""What an artisan's terms make of a price: pure arithmetic over values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Liability, Rhythm, Scheme, Valuation
from sentra_pos.consignment.rates import AppliedRate, Rate, RateRule, covering
from sentra_pos.core.ids import AgreementId, ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import N_, _, ngettext
from sentra_pos.core.words import format_number, format_percent, format_rupiah
from sentra_pos.ledger.kinds import PlaceKind

HALF = Percent.whole(50)
_WHOLE = Percent.whole(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One version of an artisan's terms, as values.

    ``rates`` are those that differ from the general one. ``liability_shop_percent`` is what the shop bears of a loss
    that is shared. Goods go back after ``return_term_days`` (None: no term); what is sold waits ``hold_days`` before it
    is settled. ``payday`` is a weekday from 1 (Monday) to 7, or a day of the month; None with payment on request.
    """

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
    rates: tuple[Rate, ...] = ()
    liability_shop_percent: Percent = HALF
    return_term_days: int | None = None
    hold_days: int = 0
    rhythm: Rhythm = Rhythm.ON_REQUEST
    payday: int | None = None

    @property
    def shop_bears(self) -> Percent:
        """What of a loss is the shop's."""
        if self.liability is Liability.SHARED:
            return self.liability_shop_percent
        return _WHOLE if self.liability is Liability.SHOP else Percent(0)


def rate_for(agreement: Agreement, item: ItemId | None, category: str, place_kind: PlaceKind) -> AppliedRate:
    """The rate that goods are sold at, and by which rule: the first of ``RateRule`` that the agreement has."""
    by = next(iter(covering(agreement.rates, item, category, place_kind)), None) if agreement.rates else None
    if by is None:
        return AppliedRate(
            scheme=agreement.scheme, rate=agreement.rate, fixed=agreement.fixed, why=RateRule.GENERAL, by=None
        )
    return AppliedRate(scheme=by.scheme, rate=by.rate, fixed=by.fixed, why=by.rule, by=by)


def needs_net_price(agreement: Agreement, *, item: ItemId | None = None, category: str = "") -> bool:
    """Whether a lot of such goods needs a net price: wherever it is sold, one may be asked for."""
    if not agreement.rates:
        return agreement.scheme is Scheme.NET_PRICE
    return any(rate_for(agreement, item, category, place).scheme is Scheme.NET_PRICE for place in PlaceKind)


def share_at_list(
    agreement: Agreement | None,
    price: Rupiah,
    net_price: Rupiah | None,
    *,
    item: ItemId | None = None,
    category: str = "",
    place_kind: PlaceKind = PlaceKind.SHELF,
) -> Rupiah:
    """The artisan's share of one unit sold at ``price`` without discount; nothing for the shop's own goods.

    Commission in percent: price − round(price × rate), half up. Net price: the *harga titip* of the lot, whatever the
    price. Fixed commission: price − commission, and never below zero (a piece cheaper than the commission). ``item``,
    the lot's ``category`` and the kind of place it is sold at matter where the agreement has rates for them.
    """
    if agreement is None or agreement.scheme is Scheme.OUTRIGHT:
        return ZERO
    terms = rate_for(agreement, item, category, place_kind) if agreement.rates else agreement
    if terms.scheme is Scheme.NET_PRICE:
        assert net_price is not None, "a lot under a net price carries it"
        return net_price
    if terms.scheme is Scheme.COMMISSION_FIXED:
        assert terms.fixed is not None
        return max(price - terms.fixed, ZERO)
    assert terms.rate is not None
    return price - price.percent(terms.rate)


_BEARER_WORDS = {
    DiscountBearer.SHOP: N_("discounts borne by the shop"),
    DiscountBearer.ARTISAN: N_("discounts borne by the artisan"),
    DiscountBearer.SHARED: N_("discounts shared"),
}


def bearer_words(bearer: DiscountBearer) -> str:
    """Whose money discounts are: borne by the shop, by the artisan, or shared."""
    return _(_BEARER_WORDS[bearer])


def rate_words(scheme: Scheme, rate: Percent | None, fixed: Rupiah | None) -> str:
    """What the shop keeps, as short as a table allows: 12%, Rp 2.500 per piece, net price."""
    if scheme is Scheme.COMMISSION_PERCENT and rate is not None:
        return format_percent(rate)
    if scheme is Scheme.COMMISSION_FIXED and fixed is not None:
        return _("{amount} per piece").format(amount=format_rupiah(fixed))
    return _("net price") if scheme is Scheme.NET_PRICE else _("bought outright")


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
    words = [share, bearer_words(agreement.discount_bearer)]
    if agreement.rates:
        count = len(agreement.rates)
        words.append(
            ngettext("{count} rate of its own", "{count} rates of their own", count).format(count=format_number(count))
        )
    if agreement.payment_cost_bearer is CostBearer.ARTISAN:
        words.append(_("payment costs borne by the artisan"))
    if agreement.price_consent:
        words.append(_("prices change only with the artisan's consent"))
    return ", ".join(words)
