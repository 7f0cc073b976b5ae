"""Pay an artisan what is payable: cash from the drawer, or a transfer with its reference."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of, header_of, lines_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.errors import DrawerTooLow
from sentra_pos.settlement.errors import (
    PayoutNotSensible,
    PayoutTooMuch,
    ReferenceMissing,
    SettlementNotFound,
)
from sentra_pos.settlement.queries import payable_of
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import drawer_of, open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOut:
    """Pay on a settlement; less than all of it leaves the rest payable."""

    id: DocumentId
    by: ActedBy
    settlement: DocumentId
    method: PayoutMethod
    amount: Rupiah
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidOut:
    """The payout that stands."""

    id: DocumentId
    code: str
    amount: Rupiah
    left: Rupiah
    changes: Changes = Changes(settlement=True, till=True)


def pay_out(session: Session, command: PayOut, *, clock: Clock) -> PaidOut:
    """Never more than is payable, and no more cash than the drawer holds."""
    require(session, command.by, Permission.PAY_OUT)
    party = _party_of(session, command.settlement)
    payable = payable_of(party)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        (line,) = lines_of(session, command.id)
        return PaidOut(id=command.id, code=before.code, amount=line.amount, left=-balance_of(session, payable))
    owed = -balance_of(session, payable)
    if command.amount <= ZERO:
        raise PayoutNotSensible
    if command.amount > owed:
        raise PayoutTooMuch(limit=format_rupiah(max(owed, ZERO)))
    shift = open_shift(session, command.by.device)
    cash = command.method is PayoutMethod.CASH
    source = drawer_of(command.by.device) if cash else Account(AccountKind.BANK)
    if cash and shift is None:
        raise TillNotOpen
    if cash and command.amount > balance_of(session, source):
        raise DrawerTooLow(available=format_rupiah(balance_of(session, source)))
    if not cash and not command.reference.strip():
        raise ReferenceMissing
    draft = Draft(
        id=command.id,
        kind=DocumentKind.PAYOUT,
        by=command.by,
        intent=intent,
        business_date=business_today(clock) if shift is None else shift.business_date,
        shift=None if shift is None else shift.id,
        lines=(
            Line(
                number=1,
                kind=LineKind.TENDER,
                amount=command.amount,
                party=party,
                method=command.method.value,
                reference=command.reference.strip() or None,
                refers_to=command.settlement,
                details={"owed": owed.amount},
            ),
        ),
        money=(
            *money_move(1, payable, CLEARING, command.amount),
            *money_move(1, CLEARING, source, command.amount),
        ),
    )
    posted = post(session, draft, clock=clock)
    return PaidOut(id=command.id, code=posted.code, amount=command.amount, left=owed - command.amount)


def _party_of(session: Session, settlement: DocumentId) -> PartyId:
    header = header_of(session, settlement)
    if header is None or header.kind is not DocumentKind.SETTLEMENT:
        raise SettlementNotFound
    (summary,) = (line for line in lines_of(session, settlement) if line.kind is LineKind.BALANCE)
    assert summary.party is not None
    return summary.party
