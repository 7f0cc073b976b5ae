"""Questions to the book: balances, and documents as they were posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CTE, BindParameter, bindparam, func, select, union
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, PartyId, ShiftId, StaffId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.direct import RowReader
from sentra_pos.ledger.draft import Account, Allocation, Line
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.models import (
    AccountBalance,
    AccountRow,
    Device,
    Document,
    DocumentLine,
    LineAllocation,
    MoneyMove,
)
from sentra_pos.ledger.post import document_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A posted document's header; ``code`` is its number as printed."""

    id: DocumentId
    kind: DocumentKind
    code: str
    shift: ShiftId | None
    business_date: date
    at: datetime
    actor: StaffId
    reason: str
    reverses: DocumentId | None
    intent: bytes
    hash: bytes


_BALANCE = AccountBalance.__table__
_BALANCE_OF = RowReader(select(_BALANCE.c.balance).where(_BALANCE.c.account_id == bindparam("account")))


def balance_of(session: Session, account: Account) -> Rupiah:
    """Debits minus credits; what the shop owes is negative."""
    found = _BALANCE_OF.one_or_none(session, account=account.id)
    balance: Rupiah = ZERO if found is None else found.balance
    return balance


def documents_moving(account: BindParameter[Any]) -> CTE:
    """``document_id`` of what moved an account's money, each once: a settlement's thousand lines are one document.

    An index knows them, so a question that wants a few of them, by day or by kind, need not read every move.
    """
    return union(
        select(MoneyMove.document_id).where(MoneyMove.credit_account_id == account),
        select(MoneyMove.document_id).where(MoneyMove.debit_account_id == account),
    ).cte("moving")


def balances_by_party(session: Session, kind: AccountKind) -> dict[PartyId, Rupiah]:
    """The balance of every party that has such an account."""
    rows = session.execute(
        select(AccountRow.party_id, AccountBalance.balance)
        .join(AccountBalance, AccountBalance.account_id == AccountRow.id)
        .where(AccountRow.kind == kind, AccountRow.party_id.is_not(None))
    )
    return {PartyId(party): balance for party, balance in rows if party is not None}


# Said once, over tables and not mapped classes: every sale asks these, and to build a SELECT costs more than to run it.
_DOCUMENT, _DEVICE, _LINE = Document.__table__, Device.__table__, DocumentLine.__table__
_HEADER = RowReader(
    select(_DOCUMENT, _DEVICE.c.code)
    .join_from(_DOCUMENT, _DEVICE, _DEVICE.c.id == _DOCUMENT.c.device_id)
    .where(_DOCUMENT.c.id == bindparam("document"))
)
_LINES = RowReader(select(_LINE).where(_LINE.c.document_id == bindparam("document")).order_by(_LINE.c.line_no))


def header_of(session: Session, document: DocumentId) -> Header | None:
    """The document's header, or None for one that was never posted."""
    row = _HEADER.one_or_none(session, document=document)
    return None if row is None else _header(row, row.code)


def _header(row: Any, device_code: int) -> Header:
    return Header(
        id=row.id,
        kind=row.kind,
        code=document_code(row.kind, device_code, row.epoch, row.number),
        shift=row.shift_id,
        business_date=row.business_date,
        at=row.at,
        actor=row.actor_id,
        reason=row.reason,
        reverses=row.reverses_id,
        intent=row.intent,
        hash=row.hash,
    )


def reversal_of(session: Session, document: DocumentId, kind: DocumentKind) -> str:
    """The number of the document of that kind which reverses this one, "" where none does."""
    row = session.execute(
        select(Document, Device.code)
        .join(Device, Device.id == Document.device_id)
        .where(Document.kind == kind, Document.reverses_id == document)
    ).first()
    return "" if row is None else document_code(row[0].kind, row[1], row[0].epoch, row[0].number)


def headers(
    session: Session, kind: DocumentKind, *, shift: ShiftId | None = None, newest: int | None = None
) -> tuple[Header, ...]:
    """Documents of one kind, newest first, of one shift if named."""
    wanted = select(Document, Device.code).join(Device, Device.id == Document.device_id).where(Document.kind == kind)
    if shift is not None:
        wanted = wanted.where(Document.shift_id == shift)
    wanted = wanted.order_by(Document.received_seq.desc()).limit(newest)
    return tuple(_header(row, code) for row, code in session.execute(wanted))


def lines_of(session: Session, document: DocumentId) -> tuple[Line, ...]:
    """The document's lines, in their order."""
    rows = _LINES.all(session, document=document)
    return tuple(
        Line(
            number=row.line_no,
            kind=row.kind,
            amount=row.amount,
            text=row.text,
            item=row.item_id,
            lot=row.lot_id,
            party=row.party_id,
            quantity=row.quantity,
            price=row.price,
            discount=row.discount,
            method=row.method,
            reference=row.reference,
            refers_to=row.refers_document_id,
            refers_line=row.refers_line_no,
            details=row.details,
        )
        for row in rows
    )


def allocations_of(session: Session, document: DocumentId) -> tuple[Allocation, ...]:
    """The document's allocations, in their order."""
    rows = session.execute(
        select(LineAllocation)
        .where(LineAllocation.document_id == document)
        .order_by(LineAllocation.line_no, LineAllocation.allocation_no)
    ).scalars()
    return tuple(
        Allocation(
            line=row.line_no,
            lot=row.lot_id,
            quantity=row.quantity,
            list_amount=row.list_amount,
            discount=row.discount,
            share=row.share,
            shop_part=row.shop_part,
            shop_discount=row.shop_discount,
            short=row.short,
        )
        for row in rows
    )


def documents_posted(session: Session) -> int:
    """How many documents the book holds."""
    return session.execute(select(func.count()).select_from(Document)).scalar_one()
