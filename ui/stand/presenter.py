"""The stand's own page without a window: what is here, what was sold today, and how much of it is on a stick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.exhibitions.end_stand import cash_sent_home
from sentra_pos.exhibitions.keep_stick import KeepStick, LastFile, Stick, keep_stick, last_file, stick_of
from sentra_pos.exhibitions.queries import ExhibitionRecord, StandDetails, exhibition
from sentra_pos.exhibitions.stand_day import StandDay, stand_day
from sentra_pos.exhibitions.stand_ends import stand_ended_by
from sentra_pos.exhibitions.write_homecoming import Progress
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.shop import Shop
from ui.kit.immediate import Runs
from ui.stand.files import HomeWritten, PackRead, day_here, home_name, read_pack_file, save_recap, write_home
from ui.stand.here import StandHere

#: The file on the stick is called old when so much time has passed since, with something sold meanwhile.
OLD = timedelta(hours=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandPage:
    """All that the screen shows; ``sent_home`` is the cash that left the drawer when the stand ended."""

    record: ExhibitionRecord
    stand: StandDetails
    day: StandDay
    stick: Stick
    last: LastFile | None
    sent_home: Rupiah


class Works(Protocol):
    """Long work with progress; see ``LongWork.run``."""

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[SentraError], object] | None = None,
    ) -> None: ...


class StandView(Protocol):
    """What the presenter asks of the screen."""

    def show_page(self, page: StandPage) -> None: ...

    def show_pack(self, read: PackRead) -> None: ...

    def on_the_stick(self, written: HomeWritten) -> None: ...

    def recap_saved(self, file: Path) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...


class StandPresenter:
    """One a screen."""

    def __init__(self, work: Works, runner: Runs, shop: Shop, here: StandHere, by: ActedBy, view: StandView) -> None:
        self._work, self._runner, self._shop, self._here, self._by, self._view = work, runner, shop, here, by, view
        self.page: StandPage | None = None

    def load(self) -> None:
        """Read everything again; apart, because a whole exhibition's sales are added up for it."""
        self._runner.apart(self._read, self._came, self._view.tell, origin=self._view, latest="stand")

    def _read(self) -> StandPage:
        here, today = self._here, business_today(self._shop.clock)
        with self._shop.reading() as session:
            details = exhibition(session, here.exhibition, today)
            ended = stand_ended_by(session, here.id)
            return StandPage(
                record=details.record,
                stand=next(each for each in details.stands if each.stand.id == here.id),
                day=stand_day(session, here.id, day_here(session, self._shop)),
                stick=stick_of(session),
                last=last_file(session, self._by.device),
                sent_home=ZERO if ended is None else cash_sent_home(session, ended),
            )

    def _came(self, page: StandPage) -> None:
        self.page = page
        self._view.show_page(page)

    # ------------------------------------------------------------------------------------------------- what is asked

    def suggested_file(self) -> str:
        """Where today's file goes unless the person says otherwise."""
        name = home_name(self._shop, self._here)
        folder = "" if self.page is None else self.page.stick.folder
        return str(Path(folder) / name) if folder else name

    def write_home(self, file: Path, title: str) -> None:
        """The whole book, onto a stick."""
        shop, by = self._shop, self._by

        def done(written: HomeWritten) -> None:
            self._view.on_the_stick(written)
            self.load()

        self._work.run(title, lambda progress: write_home(shop, file, by, progress), done)

    def write_by_itself(self, wished: bool) -> None:
        """Whether each closing writes the file by itself."""
        if self.page is None or self.page.stick.by_itself == wished:
            return
        command = KeepStick(by=self._by, stick=Stick(folder=self.page.stick.folder, by_itself=wished))
        self._runner.write(keep_stick, command, lambda _kept: self.load(), self._view.tell, origin=self._view)

    def read_pack(self, file: Path, title: str) -> None:
        """What was sent after the first load, or for the next exhibition."""
        shop = self._shop
        self._work.run(title, lambda _progress: read_pack_file(shop, file), self._view.show_pack)

    def save_recap(self) -> None:
        """Today's, as a PDF."""
        shop, wanted = self._shop, self._here.id
        self._runner.apart(lambda: save_recap(shop, wanted), self._view.recap_saved, self._view.tell, origin=self._view)
