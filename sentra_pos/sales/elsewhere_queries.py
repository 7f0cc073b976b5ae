"""Goods that came back here and were sold elsewhere: which returns still wait, and which sales may answer for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, func, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from sentra_pos.catalogue.codes import parse_code
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, LineAllocation
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import lines_of
from sentra_pos.sales.cart import Condition
from sentra_pos.sales.history_queries import receipt_by_number
from sentra_pos.sales.item_sale_queries import ItemSale, sales_of_item
from sentra_pos.sales.queries import RECEIPT_CODES
from sentra_pos.sales.returnable import answered_by_match

#: What takes goods back by the sale that it names.
_OVERTAKEN = (DocumentKind.REFUND, DocumentKind.EXCHANGE, DocumentKind.VOID)
#: What is written of a receipt's number.
_LONGEST_RECEIPT = 40
_OF_CODE = {code: kind for kind, code in RECEIPT_CODES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReturn:
    """Goods taken back whose sale this book did not have: their money waits.

    ``receipt`` is the number as it was written on the customer's paper, "" of none. ``sale`` is the one that it names,
    where that is in the book by now and enough of it is left.

    A return that two devices took, or took while the other found out whose the goods were, waits here too: it has given
    back money that belongs to no sale any more.
    """

    document: DocumentId
    line: int
    code: str
    business_date: date
    at: datetime
    till: str
    item: ItemId
    name: str
    quantity: Quantity
    price: Rupiah
    amount: Rupiah
    receipt: str
    reason: str
    condition: Condition
    sale: ItemSale | None


@cache
def _open() -> Select[Document, int, str, DocumentLine]:
    answer, match = aliased(DocumentLine), aliased(Document)
    answered = (
        select(answer.line_no)
        .join(match, match.id == answer.document_id)
        .where(answer.refers_document_id == Document.id, match.kind == DocumentKind.RETURN_MATCHED)
        .where(answer.kind == LineKind.TAKEN_BACK)
        .exists()
    )
    return (
        select(Document, Device.code, Device.name, DocumentLine)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(Document.kind == DocumentKind.FOREIGN_RETURN, DocumentLine.kind == LineKind.TAKEN_BACK, ~answered)
    )


@cache
def _strays() -> Select[Document, int, str, DocumentLine]:
    """Returns of goods without a lot that another device's document overtook.

    Meanwhile it was found out whose the goods were; or as many had come back already as were sold.
    """
    found, back, sold, match, other = (aliased(DocumentLine) for _ in range(5))
    header = aliased(Document)
    identified = (
        select(found.line_no)
        .where(found.refers_document_id == DocumentLine.refers_document_id)
        .where(found.refers_line_no == DocumentLine.refers_line_no, found.kind == LineKind.IDENTIFIED)
        .exists()
    )
    matched = (
        select(match.line_no)
        .where(match.refers_document_id == back.document_id, match.refers_line_no == back.line_no)
        .where(match.kind == LineKind.TAKEN_BACK)
        .exists()
    )
    quantity: ColumnElement[int] = type_coerce(back.quantity, Integer)
    so_far = (
        select(func.sum(quantity))
        .join(header, header.id == back.document_id)
        .where(back.refers_document_id == DocumentLine.refers_document_id, back.kind == LineKind.GOODS)
        .where(back.refers_line_no == DocumentLine.refers_line_no, header.received_seq <= Document.received_seq)
        .where(~matched)
        .scalar_subquery()
    )
    were = (
        select(type_coerce(sold.quantity, Integer))
        .where(sold.document_id == DocumentLine.refers_document_id, sold.line_no == DocumentLine.refers_line_no)
        .scalar_subquery()
    )
    part = LineAllocation
    has_lots = (
        select(part.lot_id)
        .where(part.document_id == DocumentLine.document_id, part.line_no == DocumentLine.line_no)
        .exists()
    )
    return (
        select(Document, Device.code, Device.name, DocumentLine)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(Document.kind.in_(_OVERTAKEN), DocumentLine.kind == LineKind.GOODS)
        .where(DocumentLine.refers_document_id.is_not(None), ~has_lots, ~answered_by_match())
        .where(or_(identified, so_far > were))
        # Only where another device wrote of the same sale: one device does neither.
        .where(
            select(other.line_no)
            .join(header, header.id == other.document_id)
            .where(other.refers_document_id == DocumentLine.refers_document_id)
            .where(header.device_id != Document.device_id)
            .exists()
        )
    )


def open_returns(session: Session) -> tuple[OpenReturn, ...]:
    """Those whose sale was not found yet, the oldest first."""
    rows = [*session.execute(_open()).all(), *session.execute(_strays()).all()]
    rows.sort(key=lambda row: row[0].received_seq)
    return tuple(_return(session, header, device, till, line) for header, device, till, line in rows)


def waiting_line(session: Session, document: DocumentId, line: int) -> Line | None:
    """What a return took back whose sale was not found yet; None where it does not wait."""
    for asked in (_open(), _strays()):
        if session.execute(asked.where(Document.id == document, DocumentLine.line_no == line)).first() is not None:
            return next(each for each in lines_of(session, document) if each.number == line)
    return None


def _return(session: Session, header: Document, device: int, till: str, line: DocumentLine) -> OpenReturn:
    assert line.item_id is not None
    quantity, receipt = line.quantity or NONE, line.reference or ""
    stray = line.refers_document_id is not None
    if line.refers_document_id is not None:
        receipt = code_of(session, line.refers_document_id)
    return OpenReturn(
        document=header.id,
        line=line.line_no,
        code=document_code(header.kind, device, header.epoch, header.number),
        business_date=header.business_date,
        at=header.at,
        till=till,
        item=line.item_id,
        name=line.text,
        quantity=quantity,
        price=line.price or ZERO,
        amount=line.amount,
        receipt=receipt,
        reason=header.reason,
        condition=condition_of(line.details),
        sale=_named(session, line, quantity, receipt, (header.id, line.line_no) if stray else None),
    )


def condition_of(details: Mapping[str, Any]) -> Condition:
    """The state in which the goods of a line came back; a void says nothing of it."""
    return Condition(str(details.get("condition", Condition.GOOD.value)))


def _named(
    session: Session, line: DocumentLine, quantity: Quantity, receipt: str, stray: tuple[DocumentId, int] | None
) -> ItemSale | None:
    assert line.item_id is not None
    sale = line.refers_document_id or (receipt_by_number(session, receipt) if receipt else None)
    if sale is None:
        return None
    found = (each for each in sales_of_item(session, line.item_id, sale=sale, without=stray) if each.left >= quantity)
    return next(found, None)


def possible_sales(session: Session, each: OpenReturn) -> tuple[ItemSale, ...]:
    """The sales that may answer for it: the one that its receipt names first, then the newest of the same goods."""
    others = (sale for sale in sales_of_item(session, each.item) if sale.left >= each.quantity)
    named = () if each.sale is None else (each.sale,)
    return (*named, *(sale for sale in others if sale not in named))


def as_printed(text: str) -> str:
    """A receipt's number as its paper says it, also where its bars were scanned."""
    written = one_line(text, _LONGEST_RECEIPT).upper()
    code = parse_code(written)
    if code is None or code.kind not in _OF_CODE:
        return written
    return document_code(_OF_CODE[code.kind], code.device_code, code.epoch, code.number)


