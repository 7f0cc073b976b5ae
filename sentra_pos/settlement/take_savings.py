"""Take what an artisan pays into savings (*setor simpanan*): cash into the open drawer, or a transfer to the bank."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import CLEARING, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.debt_queries import saved_by
from sentra_pos.settlement.errors import AmountNotSensible
from sentra_pos.settlement.knows import artisan_known
from sentra_pos.settlement.money_source import moment_of, money_target
from sentra_pos.settlement.queries import savings_of
from sentra_pos.settlement.spool_slips import spool_advance


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSavings:
    """How much, and how."""

    id: DocumentId
    by: ActedBy
    party: PartyId
    amount: Rupiah
    method: PayoutMethod = PayoutMethod.CASH
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingsTaken:
    """The document that stands, and what is put aside by now."""

    id: DocumentId
    code: str
    saved: Rupiah
    changes: Changes = Changes(settlement=True, till=True, printing=True)


def take_savings(session: Session, command: TakeSavings, *, clock: Clock) -> SavingsTaken:
    """Idempotent by id; prints a slip to sign.

    Raises ArtisanNotFound, AmountNotSensible, TillNotOpen, TransferNotNamed.
    """
    require(session, command.by, Permission.PAY_SAVINGS)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return SavingsTaken(id=command.id, code=before.code, saved=saved_by(session, command.party))
    artisan_known(session, command.party)
    if command.amount <= ZERO:
        raise AmountNotSensible
    saved = saved_by(session, command.party)
    moment = moment_of(session, command.by, clock)
    target = money_target(command.by, moment, command.method, command.reference)
    # The line counts what the shop gives out: what comes in stands below zero.
    line = Line(
        number=1,
        kind=LineKind.SAVED,
        amount=-command.amount,
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
            *money_move(1, target, CLEARING, command.amount),
            *money_move(1, CLEARING, savings_of(command.party), command.amount),
        ),
    )
    posted = post(session, draft, clock=clock)
    spool_advance(session, command.id, command.by, open_drawer=target.kind is AccountKind.DRAWER, clock=clock)
    return SavingsTaken(id=command.id, code=posted.code, saved=saved + command.amount)
