"""Record what the bank brought for one way of paying, and which payments it was for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_date, format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.payments.bank_queries import UnreceivedPayment, is_small, unreceived_payments
from sentra_pos.payments.checks import ARRIVED
from sentra_pos.payments.errors import (
    AmountNotReceived,
    BankDiffers,
    MethodUnknown,
    NothingChosen,
    NotInTransit,
    PaymentNotOpen,
    ReceivedTooEarly,
)
from sentra_pos.payments.methods import in_transit, payment_method
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class BankReceipt:
    """One line of the bank's list: the money that came, and the tenders ``(document, line)`` that it was for."""

    id: DocumentId
    by: ActedBy
    method: str
    received_on: date
    amount: Rupiah
    payments: tuple[tuple[DocumentId, int], ...]
    reference: str = ""
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class BankReceived:
    """The receipt that stands."""

    id: DocumentId
    code: str
    changes: Changes = Changes(sales=True, till=True)


def bank_receipt(session: Session, command: BankReceipt, *, clock: Clock) -> BankReceived:
    """Take the payments out of transit into the bank; what it kept beyond the cost known is payment cost too.

    Idempotent by id. Raises NothingChosen, AmountNotReceived, ReceivedTooEarly, MethodUnknown, NotInTransit,
    PaymentNotOpen; asks BankDiffers when the difference is more than a hundredth.
    """
    require(session, command.by, Permission.BANK_RECEIPT)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return BankReceived(id=command.id, code=before.code)
    _refuse(session, command, business_today(clock))
    matched = _matched(session, command)
    expected = sum_rupiah(each.expected for each in matched)
    kept = expected - command.amount
    if not is_small(kept, expected):
        question = BankDiffers(
            received=format_rupiah(command.amount),
            difference=format_rupiah(abs(kept)),
            expected=format_rupiah(expected),
            exactly=kept.amount,
        )
        if question.answer not in command.confirmed:
            raise question
    lines, money = _posting(command, matched, kept)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.BANK_RECEIPT,
        by=command.by,
        business_date=command.received_on,
        intent=intent,
        lines=lines,
        money=money,
    )
    return BankReceived(id=command.id, code=post(session, draft, clock=clock).code)


def _refuse(session: Session, command: BankReceipt, today: date) -> None:
    method = payment_method(session, command.method)
    if method is None:
        raise MethodUnknown
    if method.account is not AccountKind.IN_TRANSIT:
        raise NotInTransit(method=method.name)
    if command.amount <= ZERO:
        raise AmountNotReceived
    if command.received_on > today:
        raise ReceivedTooEarly(date=format_date(command.received_on))
    if not command.payments:
        raise NothingChosen


def _matched(session: Session, command: BankReceipt) -> list[UnreceivedPayment]:
    documents = {document for document, _line in command.payments}
    found = unreceived_payments(session, command.method, documents=documents)
    waiting = {(each.document, each.line): each for each in found}
    if len(set(command.payments)) != len(command.payments) or not set(command.payments) <= waiting.keys():
        raise PaymentNotOpen
    return [waiting[payment] for payment in command.payments]


def _posting(
    command: BankReceipt, matched: list[UnreceivedPayment], kept: Rupiah
) -> tuple[tuple[Line, ...], tuple[MoneyMove, ...]]:
    """First what came, then a line for each payment it was for, last what the bank kept beyond the cost known."""
    transit = in_transit(command.method)
    reference = one_line(command.reference) or None
    lines = [Line(number=1, kind=LineKind.RECEIVED, amount=command.amount, method=command.method, reference=reference)]
    money = [*money_move(1, Account(AccountKind.BANK), CLEARING, command.amount)]
    for number, each in enumerate(matched, start=2):
        lines.append(
            Line(
                number=number,
                kind=LineKind.CHECKED,
                amount=each.expected,
                method=command.method,
                refers_to=each.document,
                refers_line=each.line,
                details={ARRIVED: True},
            )
        )
        money += money_move(number, CLEARING, transit, each.expected)
    if kept:
        number = len(lines) + 1
        lines.append(Line(number=number, kind=LineKind.PAYMENT_COST, amount=kept, method=command.method))
        money += money_move(number, Account(AccountKind.PAYMENT_COST), CLEARING, kept)
    return tuple(lines), tuple(money)
