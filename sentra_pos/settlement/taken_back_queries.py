"""What was recorded about an artisan's money, outside of settlements and payouts, and stands; what was taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import header_of
from sentra_pos.people.models import Party, Staff
from sentra_pos.settlement.deduction_rules import Purpose
from sentra_pos.settlement.errors import NotTakenBack

_KINDS = (DocumentKind.ADVANCE, DocumentKind.CHARGE, DocumentKind.SAVINGS, DocumentKind.PAY_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An advance, a charge, savings paid back or in, a debt paid or let go, as a whole.

    ``amount`` is of all the ``artisans`` that it is about, and ``text`` what it is for, where all of it is for one.
    ``paid_in`` where it is savings that the artisan gave to the shop.
    """

    document: DocumentId
    what: LineKind
    code: str
    date: date
    text: str
    amount: Rupiah
    artisans: int
    #: What an advance was for.
    purpose: Purpose = Purpose.CASH
    paid_in: bool = False


def recorded_of(session: Session, party: PartyId, *, newest: int = 100) -> tuple[Recorded, ...]:
    """Those that name the artisan and were not taken back, the newest first."""
    own, undone = aliased(DocumentLine), aliased(Document)
    line = DocumentLine
    rows = session.execute(
        select(
            Document,
            Device.code,
            func.min(line.kind, type_=line.kind.type),
            func.min(line.text),
            func.max(line.text),
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
            what=what,
            code=document_code(header.kind, device, header.epoch, header.number),
            date=header.business_date,
            text=text if text == last_text else "",
            amount=abs(amount),
            artisans=artisans,
            purpose=Purpose(str(details.get("purpose", Purpose.CASH.value))),
            paid_in=amount < ZERO,
        )
        for header, device, what, text, last_text, details, amount, artisans in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartBack:
    """What of it was one artisan's."""

    code: str
    name: str
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBackSlip:
    """What takes ``undone`` back, of all the artisans that it was about; ``what`` are the taking back's own lines.

    ``paid_in`` where ``undone`` was savings paid in: their money goes back to the artisan.
    """

    id: DocumentId
    what: LineKind
    code: str
    at: datetime
    undone: str
    undone_date: date
    parts: tuple[PartBack, ...]
    purpose: Purpose | None
    text: str
    method: str
    paid_in: bool
    reason: str
    approved_by: str
    hash: bytes

    @property
    def amount(self) -> Rupiah:
        return sum_rupiah(part.amount for part in self.parts)


def taken_back_slip(session: Session, document: DocumentId) -> TakenBackSlip:
    """Of whatever ``take_back`` took back, or of a payout voided. Raises NotTakenBack for anything else."""
    approver = aliased(Staff)
    rows: Any = session.execute(
        select(Document, DocumentLine, Device.code, Party, approver.name)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(Party, Party.id == DocumentLine.party_id)
        .outerjoin(approver, approver.id == Document.approver_id)
        .where(Document.id == document, Document.kind.in_((*_KINDS, DocumentKind.PAYOUT_VOID)))
        .where(Document.reverses_id.is_not(None))
        .order_by(DocumentLine.line_no)
    ).all()
    undone = header_of(session, rows[0][0].reverses_id) if rows else None
    if undone is None:
        raise NotTakenBack
    header, first, device, _party, approved = rows[0]
    purpose = first.details.get("purpose")
    return TakenBackSlip(
        id=header.id,
        what=first.kind,
        code=document_code(header.kind, device, header.epoch, header.number),
        at=header.at,
        undone=undone.code,
        undone_date=undone.business_date,
        parts=_parts((row[3], row[1].amount) for row in rows),
        purpose=None if purpose is None else Purpose(str(purpose)),
        text=first.text if len({row[1].text for row in rows}) == 1 else "",
        method=first.method or "",
        # What mirrors a line that stood below zero stands above it.
        paid_in=header.kind is DocumentKind.SAVINGS and first.amount > ZERO,
        reason=header.reason,
        approved_by=approved or "",
        hash=header.hash,
    )


def _parts(lines: Iterable[tuple[Party, Rupiah]]) -> tuple[PartBack, ...]:
    """One for each artisan: what was paid back has a line for each debt."""
    found: dict[PartyId, PartBack] = {}
    for party, amount in lines:
        before = found[party.id].amount if party.id in found else ZERO
        found[party.id] = PartBack(code=party.code, name=party.name, amount=before + abs(amount))
    return tuple(found.values())
