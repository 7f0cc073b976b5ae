"""The money of one exhibition, as raw facts: takings, costs, what payments cost, what was short; in any order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.exhibitions.home_book import StandBook
from sentra_pos.exhibitions.result_queries import Key
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import AccountRow, Device, Document, DocumentLine, LineAllocation, MoneyMove
from sentra_pos.ledger.post import document_code

_TRADE = (DocumentKind.SALE, DocumentKind.REFUND, DocumentKind.EXCHANGE, DocumentKind.VOID)
_TAKING = (*_TRADE, DocumentKind.PAYMENT_CHANGE, DocumentKind.CUSTOMER_PAYMENT, DocumentKind.FOREIGN_RETURN)
#: Their tenders are positive for what goes out.
_OUT = (DocumentKind.REFUND, DocumentKind.VOID, DocumentKind.FOREIGN_RETURN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """Money that came by one way of paying; below zero it went out."""

    document: DocumentId
    day: date
    receipt: bool
    method: str
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsplit:
    """A line that no lot answers for: a service, or goods of nobody known. Below zero is what came back."""

    key: Key
    service: bool
    paid: Rupiah
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCost:
    """What a payment cost, and who bears it; None is the shop."""

    party: PartyId | None
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One cost of the exhibition: all of it, the shop's part, and the artisans' (empty for the shop's alone).

    ``recorded`` for the exhibition in the shop; else a laptop paid it out of its drawer.
    """

    document: DocumentId
    code: str
    day: date
    text: str
    category: str
    total: Rupiah
    shop: Rupiah
    artisans: tuple[tuple[PartyId, Rupiah], ...] = ()
    recorded: bool = False


def tenders(session: Session, documents: Any) -> tuple[Tender, ...]:
    """What came in at the stands, by way of paying."""
    rows = session.execute(
        select(Document.id, Document.kind, Document.business_date, DocumentLine.method, DocumentLine.amount)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(_among(Document.id, documents), Document.kind.in_(_TAKING), DocumentLine.kind == LineKind.TENDER)
    )
    return tuple(
        Tender(
            document=document,
            day=day,
            receipt=kind in (DocumentKind.SALE, DocumentKind.EXCHANGE),
            method=method or "",
            amount=-amount if kind in _OUT else amount,
        )
        for document, kind, day, method, amount in rows
    )


def _among(column: Any, documents: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.in_(select(documents.c[0]))
    return found


def unsplit(session: Session, documents: Any) -> tuple[Unsplit, ...]:
    """Services sold there, and goods that no lot answers for; and what came back of them, wherever it came back."""
    answered = (
        select(LineAllocation.lot_id)
        .where(LineAllocation.document_id == DocumentLine.document_id, LineAllocation.line_no == DocumentLine.line_no)
        .exists()
    )
    rows = session.execute(
        select(DocumentLine)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(
            or_(
                and_(DocumentLine.refers_document_id.is_(None), _among(DocumentLine.document_id, documents)),
                _among(DocumentLine.refers_document_id, documents),
            )
        )
        .where(Document.kind.in_(_TRADE), ~answered, DocumentLine.kind.in_((LineKind.GOODS, LineKind.SERVICE)))
    ).scalars()
    return tuple(
        Unsplit(
            key=(row.document_id, row.line_no),
            service=row.kind is LineKind.SERVICE,
            paid=row.amount if row.refers_document_id is None else -row.amount,
            units=(0 if row.quantity is None else row.quantity.units) * (1 if row.refers_document_id is None else -1),
        )
        for row in rows
    )


def payment_costs(session: Session, documents: Any) -> tuple[PaymentCost, ...]:
    """What payments at the stands cost, less what came back of it with later returns."""
    rows = session.execute(
        select(DocumentLine.party_id, DocumentLine.amount).where(
            DocumentLine.kind == LineKind.PAYMENT_COST,
            or_(
                _among(DocumentLine.document_id, documents),
                _among(DocumentLine.refers_document_id, documents),
            ),
        )
    )
    return tuple(PaymentCost(party=party, amount=amount) for party, amount in rows)


def earned_on(session: Session, kind: AccountKind, documents: Any, more: Collection[DocumentId] = ()) -> Rupiah:
    """What the documents credited to accounts of the kind, less what they debited: above zero, the shop gained it."""
    credit = MoneyMove.credit_account_id == AccountRow.id
    where = or_(_among(MoneyMove.document_id, documents), MoneyMove.document_id.in_(list(more)))
    rows = session.execute(
        select(credit, MoneyMove.amount)
        .join(AccountRow, or_(credit, MoneyMove.debit_account_id == AccountRow.id))
        .where(AccountRow.kind == kind, where)
    )
    return Rupiah(sum(amount.amount if credited else -amount.amount for credited, amount in rows))


def costs(session: Session, exhibition: UUID, documents: Any) -> tuple[Cost, ...]:
    """Those that were recorded for the exhibition, and what laptops paid out of their drawers, by day and number.

    What was undone is left out, with the document that undid it.
    """
    undone = select(Document.reverses_id).where(
        Document.kind == DocumentKind.EXHIBITION_COST, Document.reverses_id.is_not(None)
    )
    rows = session.execute(
        select(Document, Device.code, DocumentLine)
        .join(Device, Device.id == Document.device_id)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(
            or_(
                and_(
                    Document.kind == DocumentKind.EXHIBITION_COST,
                    Document.reverses_id.is_(None),
                    Document.id.not_in(undone),
                ),
                and_(_among(Document.id, documents), Document.kind == DocumentKind.CASH_MOVEMENT),
            )
        )
        .order_by(Document.business_date, Document.device_id, Document.epoch, Document.seq, DocumentLine.line_no)
    ).all()
    parts: dict[DocumentId, list[tuple[PartyId, Rupiah]]] = {}
    for header, _code, line in rows:
        if line.kind is LineKind.FEE and line.party_id is not None:
            parts.setdefault(header.id, []).append((line.party_id, line.amount))
    return tuple(
        Cost(
            document=header.id,
            code=document_code(header.kind, code, header.epoch, header.number),
            day=header.business_date,
            text=line.text if line.kind is LineKind.COST else header.reason or line.text,
            category=str(line.details.get("category", "")),
            total=line.amount,
            shop=Rupiah(int(str(line.details.get("shop", line.amount.amount)))),
            artisans=tuple(parts.get(header.id, ())),
            recorded=line.kind is LineKind.COST,
        )
        for header, code, line in rows
        if (line.kind is LineKind.COST and line.details.get("exhibition") == str(exhibition))
        or (line.kind is LineKind.CASH_MOVED and line.details.get("movement") == "paid_out")
    )


def homecomings(session: Session, stands: Collection[StandBook]) -> frozenset[DocumentId]:
    """The documents by which goods and cash of the stands came home."""
    wanted = {str(stand.id) for stand in stands}
    rows = session.execute(
        select(DocumentLine.document_id, DocumentLine.details)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(Document.kind == DocumentKind.EXHIBITION_RETURN, DocumentLine.kind == LineKind.STAND)
    )
    return frozenset(document for document, details in rows if details.get("stand") in wanted)


def loss_cases(session: Session, homecoming: frozenset[DocumentId]) -> frozenset[DocumentId]:
    """What was decided about pieces that did not come home, or that came home damaged."""
    rows = session.execute(
        select(Document.id, DocumentLine.refers_document_id)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.kind == DocumentKind.LOSS_CASE, DocumentLine.kind == LineKind.CASE)
    )
    return frozenset(case for case, came_by in rows if came_by in homecoming)
