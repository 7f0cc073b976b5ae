"""A count says what is really missing, however sales, returns, notes and transfers fall between its scans."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.consignment.facts import Liability
from sentra_pos.core.clock import SystemClock
from sentra_pos.core.ids import LotId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.counting.facts import Outcome
from sentra_pos.counting.rules import (
    Part,
    Passing,
    by_agreement,
    difference,
    expected_then,
    lay_all_along,
    shop_pays,
    shop_percent,
    take_in_turn,
)


@dataclass
class Shelf:
    """One item on one shelf: what the book has, and what really lies there."""

    book: int
    real: int
    seq: int = 0
    passed: list[Passing] = field(default_factory=list)

    def move(self, wanted: int) -> None:
        """A sale or a transfer takes what there is; a return or a note brings more."""
        units = max(wanted, -self.real)
        self.seq += 1
        if units:
            self.book += units
            self.real += units
            self.passed.append(Passing(self.seq, units))


MOVES = st.lists(st.integers(-4, 4), max_size=12)


@given(st.integers(0, 9), st.integers(-3, 5), MOVES, MOVES, MOVES)
def test_what_was_counted_differs_by_what_is_really_missing(
    on_book: int, missing: int, before: list[int], during: list[int], after: list[int]
) -> None:
    shelf = Shelf(book=on_book, real=max(on_book - missing, 0))
    missing = shelf.book - shelf.real
    for units in (*before, *during):
        shelf.move(units)
    counted = (shelf.real, shelf.seq)
    for units in after:
        shelf.move(units)
    assert difference(shelf.book, shelf.passed, 0, counted) == -missing


@given(st.integers(0, 9), st.integers(0, 9), MOVES, MOVES)
def test_what_nobody_saw_was_missing_whenever_it_was_passed(
    on_book: int, missing: int, before: list[int], after: list[int]
) -> None:
    shelf = Shelf(book=on_book, real=max(on_book - missing, 0))
    missing = shelf.book - shelf.real
    for units in before:
        shelf.move(units)
    shelf.move(-99)  # whoever walks by now sees none of it
    for units in after:
        shelf.move(units)
    assert difference(shelf.book, shelf.passed, 0, None) == -missing


@given(st.integers(0, 9), MOVES)
def test_nobody_is_accused_of_what_came_after_the_walk_or_left_before_it(on_book: int, moves: list[int]) -> None:
    shelf = Shelf(book=on_book, real=on_book)
    for units in moves:
        shelf.move(units)
    lay = lay_all_along(shelf.book, shelf.passed, 0)
    assert 0 <= lay <= min(shelf.book, on_book)
    assert expected_then(shelf.book, shelf.passed, 0) == on_book


@given(st.lists(st.integers(-2, 6), max_size=6), st.integers(-5, 30))
def test_lots_give_no_more_than_they_hold_and_together_all_there_is(held: list[int], wanted: int) -> None:
    clock = SystemClock()
    lots = [Part(LotId(new_id(clock)), units) for units in held]
    taken = take_in_turn(lots, wanted)
    assert sum(part.units for part in taken) == min(max(wanted, 0), sum(max(units, 0) for units in held))
    limit = {part.lot: part.units for part in lots}
    assert all(0 < part.units <= limit[part.lot] for part in taken)


def test_the_first_lot_named_gives_first() -> None:
    clock = SystemClock()
    newest, oldest = LotId(new_id(clock)), LotId(new_id(clock))
    assert take_in_turn([Part(newest, 2), Part(oldest, 5)], 3) == (Part(newest, 2), Part(oldest, 1))


def test_the_agreement_says_who_bears_a_loss() -> None:
    shared = Percent.whole(40)
    for liability, outcome, percent in (
        (Liability.SHOP, Outcome.SHOP_PAYS, Percent.whole(100)),
        (Liability.SHARED, Outcome.SHARED, shared),
        (Liability.ARTISAN, Outcome.ARTISAN_BEARS, Percent.whole(0)),
    ):
        assert by_agreement(liability) is outcome
        assert shop_percent(outcome, shared) == percent
    assert shop_percent(Outcome.INSURED, shared) == Percent.whole(100)
    assert shop_percent(Outcome.BACK, shared) == Percent.whole(0)


def test_a_shared_loss_is_half_up_to_the_rupiah() -> None:
    assert shop_pays(Rupiah(33_333), 1, Percent.whole(50)) == Rupiah(16_667)
