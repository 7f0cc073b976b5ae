"""Terms, ages and piles, over values."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.core.ids import LotId
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.giving_back.facts import Due
from sentra_pos.giving_back.rules import Pile, average_days, due_on, due_state, sell_through, take_oldest

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days_ago", "state"),
    [(0, Due.LATER), (75, Due.LATER), (76, Due.SOON), (90, Due.SOON), (91, Due.OVERDUE)],
)
def test_a_term_of_ninety_days_ends_after_its_ninetieth(days_ago: int, state: Due) -> None:
    due = due_on(TODAY - timedelta(days=days_ago), 90)
    assert due_state(due, TODAY) is state
    assert due_state(due_on(TODAY, None), TODAY) is Due.NO_TERM


def test_sell_through_is_what_sold_of_what_could_have() -> None:
    assert sell_through(Quantity(1), Quantity(2)) == Percent(3333)
    assert sell_through(Quantity(0), Quantity(5)) == Percent(0)
    assert sell_through(Quantity(4), NONE) == Percent.whole(100)
    assert sell_through(NONE, NONE) is None
    assert sell_through(Quantity(-1), Quantity(3)) is None


def test_an_average_counts_every_piece() -> None:
    assert average_days([(10, Quantity(1)), (100, Quantity(3))]) == 78
    assert average_days([]) == 0


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(1, 40))
def test_piles_give_the_oldest_first_and_never_more_than_they_hold(heights: list[int], wanted: int) -> None:
    piles = [Pile(LotId(UUID(int=n)), "shelf", Quantity(height)) for n, height in enumerate(heights)]
    taken, missing = take_oldest(piles, Quantity(wanted))
    assert sum(part.quantity.units for part in taken) + missing.units == wanted
    assert missing.units == max(wanted - sum(heights), 0)
    assert all(part.quantity.units == heights[part.lot.int] for part in taken[:-1])
    assert [part.lot for part in taken] == sorted(part.lot for part in taken)
