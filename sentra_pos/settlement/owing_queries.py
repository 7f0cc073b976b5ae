"""What an artisan owes the shop now, and what was paid back or let go, for its slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Party, Staff
from sentra_pos.settlement.debt_queries import debts_of
from sentra_pos.settlement.errors import DebtNotFound
from sentra_pos.settlement.pay_back_rules import Owing, below_zero
from sentra_pos.settlement.queries import owed_to


def owing_of(session: Session, party: PartyId, today: date) -> Owing:
    """Raises LookupError for an id that is no party's."""
    owed = owed_to(session, party, today)
    return Owing(
        debts=debts_of(session, (party,)).get(party, ()), below_zero=below_zero(owed.fresh + owed.carried, owed.held)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BackLine:
    """What of it was for the debt that ``code`` made (``what``: advance, materials), or for a balance below zero."""

    what: str
    code: str
    text: str
    amount: Rupiah
    left: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class BackSlip:
    """What an artisan paid back, or the shop let go (``forgiven``) for a ``reason``."""

    id: DocumentId
    code: str
    at: datetime
    party_code: str
    party_name: str
    forgiven: bool
    method: str
    reference: str
    reason: str
    lines: tuple[BackLine, ...]
    recorded_by: str
    approved_by: str
    hash: bytes

    @property
    def amount(self) -> Rupiah:
        return sum_rupiah(line.amount for line in self.lines)


def back_slip(session: Session, document: DocumentId) -> BackSlip:
    """Raises DebtNotFound for any other document."""
    approver = aliased(Staff)
    rows: Any = session.execute(
        select(Document, DocumentLine, Device.code, Party, Staff.name, approver.name)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(Party, Party.id == DocumentLine.party_id)
        .join(Staff, Staff.id == Document.actor_id)
        .outerjoin(approver, approver.id == Document.approver_id)
        .where(Document.id == document, Document.kind == DocumentKind.PAY_BACK, Document.reverses_id.is_(None))
        .order_by(DocumentLine.line_no)
    ).all()
    if not rows:
        raise DebtNotFound
    header, first, device, party, by, approved = rows[0]
    return BackSlip(
        id=header.id,
        code=document_code(header.kind, device, header.epoch, header.number),
        at=header.at,
        party_code=party.code,
        party_name=party.name,
        forgiven=first.kind is LineKind.FORGIVEN,
        method=first.method or "",
        reference=first.reference or "",
        reason=header.reason,
        lines=tuple(_line(row[1]) for row in rows),
        recorded_by=by,
        approved_by=approved or "",
        hash=header.hash,
    )


def _line(line: DocumentLine) -> BackLine:
    said: Any = line.details
    return BackLine(
        what=said["what"],
        code=said.get("code", ""),
        text=line.text,
        amount=line.amount,
        left=Rupiah(int(said["left"])),
    )
