"""Call an exhibition off, as long as nothing was loaded for it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.spelling import one_line
from sentra_pos.exhibitions.errors import CallOffReasonMissing, LoadedAlready
from sentra_pos.exhibitions.facts import Stage
from sentra_pos.exhibitions.models import ExhibitionRow, StandRow
from sentra_pos.exhibitions.plan_exhibition import tell_of_plan
from sentra_pos.exhibitions.sell_at import stop_selling_at
from sentra_pos.exhibitions.stage_queries import exhibition_row, stage
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOff:
    by: ActedBy
    exhibition: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledOff:
    exhibition: UUID
    changes: Changes


def call_off(session: Session, command: CallOff, *, clock: Clock) -> CalledOff:
    """Its stands and their laptops are free again, and a till that was to sell there sells in the shop.

    Raises NoSuchExhibition, CallOffReasonMissing, LoadedAlready, ShiftBelongsToItsPlace.
    """
    require(session, command.by, Permission.MANAGE_EXHIBITIONS)
    row = exhibition_row(session, command.exhibition)
    if row.called_off:
        return CalledOff(exhibition=row.id, changes=NOTHING)
    if stage(session, row, business_today(clock)) is not Stage.PLANNED:
        raise LoadedAlready(name=row.name)
    reason = one_line(command.reason)
    if not reason:
        raise CallOffReasonMissing
    name = row.name
    for place in session.execute(select(StandRow.place_id).where(StandRow.exhibition_id == row.id)).scalars():
        stop_selling_at(session, place, command.by.device)
    session.execute(update(ExhibitionRow).where(ExhibitionRow.id == row.id).values(called_off=True))
    tell_of_plan(session, command.by, command.exhibition, "called_off", name, clock=clock, reason=reason)
    return CalledOff(exhibition=command.exhibition, changes=Changes(consignment=True))
