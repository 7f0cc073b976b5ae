"""Goods that came back here and were sold elsewhere: which returns still wait, and which sales may answer for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.catalogue.codes import parse_code
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import lines_of
from sentra_pos.sales.cart import Condition
from sentra_pos.sales.history_queries import receipt_by_number
from sentra_pos.sales.item_sale_queries import ItemSale, sales_of_item
from sentra_pos.sales.queries import RECEIPT_CODES

#: What is written of a receipt's number.
_LONGEST_RECEIPT = 40
_OF_CODE = {code: kind for kind, code in RECEIPT_CODES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReturn:
    """Goods taken back whose sale this book did not have: their money waits.

    ``receipt`` is the number as it was written on the customer's paper, "" of none. ``sale`` is the one that it names,
    where that is in the book by now and enough of it is left.
    """

    document: DocumentId
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


def open_returns(session: Session) -> tuple[OpenReturn, ...]:
    """Those whose sale was not found yet, the oldest first."""
    rows = session.execute(_open().order_by(Document.received_seq)).all()
    return tuple(_return(session, header, device, till, line) for header, device, till, line in rows)


def is_open_return(session: Session, document: DocumentId) -> bool:
    """Whether it is a return from elsewhere whose sale was not found yet."""
    return session.execute(_open().where(Document.id == document)).first() is not None


def _return(session: Session, header: Document, device: int, till: str, line: DocumentLine) -> OpenReturn:
    assert line.item_id is not None
    quantity, receipt = line.quantity or NONE, line.reference or ""
    return OpenReturn(
        document=header.id,
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
        condition=Condition(str(line.details["condition"])),
        sale=_named(session, line.item_id, quantity, receipt),
    )


def _named(session: Session, item: ItemId, quantity: Quantity, receipt: str) -> ItemSale | None:
    sale = receipt_by_number(session, receipt) if receipt else None
    found = (each for each in sales_of_item(session, item, sale=sale) if each.left >= quantity) if sale else ()
    return next(iter(found), None)


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


def taken_back_line(session: Session, foreign: DocumentId) -> Line:
    """What a return from elsewhere took back."""
    return next(line for line in lines_of(session, foreign) if line.kind is LineKind.TAKEN_BACK)


def taken_back_before(session: Session, item: ItemId, receipt: str) -> str:
    """The newest return of the same goods from the same receipt that still waits, by its code; "" of none."""
    asked = _open().where(DocumentLine.item_id == item, DocumentLine.reference == receipt)
    row = session.execute(asked.order_by(Document.received_seq.desc()).limit(1)).first()
    return "" if row is None else document_code(row[0].kind, row[1], row[0].epoch, row[0].number)
