"""When the next settlement is, by the agreement."""

from __future__ import annotations

from datetime import date

import pytest

from sentra_pos.artisan_counter.rules import next_payday
from sentra_pos.consignment.facts import Rhythm

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("rhythm", "payday", "today", "last", "then"),
    [
        (Rhythm.ON_REQUEST, None, SUNDAY, None, None),
        (Rhythm.WEEKLY, 7, SUNDAY, None, SUNDAY),
        (Rhythm.WEEKLY, 1, SUNDAY, SUNDAY, date(2026, 11, 23)),
        (Rhythm.TWO_WEEKS, 1, SUNDAY, None, date(2026, 11, 23)),
        (Rhythm.TWO_WEEKS, 1, SUNDAY, date(2026, 11, 16), date(2026, 11, 30)),
        (Rhythm.MONTHLY, 22, SUNDAY, None, SUNDAY),
        (Rhythm.MONTHLY, 5, SUNDAY, None, date(2026, 12, 5)),
        (Rhythm.MONTHLY, 31, SUNDAY, None, date(2026, 11, 30)),
        (Rhythm.MONTHLY, 5, date(2026, 12, 6), None, date(2027, 1, 5)),
    ],
)
def test_the_next_payday(rhythm: Rhythm, payday: int | None, today: date, last: date | None, then: date | None) -> None:
    assert next_payday(rhythm, payday, today, last) == then
