"""The fields that say whose records, and of when; each page has those it needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import _
from sentra_pos.people.queries import Artisan
from ui.consignment.choice import Choice
from ui.kit.fields import DateEdit
from ui.records.rows import months, years

_NOBODY: list[tuple[PartyId | None, str]] = [(None, "–")]


class ArtisanChoice(Choice[PartyId | None]):
    """One artisan by code and name; ``everybody`` is offered first where the page can do it for all."""

    def __init__(self, *, everybody: str = "") -> None:
        self._first: list[tuple[PartyId | None, str]] = [(None, everybody)] if everybody else []
        super().__init__(self._first or _NOBODY, name=_("Artisan"))
        self.setFixedWidth(280)
        self._names: dict[PartyId, str] = {}

    def show_artisans(self, found: tuple[Artisan, ...]) -> None:
        """Whom there is to choose."""
        self._names = {each.id: f"{each.code} {each.name}" for each in found}
        self.offer([*self._first, *self._names.items()] if found or self._first else _NOBODY)

    def name(self) -> str:
        """Who is chosen, in words."""
        party = self.value()
        return self.currentText() if party is None else self._names.get(party, "")


def month_choice(today: date) -> Choice[date]:
    """This month and two years back."""
    made: Choice[date] = Choice(months(today), name=_("Month"))
    made.setFixedWidth(190)
    return made


def year_choice(today: date) -> Choice[int]:
    """This year and some back."""
    made: Choice[int] = Choice(years(today), name=_("Year"))
    made.setFixedWidth(120)
    return made


def day_field(name: str, day: date, today: Callable[[], date]) -> DateEdit:
    """A day that a card begins or ends with."""
    made = DateEdit(day, today=today, name=name)
    made.setFixedWidth(116)
    return made
