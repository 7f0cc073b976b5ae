"""What a settlement run does, without a window: start, review, lock one after the other, mark absent, close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, DocumentId, PartyId, new_id
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.settlement.close_run import CloseRun, RunClosed, close_run
from sentra_pos.settlement.figures import Standing
from sentra_pos.settlement.lock_in_run import LockedInRun, LockInRun, lock_in_run
from sentra_pos.settlement.lock_settlement import Reviewed
from sentra_pos.settlement.mark_absent import MarkAbsent, mark_absent
from sentra_pos.settlement.review_run import ReviewRun, RunReviewed, Seen, review_run
from sentra_pos.settlement.run_queries import RunArtisan, RunDay, open_run, run_day
from sentra_pos.settlement.start_run import StartRun, start_run
from ui.kit.immediate import Runs


class RunView(Protocol):
    """What the presenter asks of the screen."""

    def show_run(self, day: RunDay | None) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...

    def reviewed(self, artisans: int) -> None: ...

    def closed(self, number: int) -> None: ...

    def show_progress(self, done: int, of: int, name: str) -> None: ...

    def all_locked(self, locked: int, left: Sequence[tuple[str, SentraError]]) -> None: ...


def reviewable(each: RunArtisan) -> bool:
    """Whether a review names the artisan: something can be locked, or waits to be paid."""
    return each.settlement is None and (each.today.can_lock or each.today.standing is Standing.LOCKED)


class RunPresenter:
    """The run that is open, if one is."""

    def __init__(self, runner: Runs, clock: Clock, by: ActedBy, device: DeviceId, view: RunView) -> None:
        self._runner, self._clock, self._by, self._device, self._view = runner, clock, by, device, view
        self._stopped = self._locking = False
        self._starting = UUID(str(new_id(clock)))
        self.day: RunDay | None = None

    @property
    def locking(self) -> bool:
        """Whether artisans are being locked just now."""
        return self._locking

    def load(self) -> None:
        """Read the run anew."""
        today, device = business_today(self._clock), self._device

        def ask(session: Any) -> RunDay | None:
            run = open_run(session)
            return None if run is None else run_day(session, run, device, today)

        self._runner.read(ask, self._show, self._view.tell, origin=self._view, latest="settlement.run")

    def _show(self, day: RunDay | None) -> None:
        self.day = day
        self._view.show_run(day)

    def _again(self, _result: object) -> None:
        self.load()

    def start(self, parties: tuple[PartyId, ...] = ()) -> None:
        """Over everybody, or over those named."""
        command = StartRun(id=self._starting, by=self._by, parties=parties)
        self._starting = UUID(str(new_id(self._clock)))
        self._runner.write(start_run, command, self._again, self._view.tell, origin=self._view)

    def review(self) -> None:
        """Freeze the figures that are on the screen."""
        if self.day is None:
            return
        seen = tuple(
            Seen(party=each.party, figures=Reviewed(balance=each.today.owed.balance, lines=each.today.owed.lines))
            for each in self.day.artisans
            if reviewable(each)
        )

        def done(result: RunReviewed) -> None:
            self._view.reviewed(result.artisans)
            self.load()

        def refused(trouble: SentraError) -> None:
            self._view.tell(trouble)
            self.load()

        command = ReviewRun(by=self._by, run=self.day.run.id, seen=seen)
        self._runner.write(review_run, command, done, refused, origin=self._view)

    def mark_absent(self, party: PartyId, *, absent: bool) -> None:
        """Not here today, or here after all."""
        if self.day is not None:
            command = MarkAbsent(by=self._by, run=self.day.run.id, party=party, absent=absent)
            self._runner.write(mark_absent, command, self._again, self._view.tell, origin=self._view)

    def close(self) -> None:
        """Whatever is left opens the next one."""
        if self.day is None:
            return

        def done(closed: RunClosed) -> None:
            self._view.closed(closed.number)
            self.load()

        self._runner.write(
            close_run, CloseRun(by=self._by, run=self.day.run.id), done, self._view.tell, origin=self._view
        )

    # ---------------------------------------------------------------------------------------------------- everybody

    def lock_all(self) -> None:
        """Lock each by the reviewed figures, one document after the other; see ``stop``."""
        if self.day is None or self._locking or not self.day.to_lock:
            return
        self._stopped, self._locking = False, True
        waiting = list(self.day.to_lock)
        self._lock_next(self.day.run.id, waiting, 0, len(waiting), [])

    def stop(self) -> None:
        """Lock nobody after the one being locked; what is locked stays locked."""
        self._stopped = True

    def _lock_next(
        self, run: UUID, waiting: list[RunArtisan], done: int, of: int, refused: list[tuple[str, SentraError]]
    ) -> None:
        if not waiting or self._stopped:
            self._locking = False
            self._view.all_locked(done, refused)
            self.load()
            return
        each = waiting.pop(0)
        name = each.today.owed.name
        self._view.show_progress(of - len(waiting) - 1, of, name)
        command = LockInRun(id=DocumentId(new_id(self._clock)), by=self._by, run=run, party=each.party)
        answered = False

        def locked(_locked: LockedInRun) -> None:
            nonlocal answered
            answered = True
            self._lock_next(run, waiting, done + 1, of, refused)

        def failed(trouble: SentraError) -> None:
            nonlocal answered
            answered = True
            refused.append((name, trouble))
            self._lock_next(run, waiting, done, of, refused)

        def ended() -> None:
            # A fault of the program: nobody after this one is locked, and the list shows what stands.
            if not answered:
                self._lock_next(run, [], done, of, refused)

        self._runner.write(lock_in_run, command, locked, failed, ended=ended, origin=self)
