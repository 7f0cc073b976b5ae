"""Amounts in words, against an oracle that goes about it the other way round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.core.money import Rupiah
from sentra_pos.core.words import terbilang

_UNITS = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def number_said(words: str) -> int:
    """The oracle: adds up what the words say, knowing what each word is worth, and refuses what is no Indonesian."""
    ones = {word: value for value, word in enumerate(_UNITS, start=1)}
    scales = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}
    total, group, pending = 0, 0, 0
    last_scale = 10**15 * 10**3
    for word in words.split():
        if word in ones:
            assert pending == 0
            pending = ones[word]
        elif word in ("sepuluh", "sebelas"):
            group += {"sepuluh": 10, "sebelas": 11}[word]
        elif word == "belas":
            group, pending = group + 10 + pending, 0
        elif word == "puluh":
            assert pending > 1
            group, pending = group + 10 * pending, 0
        elif word == "seratus":
            group += 100
        elif word == "ratus":
            assert pending > 1
            group, pending = group + 100 * pending, 0
        elif word == "seribu":
            assert group == pending == 0
            total += 1000
        else:
            scale = scales[word]
            assert scale < last_scale
            assert (scale, group + pending) != (1000, 1)
            total, group, pending, last_scale = total + (group + pending) * scale, 0, 0, scale
    return total + group + pending


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1100, "seribu seratus"),
        (2000, "dua ribu"),
        (11_000, "sebelas ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_001_001, "satu juta seribu satu"),
        (1_250_000, "satu juta dua ratus lima puluh ribu"),
        (2_500_500, "dua juta lima ratus ribu lima ratus"),
        (1_000_000_000, "satu miliar"),
        (10**12, "satu triliun"),
        (
            10**15 - 1,
            " ".join(
                f"sembilan ratus sembilan puluh sembilan {s}" for s in ("triliun", "miliar", "juta", "ribu", "")
            ).strip(),
        ),
        (10**15, "seribu triliun"),
        (-15, "minus lima belas"),
    ],
)
def test_a_number_is_said_as_on_a_receipt_of_money(number: int, words: str) -> None:
    assert terbilang(number) == words
    assert terbilang(Rupiah(number)) == words


def test_every_number_up_to_a_hundred_thousand_says_itself() -> None:
    assert all(number_said(terbilang(number)) == number for number in range(1, 100_001))


@given(st.integers(min_value=1, max_value=10**15 - 1))
def test_words_say_the_number_they_came_from(number: int) -> None:
    assert number_said(terbilang(number)) == number


def test_a_number_beyond_all_money_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="1000000000000000000"):
        terbilang(10**18)
