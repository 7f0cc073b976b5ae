"""What was recorded about an artisan's money outside of settlements and payouts, and still stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.settlement.deduction_rules import Purpose

_KINDS = (DocumentKind.ADVANCE, DocumentKind.CHARGE, DocumentKind.SAVINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An advance, a charge or savings paid back, as a whole: ``amount`` is of all the ``artisans`` that it is about."""

    document: DocumentId
    kind: DocumentKind
    code: str
    date: date
    text: str
    amount: Rupiah
    artisans: int
    #: What an advance was for.
    purpose: Purpose = Purpose.CASH


def recorded_of(session: Session, party: PartyId, *, newest: int = 100) -> tuple[Recorded, ...]:
    """Those that name the artisan and were not taken back, the newest first."""
    own, undone = aliased(DocumentLine), aliased(Document)
    line = DocumentLine
    rows = session.execute(
        select(
            Document,
            Device.code,
            func.min(line.text),
            func.min(line.details, type_=line.details.type),
            func.sum(line.amount, type_=line.amount.type),
            func.count(line.party_id.distinct()),
        )
        .join(Device, Device.id == Document.device_id)
        .join(line, line.document_id == Document.id)
        .where(Document.kind.in_(_KINDS), Document.reverses_id.is_(None))
        .where(select(own.line_no).where(own.document_id == Document.id, own.party_id == party).exists())
        .where(~select(undone.id).where(undone.reverses_id == Document.id, undone.kind == Document.kind).exists())
        .group_by(Document.id, Device.code)
        .order_by(Document.received_seq.desc())
        .limit(newest)
    )
    return tuple(
        Recorded(
            document=header.id,
            kind=header.kind,
            code=document_code(header.kind, device, header.epoch, header.number),
            date=header.business_date,
            text=text,
            amount=amount,
            artisans=artisans,
            purpose=Purpose(str(details.get("purpose", Purpose.CASH.value))),
        )
        for header, device, text, details, amount, artisans in rows
    )
