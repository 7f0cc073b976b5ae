"""When an artisan is paid, by the terms alone."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from sentra_pos.consignment.facts import Rhythm

_WEEK = timedelta(days=7)


def next_payday(rhythm: Rhythm, payday: int | None, today: date, last: date | None) -> date | None:
    """The next day on which is settled, today among them; None when the artisan asks for it.

    Every two weeks counts from the ``last`` settlement; before there is one, it is the next such weekday.
    """
    if payday is None or rhythm is Rhythm.ON_REQUEST:
        return None
    if rhythm is Rhythm.MONTHLY:
        this = _day_of(today.year, today.month, payday)
        if this >= today:
            return this
        return _day_of(today.year + today.month // 12, today.month % 12 + 1, payday)
    earliest = today
    if rhythm is Rhythm.TWO_WEEKS and last is not None:
        earliest = max(today, last + _WEEK + timedelta(days=1))
    return earliest + timedelta(days=(payday - earliest.isoweekday()) % 7)


def _day_of(year: int, month: int, day: int) -> date:
    """The 31st of a shorter month is its last day."""
    return date(year, month, min(day, monthrange(year, month)[1]))
