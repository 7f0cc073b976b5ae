"""What payments cost, to the rupiah: parts sum, and returns in any parts come back to nothing."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.costs import cost_of, net_borne, spread_costs
from sentra_pos.payments.methods import PaymentMethod

ARTISANS = [PartyId(UUID(int=n)) for n in range(1, 4)]
PRICES = st.integers(0, 1_000_000_000).map(Rupiah)
BORNE = st.lists(st.tuples(st.sampled_from([None, *ARTISANS]), PRICES), max_size=12)


def qris(rate: int, free: int = 0) -> PaymentMethod:
    return PaymentMethod(
        code="qris",
        name="QRIS",
        account=AccountKind.IN_TRANSIT,
        asks_reference=False,
        cost_rate=Percent(rate),
        cost_free=Rupiah(free),
    )


@pytest.mark.parametrize(
    ("rate", "free", "amount", "cost"),
    [
        (70, 0, 915_000, 6_405),
        (70, 0, 71, 0),
        (70, 0, 72, 1),
        (30, 500_000, 500_000, 0),
        (30, 500_000, 500_001, 1_500),
        (0, 0, 915_000, 0),
        (70, 0, 0, 0),
        (70, 0, -915_000, 0),
    ],
)
def test_a_payment_costs_its_rate_half_up_and_nothing_up_to_the_limit(
    rate: int, free: int, amount: int, cost: int
) -> None:
    assert cost_of(qris(rate, free), Rupiah(amount)) == Rupiah(cost)


def test_each_bears_his_part_of_what_was_paid_for_his_goods() -> None:
    first, second, _third = ARTISANS
    borne = [(first, Rupiah(165_000)), (None, Rupiah(500_000)), (second, Rupiah(250_000)), (first, Rupiah(85_000))]
    assert spread_costs(Rupiah(7_000), borne) == {first: Rupiah(1_750), None: Rupiah(3_500), second: Rupiah(1_750)}


@pytest.mark.parametrize("borne", [(), ((ARTISANS[0], ZERO),)])
def test_where_nothing_was_paid_for_goods_the_shop_bears_it_all(borne: tuple[tuple[PartyId, Rupiah], ...]) -> None:
    assert spread_costs(Rupiah(700), borne) == {None: Rupiah(700)}


@given(cost=PRICES, borne=BORNE)
def test_the_parts_of_a_cost_are_the_cost(cost: Rupiah, borne: list[tuple[PartyId | None, Rupiah]]) -> None:
    parts = spread_costs(cost, borne)
    assert sum_rupiah(parts.values()) == cost
    paid = sum_rupiah(amount for _bearer, amount in borne)
    for bearer, part in parts.items():
        his = [amount for each, amount in borne if each == bearer]
        assert part >= ZERO
        # Never a rupiah more than one for each of his lines from his exact part.
        if paid:
            assert abs(part.amount * paid.amount - cost.amount * sum_rupiah(his).amount) < len(his) * paid.amount


@given(full=PRICES, returns=st.lists(PRICES, min_size=1, max_size=8))
def test_returns_in_any_parts_leave_nothing_borne(full: Rupiah, returns: list[Rupiah]) -> None:
    paid = sum_rupiah(returns)
    back, returned = ZERO, ZERO
    for part in returns:
        before = net_borne(full, returned, paid)
        returned += part
        after = net_borne(full, returned, paid)
        assert ZERO <= after <= before or not paid
        back += before - after
    if paid:
        assert (back, net_borne(full, returned, paid)) == (full, ZERO)
    else:
        assert back == ZERO
