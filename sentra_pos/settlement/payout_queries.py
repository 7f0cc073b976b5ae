"""What artisans were paid, by which way, and who took it; voided payouts are told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.settlement.models import RepresentativeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What was paid on a settlement and stands; ``to`` names who took it, if somebody else did."""

    method: PayoutMethod
    amount: Rupiah
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """One payout of a settlement that can be voided."""

    id: DocumentId
    code: str
    date: date
    method: PayoutMethod
    amount: Rupiah


def payouts_that_stand(session: Session, settlement: DocumentId) -> tuple[Payout, ...]:
    """Those that nobody voided, the newest first."""
    rows: Any = session.execute(
        select(Document, Device.code, DocumentLine)
        .join(Device, Device.id == Document.device_id)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .where(Document.kind == DocumentKind.PAYOUT, DocumentLine.refers_document_id == settlement, _stands())
        .order_by(Document.received_seq.desc())
    )
    return tuple(
        Payout(
            id=header.id,
            code=document_code(header.kind, device, header.epoch, header.number),
            date=header.business_date,
            method=PayoutMethod(line.method or ""),
            amount=line.amount,
        )
        for header, device, line in rows
    )


#: Documents by which an artisan gets money, and the one that gives money out again where it takes another back.
_GIVES = (DocumentKind.PAYOUT, DocumentKind.ADVANCE)
_GIVES_AGAIN = DocumentKind.PAY_BACK
#: Above zero both ways: what was paid back, and what takes back that something was paid in.
_GIVES_ABOVE_ZERO = DocumentKind.SAVINGS


def paid_alone(session: Session, party: PartyId, day: date, settlement: DocumentId | None = None) -> Rupiah:
    """What the artisan was given in money without a second person and stands, on that business day or settlement.

    Whoever gave it, and by whatever document: two halves are one payout, and neither another settlement of the same
    day nor an advance or savings are a way around the limit.
    """
    forth, again = Document.kind.in_(_GIVES), Document.kind == _GIVES_AGAIN
    saved = and_(Document.kind == _GIVES_ABOVE_ZERO, DocumentLine.amount > ZERO)
    gives = or_(and_(forth, Document.reverses_id.is_(None)), and_(again, Document.reverses_id.is_not(None)), saved)
    on_it = () if settlement is None else (DocumentLine.refers_document_id == settlement,)
    paid = session.execute(
        select(func.sum(func.abs(DocumentLine.amount), type_=DocumentLine.amount.type))
        .select_from(DocumentLine)
        .join(Document, Document.id == DocumentLine.document_id)
        .where(DocumentLine.party_id == party, gives, Document.approver_id.is_(None))
        .where(DocumentLine.method.in_([each.value for each in PayoutMethod]))
        .where(or_(Document.business_date == day, *on_it), _stands())
    ).scalar_one()
    return paid or ZERO


def _stands() -> Any:
    undone = aliased(Document)
    return ~select(undone.id).where(undone.reverses_id == Document.id).exists()


def payments_on(session: Session, settlements: Sequence[DocumentId]) -> dict[DocumentId, tuple[Payment, ...]]:
    """What was paid on each and was not voided."""
    if not settlements:
        return {}
    rows: Any = session.execute(
        select(DocumentLine.refers_document_id, DocumentLine.method, DocumentLine.amount, RepresentativeRow)
        .join(Document, Document.id == DocumentLine.document_id)
        .outerjoin(RepresentativeRow, RepresentativeRow.document_id == Document.id)
        .where(Document.kind == DocumentKind.PAYOUT, DocumentLine.refers_document_id.in_(settlements))
        .where(_stands())
        .order_by(Document.received_seq)
    )
    found: defaultdict[DocumentId, list[Payment]] = defaultdict(list)
    for settlement, method, amount, stood_in in rows:
        to = "" if stood_in is None else f"{stood_in.name} ({stood_in.relation})"
        found[DocumentId(settlement)].append(Payment(method=PayoutMethod(method or ""), amount=amount, to=to))
    return {settlement: tuple(payments) for settlement, payments in found.items()}


def takers(session: Session, payouts: Iterable[DocumentId]) -> dict[DocumentId, str]:
    """Who took the money of these payouts for the artisan, with who that is to them; the others are left out."""
    rows = session.execute(select(RepresentativeRow).where(RepresentativeRow.document_id.in_(list(payouts)))).scalars()
    return {row.document_id: f"{row.name} ({row.relation})" for row in rows}
