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
from sentra_pos.ledger.queries import balance_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.errors import DrawerTooLow
from sentra_pos.settlement.errors import PayoutNotSensible, PayoutTooMuch, ReferenceMissing, TakenOver
from sentra_pos.settlement.locked import settlement_row
from sentra_pos.settlement.queries import payable_of
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import Shift, drawer_of, open_shift


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
    """Never more than the settlement left payable, and no more cash than the drawer holds.

    Raises PayoutTooMuch, TakenOver when a later settlement carries what was left, DrawerTooLow, ReferenceMissing.
    """
    require(session, command.by, Permission.PAY_OUT)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    settlement = settlement_row(session, command.settlement)
    if header is not None:
        return PaidOut(id=command.id, code=header.code, amount=command.amount, left=settlement.left)
    payable = payable_of(settlement.party)
    if command.amount <= ZERO:
        raise PayoutNotSensible
    if settlement.carried_into:
        raise TakenOver(code=settlement.code, newer=settlement.carried_into)
    # Goods bought outright since the lock are payable too, but on the next settlement's paper.
    owed = min(settlement.left, -balance_of(session, payable))
    if command.amount > owed:
        raise PayoutTooMuch(limit=format_rupiah(max(owed, ZERO)))
    shift = open_shift(session, command.by.device)
    source = _source(session, command, shift)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.PAYOUT,
        by=command.by,
        business_date=business_today(clock) if shift is None else shift.business_date,
        shift=None if shift is None else shift.id,
        intent=intent,
        lines=(_line(command, settlement.party, owed),),
        money=(
            *money_move(1, payable, CLEARING, command.amount),
            *money_move(1, CLEARING, source, command.amount),
        ),
    )
    posted = post(session, draft, clock=clock)
    return PaidOut(id=command.id, code=posted.code, amount=command.amount, left=settlement.left - command.amount)


def _source(session: Session, command: PayOut, shift: Shift | None) -> Account:
    """Where the money comes from, if it is there."""
    if command.method is not PayoutMethod.CASH:
        if not command.reference.strip():
            raise ReferenceMissing
        return Account(AccountKind.BANK)
    if shift is None:
        raise TillNotOpen
    drawer = drawer_of(command.by.device)
    available = balance_of(session, drawer)
    if command.amount > available:
        raise DrawerTooLow(available=format_rupiah(available))
    return drawer


def _line(command: PayOut, party: PartyId, owed: Rupiah) -> Line:
    return Line(
        number=1,
        kind=LineKind.TENDER,
        amount=command.amount,
        party=party,
        method=command.method.value,
        reference=command.reference.strip() or None,
        refers_to=command.settlement,
        details={"owed": owed.amount},
    )
