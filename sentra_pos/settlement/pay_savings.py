"""Pay an artisan's savings back, or a part of them: never more than was put aside."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.debt_queries import saved_by
from sentra_pos.settlement.errors import AmountNotSensible, SavingsTooLittle
from sentra_pos.settlement.knows import artisan_known
from sentra_pos.settlement.limit_payout import within_limit
from sentra_pos.settlement.money_source import moment_of, money_source
from sentra_pos.settlement.queries import savings_of
from sentra_pos.settlement.spool_slips import spool_advance


@dataclass(frozen=True, slots=True, kw_only=True)
class PaySavings:
    """How much, and how."""

    id: DocumentId
    by: ActedBy
    party: PartyId
    amount: Rupiah
    method: PayoutMethod = PayoutMethod.CASH
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingsPaid:
    """The document that stands, and what is still put aside."""

    id: DocumentId
    code: str
    left: Rupiah
    changes: Changes = Changes(settlement=True, till=True, printing=True)


def pay_savings(session: Session, command: PaySavings, *, clock: Clock) -> SavingsPaid:
    """Idempotent by id; prints a slip to sign. Above the shop's limit for payouts it takes two, as a payout does.

    Raises ArtisanNotFound, AmountNotSensible, SavingsTooLittle, SecondPersonNeeded, TillNotOpen, DrawerTooLow,
    ReferenceMissing.
    """
    require(session, command.by, Permission.PAY_SAVINGS)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return SavingsPaid(id=command.id, code=before.code, left=saved_by(session, command.party))
    artisan_known(session, command.party)
    if command.amount <= ZERO:
        raise AmountNotSensible
    saved = saved_by(session, command.party)
    if command.amount > saved:
        raise SavingsTooLittle(saved=format_rupiah(max(saved, ZERO)))
    moment = moment_of(session, command.by, clock)
    within_limit(session, command.by, command.party, command.amount, moment.business_date)
    source = money_source(session, command.by, moment, command.method, command.amount, command.reference)
    line = Line(
        number=1,
        kind=LineKind.SAVED,
        amount=command.amount,
        party=command.party,
        method=command.method.value,
        reference=one_line(command.reference) or None,
        details={"before": saved.amount},
    )
    draft = Draft(
        id=command.id,
        kind=DocumentKind.SAVINGS,
        by=command.by,
        business_date=moment.business_date,
        shift=moment.shift_id,
        intent=intent,
        lines=(line,),
        money=(
            *money_move(1, savings_of(command.party), CLEARING, command.amount),
            *money_move(1, CLEARING, source, command.amount),
        ),
    )
    posted = post(session, draft, clock=clock)
    spool_advance(session, command.id, command.by, open_drawer=source.kind is AccountKind.DRAWER, clock=clock)
    return SavingsPaid(id=command.id, code=posted.code, left=saved - command.amount)
