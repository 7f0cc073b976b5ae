"""Lock one artisan of a reviewed settlement day, by exactly the figures that were reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import ChangedSinceReview, FiguresChanged, NothingToSettle, NotInTheRun
from sentra_pos.settlement.knows import artisan_known
from sentra_pos.settlement.lock_settlement import LockSettlement, Reviewed, lock_settlement
from sentra_pos.settlement.models import SettlementRunPartyRow
from sentra_pos.settlement.run_facts import RunState
from sentra_pos.settlement.run_steps import run_in, tell_step


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
    """Raises ChangedSinceReview by name when anything moved; then it is reviewed again. Idempotent by id."""
    require(session, command.by, Permission.SETTLE)
    name = artisan_known(session, command.party).name
    row = run_in(session, command.run, RunState.REVIEWED, RunState.LOCKED)
    kept = session.get(SettlementRunPartyRow, (command.run, command.party))
    if kept is None or kept.balance is None or kept.lines is None:
        raise NotInTheRun(name=name)
    reviewed = Reviewed(balance=kept.balance, lines=kept.lines)
    wanted = LockSettlement(id=command.id, by=command.by, party=command.party, reviewed=reviewed)
    try:
        locked = lock_settlement(session, wanted, clock=clock)
    except (FiguresChanged, NothingToSettle) as moved:
        raise ChangedSinceReview(name=name) from moved
    kept.settlement_id = locked.id
    session.flush()
    open_ones = session.execute(
        select(func.count())
        .select_from(SettlementRunPartyRow)
        .where(SettlementRunPartyRow.run_id == row.id, SettlementRunPartyRow.settlement_id.is_(None))
    ).scalar_one()
    if not open_ones and row.state is RunState.REVIEWED:
        row.state = RunState.LOCKED
        tell_step(session, row, command.by, clock=clock)
    return LockedInRun(settlement=locked.id, code=locked.code, all_locked=not open_ones)
