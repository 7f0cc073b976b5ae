"""Dates and times as Indonesians write them, and in English for who chose it; the day always stands first."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_, _, language, ngettext
from sentra_pos.core.typed_text import shown

# Not in the gettext catalogue: parsing must know both languages whichever is spoken.
_MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
# What people write that is not simply the first three letters.
_SHORT_MONTHS = {"ags": 8, "agt": 8, "agst": 8, "sept": 9, "nop": 11, "nopember": 11, "pebruari": 2, "peb": 2}
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2199


class NotADate(SentraError):
    """What was typed is no day of the calendar."""

    message = N_("“{text}” is not a date; type for example 17/8/2026 or 17 Agustus 2026.")


def format_date(day: date) -> str:
    """``22 November 2026``."""
    return f"{day.day} {_MONTHS[language()][day.month - 1]} {day.year}"


def format_month(day: date) -> str:
    """``November 2026``, the month of the day."""
    return f"{_MONTHS[language()][day.month - 1]} {day.year}"


def format_short_date(day: date) -> str:
    """``22/11/26``, the same in both languages."""
    return f"{day.day:02d}/{day.month:02d}/{day.year % 100:02d}"


def format_time(moment: time | datetime) -> str:
    """``14.05`` in Indonesian, ``14:05`` in English; a datetime must already be on the shop's wall clock."""
    return f"{moment.hour:02d}{'.' if language() == 'id' else ':'}{moment.minute:02d}"


def format_age(age: timedelta) -> str:
    """``3 hours ago``: how long ago, in one unit."""
    minutes = int(age.total_seconds()) // 60
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    hours = minutes // 60
    if hours < 48:
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=hours)
    days = hours // 24
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


def _month_words() -> dict[str, int]:
    words = dict(_SHORT_MONTHS)
    for names in _MONTHS.values():
        for number, name in enumerate(names, start=1):
            words[name.casefold()] = words[name.casefold()[:3]] = number
    return words


_MONTH_WORDS = _month_words()
_DAY_WORDS = {name.casefold() for names in _DAYS.values() for name in names} | {"jum'at", "ahad"}
_DIGITS_FIRST = re.compile(
    r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})"
)
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_NAMED = re.compile(r"(?P<day>[0-9]{1,2})[ -]?(?P<month>[a-z]+)\.?,?[ -]?(?P<year>[0-9]{4}|[0-9]{2})")


def parse_date(text: str) -> date:
    """The day meant by ``17/8/26``, ``17-08-2026``, ``2026-08-17`` or ``[Senin,] 17 Agu 2026``; the day comes first.

    Month names of both languages are known whichever is spoken; two digits of a year are 20xx. Raises NotADate.
    """
    folded = _without_day_name(" ".join(text.casefold().split()))
    match = _DIGITS_FIRST.fullmatch(folded) or _ISO.fullmatch(folded) or _NAMED.fullmatch(folded)
    if match is None:
        raise NotADate(text=shown(text))
    month = int(match["month"]) if match["month"].isdigit() else _MONTH_WORDS.get(match["month"], 0)
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)  # digits of a short year
    try:
        day = date(year, month, int(match["day"]))
    except ValueError:
        raise NotADate(text=shown(text)) from None
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise NotADate(text=shown(text))
    return day


def _without_day_name(text: str) -> str:
    head, _gap, rest = text.partition(" ")
    return rest if head.rstrip(",") in _DAY_WORDS else text
