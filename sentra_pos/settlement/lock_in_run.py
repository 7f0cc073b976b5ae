"""Lock one artisan of a reviewed settlement day, by exactly the figures that were reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import (
    ChangedSinceReview,
    FiguresChanged,
    LockedAlready,
    NothingToSettle,
    NotInTheRun,
)
from sentra_pos.settlement.knows import artisan_known
from sentra_pos.settlement.lock_settlement import LockSettlement, Reviewed, lock_settlement
from sentra_pos.settlement.locked import settlement_row
from sentra_pos.settlement.models import SettlementRunPartyRow
from sentra_pos.settlement.run_facts import RunState
from sentra_pos.settlement.run_steps import all_locked, run_in, tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class LockInRun:
    """``id`` is the settlement's."""

    id: DocumentId
    by: ActedBy
    run: UUID
    party: PartyId


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedInRun:
    """The artisan's settlement; ``all_locked`` once nobody waits any more."""

    settlement: DocumentId
    code: str
    all_locked: bool
    changes: Changes = Changes(settlement=True)


def lock_in_run(session: Session, command: LockInRun, *, clock: Clock) -> LockedInRun:
    """Raises ChangedSinceReview by name when anything moved; then it is reviewed again. Idempotent by id.

    Raises LockedAlready where another settlement was locked for the artisan in this run.
    """
    require(session, command.by, Permission.SETTLE)
    name = artisan_known(session, command.party).name
    row = run_in(session, command.run, RunState.REVIEWED, RunState.LOCKED)
    kept = session.get(SettlementRunPartyRow, (command.run, command.party))
    if kept is None or kept.balance is None or kept.lines is None:
        raise NotInTheRun(name=name)
    if kept.settlement_id is not None and kept.settlement_id != command.id:
        raise LockedAlready(name=name, code=settlement_row(session, kept.settlement_id).code)
    reviewed = Reviewed(balance=kept.balance, lines=kept.lines)
    wanted = LockSettlement(id=command.id, by=command.by, party=command.party, reviewed=reviewed)
    try:
        locked = lock_settlement(session, wanted, clock=clock)
    except (FiguresChanged, NothingToSettle) as moved:
        raise ChangedSinceReview(name=name) from moved
    kept.settlement_id = locked.id
    session.flush()
    done = all_locked(session, row)
    if done and row.state is RunState.REVIEWED:
        row.state = RunState.LOCKED
        tell_step(session, row, command.by, clock=clock)
    return LockedInRun(settlement=locked.id, code=locked.code, all_locked=done)
