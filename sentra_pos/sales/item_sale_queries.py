"""Returns without a receipt: the sales that a piece may come back from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, literal_column, or_, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Staff
from sentra_pos.sales.returnable import GOODS_LINES, SOLD_BY


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSale:
    """A sale of an item of which something can still come back; ``price`` is what a piece of it was paid."""

    sale: DocumentId
    line: int
    code: str
    at: datetime
    cashier: str
    name: str
    quantity: Quantity
    left: Quantity
    price: Rupiah


def sales_of_item(
    session: Session,
    item: ItemId,
    *,
    sale: DocumentId | None = None,
    without: tuple[DocumentId, int] | None = None,
    limit: int = 20,
) -> tuple[ItemSale, ...]:
    """The newest sales of an item that it can still come back from, or the lines of one ``sale`` that have it.

    ``without`` is a line of a return that does not count.
    """
    returned = DocumentLine.__table__.alias("returned")
    match = DocumentLine.__table__.alias("match")
    matched = (
        select(match.c.line_no)
        .where(match.c.refers_document_id == returned.c.document_id, match.c.refers_line_no == returned.c.line_no)
        .where(match.c.kind == LineKind.TAKEN_BACK)
        .exists()
    )
    counted = (
        select(func.coalesce(func.sum(returned.c.quantity), 0))
        .where(returned.c.refers_document_id == DocumentLine.document_id)
        .where(returned.c.refers_line_no == DocumentLine.line_no, returned.c.kind.in_(GOODS_LINES), ~matched)
    )
    if without is not None:
        document, line = without
        counted = counted.where(or_(returned.c.document_id != document, returned.c.line_no != line))
    back = counted.scalar_subquery()
    units: ColumnElement[int] = literal_column("document_line.quantity")
    asked = (
        select(Document, Device.code, Staff.name, DocumentLine, back)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(Staff, Staff.id == Document.actor_id)
        .where(DocumentLine.item_id == item, DocumentLine.refers_document_id.is_(None))
        .where(Document.kind.in_(SOLD_BY), DocumentLine.kind.in_(GOODS_LINES), units > back)
        .order_by(Document.received_seq.desc())
        .limit(limit)
    )
    if sale is not None:
        asked = asked.where(Document.id == sale)
    found = []
    for header, device, cashier, line, gone in session.execute(asked):
        quantity = line.quantity or Quantity(1)
        already = gone.units if isinstance(gone, Quantity) else int(gone)
        found.append(
            ItemSale(
                sale=header.id,
                line=line.line_no,
                code=document_code(header.kind, device, header.epoch, header.number),
                at=header.at,
                cashier=cashier,
                name=line.text,
                quantity=quantity,
                left=Quantity(quantity.units - already),
                price=line.amount.part(1, quantity.units),
            )
        )
    return tuple(found)