def code_of(session: Session, document: DocumentId) -> str:
    """The number printed on it."""
    header, device = session.execute(
        select(Document, Device.code).join(Device, Device.id == Document.device_id).where(Document.id == document)
    ).one()
    return document_code(header.kind, device, header.epoch, header.number)


def taken_back_by(session: Session, sale: DocumentId, line: int) -> str:
    """The newest document by which something of a sale's line came back, by its code; "" of none."""
    found = session.execute(
        select(Document.id)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(DocumentLine.refers_document_id == sale, DocumentLine.refers_line_no == line)
        .where(DocumentLine.kind == LineKind.GOODS)
        .order_by(Document.received_seq.desc())
        .limit(1)
    ).scalar()
    return "" if found is None else code_of(session, found)


def taken_back_line(session: Session, foreign: DocumentId) -> Line:
    """What a return from elsewhere took back."""
    return next(line for line in lines_of(session, foreign) if line.kind is LineKind.TAKEN_BACK)


def taken_back_before(session: Session, item: ItemId, receipt: str) -> str:
    """The newest return of the same goods from the same receipt that still waits, by its code; "" of none."""
    asked = _open().where(DocumentLine.item_id == item, DocumentLine.reference == receipt)
    row = session.execute(asked.order_by(Document.received_seq.desc()).limit(1)).first()
    return "" if row is None else document_code(row[0].kind, row[1], row[0].epoch, row[0].number)
