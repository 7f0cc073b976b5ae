"""Mark an artisan of a settlement day as absent, or as here after all: a mark, until somebody is paid."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import PartyId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import NotInTheRun
from sentra_pos.settlement.knows import artisan_known
from sentra_pos.settlement.models import SettlementRunPartyRow
from sentra_pos.settlement.run_facts import RunState
from sentra_pos.settlement.run_steps import run_in


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkAbsent:
    """Who, and whether."""

    by: ActedBy
    run: UUID
    party: PartyId
    absent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentMarked:
    """How it stands now."""

    absent: bool
    changes: Changes = Changes(settlement=True)


def mark_absent(session: Session, command: MarkAbsent, *, clock: Clock) -> AbsentMarked:
    """The money waits on the settlement. Raises NotInTheRun, RunNotFound, RunNotThere before anybody is locked."""
    require(session, command.by, Permission.SETTLE)
    run_in(session, command.run, RunState.REVIEWED, RunState.LOCKED)
    kept = session.get(SettlementRunPartyRow, (command.run, command.party))
    if kept is None:
        raise NotInTheRun(name=artisan_known(session, command.party).name)
    kept.absent = command.absent
    session.flush()
    return AbsentMarked(absent=command.absent)
