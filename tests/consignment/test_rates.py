"""One order of precedence, whatever was agreed; and the parts of a price are the price."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from sentra_pos.consignment.errors import RateNotSensible, TermsIncomplete
from sentra_pos.consignment.facts import DiscountBearer, Liability, Rhythm, Scheme
from sentra_pos.consignment.queries import SellableLot, agreement_by_id, agreements_of, lots_to_sell
from sentra_pos.consignment.rate_wording import ladder, precedence_words, why_words
from sentra_pos.consignment.rates import SELLING_PLACES, Rate, RateRule
from sentra_pos.consignment.rules import Agreement, needs_net_price, rate_for, share_at_list
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import AgreementId, ItemId, LotId, PartyId, PlaceId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.facts import LotTerms, Override, share_due
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import Place
from sentra_pos.sales.allocate import Taken, allocate
from sentra_pos.sales.cart import Discount, SaleLine
from tests.consignment.terms_shop import SCARVES, a_terms_shop

ITEMS = tuple(ItemId(UUID(int=number)) for number in (11, 12))
CATEGORIES = ("Selendang", "Kain")
PARTY, LOT = PartyId(UUID(int=2)), LotId(UUID(int=3))

figures = st.one_of(
    st.integers(0, 10_000).map(lambda points: (Scheme.COMMISSION_PERCENT, Percent(points), None)),
    st.integers(0, 500_000).map(lambda amount: (Scheme.COMMISSION_FIXED, None, Rupiah(amount))),
    st.just((Scheme.NET_PRICE, None, None)),
)
abouts = st.one_of(
    st.tuples(st.sampled_from(ITEMS), st.just(""), st.sampled_from((None, *SELLING_PLACES))),
    st.tuples(st.none(), st.sampled_from(CATEGORIES), st.sampled_from((None, *SELLING_PLACES))),
    st.tuples(st.none(), st.just(""), st.sampled_from(SELLING_PLACES)),
)


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """Any terms, with a rate of its own for any goods and places, each at most once."""
    about = draw(st.lists(abouts, unique=True, max_size=8))
    rates = []
    for item, category, place in about:
        how, percent, amount = draw(figures)
        rates.append(Rate(item=item, category=category, place=place, scheme=how, rate=percent, fixed=amount))
    scheme, general, fixed = draw(figures)
    return Agreement(
        id=AgreementId(UUID(int=1)),
        party=PARTY,
        version=1,
        valid_from=date(2026, 11, 1),
        scheme=scheme,
        rate=general,
        fixed=fixed,
        discount_bearer=draw(st.sampled_from(DiscountBearer)),
        rates=tuple(rates),
    )


goods = st.tuples(st.sampled_from(ITEMS), st.sampled_from((*CATEGORIES, "")), st.sampled_from(SELLING_PLACES))


def rate(percent: int, **about: object) -> Rate:
    return Rate(scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(percent), **about)  # type: ignore[arg-type]


def test_the_most_specific_rate_holds_in_the_published_order() -> None:
    item, category, stand = ITEMS[0], CATEGORIES[0], PlaceKind.STAND
    rates = {
        RateRule.ITEM_AT_PLACE: rate(1, item=item, place=stand),
        RateRule.ITEM: rate(2, item=item),
        RateRule.CATEGORY_AT_PLACE: rate(3, category=category, place=stand),
        RateRule.CATEGORY: rate(4, category=category),
        RateRule.PLACE: rate(5, place=stand),
    }
    terms = Agreement(
        id=AgreementId(UUID(int=1)), party=PARTY, version=1, valid_from=date(2026, 11, 1),
        scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(15), rates=tuple(reversed(rates.values())),
    )  # fmt: skip
    for place, rule in enumerate(rates, start=1):
        applied = rate_for(terms, item, category, stand)
        assert (applied.why, applied.rate) == (rule, Percent.whole(place))
        terms = replace(terms, rates=tuple(each for each in terms.rates if each.rule is not rule))
    assert rate_for(terms, item, category, stand).why is RateRule.GENERAL


@given(terms=agreements(), sold=goods, seed=st.randoms(use_true_random=False))
def test_for_any_goods_exactly_one_rule_holds_however_the_rates_were_written_down(
    terms: Agreement, sold: tuple[ItemId, str, PlaceKind], seed: random.Random
) -> None:
    applied = rate_for(terms, *sold)
    shuffled = list(terms.rates)
    seed.shuffle(shuffled)
    assert rate_for(replace(terms, rates=tuple(shuffled)), *sold) == applied
    assert [rung.rule for rung in ladder(terms, *sold) if rung.holds] == [applied.why]
    order = list(RateRule)
    assert all(order.index(each.rule) >= order.index(applied.why) for each in terms.rates if each.covers(*sold))


@given(
    terms=agreements(),
    sold=goods,
    price=st.integers(1, 2_000_000),
    count=st.integers(1, 9),
    off=st.integers(0, 100),
    by_shop=st.integers(0, 100),
)
def test_share_and_shops_part_are_what_is_paid_whatever_the_rate_and_the_doctor_reckons_the_same(
    terms: Agreement, sold: tuple[ItemId, str, PlaceKind], price: int, count: int, off: int, by_shop: int
) -> None:
    item, category, place = sold
    net = Rupiah(price * 3 // 4)
    lot = SellableLot(
        lot=LOT, item=item, seq=1, owner=PARTY, owner_name="", agreement=terms, price=Rupiah(price), net_price=net,
        cost=None, quantity=Quantity(count), category=category, place_kind=place,
    )  # fmt: skip
    less = Rupiah(price * count * off // 100)
    hand = less.percent(Percent.whole(by_shop))
    line = SaleLine(
        item=item,
        quantity=Quantity(count),
        price=Rupiah(price),
        discounts=(
            Discount(amount=less - hand, reason="langganan"),
            Discount(amount=hand, bearer=DiscountBearer.SHOP, reason="langganan"),
        ),
    )
    (part,) = allocate(1, line, (Taken(lot=lot, quantity=Quantity(count), short=False),))
    assert part.share + part.shop_part == line.amount
    own = tuple(
        Override(
            each.item.bytes if each.item else None,
            each.category,
            each.place.value if each.place else None,
            each.scheme.value,
            each.rate.basis_points if each.rate else 0,
            each.fixed.amount if each.fixed else 0,
        )
        for each in terms.rates
    )
    known = LotTerms(
        PARTY.bytes, 0, net.amount, terms.scheme.value, terms.rate.basis_points if terms.rate else 0,
        terms.fixed.amount if terms.fixed else 0, terms.discount_bearer.value, item.bytes, category, own,
    )  # fmt: skip
    agreed = part.discount.amount - part.shop_discount.amount
    assert part.share.amount == share_due(known, price, count, agreed, place.value)


def test_what_was_agreed_closely_is_written_down_and_read_again(store: Store, clock: FixedClock) -> None:
    shop = a_terms_shop(store, clock)
    scarf = shop.item("Selendang Sisik", 165_000)
    single = rate(8, item=scarf, place=PlaceKind.STAND)
    written = shop.agree(
        SCARVES,
        single,
        liability=Liability.SHARED,
        liability_shop_percent=Percent.whole(60),
        return_term_days=90,
        hold_days=3,
        rhythm=Rhythm.WEEKLY,
        payday=6,
    )
    with store.reading() as session:
        assert agreement_by_id(session, written.id) == written
        assert agreements_of(session, shop.party) == (written,)
    assert written.rates == (SCARVES, single)
    assert written.shop_bears == Percent.whole(60)
    assert shop.agree(rate=10).rates == ()


def test_a_lot_knows_what_kind_of_place_it_is_sold_at(store: Store, clock: FixedClock) -> None:
    shop = a_terms_shop(store, clock)
    fair = rate(20, place=PlaceKind.STAND)
    shop.agree(fair)
    cloth = shop.item("Kain Kawung", 100_000)
    shop.take(cloth, 2, 100_000)
    stand = PlaceId(new_id(clock))
    with store.writing() as session:
        row = {"id": stand, "kind": PlaceKind.STAND, "name": "Pameran", "custodian_id": shop.founded.device}
        session.execute(insert(Place), [row])
        (here,), (there,) = (lots_to_sell(session, [cloth], place)[cloth] for place in (shop.founded.shelf, stand))
    assert (here.place_kind, there.place_kind) == (PlaceKind.SHELF, PlaceKind.STAND)
    for lot, share in ((here, 85_000), (there, 80_000)):
        line = SaleLine(item=cloth, quantity=Quantity(1), price=Rupiah(100_000))
        (part,) = allocate(1, line, (Taken(lot=lot, quantity=Quantity(1), short=False),))
        assert part.share == Rupiah(share)


def test_a_net_price_is_needed_where_goods_may_be_sold_under_one() -> None:
    plain = Agreement(
        id=AgreementId(UUID(int=1)), party=PARTY, version=1, valid_from=date(2026, 11, 1),
        scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(15),
        rates=(Rate(category="Kain", place=PlaceKind.STAND, scheme=Scheme.NET_PRICE),),
    )  # fmt: skip
    assert needs_net_price(plain, item=ITEMS[0], category="Kain")
    assert not needs_net_price(plain, item=ITEMS[0], category="Selendang")
    net = Rupiah(70_000)
    assert share_at_list(plain, Rupiah(100_000), net, category="Kain") == Rupiah(85_000)
    assert share_at_list(plain, Rupiah(100_000), net, category="Kain", place_kind=PlaceKind.STAND) == net


@pytest.mark.parametrize(
    ("rates", "terms", "trouble"),
    [
        ((Rate(scheme=Scheme.NET_PRICE),), {}, RateNotSensible),
        ((Rate(category="Kain", scheme=Scheme.OUTRIGHT),), {}, RateNotSensible),
        ((SCARVES, replace(SCARVES, rate=Percent.whole(9))), {}, RateNotSensible),
        ((replace(SCARVES, item=ITEMS[0]),), {}, RateNotSensible),
        ((replace(SCARVES, place=PlaceKind.QUARANTINE),), {}, RateNotSensible),
        ((replace(SCARVES, rate=None),), {}, TermsIncomplete),
        ((SCARVES,), {"scheme": Scheme.OUTRIGHT}, RateNotSensible),
        ((), {"liability_shop_percent": Percent.whole(101)}, TermsIncomplete),
        ((), {"return_term_days": 0}, TermsIncomplete),
        ((), {"hold_days": -1}, TermsIncomplete),
        ((), {"rhythm": Rhythm.WEEKLY}, TermsIncomplete),
        ((), {"rhythm": Rhythm.WEEKLY, "payday": 8}, TermsIncomplete),
        ((), {"payday": 3}, TermsIncomplete),
    ],
)
def test_terms_that_make_no_sense_are_refused(
    store: Store, clock: FixedClock, rates: tuple[Rate, ...], terms: dict[str, object], trouble: type[Exception]
) -> None:
    with pytest.raises(trouble):
        a_terms_shop(store, clock).agree(*rates, **terms)  # type: ignore[arg-type]


def test_why_a_rate_holds_is_said_in_words(store: Store, clock: FixedClock) -> None:
    terms = a_terms_shop(store, clock).agree(SCARVES)
    use_language("en")
    scarf = rate_for(terms, None, "Selendang", PlaceKind.SHELF)
    assert why_words(terms, scarf) == "category Selendang: 12% (goes before the general 15%)"
    assert why_words(terms, rate_for(terms, None, "Kain", PlaceKind.SHELF)) == "the general terms: 15%"
    assert precedence_words().index("one item at") < precedence_words().index("the general terms")
