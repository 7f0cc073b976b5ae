"""Close a settlement day; what was not paid opens the next one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.models import SettlementRunRow
from sentra_pos.settlement.run_facts import RunState
from sentra_pos.settlement.run_steps import run_in, tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseRun:
    """Which one."""

    by: ActedBy
    run: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RunClosed:
    """It is closed."""

    number: int
    changes: Changes = Changes(settlement=True)


def close_run(session: Session, command: CloseRun, *, clock: Clock) -> RunClosed:
    """At any step: what is locked stays locked and payable, the rest is as if nobody had looked. Once is enough."""
    require(session, command.by, Permission.SETTLE)
    row = session.get(SettlementRunRow, command.run)
    if row is not None and row.state is RunState.CLOSED:
        return RunClosed(number=row.number)
    row = run_in(session, command.run, RunState.DRAFT, RunState.REVIEWED, RunState.LOCKED)
    row.state = RunState.CLOSED
    row.closed_at, row.closed_by = clock.now(), command.by.staff
    tell_step(session, row, command.by, clock=clock)
    return RunClosed(number=row.number)
