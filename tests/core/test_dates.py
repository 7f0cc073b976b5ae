"""Dates and times, with CLDR as the oracle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import babel.dates
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.core.speech import language, use_language
from sentra_pos.core.words import (
    NotADate,
    format_date,
    format_short_date,
    format_time,
    parse_date,
)

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))
A_DAY = date(2026, 8, 17)


@pytest.fixture(autouse=True)
def speech_is_put_back() -> Iterator[None]:
    before = language()
    yield
    use_language(before)


def test_indonesian_dates_read_as_on_a_letter() -> None:
    use_language("id")
    assert format_date(A_DAY) == "17 Agustus 2026"
    assert format_short_date(date(2026, 11, 2)) == "02/11/26"
    assert format_time(time(14, 5)) == "14.05"


def test_english_dates_keep_the_day_first() -> None:
    use_language("en")
    assert format_date(A_DAY) == "17 August 2026"
    assert format_short_date(date(2026, 11, 2)) == "02/11/26"
    assert format_time(time(14, 5)) == "14:05"


@pytest.mark.parametrize("code", ["id", "en"])
def test_every_day_of_some_years_is_named_as_cldr_names_it(code: str) -> None:
    use_language(code)
    for ordinal in range(date(2026, 1, 1).toordinal(), date(2029, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        assert format_date(day) == babel.dates.format_date(day, "d MMMM y", locale=code)


@given(st.times())
def test_times_are_written_as_cldr_writes_them(moment: time) -> None:
    use_language("id")
    assert format_time(moment) == babel.dates.format_time(moment, "HH.mm", locale="id_ID")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "17/8/26",
            "17/08/2026",
            "17-08-2026",
            "17-8-26",
            "17.8.2026",
            "2026-08-17",
            "17 Agustus 2026",
            "17 agu 2026",
        ),
        *("17 Agt 2026", "17 Ags. 2026", "17 August 2026", "17 Aug 26", "17-Agu-2026", "Senin, 17 Agustus 2026"),
        *("monday, 17 aug 2026", "  17   Agustus  2026 "),
    ],
)
def test_a_date_is_understood_as_people_type_it(text: str) -> None:
    assert parse_date(text) == A_DAY


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "17",
            "17/8",
            "31/2/2026",
            "0/8/2026",
            "17/13/2026",
            "8/17/2026",
            "2026/08/17",
            "17/08-2026",
            "17 Foo 2026",
        ),
        *("17/8/026", "١٧/٨/٢٠٢٦", "17 Agustus", "17/8/1826", "besok", "32 Agustus 2026", "9" * 3000),
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(NotADate) as refused:
        parse_date(text)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("code", ["id", "en"])
@pytest.mark.parametrize("spoken_later", ["id", "en"])
@given(day=days)
def test_a_date_that_is_written_is_read_back_in_either_language(code: str, spoken_later: str, day: date) -> None:
    use_language(code)
    with_its_name = babel.dates.format_date(day, "EEEE, d MMMM y", locale=code)
    written = [format_date(day), with_its_name, day.isoformat()]
    use_language(spoken_later)
    assert [parse_date(text) for text in written] == [day] * 3


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_short_date_is_read_back_in_this_century(day: date) -> None:
    assert parse_date(format_short_date(day)) == day


@given(st.text())
def test_nothing_that_can_be_typed_raises_anything_else(text: str) -> None:
    try:
        parse_date(text)
    except NotADate as error:
        sentence = str(error)
        assert sentence
