"""What terms make of a price, and how they are said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Scheme
from sentra_pos.consignment.rules import Agreement, describe, share_at_list
from sentra_pos.core.ids import AgreementId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import use_language

prices = st.integers(min_value=1, max_value=10**9).map(Rupiah)


def terms(scheme: Scheme, *, rate: Percent | None = None, fixed: Rupiah | None = None) -> Agreement:
    return Agreement(
        id=AgreementId(UUID(int=1)),
        party=PartyId(UUID(int=2)),
        version=1,
        valid_from=date(2026, 11, 1),
        scheme=scheme,
        rate=rate,
        fixed=fixed,
        discount_bearer=DiscountBearer.SHARED,
    )


def test_the_examples_of_the_posting_table_hold() -> None:
    ten, fifteen = (terms(Scheme.COMMISSION_PERCENT, rate=Percent.whole(rate)) for rate in (10, 15))
    assert share_at_list(ten, Rupiah(165_000), None) == Rupiah(148_500)
    assert share_at_list(fifteen, Rupiah(1_250_000), None) == Rupiah(1_062_500)


@given(price=prices, rate=st.integers(min_value=0, max_value=10_000).map(Percent))
def test_a_commission_in_percent_is_rounded_half_up_and_the_rest_is_the_artisans(price: Rupiah, rate: Percent) -> None:
    share = share_at_list(terms(Scheme.COMMISSION_PERCENT, rate=rate), price, None)
    commission = price.amount - share.amount
    assert ZERO <= share <= price
    assert -5_000 <= commission * 10_000 - price.amount * rate.basis_points <= 5_000


@given(price=prices, fixed=prices)
def test_a_fixed_commission_never_makes_the_artisan_pay(price: Rupiah, fixed: Rupiah) -> None:
    share = share_at_list(terms(Scheme.COMMISSION_FIXED, fixed=fixed), price, None)
    assert share == max(Rupiah(price.amount - fixed.amount), ZERO)


@given(price=prices, net=prices)
def test_a_net_price_is_the_artisans_whatever_the_price(price: Rupiah, net: Rupiah) -> None:
    assert share_at_list(terms(Scheme.NET_PRICE), price, net) == net


def test_terms_are_said_in_a_few_words() -> None:
    use_language("en")
    assert describe(terms(Scheme.COMMISSION_PERCENT, rate=Percent(1250))) == "commission 12,5%, discounts shared"
    fixed = describe(terms(Scheme.COMMISSION_FIXED, fixed=Rupiah(2_500)))
    assert fixed == "commission Rp\u00a02.500 per piece, discounts shared"
    assert describe(terms(Scheme.NET_PRICE)) == "net price to the artisan, discounts shared"
    assert describe(terms(Scheme.OUTRIGHT)) == "bought outright"


def test_payment_costs_and_prices_are_named_where_they_are_not_as_usual() -> None:
    use_language("en")
    usual = terms(Scheme.NET_PRICE)
    his = replace(usual, payment_cost_bearer=CostBearer.ARTISAN)
    assert describe(his) == "net price to the artisan, discounts shared, payment costs borne by the artisan"
    asked = describe(replace(usual, price_consent=True))
    assert asked == "net price to the artisan, discounts shared, prices change only with the artisan's consent"
