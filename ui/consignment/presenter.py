"""Who consigns here and what stands between them and the shop, without Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from sentra_pos.catalogue.change_maker import change_maker
from sentra_pos.consignment.opening_balances import BalancesOpened, OpeningBalances, opening_balances
from sentra_pos.consignment.record_agreement import AgreementRecorded, RecordAgreement, record_agreement
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.people.add_artisan import AddArtisan, ArtisanAdded, add_artisan
from sentra_pos.people.change_artisan import ArtisanChanged, ChangeArtisan
from sentra_pos.shop import Shop
from ui.consignment.note_pdf import save_note
from ui.consignment.rows import ArtisanDetail, ArtisanInList, artisan_detail, artisans_in_list
from ui.kit.immediate import Runs

#: What this screen shows.
WATCHED = Changes(stock=True, parties=True, consignment=True, settlement=True, sales=True)
Failed = Callable[[SentraError], object]
#: After whatever came of it, a fault too.
Ended = Callable[[], object]


class ConsignmentView(Protocol):
    """What the presenter asks of the screen."""

    def show_artisans(self, rows: tuple[ArtisanInList, ...], everybody: int) -> None:
        """``everybody`` counts those that the search leaves out, too."""

    def show_detail(self, detail: ArtisanDetail | None) -> None: ...

    def tell_trouble(self, trouble: SentraError) -> None: ...

    def open_paper(self, file: Path) -> None:
        """Hand a finished PDF to the program that shows and prints it."""


class ConsignmentPresenter:
    """One a screen; ``load`` it before anything else."""

    def __init__(self, runner: Runs, shop: Shop, view: ConsignmentView) -> None:
        self._runner, self._shop, self._view = runner, shop, view
        self._rows: tuple[ArtisanInList, ...] = ()
        self._typed = ""
        self.detail: ArtisanDetail | None = None
        self.picked: PartyId | None = None

    def load(self) -> None:
        """Read everybody again, and whoever is picked."""
        today = business_today(self._shop.clock)

        def came(rows: tuple[ArtisanInList, ...]) -> None:
            self._rows = rows
            self._show()

        self._runner.read(lambda session: artisans_in_list(session, today), came, origin=self._view)
        if self.picked is not None:
            self.pick(self.picked)

    def search(self, typed: str) -> None:
        """Leave out whom the words do not mean."""
        self._typed = typed
        self._show()

    def _show(self) -> None:
        self._view.show_artisans(tuple(row for row in self._rows if row.matches(self._typed)), len(self._rows))

    @property
    def everybody(self) -> tuple[ArtisanInList, ...]:
        """All artisans, whatever is searched for."""
        return self._rows

    def pick(self, party: PartyId | None) -> None:
        """Show one artisan beside the list."""
        self.picked = party
        if party is None:
            self._show_detail(None)
            return
        today = business_today(self._shop.clock)

        def ask(session: Any) -> ArtisanDetail | None:
            return artisan_detail(session, party, today)

        self._runner.read(ask, self._show_detail, origin=self._view, latest="consignment detail")

    def _show_detail(self, detail: ArtisanDetail | None) -> None:
        self.detail = detail
        self._view.show_detail(detail)

    def add(
        self, command: AddArtisan, done: Callable[[ArtisanAdded], object], failed: Failed, ended: Ended | None = None
    ) -> None:
        """Enter an artisan, and show the new one."""

        def came(added: ArtisanAdded) -> None:
            self.picked = added.id
            done(added)
            self.load()

        self._runner.write(add_artisan, command, came, failed, ended=ended, origin=self._view)

    def change(
        self,
        command: ChangeArtisan,
        done: Callable[[ArtisanChanged], object],
        failed: Failed,
        ended: Ended | None = None,
    ) -> None:
        """Write down how an artisan is reached and paid."""
        self._runner.write(change_maker, command, done, failed, ended=ended, origin=self._view)

    def record(
        self,
        command: RecordAgreement,
        done: Callable[[AgreementRecorded], object],
        failed: Failed,
        ended: Ended | None = None,
    ) -> None:
        """Add a version of the terms."""
        self._runner.write(record_agreement, command, done, failed, ended=ended, origin=self._view)

    def open_balances(
        self,
        command: OpeningBalances,
        done: Callable[[BalancesOpened], object],
        failed: Failed,
        ended: Ended | None = None,
    ) -> None:
        """Post what stood before the program came."""
        self._runner.write(opening_balances, command, done, failed, ended=ended, origin=self._view)

    def print_note(self, note: DocumentId) -> None:
        """Write the note's PDF and open it; on a thread of its own, a long note takes its time."""
        self._runner.apart(
            lambda: save_note(self._shop, note), self._view.open_paper, self._view.tell_trouble, origin=self._view
        )
