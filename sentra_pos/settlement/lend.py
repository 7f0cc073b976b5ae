"""Give an artisan an advance (*kasbon*): cash, a transfer, or materials at cost, with the plan to get it back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.deduction_rules import AT_ONCE, Plan, Purpose
from sentra_pos.settlement.errors import AmountNotSensible, PlanNotSensible, PurposeMissing
from sentra_pos.settlement.knows import artisan_known
from sentra_pos.settlement.limit_payout import within_limit
from sentra_pos.settlement.money_source import moment_of, money_source
from sentra_pos.settlement.plan_recovery import keep_plan, plan_said
from sentra_pos.settlement.queries import advance_of
from sentra_pos.settlement.spool_slips import spool_advance

#: Whose cost it was until an artisan took it.
MATERIALS = "materials"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lend:
    """``text`` says what for. Materials leave the shop's expenses at what they cost, whatever ``method`` says."""

    id: DocumentId
    by: ActedBy
    party: PartyId
    amount: Rupiah
    purpose: Purpose
    text: str
    method: PayoutMethod = PayoutMethod.CASH
    reference: str = ""
    plan: Plan = AT_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """The debt that stands."""

    id: DocumentId
    code: str
    amount: Rupiah
    changes: Changes = Changes(settlement=True, till=True, printing=True)


def lend(session: Session, command: Lend, *, clock: Clock) -> Lent:
    """The artisan owes it until settlements have taken it back by the plan. Idempotent by id; prints a slip to sign.

    Money above the shop's limit for payouts takes two, as a payout does. Raises ArtisanNotFound, AmountNotSensible,
    PurposeMissing, PlanNotSensible, SecondPersonNeeded, TillNotOpen, DrawerTooLow, ReferenceMissing.
    """
    require(session, command.by, Permission.LEND)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return Lent(id=command.id, code=before.code, amount=command.amount)
    artisan_known(session, command.party)
    if command.amount <= ZERO:
        raise AmountNotSensible
    if not one_line(command.text):
        raise PurposeMissing
    if not command.plan.sensible:
        raise PlanNotSensible
    moment = moment_of(session, command.by, clock)
    if command.purpose is Purpose.MATERIALS:
        source = Account(AccountKind.EXPENSE, method=MATERIALS)
    else:
        within_limit(session, command.by, command.party, command.amount, moment.business_date)
        source = money_source(session, command.by, moment, command.method, command.amount, command.reference)
    advance = advance_of(command.party)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.ADVANCE,
        by=command.by,
        business_date=moment.business_date,
        shift=moment.shift_id,
        intent=intent,
        lines=(_line(command),),
        money=(
            *money_move(1, advance, CLEARING, command.amount),
            *money_move(1, CLEARING, source, command.amount),
        ),
    )
    posted = post(session, draft, clock=clock)
    keep_plan(session, command.by, command.party, command.plan, debt=command.id, clock=clock)
    spool_advance(session, command.id, command.by, open_drawer=source.kind is AccountKind.DRAWER, clock=clock)
    return Lent(id=command.id, code=posted.code, amount=command.amount)


def _line(command: Lend) -> Line:
    return Line(
        number=1,
        kind=LineKind.LENT,
        amount=command.amount,
        text=one_line(command.text),
        party=command.party,
        method=MATERIALS if command.purpose is Purpose.MATERIALS else command.method.value,
        reference=one_line(command.reference) or None,
        details={"purpose": command.purpose.value, "plan": plan_said(command.plan)},
    )
