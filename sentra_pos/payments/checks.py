"""Payments that nobody has seen arrive: the *belum dicek* list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DocumentId, ShiftId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code

#: The key on a tender line: whether the cashier saw the money come. Only ways of paying that are asked for it have it.
CONFIRMED = "confirmed"
#: The key on a checked line.
ARRIVED = "arrived"

_TAKING = (
    DocumentKind.SALE,
    DocumentKind.EXCHANGE,
    DocumentKind.CUSTOMER_PAYMENT,
    DocumentKind.PAYMENT_CHANGE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UncheckedPayment:
    """A tender whose money nobody has seen; ``is_missing`` when somebody looked and it had not come."""

    document: DocumentId
    line: int
    code: str
    at: datetime
    method: str
    amount: Rupiah
    reference: str
    is_missing: bool


def unchecked_payments(
    session: Session, *, shift: ShiftId | None = None, documents: Collection[DocumentId] | None = None
) -> tuple[UncheckedPayment, ...]:
    """What waits to be seen, oldest first; of one shift or of some documents only, if named.

    Gone from it is what a check or the bank said arrived, what a payment change took away, and a voided sale's.
    """
    wanted = _unseen()
    if shift is not None:
        wanted = wanted.where(Document.shift_id == shift)
    if documents is not None:
        wanted = wanted.where(Document.id.in_(list(documents)))
    return tuple(
        UncheckedPayment(
            document=document.id,
            line=line.line_no,
            code=document_code(document.kind, device, document.epoch, document.number),
            at=document.at,
            method=line.method or "",
            amount=line.amount,
            reference=line.reference or "",
            is_missing=looked_for,
        )
        for document, line, device, looked_for in session.execute(wanted)
    )


@cache
def _unseen() -> Select[*tuple[Any, ...]]:
    """Built once: it is always the same, and to build it takes longer than to ask it."""
    return (
        select(Document, DocumentLine, Device.code, _was_looked_for())
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(
            Document.kind.in_(_TAKING),
            DocumentLine.kind == LineKind.TENDER,
            DocumentLine.amount > ZERO,
            func.json_extract(DocumentLine.details, f"$.{CONFIRMED}") == 0,
            ~has_arrived(),
            ~was_taken_away(),
        )
        .order_by(Document.received_seq, DocumentLine.line_no)
    )


def has_arrived(*kinds: DocumentKind) -> ColumnElement[bool]:
    """Whether a document of the kinds (a check or a bank receipt) says that the tender of the outer query arrived."""
    paper, said = aliased(Document), aliased(DocumentLine)
    return exists(
        select(said.line_no)
        .join(paper, paper.id == said.document_id)
        .where(
            said.refers_document_id == DocumentLine.document_id,
            said.refers_line_no == DocumentLine.line_no,
            said.kind == LineKind.CHECKED,
            paper.kind.in_(kinds or (DocumentKind.PAYMENT_CHECK, DocumentKind.BANK_RECEIPT)),
            func.json_extract(said.details, f"$.{ARRIVED}") == 1,
        )
        .correlate(DocumentLine)
    )


def _was_looked_for() -> ColumnElement[bool]:
    said = aliased(DocumentLine)
    return exists(
        select(said.line_no)
        .where(
            said.refers_document_id == DocumentLine.document_id,
            said.refers_line_no == DocumentLine.line_no,
            said.kind == LineKind.CHECKED,
        )
        .correlate(DocumentLine)
    )


def was_taken_away() -> ColumnElement[bool]:
    """Whether the tender of the outer query stands no more.

    A void takes away all tenders of the sale that it reverses, and what corrected them. A payment change takes one away
    by a tender line below zero that refers to it.
    """
    paper, line = aliased(Document), aliased(DocumentLine)
    void = select(paper.id).where(paper.kind == DocumentKind.VOID)
    change = (
        select(line.line_no)
        .join(paper, paper.id == line.document_id)
        .where(
            paper.kind == DocumentKind.PAYMENT_CHANGE,
            line.kind == LineKind.TENDER,
            line.amount < ZERO,
            line.refers_document_id == DocumentLine.document_id,
            line.refers_line_no == DocumentLine.line_no,
        )
    )
    of_sale = DocumentLine.refers_document_id
    # Three questions and not one with an OR in it: each then goes by an index.
    return or_(
        _any(void.where(paper.reverses_id == DocumentLine.document_id)),
        _any(change),
        and_(Document.kind == DocumentKind.PAYMENT_CHANGE, _any(void.where(paper.reverses_id == of_sale))),
    )


def _any(found: Select[*tuple[Any, ...]]) -> ColumnElement[bool]:
    return exists(found.correlate(Document, DocumentLine))
