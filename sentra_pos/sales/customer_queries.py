"""What a customer bought, paid and owes: his account as its documents tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, MoneyMove
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import balance_of, balances_by_party
from sentra_pos.people.customer_queries import Customer, customer


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One document of a customer; ``change`` is what it adds to what he owes, ``running`` what he owed after it."""

    document: DocumentId
    kind: DocumentKind
    code: str
    at: datetime
    business_date: date
    reason: str
    amount: Rupiah
    change: Rupiah
    running: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAccount:
    """A customer with all his documents, the oldest first; a balance below zero is money he has ahead."""

    customer: Customer
    rows: tuple[AccountRow, ...]
    balance: Rupiah


def receivable_of(party: PartyId) -> Account:
    """What the customer owes the shop."""
    return Account(AccountKind.RECEIVABLE, party=party)


def customer_account(session: Session, party: PartyId) -> CustomerAccount | None:
    """His purchases and payments, and what stands; None for somebody who is no customer."""
    somebody = customer(session, party)
    if somebody is None:
        return None
    account = receivable_of(party).id
    debit = MoneyMove.debit_account_id == account
    moved = (
        select(func.sum(case((debit, MoneyMove.amount), else_=-MoneyMove.amount), type_=MoneyMove.amount.type))
        .where(MoneyMove.document_id == Document.id, debit | (MoneyMove.credit_account_id == account))
        .scalar_subquery()
    )
    goods = DocumentLine.kind.in_((LineKind.GOODS, LineKind.SERVICE, LineKind.ROUNDING))
    back = DocumentLine.refers_document_id.is_not(None)
    worth = (
        select(func.sum(case((back, -DocumentLine.amount), else_=DocumentLine.amount), type_=DocumentLine.amount.type))
        .where(DocumentLine.document_id == Document.id, goods)
        .scalar_subquery()
    )
    named = select(DocumentLine.document_id).where(DocumentLine.party_id == party, DocumentLine.kind.in_(_NAMING))
    rows = session.execute(
        select(Document, Device.code, worth, moved)
        .join(Device, Device.id == Document.device_id)
        .where(Document.id.in_(named), Document.kind.in_(_OF_A_CUSTOMER))
        .order_by(Document.received_seq)
    )
    found: list[AccountRow] = []
    running = ZERO
    for header, device, amount, change in rows:
        running += change or ZERO
        found.append(
            AccountRow(
                document=header.id,
                kind=header.kind,
                code=document_code(header.kind, device, header.epoch, header.number),
                at=header.at,
                business_date=header.business_date,
                reason=header.reason,
                amount=amount if amount is not None else -(change or ZERO),
                change=change or ZERO,
                running=running,
            )
        )
    return CustomerAccount(customer=somebody, rows=tuple(found), balance=balance_of(session, receivable_of(party)))


#: A customer is named on the sale, and wherever his account is debited or credited.
_NAMING = (LineKind.CUSTOMER, LineKind.TENDER)
_OF_A_CUSTOMER = (
    DocumentKind.SALE,
    DocumentKind.EXCHANGE,
    DocumentKind.REFUND,
    DocumentKind.VOID,
    DocumentKind.PAYMENT_CHANGE,
    DocumentKind.CUSTOMER_PAYMENT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """A customer with something open: owed to the shop, or (below zero) paid ahead."""

    customer: Customer
    balance: Rupiah


def open_accounts(session: Session) -> tuple[Owing, ...]:
    """Everybody whose account is not even, who owes most first."""
    found = []
    for party, balance in balances_by_party(session, AccountKind.RECEIVABLE).items():
        somebody = customer(session, party) if balance else None
        if somebody is not None:
            found.append(Owing(customer=somebody, balance=balance))
    return tuple(sorted(found, key=lambda each: (-each.balance.amount, each.customer.name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRecord:
    """A customer's payment as its slip says it; below zero, money went back to him."""

    id: DocumentId
    code: str
    at: datetime
    till: str
    customer: Customer
    reason: str
    tenders: tuple[tuple[str, Rupiah], ...]
    amount: Rupiah
    hash: bytes


def customer_payment_of(session: Session, document: DocumentId) -> PaymentRecord:
    """A payment as it was posted. Raises LookupError for anything else."""
    row = session.execute(
        select(Document, Device.code, Device.name, DocumentLine.party_id, DocumentLine.amount)
        .join(Device, Device.id == Document.device_id)
        .join(DocumentLine, and_(DocumentLine.document_id == Document.id, DocumentLine.kind == LineKind.CUSTOMER))
        .where(Document.id == document, Document.kind == DocumentKind.CUSTOMER_PAYMENT)
    ).one_or_none()
    somebody = None if row is None else customer(session, row.party_id)
    if row is None or somebody is None:
        raise LookupError(document)
    header, device, till, _party, amount = row
    tenders = session.execute(
        select(DocumentLine.method, DocumentLine.amount)
        .where(DocumentLine.document_id == document, DocumentLine.kind == LineKind.TENDER)
        .order_by(DocumentLine.line_no)
    )
    return PaymentRecord(
        id=header.id,
        code=document_code(header.kind, device, header.epoch, header.number),
        at=header.at,
        till=till,
        customer=somebody,
        reason=header.reason,
        tenders=tuple((method or "", paid) for method, paid in tenders),
        amount=amount,
        hash=header.hash,
    )
