"""Cash by its notes and coins always comes to what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.core.money import Rupiah
from sentra_pos.tills.denominations import FACES, MOST_OF_ONE, Denominations, check_count, kept_denominations
from sentra_pos.tills.errors import CountDiffers, NoSuchDenomination, NotACount

_COUNTS = st.dictionaries(st.sampled_from(FACES), st.integers(0, MOST_OF_ONE))


@given(counts=_COUNTS)
def test_a_count_is_the_sum_of_its_notes_and_comes_back_from_the_book_as_it_was(counts: dict[int, int]) -> None:
    counted = Denominations.of(counts)
    assert counted.total == Rupiah(sum(face * count for face, count in counts.items()))
    assert Denominations.from_json(counted.to_json()) == counted
    assert counted.counts == tuple(sorted(((face, n) for face, n in counts.items() if n), reverse=True))
    check_count(counted.total, counted)


@given(counts=_COUNTS, off=st.integers(-(10**6), 10**6).filter(bool))
def test_a_sum_that_is_not_the_notes_is_refused(counts: dict[int, int], off: int) -> None:
    counted = Denominations.of(counts)
    wrong = counted.total + Rupiah(off)
    with pytest.raises(NotACount if wrong < Rupiah(0) else CountDiffers):
        check_count(wrong, counted)


@pytest.mark.parametrize("counts", [{3_000: 1}, {50_000: -1}, {100: MOST_OF_ONE + 1}, {0: 1}])
def test_there_is_no_such_note(counts: dict[int, int]) -> None:
    with pytest.raises(NoSuchDenomination):
        Denominations.of(counts)


def test_without_notes_only_the_sum_is_kept() -> None:
    check_count(Rupiah(12_345), None)
    assert kept_denominations(None) == {}
    assert kept_denominations(Denominations.of({100_000: 2, 500: 1})) == {"denominations": {"100000": 2, "500": 1}}
