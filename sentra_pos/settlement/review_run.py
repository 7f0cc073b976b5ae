"""Review a settlement day: the figures on the screen are frozen, with the name of who looked at them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import PartyId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import ChangedSinceReview, NobodyChosen
from sentra_pos.settlement.figures import Standing
from sentra_pos.settlement.lock_settlement import Reviewed
from sentra_pos.settlement.models import SettlementRunPartyRow
from sentra_pos.settlement.run_facts import RunState
from sentra_pos.settlement.run_queries import RunArtisan, open_run, run_day
from sentra_pos.settlement.run_steps import all_locked, run_in, tell_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One artisan's figures as they stood on the screen."""

    party: PartyId
    figures: Reviewed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRun:
    """All that were looked at; who is not among them is left out of the run."""

    by: ActedBy
    run: UUID
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReviewed:
    """How many artisans' figures stand."""

    artisans: int
    changes: Changes = Changes(settlement=True)


def review_run(session: Session, command: ReviewRun, *, clock: Clock) -> RunReviewed:
    """Again and again until everybody is locked; who is locked stays.

    Raises ChangedSinceReview by name, NobodyChosen.
    """
    require(session, command.by, Permission.SETTLE)
    row = run_in(session, command.run, RunState.DRAFT, RunState.REVIEWED)
    run = open_run(session)
    assert run is not None
    day = run_day(session, run, command.by.device, business_today(clock))
    seen = {each.party: each.figures for each in command.seen}
    frozen = 0
    for each in day.artisans:
        kept = session.get(SettlementRunPartyRow, (row.id, each.party))
        if kept is not None and kept.settlement_id is not None:
            continue
        if each.party not in seen:
            if kept is not None:
                session.delete(kept)
            continue
        _freeze(session, row.id, each, seen[each.party], kept)
        frozen += 1
    if not frozen and not any(each.settlement for each in day.artisans):
        raise NobodyChosen
    # Nobody waits where all that was looked at stands on settlements already, or the last who did was left out.
    row.state = RunState.LOCKED if all_locked(session, row) else RunState.REVIEWED
    row.reviewed_at, row.reviewed_by = clock.now(), command.by.staff
    tell_step(session, row, command.by, clock=clock)
    return RunReviewed(artisans=frozen)


def _freeze(session: Session, run: UUID, each: RunArtisan, seen: Reviewed, kept: SettlementRunPartyRow | None) -> None:
    owed = each.today.owed
    now = Reviewed(balance=owed.balance, lines=owed.lines)
    if now != seen:
        raise ChangedSinceReview(name=owed.name)
    if kept is None:
        kept = SettlementRunPartyRow(run_id=run, party_id=each.party, absent=False)
        session.add(kept)
    kept.balance, kept.lines = now.balance, now.lines
    if each.today.standing is Standing.LOCKED and each.today.unpaid is not None:
        # Nothing is new: what the last settlement left is paid on this day.
        kept.settlement_id = each.today.unpaid.id
