"""What the settlement screen does, without a window: load, lock, pay, lock all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, DocumentId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.figures import (
    ArtisanDetail,
    ArtisanToday,
    Explanation,
    Figure,
    Part,
    SettlementDay,
    artisan_detail,
    explain_document_line,
    explain_figure,
    explain_settlement,
    settlement_day,
)
from sentra_pos.settlement.lock_settlement import LockSettlement, Reviewed, SettlementLocked, lock_settlement
from sentra_pos.settlement.locked import SettlementPage, SettlementRow, find_settlements
from sentra_pos.settlement.pay_out import PaidOut, PayOut, Representative, pay_out
from sentra_pos.settlement.statement import Statement, statement_of
from ui.kit.immediate import Runs


class SettlementView(Protocol):
    """What the presenter asks of the screen."""

    def show_day(self, day: SettlementDay) -> None: ...

    def show_detail(self, detail: ArtisanDetail | None) -> None: ...

    def show_history(self, page: SettlementPage, *, sought: bool) -> None: ...

    def show_statement(self, statement: Statement | None) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...

    def show_progress(self, done: int, of: int, name: str) -> None: ...

    def all_locked(self, locked: int, left: Sequence[tuple[str, SentraError]]) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How much is paid now and how."""

    method: PayoutMethod
    amount: Rupiah
    reference: str = ""
    representative: Representative | None = None


class Settling(Protocol):
    """What the pay sheet is told while it settles."""

    def settled(self, locked: SettlementLocked | None, paid: PaidOut | None) -> None: ...

    def refused(self, trouble: SentraError, *, locked: bool) -> None: ...

    def busy(self, is_busy: bool) -> None: ...


def _lock_of(today: ArtisanToday, identity: DocumentId, by: ActedBy) -> LockSettlement:
    owed = today.owed
    return LockSettlement(
        id=identity, by=by, party=owed.party, reviewed=Reviewed(balance=owed.balance, lines=owed.lines)
    )


class SettleOne:
    """One artisan's lock and payout. The ids are minted once, so a second press repeats nothing.

    ``settlement`` is given when it is locked already; else it is locked first, by the figure that was reviewed.
    """

    def __init__(
        self, runner: Runs, clock: Clock, by: ActedBy, view: Settling, *, today: ArtisanToday | SettlementRow
    ) -> None:
        self._runner, self._by, self._view = runner, by, view
        self._lock_id, self._pay_id = DocumentId(new_id(clock)), DocumentId(new_id(clock))
        self._locked: SettlementLocked | None = None
        self._settlement = today.id if isinstance(today, SettlementRow) else None
        self._lock: LockSettlement | None = None
        self._asked = 0
        if isinstance(today, ArtisanToday):
            if today.can_lock:
                self._lock = _lock_of(today, self._lock_id, by)
            elif today.unpaid is not None:
                self._settlement = today.unpaid.id

    @property
    def locks(self) -> bool:
        """Whether it still has to be locked."""
        return self._lock is not None and self._locked is None

    def settle(self, wish: Wish | None) -> None:
        """Lock what is not locked, then pay what is wished; without a wish, only lock."""
        self._view.busy(True)
        if self._lock is not None and self._locked is None:
            self._asked += 1
            self._runner.write(
                lock_settlement,
                self._lock,
                lambda locked: self._after_lock(locked, wish),
                self._refused,
                ended=self._ended,
                origin=self._view,
            )
        else:
            self._pay(wish)

    def _after_lock(self, locked: SettlementLocked, wish: Wish | None) -> None:
        self._locked, self._settlement = locked, locked.id
        self._pay(wish)

    def _pay(self, wish: Wish | None) -> None:
        if wish is None or self._settlement is None:
            self._done(None)
            return
        command = PayOut(
            id=self._pay_id,
            by=self._by,
            settlement=self._settlement,
            method=wish.method,
            amount=wish.amount,
            reference=wish.reference,
            representative=wish.representative,
        )
        self._asked += 1
        self._runner.write(pay_out, command, self._done, self._refused, ended=self._ended, origin=self._view)

    def _ended(self) -> None:
        # After a fault too. The lock ends when the payout that follows it has been asked for already.
        self._asked -= 1
        if not self._asked:
            self._view.busy(False)

    def _done(self, paid: PaidOut | None) -> None:
        self._view.busy(False)
        self._view.settled(self._locked, paid)

    def _refused(self, trouble: SentraError) -> None:
        self._view.busy(False)
        self._view.refused(trouble, locked=self._locked is not None)


