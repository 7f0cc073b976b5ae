"""What the reports' pages ask of the shop, without a window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId, PartyId
from sentra_pos.people.queries import Artisan, artisans
from sentra_pos.reports.artisan_books import ArtisanBooks, artisan_books
from sentra_pos.reports.month_archive import MonthRecords, month_records
from sentra_pos.reports.office_recap import RecapRow, office_recap
from sentra_pos.reports.stock_card import StockCard, stock_cards
from sentra_pos.settlement.verify import Verdict, verify
from ui.kit.immediate import Doors, Runs, run_query


class RecordsView(Protocol):
    """What the presenter tells the screen."""

    def show_artisans(self, found: tuple[Artisan, ...]) -> None: ...

    def show_cards(self, cards: tuple[StockCard, ...], first: date, last: date) -> None: ...

    def show_recap(self, rows: tuple[RecapRow, ...]) -> None: ...

    def show_books(self, books: ArtisanBooks) -> None: ...

    def show_month(self, records: MonthRecords) -> None: ...

    def show_verdict(self, verdict: Verdict) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...


class RecordsPresenter:
    """Everything is read apart: a month of a large shop takes a second, and no scan waits for it."""

    def __init__(self, runner: Runs, shop: Doors, view: RecordsView) -> None:
        self._runner, self._shop, self._view = runner, shop, view

    def load(self) -> None:
        """Who the records can be about; those who left too."""
        self._runner.read(
            lambda session: artisans(session, active_only=False),
            self._view.show_artisans,
            self._view.tell,
            origin=self._view,
            latest="records.artisans",
        )

    def stock(self, party: PartyId | None, item: ItemId | None, first: date, last: date) -> None:
        """The stock card of an artisan, between two days."""
        self._ask(
            "stock",
            lambda session: stock_cards(session, party=party, item=item, since=first, until=last),
            lambda cards: self._view.show_cards(cards, first, last),
        )

    def recap(self, first: date, last: date) -> None:
        """Everybody's month."""
        self._ask("recap", lambda session: office_recap(session, first, last), self._view.show_recap)

    def books(self, party: PartyId, year: int) -> None:
        """One artisan's year."""
        self._ask("books", lambda session: artisan_books(session, party, year), self._view.show_books)

    def month(self, party: PartyId, month: date) -> None:
        """What the stick would hold."""
        self._ask("month", lambda session: month_records(session, party, month), self._view.show_month)

    def check(self, text: str) -> None:
        """Hold a paper against the book."""
        self._ask("check", lambda session: verify(session, text), self._view.show_verdict)

    def _ask(self, what: str, query: Callable[..., object], done: Callable[..., object]) -> None:
        self._runner.apart(
            lambda: run_query(self._shop, query),
            done,
            self._view.tell,
            origin=self._view,
            latest=f"records.{what}",
        )
