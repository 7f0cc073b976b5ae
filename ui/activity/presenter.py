"""What the activity screen does, without a window: filter, load, read on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId
from sentra_pos.people.queries import StaffMember, staff_list
from sentra_pos.reports.activity import activity
from sentra_pos.reports.activity_facts import Activity, ActivityFilter, ActivityGroup, ActivityPage, ActivityPlace
from ui.activity.rows import Period, since
from ui.kit.immediate import Doors, Runs, run_query


class ActivityView(Protocol):
    """What the presenter asks of the screen."""

    def show_people(self, people: tuple[StaffMember, ...]) -> None: ...

    def show_rows(self, rows: tuple[Activity, ...], methods: Mapping[str, str], *, filtered: bool) -> None: ...

    def add_rows(self, rows: tuple[Activity, ...]) -> None: ...

    def tell_trouble(self, trouble: SentraError) -> None: ...


class ActivityPresenter:
    """Keeps what is asked for, and how far it has been read."""

    def __init__(self, runner: Runs, shop: Doors, view: ActivityView) -> None:
        self._runner, self._shop, self._clock, self._view = runner, shop, shop.clock, view
        self._older: ActivityPlace | None = None
        self._reading = False
        self.period = Period.WEEK
        self.wanted = ActivityFilter(since=since(Period.WEEK, self._clock))

    def load(self) -> None:
        """Read everything anew."""
        # A page left open over midnight goes on to mean the last seven days.
        if self.period is not Period.DAYS:
            self.wanted = replace(self.wanted, since=since(self.period, self._clock), until=None)
        self._runner.read(
            lambda session: staff_list(session, active_only=False),
            self._view.show_people,
            self._view.tell_trouble,
            origin=self._view,
            latest="activity.people",
        )
        self._read()

    def ask_person(self, person: StaffId | None) -> None:
        """Only what this person did or approved."""
        self._ask(replace(self.wanted, person=person))

    def ask_group(self, group: ActivityGroup | None) -> None:
        """Only this kind of thing."""
        self._ask(replace(self.wanted, group=group))

    def ask_text(self, text: str) -> None:
        """Only what has this number, or these words."""
        self._ask(replace(self.wanted, text=text))

    def ask_period(self, period: Period) -> None:
        """How far back."""
        self.period = period
        if period is not Period.DAYS:
            self._ask(replace(self.wanted, since=since(period, self._clock), until=None))

    def ask_days(self, first: date | None, last: date | None) -> None:
        """From one day to another, either of them open."""
        self.period = Period.DAYS
        self._ask(replace(self.wanted, since=first, until=last))

    def more(self) -> None:
        """Read on where the list ends."""
        place = self._older
        if place is None or self._reading:
            return
        self._reading = True
        self._runner.apart(
            self._query(place),
            self._add,
            self._view.tell_trouble,
            ended=self._read_on,
            origin=self._view,
            latest="activity.rows",
        )

    def _ask(self, wanted: ActivityFilter) -> None:
        if wanted != self.wanted:
            self.wanted = wanted
            self._read()

    def _read(self) -> None:
        self._older = None
        self._runner.apart(
            self._query(None), self._show, self._view.tell_trouble, origin=self._view, latest="activity.rows"
        )

    def _query(self, place: ActivityPlace | None) -> Callable[[], ActivityPage]:
        """Years of sales take a second to look through: apart from the thread that answers scans."""
        wanted, zone = self.wanted, self._clock.zone
        return lambda: run_query(self._shop, lambda session: activity(session, wanted, zone=zone, after=place))

    def _show(self, page: ActivityPage) -> None:
        self._older = page.older
        filtered = self.wanted != ActivityFilter()
        self._view.show_rows(page.rows, page.methods, filtered=filtered)

    def _add(self, page: ActivityPage) -> None:
        self._older = page.older
        self._view.add_rows(page.rows)

    def _read_on(self) -> None:
        self._reading = False
