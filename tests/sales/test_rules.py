"""The splitting formula: what the customer pays is shared out to the rupiah, and comes back to the rupiah."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.sales.rules import part_of, split_line, spread

AMOUNTS = st.integers(0, 10**10)
BEARERS = st.sampled_from(DiscountBearer)


@st.composite
def discounted(draw: st.DrawFn) -> tuple[Rupiah, Rupiah, Rupiah]:
    """A list amount, the artisan's share of it (above it for a net price that is too high), a discount."""
    whole = draw(AMOUNTS)
    return Rupiah(whole), Rupiah(draw(st.integers(0, 2 * whole))), Rupiah(draw(st.integers(0, whole)))


def test_the_shop_bears_a_discount_alone() -> None:
    split = split_line(Rupiah(185_000), Rupiah(157_250), Rupiah(20_000), DiscountBearer.SHOP)
    assert (split.share, split.shop_part) == (Rupiah(157_250), Rupiah(7_750))


def test_a_discount_larger_than_the_commission_costs_the_shop_money() -> None:
    split = split_line(Rupiah(185_000), Rupiah(157_250), Rupiah(40_000), DiscountBearer.SHOP)
    assert split.shop_part == Rupiah(-12_250)


def test_the_artisan_bears_a_discount_down_to_nothing_and_the_shop_the_rest() -> None:
    some = split_line(Rupiah(100_000), Rupiah(60_000), Rupiah(10_000), DiscountBearer.ARTISAN)
    most = split_line(Rupiah(100_000), Rupiah(60_000), Rupiah(90_000), DiscountBearer.ARTISAN)
    assert (some.share, some.shop_part) == (Rupiah(50_000), Rupiah(40_000))
    assert (most.share, most.shop_part) == (ZERO, Rupiah(10_000))


def test_a_shared_discount_lowers_both_parts_alike() -> None:
    split = split_line(Rupiah(100_000), Rupiah(80_000), Rupiah(10_000), DiscountBearer.SHARED)
    assert (split.share, split.shop_part) == (Rupiah(72_000), Rupiah(18_000))


@given(discounted(), BEARERS)
def test_share_and_shop_part_are_what_the_customer_pays(
    line: tuple[Rupiah, Rupiah, Rupiah], bearer: DiscountBearer
) -> None:
    whole, share, discount = line
    split = split_line(whole, share, discount, bearer)
    assert split.share + split.shop_part == whole - discount
    assert ZERO <= split.share <= share


@given(AMOUNTS, st.integers(1, 40), st.data())
def test_parts_in_any_order_come_back_to_the_whole(amount: int, quantity: int, data: st.DataObject) -> None:
    whole, already, returned = Rupiah(amount), 0, []
    while already < quantity:
        now = data.draw(st.integers(1, quantity - already))
        returned.append(part_of(whole, now, already, quantity))
        already += now
    assert sum_rupiah(returned) == whole
    assert all(part >= ZERO for part in returned)


@given(st.lists(st.integers(-1000, 10**7), min_size=1, max_size=12), st.data())
def test_a_spread_discount_loses_no_rupiah_and_never_exceeds_a_line(lines: list[int], data: st.DataObject) -> None:
    amounts = tuple(Rupiah(line) for line in lines)
    positive = sum(max(line, 0) for line in lines)
    discount = Rupiah(data.draw(st.integers(0, positive)))
    parts = spread(discount, amounts)
    assert sum_rupiah(parts) == discount
    assert all(ZERO <= part <= max(amount, ZERO) for part, amount in zip(parts, amounts, strict=True))


def test_nothing_to_spread_over_bears_nothing() -> None:
    assert spread(ZERO, (ZERO, Rupiah(-5))) == (ZERO, ZERO)
