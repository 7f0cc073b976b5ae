"""End a stand: it sells no more, and its goods and its cash are on their way home."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.homecoming_errors import (
    EndedOnItsLaptop,
    StandEndedAlready,
    StandNotHere,
    TillStillOpen,
)
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.exhibitions.stand_ends import hand_over, stand_ended_by, stand_line
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of, lines_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.tills.queries import drawer_of, open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class EndStand:
    id: DocumentId
    by: ActedBy
    stand: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StandEnded:
    id: DocumentId
    code: str
    changes: Changes = Changes(stock=True, sales=True, till=True)


def end_stand(session: Session, command: EndStand, *, clock: Clock) -> StandEnded:
    """On the laptop for its own stand; at the shop for one on this computer or on paper. Idempotent by id.

    A laptop's cash is on its way home from then on. Raises StandNotHere, EndedOnItsLaptop, TillStillOpen,
    StandEndedAlready, NotAllowed.
    """
    require(session, command.by, Permission.RUN_STAND)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return StandEnded(id=command.id, code=header.code)
    stand = session.get(StandRow, command.stand)
    if stand is None:
        raise StandNotHere
    if stand.device_id != command.by.device:
        raise EndedOnItsLaptop(name=stand.name)
    if stand_ended_by(session, stand.id) is not None:
        raise StandEndedAlready(name=stand.name)
    if open_shift(session, command.by.device) is not None:
        raise TillStillOpen
    cash, money = _cash(session, stand)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.STAND_ENDED,
        by=command.by,
        business_date=business_today(clock),
        intent=intent,
        lines=(stand_line(stand, written_off=False), *cash),
        money=money,
    )
    posted = post(session, draft, clock=clock)
    hand_over(session, stand, None if stand.kind is StandKind.LAPTOP else stand.device_id)
    return StandEnded(id=command.id, code=posted.code)


_CASH = 2


def _cash(session: Session, stand: StandRow) -> tuple[tuple[Line, ...], tuple[MoneyMove, ...]]:
    """A laptop's drawer goes into the bag, so that the next stand begins with an empty one."""
    drawer, road = drawer_of(stand.device_id), Account(AccountKind.ON_THE_ROAD, device=stand.device_id)
    held = balance_of(session, drawer) if stand.kind is StandKind.LAPTOP else ZERO
    if held == ZERO:
        return (), ()
    line = Line(number=_CASH, kind=LineKind.CASH_CARRIED, amount=held)
    return (line,), (*money_move(_CASH, road, CLEARING, held), *money_move(_CASH, CLEARING, drawer, held))


def cash_sent_home(session: Session, ended: DocumentId) -> Rupiah:
    """What went into the bag when the stand ended."""
    return sum_rupiah(line.amount for line in lines_of(session, ended) if line.kind is LineKind.CASH_CARRIED)
