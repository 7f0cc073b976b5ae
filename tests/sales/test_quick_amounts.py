"""The sums offered on the pay sheet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.sales.quick_amounts import quick_amounts


def sums(due: int) -> list[int]:
    return [amount.amount for amount in quick_amounts(Rupiah(due))]


def test_a_large_sum_is_rounded_up_to_notes_and_to_bundles() -> None:
    assert sums(2_208_750) == [2_210_000, 2_250_000, 2_300_000, 2_500_000, 3_000_000]


def test_a_small_sum_is_not_paid_with_bundles() -> None:
    assert sums(35_000) == [40_000, 50_000, 100_000]


def test_a_round_sum_offers_only_more_than_itself() -> None:
    assert sums(100_000) == []
    assert sums(50_000) == [100_000]


def test_nothing_due_offers_nothing() -> None:
    assert quick_amounts(ZERO) == ()


@given(st.integers(1, 10**10))
def test_what_is_offered_is_more_than_is_due_and_each_sum_once(due: int) -> None:
    offered = sums(due)
    assert all(amount > due for amount in offered)
    assert offered == sorted(set(offered))
    assert len(offered) <= 5
