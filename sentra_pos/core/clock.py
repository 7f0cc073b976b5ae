"""Time as something handed in: UTC inside, the shop's zone on screens and papers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Protocol

#: Waktu Indonesia Barat. Indonesia knows no summer time, so a fixed offset is exact and needs no zone data on Windows.
WIB = timezone(timedelta(hours=7), "WIB")


class Clock(Protocol):
    """What tells the time; ``zone`` is the shop's own."""

    @property
    def zone(self) -> tzinfo: ...

    def now(self) -> datetime:
        """Aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def __init__(self, zone: tzinfo = WIB) -> None:
        self._zone = zone

    @property
    def zone(self) -> tzinfo:
        return self._zone

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands until it is moved: for tests, the demo shop and the tour."""

    def __init__(self, start: datetime, zone: tzinfo = WIB) -> None:
        if start.tzinfo is None:
            raise ValueError("a clock needs an aware time")
        self._now = start.astimezone(UTC)
        self._zone = zone

    @property
    def zone(self) -> tzinfo:
        return self._zone

    def now(self) -> datetime:
        return self._now

    def advance(self, step: timedelta) -> None:
        self._now += step

    def set(self, moment: datetime) -> None:
        self._now = moment.astimezone(UTC)


def local(moment: datetime, zone: tzinfo) -> datetime:
    """The moment as the shop's wall clock shows it."""
    return moment.astimezone(zone)


def business_today(clock: Clock) -> date:
    """Today on the shop's wall clock; a shift keeps the date it was opened on, even past midnight."""
    return local(clock.now(), clock.zone).date()
