"""Say of payments whether their money has come: seen in the bank's app, or looked for in vain."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import ActedBy, Draft, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.payments.checks import ARRIVED, unchecked_payments
from sentra_pos.payments.errors import NothingChosen, PaymentNotOpen
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPayment:
    """What was found of one tender; ``reference`` is the number that the bank's list shows, if it was noted."""

    document: DocumentId
    line: int
    arrived: bool
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPayment:
    """Several tenders at once, each once."""

    id: DocumentId
    by: ActedBy
    payments: tuple[CheckedPayment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentChecked:
    """The check that stands; what had not come stays on the list, marked."""

    id: DocumentId
    code: str
    changes: Changes = Changes(sales=True, till=True)


def check_payment(session: Session, command: CheckPayment, *, clock: Clock) -> PaymentChecked:
    """Record what somebody saw; no money moves. Idempotent by id. Raises NothingChosen, PaymentNotOpen."""
    require(session, command.by, Permission.CHECK_PAYMENT)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return PaymentChecked(id=command.id, code=before.code)
    if not command.payments:
        raise NothingChosen
    named = [(each.document, each.line) for each in command.payments]
    waiting = unchecked_payments(session, documents={document for document, _line in named})
    unchecked = {(each.document, each.line): each for each in waiting}
    if len(set(named)) != len(named) or not set(named) <= unchecked.keys():
        raise PaymentNotOpen
    draft = Draft(
        id=command.id,
        kind=DocumentKind.PAYMENT_CHECK,
        by=command.by,
        business_date=business_today(clock),
        intent=intent,
        lines=tuple(
            Line(
                number=number,
                kind=LineKind.CHECKED,
                amount=unchecked[each.document, each.line].amount,
                method=unchecked[each.document, each.line].method,
                reference=one_line(each.reference) or None,
                refers_to=each.document,
                refers_line=each.line,
                details={ARRIVED: each.arrived},
            )
            for number, each in enumerate(command.payments, start=1)
        ),
    )
    return PaymentChecked(id=command.id, code=post(session, draft, clock=clock).code)
