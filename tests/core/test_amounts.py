"""Amounts, counts and rates: what is understood, what is refused, and that both ways agree."""

from __future__ import annotations

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.core.amounts import (
    HIGHEST_AMOUNT,
    AmountInOtherDigits,
    AmountMissing,
    AmountNegative,
    AmountNotWhole,
    AmountTooLarge,
    AmountUnclear,
    CountMissing,
    CountTooLarge,
    PercentMissing,
)
from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.words import (
    NotACount,
    NotAnAmount,
    NotAPercent,
    format_number,
    format_percent,
    format_rupiah,
    parse_count,
    parse_percent,
    parse_rupiah,
)

amounts = st.integers(min_value=0, max_value=HIGHEST_AMOUNT)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.250.000", 1_250_000),
        ("Rp 165.000,-", 165_000),
        ("Rp165.000,00", 165_000),
        ("Rp. 12.500", 12_500),
        ("RP\u00a01.250.000", 1_250_000),
        ("IDR 500", 500),
        ("165rb", 165_000),
        ("165 ribu", 165_000),
        ("165k", 165_000),
        ("1.100rb", 1_100_000),
        ("1100rb", 1_100_000),
        ("1,5jt", 1_500_000),
        ("1,25 Juta", 1_250_000),
        ("2 juta", 2_000_000),
        ("1,5 miliar", 1_500_000_000),
        ("7,5 rb", 7_500),
        ("7500", 7_500),
        ("7500.-", 7_500),
        ("165.000,--", 165_000),
        ("0", 0),
        ("1000000000000", HIGHEST_AMOUNT),
    ],
)
def test_an_amount_is_understood_as_people_type_it(text: str, amount: int) -> None:
    assert parse_rupiah(text) == Rupiah(amount)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", AmountMissing),
        (" \u00a0\t", AmountMissing),
        ("1.25", AmountUnclear),
        ("12.50", AmountUnclear),
        ("1.2.3", AmountUnclear),
        ("1,250,000", AmountUnclear),
        ("1,250", AmountUnclear),
        ("1 250 000", AmountUnclear),
        ("1.250.00", AmountUnclear),
        ("0.500", AmountUnclear),
        ("007500", AmountUnclear),
        ("1.5jt", AmountUnclear),
        ("1.500jt", AmountUnclear),
        ("7500,0", AmountNotWhole),
        ("1250,50", AmountNotWhole),
        ("1,2345678jt", AmountNotWhole),
        ("-45.000", AmountNegative),
        ("Rp -45.000", AmountNegative),
        ("\u221245.000", AmountNegative),
        ("1000000000001", AmountTooLarge),
        ("2000 miliar", AmountTooLarge),
        ("١٢٣", AmountInOtherDigits),
        ("１２３", AmountInOtherDigits),
        ("12²", AmountInOtherDigits),
        ("abc", NotAnAmount),
        ("Rp", NotAnAmount),
        ("rb", NotAnAmount),
        ("1e5", NotAnAmount),
        ("5%", NotAnAmount),
        ("--5", NotAnAmount),
        ("12\u200b000", NotAnAmount),
        ("9" * 5000, NotAnAmount),
    ],
)
def test_what_is_no_sure_amount_is_refused_with_its_reason(text: str, trouble: type[NotAnAmount]) -> None:
    with pytest.raises(NotAnAmount) as refused:
        parse_rupiah(text)
    assert type(refused.value) is trouble
    assert str(refused.value).endswith(".")


def test_a_negative_amount_is_taken_only_where_it_is_allowed() -> None:
    assert parse_rupiah("-45.000", allow_negative=True) == Rupiah(-45_000)
    assert parse_rupiah("Rp -45.000", allow_negative=True) == Rupiah(-45_000)
    with pytest.raises(NotAnAmount):
        parse_rupiah("-Rp -45.000", allow_negative=True)


def test_a_message_quotes_no_invisible_or_endless_text() -> None:
    with pytest.raises(NotAnAmount) as refused:
        parse_rupiah("12\u202e\x00" + "x" * 10_000 + "{text}")
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 200


