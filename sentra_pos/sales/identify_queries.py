"""Goods that were sold before any note covered them: what still waits, and which lots could answer for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.consignment.queries import lots_to_sell
from sentra_pos.consignment.rules import describe, share_at_list
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.types import QuantityType
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, Lot, MoneyMove
from sentra_pos.ledger.post import document_code
from sentra_pos.sales.returnable import SOLD_BY


@dataclass(frozen=True, slots=True, kw_only=True)
class Unidentified:
    """A line of a sale whose money waits for its owner; ``back`` is how many of it came back since.

    ``place`` is the kind of place that it was sold at.
    """

    sale: DocumentId
    line: int
    code: str
    business_date: date
    at: datetime
    item: ItemId
    name: str
    quantity: Quantity
    price: Rupiah
    discount: Rupiah
    amount: Rupiah
    back: Quantity
    place: PlaceKind = PlaceKind.SHELF


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleAnswer:
    """A lot of the same item that came in since; ``share`` is the artisan's of one piece at the price it was sold for.

    ``owner`` is "" for what the shop bought.
    """

    lot: LotId
    owner: str
    note: str
    note_date: date
    terms: str
    here: Quantity
    share: Rupiah


def waiting_to_be_identified(session: Session) -> tuple[Unidentified, ...]:
    """What was sold and belongs to nobody yet, the oldest first; what came back whole waits no more."""
    account = Account(AccountKind.TO_IDENTIFY).id
    answer, back = aliased(DocumentLine), aliased(DocumentLine)
    identified = (
        select(answer.line_no)
        .where(answer.refers_document_id == DocumentLine.document_id, answer.refers_line_no == DocumentLine.line_no)
        .where(answer.kind == LineKind.IDENTIFIED)
        .exists()
    )
    returned = (
        select(func.sum(back.quantity, type_=QuantityType()))
        .where(back.refers_document_id == DocumentLine.document_id, back.refers_line_no == DocumentLine.line_no)
        .where(back.kind == LineKind.GOODS)
        .correlate(DocumentLine)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Document, Device.code, DocumentLine, returned)
        .join(MoneyMove, MoneyMove.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == MoneyMove.document_id, DocumentLine.line_no == MoneyMove.line_no),
        )
        .where(MoneyMove.credit_account_id == account, Document.kind.in_(SOLD_BY))
        .where(DocumentLine.refers_document_id.is_(None), ~identified)
        .order_by(Document.received_seq, DocumentLine.line_no)
    )
    found = (_waiting(header, device, line, came_back or NONE) for header, device, line, came_back in rows)
    return tuple(each for each in found if each.back < each.quantity)


def _waiting(header: Document, device: int, line: DocumentLine, came_back: Quantity) -> Unidentified:
    assert line.item_id is not None
    return Unidentified(
        sale=header.id,
        line=line.line_no,
        code=document_code(header.kind, device, header.epoch, header.number),
        business_date=header.business_date,
        at=header.at,
        item=line.item_id,
        name=line.text,
        quantity=line.quantity or NONE,
        price=line.price or ZERO,
        discount=line.discount or ZERO,
        amount=line.amount,
        back=came_back,
        place=place_of(line.details),
    )


def place_of(details: Mapping[str, Any]) -> PlaceKind:
    """The kind of place at which a line was sold that no lot answered for."""
    return PlaceKind(str(details.get("place", PlaceKind.SHELF.value)))


def identified_as(session: Session, sale: DocumentId, line: int) -> str:
    """The code of the document that said whose the line's goods were, "" of none."""
    row = session.execute(
        select(Document, Device.code)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(DocumentLine.refers_document_id == sale, DocumentLine.refers_line_no == line)
        .where(DocumentLine.kind == LineKind.IDENTIFIED, Document.kind == DocumentKind.IDENTIFICATION)
    ).first()
    return "" if row is None else document_code(row[0].kind, row[1], row[0].epoch, row[0].number)


def possible_answers(
    session: Session, item: ItemId, price: Rupiah, shelf: PlaceId, place: PlaceKind = PlaceKind.SHELF
) -> tuple[PossibleAnswer, ...]:
    """The lots of the item on this shelf, the oldest first; those with nothing here are left out.

    ``place`` is the kind of place that it was sold at, by whose terms it is split.
    """
    lots = [lot for lot in lots_to_sell(session, (item,), shelf)[item] if lot.quantity > NONE]
    rows = session.execute(
        select(Lot.id, Document, Device.code)
        .join(Document, Document.id == Lot.document_id)
        .join(Device, Device.id == Document.device_id)
        .where(Lot.id.in_([lot.lot for lot in lots]))
    )
    notes = {lot: (document_code(note.kind, device, note.epoch, note.number), note) for lot, note, device in rows}
    return tuple(
        PossibleAnswer(
            lot=lot.lot,
            owner=lot.owner_name,
            note=notes[lot.lot][0],
            note_date=notes[lot.lot][1].business_date,
            terms="" if lot.agreement is None else describe(lot.agreement),
            here=lot.quantity,
            share=ZERO
            if lot.owner is None
            else share_at_list(
                lot.agreement, price, lot.net_price, item=lot.item, category=lot.category, place_kind=place
            ),
        )
        for lot in lots
    )
