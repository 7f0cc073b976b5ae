"""A customer's account: down payments before the goods, what he pays later, and what is given back to him."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of, lines_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.payments.methods import payment_methods
from sentra_pos.people.customer_queries import customer as customer_of
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.errors import (
    CustomerUnknown,
    MoreThanHeld,
    NotByThisWay,
    NothingPaid,
    ReasonMissing,
    UnknownPaymentMethod,
)
from sentra_pos.sales.payment_slip import spool_payment
from sentra_pos.sales.take_money import Payment, take_money
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPayment:
    """What a customer pays (or, with ``back``, gets back) on his account, and what for.

    A treasurer's withheld tax is one of the tenders: the bill closes, and the tax office owes it.
    """

    id: DocumentId
    by: ActedBy
    customer: PartyId
    tenders: tuple[Tender, ...]
    reason: str
    back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPaid:
    """The payment that stands; ``balance`` is what he owes after it, below zero what he has ahead."""

    id: DocumentId
    code: str
    amount: Rupiah
    balance: Rupiah
    changes: Changes = Changes(sales=True, till=True, parties=True, printing=True)


def customer_payment(session: Session, command: CustomerPayment, *, clock: Clock) -> CustomerPaid:
    """Credit the customer's account with what came in, or debit it with what goes back, at most what he has ahead.

    Raises CustomerUnknown, NothingPaid, NotByThisWay, MoreThanHeld, ReasonMissing, TillNotOpen, and what
    ``take_money`` raises.
    """
    account = Account(AccountKind.RECEIVABLE, party=command.customer)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        paid = sum_rupiah(line.amount for line in lines_of(session, command.id) if line.kind is LineKind.TENDER)
        return CustomerPaid(id=command.id, code=before.code, amount=paid, balance=balance_of(session, account))
    require(session, command.by, Permission.REFUND if command.back else Permission.CUSTOMER_PAYMENT)
    shift = open_shift(session, command.by.device)
    if shift is None:
        raise TillNotOpen
    amount = _amount(session, command, balance_of(session, account))
    payment = Payment(due=-amount if command.back else amount, tenders=command.tenders, first=2, rounding=ZERO)
    taken = take_money(session, payment, command.by)
    signed = -amount if command.back else amount
    draft = Draft(
        id=command.id,
        kind=DocumentKind.CUSTOMER_PAYMENT,
        by=command.by,
        business_date=shift.business_date,
        shift=shift.id,
        reason=command.reason.strip(),
        intent=intent,
        lines=(Line(number=1, kind=LineKind.CUSTOMER, amount=signed, party=command.customer), *taken.lines),
        money=(*money_move(1, CLEARING, account, signed), *taken.money),
    )
    posted = post(session, draft, clock=clock)
    spool_payment(session, command.id, command.by, open_drawer=taken.drawer, clock=clock)
    return CustomerPaid(id=command.id, code=posted.code, amount=signed, balance=balance_of(session, account))


def _amount(session: Session, command: CustomerPayment, balance: Rupiah) -> Rupiah:
    somebody = customer_of(session, command.customer)
    if somebody is None:
        raise CustomerUnknown
    if not command.reason.split():
        raise ReasonMissing
    methods = {method.code: method for method in payment_methods(session, also_inactive=True)}
    for tender in command.tenders:
        method = methods.get(tender.method)
        if method is None:
            raise UnknownPaymentMethod(method=tender.method)
        if method.account in (AccountKind.RECEIVABLE, AccountKind.LOSS_EXPENSE):
            raise NotByThisWay(method=method.name)
    amount = sum_rupiah(tender.given for tender in command.tenders)
    if amount <= ZERO:
        raise NothingPaid
    if command.back and amount > -balance:
        raise MoreThanHeld(name=somebody.name, limit=format_rupiah(max(-balance, ZERO)))
    return amount
