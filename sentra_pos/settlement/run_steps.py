"""What every step of a settlement run begins and ends with: the run in the right state, and the event."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.settlement.errors import RunNotFound, RunNotThere
from sentra_pos.settlement.models import SettlementRunPartyRow, SettlementRunRow
from sentra_pos.settlement.run_facts import RunState, state_label


def run_in(session: Session, run: UUID, *states: RunState) -> SettlementRunRow:
    """The run, where it is in one of the states. Raises RunNotFound, RunNotThere."""
    row = session.get(SettlementRunRow, run)
    if row is None or row.state is RunState.CLOSED:
        raise RunNotFound
    if row.state not in states:
        raise RunNotThere(state=state_label(row.state))
    return row


def all_locked(session: Session, row: SettlementRunRow) -> bool:
    """Whether nobody of the run waits for a settlement any more."""
    session.flush()
    waiting = select(func.count()).where(
        SettlementRunPartyRow.run_id == row.id, SettlementRunPartyRow.settlement_id.is_(None)
    )
    return not session.execute(waiting).scalar_one()


def tell_step(session: Session, row: SettlementRunRow, by: ActedBy, *, clock: Clock) -> None:
    """Remember who took the run to where it is now."""
    session.flush()
    record_event(
        session,
        EventKind.RUN_CHANGED,
        device=by.device,
        staff=by.staff,
        clock=clock,
        details={"run": str(row.id), "number": row.number, "state": row.state.value},
    )
