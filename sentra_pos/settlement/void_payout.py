"""Void a payout: the money comes back, and the artisan is owed it again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import CLEARING, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import header_of, lines_of, reversal_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import NotAPayout, PayoutVoidedAlready, ReasonForVoidMissing
from sentra_pos.settlement.locked import settlement_row
from sentra_pos.settlement.money_source import moment_of, money_home
from sentra_pos.settlement.queries import payable_of
from sentra_pos.settlement.spool_slips import spool_taken_back


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidPayout:
    """Which, and why."""

    id: DocumentId
    by: ActedBy
    payout: DocumentId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutVoided:
    """The document that stands. ``carried_into`` names the settlement that took the older one over, "" for none.

    Without one it is payable again on the settlement that it was paid on; else with the artisan's next settlement.
    """

    id: DocumentId
    code: str
    settlement: str
    carried_into: str
    changes: Changes = Changes(settlement=True, till=True)


def void_payout(session: Session, command: VoidPayout, *, clock: Clock) -> PayoutVoided:
    """Cash goes back into the open drawer, a transfer back to the bank. Idempotent by id.

    Raises NotAPayout for any other document, PayoutVoidedAlready, ReasonForVoidMissing, TillNotOpen.
    """
    require(session, command.by, Permission.VOID_PAYOUT)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    payout = header_of(session, command.payout)
    if payout is None or payout.kind is not DocumentKind.PAYOUT:
        raise NotAPayout
    (paid,) = (line for line in lines_of(session, command.payout) if line.kind is LineKind.TENDER)
    if paid.refers_to is None or paid.party is None:
        raise NotAPayout
    settlement = settlement_row(session, paid.refers_to)
    if before is not None:
        return _voided(command, before.code, settlement.code, settlement.carried_into)
    done = reversal_of(session, command.payout, DocumentKind.PAYOUT_VOID)
    if done:
        raise PayoutVoidedAlready(code=payout.code, void=done)
    if not one_line(command.reason):
        raise ReasonForVoidMissing
    moment = moment_of(session, command.by, clock)
    back, payable = money_home(command.by, moment, paid.method), payable_of(paid.party)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.PAYOUT_VOID,
        by=command.by,
        business_date=moment.business_date,
        shift=moment.shift_id,
        reason=one_line(command.reason),
        reverses=command.payout,
        intent=intent,
        lines=(
            Line(
                number=1,
                kind=LineKind.TENDER,
                amount=paid.amount,
                party=paid.party,
                method=paid.method,
                reference=paid.reference,
                refers_to=paid.refers_to,
                details={"payout": payout.code},
            ),
        ),
        money=(*money_move(1, back, CLEARING, paid.amount), *money_move(1, CLEARING, payable, paid.amount)),
    )
    posted = post(session, draft, clock=clock)
    into_drawer = back.kind is AccountKind.DRAWER
    spool_taken_back(session, command.id, command.by, open_drawer=into_drawer, clock=clock)
    return _voided(command, posted.code, settlement.code, settlement.carried_into)


def _voided(command: VoidPayout, code: str, settlement: str, carried_into: str) -> PayoutVoided:
    return PayoutVoided(id=command.id, code=code, settlement=settlement, carried_into=carried_into)
