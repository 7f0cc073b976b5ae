"""The note that goods first came in on, whatever terms they were moved to since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import LotId
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, Lot
from sentra_pos.ledger.post import document_code


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBy:
    """``moves`` are the documents that put the goods under other terms since, the newest first."""

    note: str
    date: date
    moves: tuple[str, ...] = ()


def first_note(session: Session, lot: LotId) -> BroughtBy:
    """From a lot back to the one that its note brought in."""
    moves: list[str] = []
    while True:
        document, device, details = session.execute(
            select(Document, Device.code, DocumentLine.details)
            .join(Lot, Lot.document_id == Document.id)
            .join(Device, Device.id == Document.device_id)
            .join(DocumentLine, (DocumentLine.document_id == Lot.document_id) & (DocumentLine.line_no == Lot.line_no))
            .where(Lot.id == lot)
        ).one()
        code = document_code(document.kind, device, document.epoch, document.number)
        if document.kind is not DocumentKind.TERMS_MOVE:
            return BroughtBy(note=code, date=document.business_date, moves=tuple(moves))
        moves.append(code)
        lot = LotId(UUID(str(details["old_lot"])))
