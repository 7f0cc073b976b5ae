"""A promotion gives what it says from its first day to its last, to the goods that it names, by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import AccountKind, EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.ledger.queries import lines_of
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.sales.add_promotion import (
    AddPromotion,
    PromotionAmountWrong,
    PromotionDatesWrong,
    PromotionNameMissing,
    PromotionTargetMissing,
    add_promotion,
)
from sentra_pos.sales.cart import Discount, DiscountOrigin, SaleLine
from sentra_pos.sales.end_promotion import EndPromotion, PromotionUnknown, end_promotion
from sentra_pos.sales.errors import DiscountTooLarge, PromotionChanged
from sentra_pos.sales.promotion_queries import all_promotions, promotions_on
from sentra_pos.sales.promotions import PromotedGoods, Promotion, PromotionScope, best_promotion, promotions_for
from sentra_pos.sales.queries import items_for_sale
from tests.gallery import Tagged
from tests.sales.shop import Counter, line_of

# ----------------------------------------------------------------------------------------------------------- the rule

DAY = date(2026, 11, 22)
SOMETHING = PromotedGoods(item=ItemId(UUID(int=1)), category="Busana", maker=PartyId(UUID(int=2)))


def promotion(
    *,
    rate: int | None = None,
    amount: int | None = None,
    scope: PromotionScope = PromotionScope.ALL,
    target: str = "",
    shop_bears: bool = False,
    age: int = 0,
) -> Promotion:
    return Promotion(
        id=uuid4(),
        name="Pekan batik",
        rate=None if rate is None else Percent.whole(rate),
        amount=None if amount is None else Rupiah(amount),
        starts=DAY,
        ends=DAY,
        scope=scope,
        target=target,
        shop_bears=shop_bears,
        created_at=datetime(2026, 11, 1, tzinfo=UTC) - timedelta(days=age),
    )


def test_the_best_of_several_counts_alone() -> None:
    ten, most = promotion(rate=10), promotion(amount=6_000)
    best = best_promotion((ten, most), Rupiah(50_000), Quantity(2))
    assert best is not None
    assert (best.amount, best.promotion, best.origin) == (Rupiah(12_000), most.id, DiscountOrigin.PROMOTION)


def test_of_two_alike_the_older_one_counts() -> None:
    new, old = promotion(rate=10), promotion(rate=10, age=3)
    best = best_promotion((new, old), Rupiah(50_000), ONE)
    assert best is not None
    assert best.promotion == old.id


def test_nothing_promoted_is_nothing_taken_off() -> None:
    assert best_promotion((), Rupiah(50_000), ONE) is None
    assert best_promotion((promotion(rate=1),), Rupiah(10), ONE) is None


def test_the_shop_bears_it_where_it_says_so() -> None:
    for shop_bears, bearer in ((True, DiscountBearer.SHOP), (False, None)):
        best = best_promotion((promotion(rate=10, shop_bears=shop_bears),), Rupiah(50_000), ONE)
        assert best is not None
        assert best.bearer is bearer


@pytest.mark.parametrize(
    ("scope", "target", "is_for"),
    [
        (PromotionScope.ALL, "", True),
        (PromotionScope.CATEGORY, "Busana", True),
        (PromotionScope.CATEGORY, "Batik tulis", False),
        (PromotionScope.ARTISAN, str(UUID(int=2)), True),
        (PromotionScope.ARTISAN, str(UUID(int=3)), False),
        (PromotionScope.ITEM, str(UUID(int=1)), True),
        (PromotionScope.ITEM, str(UUID(int=2)), False),
    ],
)
def test_a_promotion_is_for_the_goods_it_names(scope: PromotionScope, target: str, is_for: bool) -> None:
    one = promotion(rate=10, scope=scope, target=target)
    assert promotions_for(SOMETHING, (one,)) == ((one,) if is_for else ())


def test_what_nobody_made_is_no_artisans() -> None:
    one = promotion(rate=10, scope=PromotionScope.ARTISAN, target="")
    assert promotions_for(replace(SOMETHING, maker=None), (one,)) == ()


@given(st.integers(0, 10**9), st.integers(1, 500), st.integers(1, 100) | st.none(), st.integers(1, 10**10))
def test_a_promotion_never_gives_more_than_the_goods_cost(
    price: int, quantity: int, rate: int | None, amount: int
) -> None:
    one = promotion(rate=rate, amount=amount if rate is None else None)
    best = best_promotion((one,), Rupiah(price), Quantity(quantity))
    off = ZERO if best is None else best.amount
    assert ZERO <= off <= Rupiah(price * quantity)


# -------------------------------------------------------------------------------------------------------- at the till


def announce(
    counter: Counter,
    *,
    rate: int | None = 20,
    amount: int | None = None,
    scope: PromotionScope = PromotionScope.ALL,
    target: str = "",
    starts: int = 0,
    ends: int = 0,
    shop_bears: bool = False,
) -> UUID:
    """From so many days from today to so many."""
    today = business_today(counter.clock)
    command = AddPromotion(
        id=uuid4(),
        by=counter.gallery.founded.by,
        name="Pekan batik",
        starts=today + timedelta(days=starts),
        ends=today + timedelta(days=ends),
        rate=None if rate is None else Percent.whole(rate),
        amount=None if amount is None else Rupiah(amount),
        scope=scope,
        target=target,
        shop_bears=shop_bears,
    )
    with counter.store.writing() as session:
        return add_promotion(session, command, clock=counter.clock).id


def promoted_line(counter: Counter, item: Tagged, quantity: int = 1) -> SaleLine:
    """As the till puts it into the cart: with what is in force today."""
    with counter.store.reading() as session:
        in_force = promotions_on(session, business_today(counter.clock))
        goods = items_for_sale(session, [item.id])[item.id].goods
    line = line_of(item, quantity)
    best = best_promotion(promotions_for(goods, in_force), line.price, line.quantity)
    return replace(line, discounts=() if best is None else (best,))


def test_a_promotion_applies_by_itself_and_needs_nobodys_leave(counter: Counter) -> None:
    gallery = counter.gallery
    identity = announce(counter, rate=20, scope=PromotionScope.CATEGORY, target="Busana")
    lines = (promoted_line(counter, gallery.shirt_m, 2), promoted_line(counter, gallery.mrico))
    sold = counter.ring(counter.sale(*lines, by=gallery.cashier))
    assert sold.total == Rupiah(570_000 - 114_000 + 185_000)
    with counter.store.reading() as session:
        said = lines_of(session, sold.id)[0].details["discounts"]
    assert said == [{"amount": 114_000, "origin": "promotion", "promotion": str(identity), "reason": "Pekan batik"}]
    assert examine(counter.store.path) == ()


@pytest.mark.parametrize("scope", [PromotionScope.ARTISAN, PromotionScope.ITEM])
def test_a_promotion_of_an_artisan_or_an_item_is_for_no_other(counter: Counter, scope: PromotionScope) -> None:
    gallery = counter.gallery
    target = gallery.kencana if scope is PromotionScope.ARTISAN else gallery.shirt_m.id
    announce(counter, rate=None, amount=10_000, scope=scope, target=str(target))
    assert promoted_line(counter, gallery.shirt_m, 3).discount == Rupiah(30_000)
    assert promoted_line(counter, gallery.mrico).discount == ZERO
    counter.sell(promoted_line(counter, gallery.shirt_m, 3), promoted_line(counter, gallery.mrico))


def test_the_shop_that_bears_its_promotion_leaves_the_artisan_his_share(counter: Counter) -> None:
    announce(counter, rate=20, shop_bears=True)
    counter.sell(promoted_line(counter, counter.gallery.mrico))
    assert counter.balance(AccountKind.ACCRUED, party=counter.gallery.tirta) == -157_250


def test_a_promotion_that_is_left_out_is_asked_about(counter: Counter) -> None:
    announce(counter)
    with pytest.raises(PromotionChanged) as asked:
        counter.sell(line_of(counter.gallery.mrico))
    assert asked.value.fields["item"] == counter.gallery.mrico.id
    assert "37.000" in str(asked.value)
    again = counter.sale(line_of(counter.gallery.mrico), confirmed=frozenset({asked.value.answer}))
    with pytest.raises(PromotionChanged):
        counter.ring(again)


def test_the_answer_brings_what_is_in_force_along(counter: Counter) -> None:
    identity = announce(counter)
    with pytest.raises(PromotionChanged) as asked:
        counter.sell(line_of(counter.gallery.mrico))
    promotions = asked.value.fields["promotions"]
    assert isinstance(promotions, tuple)
    assert [each.id for each in promotions] == [identity]


def test_somebody_may_give_something_else_in_its_place(counter: Counter) -> None:
    announce(counter, rate=5)
    counter.ring(counter.sale(line_of(counter.gallery.mrico, discount=18_500), by=counter.gallery.cashier))


def test_a_carts_discount_takes_no_promotions_place(counter: Counter) -> None:
    announce(counter, rate=5)
    off = Discount(amount=Rupiah(10_000), origin=DiscountOrigin.CART, reason="rombongan")
    line = line_of(counter.gallery.mrico)
    with pytest.raises(PromotionChanged):
        counter.sell(replace(line, discounts=(off,)))
    promoted = promoted_line(counter, counter.gallery.mrico)
    counter.sell(replace(promoted, discounts=(*promoted.discounts, off)))
    assert examine(counter.store.path) == ()


def test_a_promotion_does_not_use_up_what_a_cashier_may_give(counter: Counter) -> None:
    announce(counter, rate=50)
    promoted = promoted_line(counter, counter.gallery.mrico)
    by_hand = line_of(counter.gallery.mrico, discount=18_500).discounts
    command = counter.sale(replace(promoted, discounts=(*promoted.discounts, *by_hand)), by=counter.gallery.cashier)
    assert counter.ring(command).total == Rupiah(185_000 - 92_500 - 18_500)


@pytest.mark.parametrize("change", ["more", "less", "borne otherwise", "nobody's"])
def test_what_a_promotion_gives_is_exactly_that(counter: Counter, change: str) -> None:
    announce(counter)
    (off,) = promoted_line(counter, counter.gallery.mrico).discounts
    wrong = {
        "more": replace(off, amount=off.amount + Rupiah(1)),
        "less": replace(off, amount=off.amount - Rupiah(1)),
        "borne otherwise": replace(off, bearer=DiscountBearer.SHOP),
        "nobody's": replace(off, promotion=uuid4()),
    }[change]
    with pytest.raises(PromotionChanged):
        counter.sell(replace(line_of(counter.gallery.mrico), discounts=(wrong,)))


def test_two_promotions_on_one_line_are_one_too_many(counter: Counter) -> None:
    announce(counter)
    (off,) = promoted_line(counter, counter.gallery.mrico).discounts
    with pytest.raises(PromotionChanged):
        counter.sell(replace(line_of(counter.gallery.mrico), discounts=(off, off)))


def test_promotion_and_hand_together_are_at_most_the_line(counter: Counter) -> None:
    announce(counter, rate=100)
    promoted = promoted_line(counter, counter.gallery.mrico)
    by_hand = line_of(counter.gallery.mrico, discount=1).discounts
    with pytest.raises(DiscountTooLarge):
        counter.sell(replace(promoted, discounts=(*promoted.discounts, *by_hand)))


# ----------------------------------------------------------------------------------------------------------- its days


@pytest.mark.parametrize(
    ("starts", "ends", "in_force"), [(0, 0, True), (-3, 0, True), (0, 5, True), (1, 5, False), (-5, -1, False)]
)
def test_its_first_and_its_last_day_are_days_of_it(counter: Counter, starts: int, ends: int, in_force: bool) -> None:
    announce(counter, starts=starts, ends=ends)
    line = promoted_line(counter, counter.gallery.mrico)
    assert bool(line.discount) is in_force
    counter.sell(line)


def test_one_that_ran_out_under_an_open_cart_is_asked_about(counter: Counter, clock: FixedClock) -> None:
    identity = announce(counter)
    promoted = promoted_line(counter, counter.gallery.mrico)
    end = EndPromotion(by=counter.gallery.founded.by, promotion=identity)
    for _again in range(2):
        with counter.store.writing() as session:
            end_promotion(session, end, clock=clock)
    with pytest.raises(PromotionChanged) as asked:
        counter.sell(promoted)
    assert asked.value.fields["promotions"] == ()
    counter.sell(line_of(counter.gallery.mrico))
    with counter.store.reading() as session:
        ((kept, ended_at),) = all_promotions(session)
        events = session.query(Event).filter(Event.kind == EventKind.PROMOTION_CHANGED).order_by(Event.seq).all()
    assert (kept.id, ended_at) == (identity, clock.now())
    assert [event.details["what"] for event in events] == ["added", "ended"]


def test_a_sale_after_midnight_is_of_the_shifts_day(counter: Counter, clock: FixedClock) -> None:
    announce(counter, rate=20)
    line = promoted_line(counter, counter.gallery.mrico)
    clock.advance(timedelta(hours=16))
    assert counter.sell(line).total == Rupiah(148_000)


# ---------------------------------------------------------------------------------------------------- announcing it


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": "  "}, PromotionNameMissing),
        ({"rate": None}, PromotionAmountWrong),
        ({"amount": Rupiah(5)}, PromotionAmountWrong),
        ({"rate": Percent(0)}, PromotionAmountWrong),
        ({"rate": Percent(10_001)}, PromotionAmountWrong),
        ({"rate": None, "amount": ZERO}, PromotionAmountWrong),
        ({"ends": DAY - timedelta(days=1)}, PromotionDatesWrong),
        ({"target": "Busana"}, PromotionTargetMissing),
        ({"scope": PromotionScope.CATEGORY, "target": "Kapal"}, PromotionTargetMissing),
        ({"scope": PromotionScope.ARTISAN, "target": "P01"}, PromotionTargetMissing),
        ({"scope": PromotionScope.ITEM, "target": str(UUID(int=1))}, PromotionTargetMissing),
    ],
)
def test_a_promotion_that_makes_no_sense_is_refused(
    counter: Counter, change: dict[str, object], expected: type[SentraError]
) -> None:
    sense = AddPromotion(
        id=uuid4(), by=counter.gallery.founded.by, name="Pekan batik", starts=DAY, ends=DAY, rate=Percent.whole(10)
    )
    with counter.store.writing() as session, pytest.raises(expected) as refused:
        add_promotion(session, replace(sense, **change), clock=counter.clock)  # type: ignore[arg-type]
    assert "{" not in str(refused.value)


def test_promotions_are_not_the_cashiers(counter: Counter) -> None:
    by, identity = counter.gallery.cashier, announce(counter)
    command = AddPromotion(id=uuid4(), by=by, name="Pekan", starts=DAY, ends=DAY, rate=Percent.whole(10))
    with counter.store.writing() as session, pytest.raises(NotAllowed):
        add_promotion(session, command, clock=counter.clock)
    with counter.store.writing() as session, pytest.raises(NotAllowed):
        end_promotion(session, EndPromotion(by=by, promotion=identity), clock=counter.clock)


def test_a_promotion_nobody_announced_cannot_end(counter: Counter) -> None:
    command = EndPromotion(by=counter.gallery.founded.by, promotion=uuid4())
    with counter.store.writing() as session, pytest.raises(PromotionUnknown):
        end_promotion(session, command, clock=counter.clock)


def test_announced_twice_it_is_one(counter: Counter) -> None:
    command = AddPromotion(
        id=uuid4(), by=counter.gallery.founded.by, name="Pekan", starts=DAY, ends=DAY, rate=Percent.whole(10)
    )
    for _again in range(2):
        with counter.store.writing() as session:
            add_promotion(session, command, clock=counter.clock)
    with counter.store.reading() as session:
        assert len(promotions_on(session, DAY)) == 1
