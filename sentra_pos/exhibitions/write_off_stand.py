"""Write a stand off whose laptop will not come back: its goods are the shop's to find, or to miss, from now on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.spelling import one_line
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.homecoming_errors import (
    NothingToWriteOff,
    StandEndedAlready,
    StandNotHere,
    WriteOffReasonMissing,
)
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.exhibitions.stand_ends import hand_over, stand_ended_by, stand_line
from sentra_pos.ledger.draft import ActedBy, Draft
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require, require_second


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOffStand:
    """``reason``: stolen, broken, lost. ``by`` names a second person who agrees."""

    id: DocumentId
    by: ActedBy
    stand: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandWrittenOff:
    id: DocumentId
    code: str
    changes: Changes = Changes(stock=True, sales=True, till=True)


def write_off_stand(session: Session, command: WriteOffStand, *, clock: Clock) -> StandWrittenOff:
    """End the stand without its laptop; whatever that one still brings home waits for a decision. Idempotent by id.

    Two people agree to it. Raises StandNotHere, NothingToWriteOff, StandEndedAlready, WriteOffReasonMissing,
    SecondPersonNeeded, NotAllowed.
    """
    require(session, command.by, Permission.BRING_HOME)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return StandWrittenOff(id=command.id, code=header.code)
    require_second(session, command.by, Permission.BRING_HOME)
    stand = session.get(StandRow, command.stand)
    if stand is None:
        raise StandNotHere
    if stand.kind is not StandKind.LAPTOP or stand.device_id == command.by.device:
        raise NothingToWriteOff(name=stand.name)
    if stand_ended_by(session, stand.id) is not None:
        raise StandEndedAlready(name=stand.name)
    reason = one_line(command.reason)
    if not reason:
        raise WriteOffReasonMissing
    draft = Draft(
        id=command.id,
        kind=DocumentKind.STAND_ENDED,
        by=command.by,
        business_date=business_today(clock),
        reason=reason,
        intent=intent,
        lines=(stand_line(stand, written_off=True),),
    )
    posted = post(session, draft, clock=clock)
    hand_over(session, stand, command.by.device)
    return StandWrittenOff(id=command.id, code=posted.code)
