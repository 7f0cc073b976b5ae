"""Cases without a window: what is missing, damaged or given up, and how each may end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.case_queries import Case, Decided, decided_cases, given_up, open_cases
from sentra_pos.counting.decide_case import CaseDecided, DecideCase, decide_case
from sentra_pos.counting.facts import Outcome
from sentra_pos.counting.note_case import NoteCase, note_case
from sentra_pos.ledger.draft import ActedBy
from ui.kit.immediate import Runs


class Which(StrEnum):
    """Which cases are listed."""

    OPEN = "open"
    GIVEN_UP = "given_up"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """All three lists at once: they are short."""

    open: tuple[Case, ...]
    given_up: tuple[Case, ...]
    decided: tuple[Decided, ...]


class CasesView(Protocol):
    """What the presenter asks of the page."""

    def show_cases(self, cases: Cases) -> None: ...

    def noted(self) -> None: ...

    def decided(self, case: Case, done: CaseDecided) -> None: ...

    def tell(self, trouble: SentraError) -> None: ...


class CasesPresenter:
    """One a page."""

    def __init__(self, runner: Runs, clock: Clock, by: ActedBy, view: CasesView) -> None:
        self._runner, self._clock, self._by, self._view = runner, clock, by, view

    def load(self) -> None:
        """Read the lists again."""

        def ask(session: Any) -> Cases:
            device = self._by.device
            return Cases(
                open=open_cases(session, device),
                given_up=given_up(session),
                decided=decided_cases(session, device),
            )

        self._runner.read(ask, self._view.show_cases, self._view.tell, origin=self._view, latest="cases")

    def note(self, case: Case, text: str) -> None:
        """Where somebody looked, whom they asked."""

        def done(_noted: object) -> None:
            self._view.noted()
            self.load()

        command = NoteCase(by=self._by, lot=case.lot, place=case.place, note=text)
        self._runner.write(note_case, command, done, self._view.tell, origin=self._view)

    def command(self, case: Case, outcome: Outcome, quantity: Quantity, reason: str) -> DecideCase:
        """A decision that can be sent again as it is."""
        return DecideCase(
            id=DocumentId(new_id(self._clock)),
            by=self._by,
            lot=case.lot,
            place=case.place,
            quantity=quantity,
            outcome=outcome,
            reason=reason,
        )

    def decide(self, case: Case, command: DecideCase) -> None:
        """End it."""

        def done(decided: CaseDecided) -> None:
            self._view.decided(case, decided)
            self.load()

        self._runner.write(decide_case, command, done, self._view.tell, origin=self._view)