def test_money_is_written_with_a_space_that_does_not_break() -> None:
    assert format_rupiah(Rupiah(1_250_000)) == "Rp\u00a01.250.000"
    assert format_rupiah(Rupiah(-45_000)) == "-Rp\u00a045.000"
    assert format_rupiah(Rupiah(0)) == "Rp\u00a00"


@given(st.integers(min_value=-HIGHEST_AMOUNT, max_value=HIGHEST_AMOUNT))
def test_what_is_written_is_read_back(amount: int) -> None:
    assert parse_rupiah(format_rupiah(Rupiah(amount)), allow_negative=True) == Rupiah(amount)
    assert parse_rupiah(format_number(amount), allow_negative=True) == Rupiah(amount)
    assert parse_rupiah(str(amount), allow_negative=True) == Rupiah(amount)


@given(amounts, st.sampled_from(["Rp {}", "Rp{},-", "Rp. {},00", "{}.-", " {} "]))
def test_every_usual_dress_means_the_same_amount(amount: int, dress: str) -> None:
    assert parse_rupiah(dress.format(format_number(amount))) == Rupiah(amount)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_numbers_are_grouped_as_cldr_groups_them(number: int) -> None:
    assert format_number(number) == format_decimal(number, locale="id_ID")


@given(st.one_of(st.text(), st.text(alphabet="0123456789.,-Rprbjtk \u00a0%", max_size=20)))
def test_nothing_that_can_be_typed_raises_anything_else(text: str) -> None:
    for parse in (parse_rupiah, parse_count, parse_percent):
        try:
            parse(text)
        except SentraError as error:
            sentence = str(error)
            assert sentence


@given(amounts.filter(lambda n: n >= 1000))
def test_english_grouping_is_never_taken_for_something_else(amount: int) -> None:
    with pytest.raises(NotAnAmount):
        parse_rupiah(f"{amount:,}")


@pytest.mark.parametrize(
    ("text", "count"), [("12", 12), ("1.200", 1200), ("3 lembar", 3), ("24pcs", 24), ("0", 0), (" 1000000 ", 10**6)]
)
def test_a_count_is_understood(text: str, count: int) -> None:
    assert parse_count(text) == Quantity.pieces(count)


@pytest.mark.parametrize("text", ["", "-", "-1", "1,5", "1.5", "dua", "١٢", "2 kodi", "lembar", "9" * 5000])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(NotACount):
        parse_count(text)


def test_a_count_beyond_a_million_is_refused_as_too_large() -> None:
    with pytest.raises(CountTooLarge):
        parse_count("1.000.001")


@pytest.mark.parametrize(
    ("text", "basis_points"),
    [
        ("12,5", 1250),
        ("15%", 1500),
        ("17,5 %", 1750),
        ("12.5", 1250),
        ("0", 0),
        ("100%", 10_000),
        ("0,01", 1),
        ("7 persen", 700),
    ],
)
def test_a_rate_is_understood(text: str, basis_points: int) -> None:
    assert parse_percent(text) == Percent(basis_points)


@pytest.mark.parametrize("text", ["", "%", "-5", "100,01", "101", "2.500", "12,345", "a%", "١٥%", "15%%"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(NotAPercent):
        parse_percent(text)


def test_a_rate_shows_only_the_decimals_it_has() -> None:
    shown = [format_percent(Percent(points)) for points in (1500, 1750, 1225, 1, 0, 10_000)]
    assert shown == ["15%", "17,5%", "12,25%", "0,01%", "0%", "100%"]


@given(st.integers(min_value=0, max_value=10_000))
def test_a_rate_that_is_written_is_read_back(basis_points: int) -> None:
    assert parse_percent(format_percent(Percent(basis_points))) == Percent(basis_points)


@pytest.mark.parametrize(("part", "whole", "points"), [(3, 17, 1765), (5, 18, 2778), (0, 3, 0), (7, 7, 10_000)])
def test_a_part_of_a_whole_is_rounded_half_up(part: int, whole: int, points: int) -> None:
    assert Percent.part_of(part, whole) == Percent(points)


def test_an_empty_field_is_told_what_to_type_and_not_what_it_is_not() -> None:
    for parse, missing in ((parse_count, CountMissing), (parse_percent, PercentMissing)):
        with pytest.raises(missing) as told:
            parse("  ")
        assert "“”" not in str(told.value)
