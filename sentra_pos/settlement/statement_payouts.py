"""What was paid on a settlement since it was locked, and what of that was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.db.types import UuidType
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.locked import summary_line_of_one
from sentra_pos.settlement.payout_queries import takers


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """One payout on the settlement; ``voided`` is the document that took it back, and then nothing was paid by it.

    ``too_late`` where that came after another settlement had taken this one over: what came back is in none of the two.
    ``to`` names who took it, where that was not the artisan.
    """

    code: str
    at: datetime
    date: date
    method: PayoutMethod
    amount: Rupiah
    reference: str
    voided: str = ""
    too_late: bool = False
    to: str = ""


def paid_on(session: Session, settlement: DocumentId, party: PartyId, upto: int) -> tuple[Paid, ...]:
    """Every payout on a settlement of the artisan, which is the ``upto``-th document of the book."""
    rows = session.execute(_payouts(), {"settlement": settlement}).all()
    ids = [header.id for header, _code, _line in rows]
    voided, took = _voids(session, ids), takers(session, ids)
    next_one = _settled_after(session, party, upto) if voided else None
    return tuple(
        Paid(
            code=document_code(header.kind, code, header.epoch, header.number),
            at=header.at,
            date=header.business_date,
            method=PayoutMethod(line.method or ""),
            amount=line.amount,
            reference=line.reference or "",
            voided=voided[header.id][0] if header.id in voided else "",
            too_late=next_one is not None and header.id in voided and voided[header.id][1] > next_one,
            to=took.get(header.id, ""),
        )
        for header, code, line in rows
    )


@cache
def _payouts() -> Select[Document, int, DocumentLine]:
    return (
        select(Document, Device.code, DocumentLine)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(Document.kind == DocumentKind.PAYOUT)
        .where(DocumentLine.refers_document_id == bindparam("settlement", type_=UuidType()))
        .order_by(Document.received_seq)
    )


def _voids(session: Session, payouts: list[DocumentId]) -> dict[DocumentId, tuple[str, int]]:
    """The document that took each payout back, and where it is in the book, for those that were."""
    if not payouts:
        return {}
    rows = session.execute(
        select(Document, Device.code)
        .join(Device, Device.id == Document.device_id)
        .where(Document.kind == DocumentKind.PAYOUT_VOID, Document.reverses_id.in_(payouts))
    )
    return {
        header.reverses_id: (document_code(header.kind, code, header.epoch, header.number), header.received_seq)
        for header, code in rows
        if header.reverses_id is not None
    }


def _settled_after(session: Session, party: PartyId, upto: int) -> int | None:
    return session.execute(
        select(func.min(Document.received_seq))
        .join(DocumentLine, summary_line_of_one())
        .where(Document.kind == DocumentKind.SETTLEMENT, DocumentLine.party_id == party, Document.received_seq > upto)
    ).scalar_one()