class SettlementPresenter:
    """The day's list, the chosen artisan, and everybody at once."""

    def __init__(self, runner: Runs, clock: Clock, by: ActedBy, device: DeviceId, view: SettlementView) -> None:
        self._runner, self._clock, self._by, self._device, self._view = runner, clock, by, device, view
        self._stopped = False
        self._locking = False
        self._sought = ""
        self.day: SettlementDay | None = None

    def load(self) -> None:
        """Read the day's list and the history anew."""
        today, device = business_today(self._clock), self._device
        self._runner.read(
            lambda session: settlement_day(session, device, today),
            self._show_day,
            self._view.tell,
            origin=self._view,
            latest="settlement.day",
        )
        self._load_history()

    def look_for(self, typed: str) -> None:
        """In the history only settlements of this artisan, or with this number; nothing typed, the newest."""
        self._sought = typed
        self._load_history()

    def _load_history(self) -> None:
        sought = self._sought
        self._runner.read(
            lambda session: find_settlements(session, sought),
            lambda page: self._view.show_history(page, sought=bool(sought)),
            self._view.tell,
            origin=self._view,
            latest="settlement.history",
        )

    def _show_day(self, day: SettlementDay) -> None:
        self.day = day
        self._view.show_day(day)

    def choose(self, party: PartyId | None) -> None:
        """Show the lines behind one artisan's amount."""
        if party is None:
            self._view.show_detail(None)
            return
        today = business_today(self._clock)
        self._runner.read(
            lambda session: artisan_detail(session, party, today),
            self._view.show_detail,
            self._view.tell,
            origin=self._view,
            latest="settlement.detail",
        )

    def choose_settlement(self, settlement: DocumentId | None) -> None:
        """Show a locked settlement's statement."""
        if settlement is None:
            self._view.show_statement(None)
            return
        self._runner.read(
            lambda session: statement_of(session, settlement),
            self._view.show_statement,
            self._view.tell,
            origin=self._view,
            latest="settlement.statement",
        )

    # ------------------------------------------------------------------------------------------------------ everybody

    @property
    def lockable(self) -> tuple[ArtisanToday, ...]:
        """Whom "lock all" would settle."""
        return () if self.day is None else tuple(each for each in self.day.artisans if each.can_lock)

    def lock_all(self) -> None:
        """Lock everybody's settlement as it was shown, each a document of its own; see ``stop``."""
        if self._locking or not self.lockable:
            return
        self._stopped, self._locking = False, True
        self._lock_next(list(self.lockable), 0, len(self.lockable), [])

    def stop(self) -> None:
        """Lock nobody after the one being locked; what is locked stays locked."""
        self._stopped = True

    def _lock_next(
        self, waiting: list[ArtisanToday], done: int, of: int, refused: list[tuple[str, SentraError]]
    ) -> None:
        if not waiting or self._stopped:
            self._locking = False
            self._view.all_locked(done, refused)
            self.load()
            return
        each = waiting.pop(0)
        self._view.show_progress(of - len(waiting) - 1, of, each.owed.name)
        command = _lock_of(each, DocumentId(new_id(self._clock)), self._by)
        answered = False

        def locked(_locked: SettlementLocked) -> None:
            nonlocal answered
            answered = True
            self._lock_next(waiting, done + 1, of, refused)

        def failed(trouble: SentraError) -> None:
            nonlocal answered
            answered = True
            refused.append((each.owed.name, trouble))
            self._lock_next(waiting, done, of, refused)

        def ended() -> None:
            # A fault of the program: nobody after this one is locked, and the list shows what stands.
            if not answered:
                self._lock_next([], done, of, refused)

        self._runner.write(lock_settlement, command, locked, failed, ended=ended, origin=self)


class ExplainView(Protocol):
    """What explains itself."""

    def show_explanation(self, explanation: Explanation, *, can_go_back: bool) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...


class Explainer:
    """Walks from a figure down to a single line and back up."""

    def __init__(self, runner: Runs, party: PartyId, view: ExplainView, today: date | None = None) -> None:
        self._runner, self._party, self._view, self._today = runner, party, view, today
        self._path: list[Explanation] = []

    def figure(self, figure: Figure) -> None:
        """Open a figure."""
        party, today = self._party, self._today
        self._read(lambda session: explain_figure(session, party, figure, today))

    def line(self, document: DocumentId, line: int) -> None:
        """Open one line of a document."""
        party = self._party
        self._read(lambda session: explain_document_line(session, party, document, line))

    def settlement(self, settlement: DocumentId) -> None:
        """Open a locked settlement."""
        self._read(lambda session: explain_settlement(session, settlement))

    def open(self, part: Part) -> None:
        """Go down into a part, if it is made of anything."""
        if part.figure is not None:
            self.figure(part.figure)
        elif part.settlement is not None:
            self.settlement(part.settlement)
        elif part.document is not None:
            self.line(part.document, part.line)

    def back(self) -> bool:
        """Go up again; False at the top."""
        if len(self._path) < 2:
            return False
        self._path.pop()
        self._show()
        return True

    def _read(self, query: Callable[[Any], Explanation]) -> None:
        self._runner.read(query, self._came, self._view.tell, origin=self._view, latest="settlement.explain")

    def _came(self, explanation: Explanation) -> None:
        self._path.append(explanation)
        self._show()

    def _show(self) -> None:
        self._view.show_explanation(self._path[-1], can_go_back=len(self._path) > 1)
