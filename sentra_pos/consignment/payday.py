"""When an artisan is settled with, by the rhythm that was agreed. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from sentra_pos.consignment.facts import Rhythm
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.speech import N_, _

_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def weekday_name(number: int) -> str:
    """From 1, Monday, to 7."""
    return _(_WEEKDAYS[number - 1])


def next_payday(agreement: Agreement, after: date) -> date | None:
    """The first day of payment on or after a day; None when the artisan comes on request.

    Every two weeks counts from the first such weekday of the agreement. A month without that day pays on its last.
    """
    day = max(after, agreement.valid_from)
    if agreement.payday is None or agreement.rhythm is Rhythm.ON_REQUEST:
        return None
    if agreement.rhythm is Rhythm.MONTHLY:
        found = _in_month(day.year, day.month, agreement.payday)
        if found < day:
            later = date(day.year + day.month // 12, day.month % 12 + 1, 1)
            found = _in_month(later.year, later.month, agreement.payday)
        return found
    first = agreement.valid_from + timedelta(days=(agreement.payday - agreement.valid_from.isoweekday()) % 7)
    step = 7 if agreement.rhythm is Rhythm.WEEKLY else 14
    return first + timedelta(days=-(-max((day - first).days, 0) // step) * step)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def rhythm_words(agreement: Agreement) -> str:
    """How often and on which day, for screens and papers."""
    day = agreement.payday
    match agreement.rhythm:
        case Rhythm.WEEKLY if day is not None:
            return _("every week on {day}").format(day=weekday_name(day))
        case Rhythm.TWO_WEEKS if day is not None:
            return _("every two weeks on {day}").format(day=weekday_name(day))
        case Rhythm.MONTHLY if day is not None:
            return _("every month on day {day}").format(day=day)
    return _("when the artisan asks")
