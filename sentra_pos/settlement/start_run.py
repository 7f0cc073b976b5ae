"""Start a settlement day, over everybody with something open or over chosen artisans."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import PartyId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import RunIsOpen
from sentra_pos.settlement.knows import artisan_known
from sentra_pos.settlement.models import SettlementRunPartyRow, SettlementRunRow
from sentra_pos.settlement.run_facts import RunState
from sentra_pos.settlement.run_queries import open_run
from sentra_pos.settlement.run_steps import tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class StartRun:
    """No ``parties``: everybody."""

    id: UUID
    by: ActedBy
    parties: tuple[PartyId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    """The run that is open."""

    id: UUID
    number: int
    changes: Changes = Changes(settlement=True)


def start_run(session: Session, command: StartRun, *, clock: Clock) -> RunStarted:
    """One at a time; the same id again answers with the run that stands. Raises RunIsOpen, ArtisanNotFound."""
    require(session, command.by, Permission.SETTLE)
    known = session.get(SettlementRunRow, command.id)
    if known is not None:
        return RunStarted(id=known.id, number=known.number)
    if open_run(session) is not None:
        raise RunIsOpen
    number = (session.execute(select(func.max(SettlementRunRow.number))).scalar_one() or 0) + 1
    row = SettlementRunRow(
        id=command.id,
        number=number,
        device_id=command.by.device,
        state=RunState.DRAFT,
        everybody=not command.parties,
        started_at=clock.now(),
        started_by=command.by.staff,
    )
    session.add(row)
    session.flush()
    for party in dict.fromkeys(command.parties):
        artisan_known(session, party)
        session.add(SettlementRunPartyRow(run_id=row.id, party_id=party, absent=False))
    tell_step(session, row, command.by, clock=clock)
    return RunStarted(id=row.id, number=number)
