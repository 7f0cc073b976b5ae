"""Advances and savings paid back or in as they were posted, for their slips and receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Party, Staff
from sentra_pos.settlement.deduction_rules import Plan, PlanWay, Purpose
from sentra_pos.settlement.errors import DebtNotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySlip:
    """Money or materials that an artisan took, or paid in, and who recorded it; ``plan`` is of what comes back one day.

    ``saved`` is what was put aside after it, for savings alone; ``paid_in`` where the artisan gave it to the shop.
    """

    id: DocumentId
    kind: DocumentKind
    code: str
    at: datetime
    date: date
    party_code: str
    party_name: str
    amount: Rupiah
    purpose: Purpose | None
    text: str
    method: str
    reference: str
    plan: Plan | None
    saved: Rupiah | None
    paid_in: bool
    given_by: str
    approved_by: str
    hash: bytes


def money_slip(session: Session, document: DocumentId) -> MoneySlip:
    """Of an advance, or of savings paid back or in. Raises DebtNotFound for others, and for what takes one back."""
    approver = aliased(Staff)
    row = session.execute(
        select(Document, DocumentLine, Device.code, Party, Staff.name, approver.name)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(Party, Party.id == DocumentLine.party_id)
        .join(Staff, Staff.id == Document.actor_id)
        .outerjoin(approver, approver.id == Document.approver_id)
        .where(Document.id == document, Document.kind.in_((DocumentKind.ADVANCE, DocumentKind.SAVINGS)))
        .where(Document.reverses_id.is_(None))
    ).first()
    if row is None:
        raise DebtNotFound
    header, line, device, party, by, approved = row
    said: Any = line.details.get("plan")
    before: Any = line.details.get("before")
    purpose = line.details.get("purpose")
    return MoneySlip(
        id=header.id,
        kind=header.kind,
        code=document_code(header.kind, device, header.epoch, header.number),
        at=header.at,
        date=header.business_date,
        party_code=party.code,
        party_name=party.name,
        amount=abs(line.amount),
        purpose=None if purpose is None else Purpose(str(purpose)),
        text=line.text,
        method=line.method or "",
        reference=line.reference or "",
        plan=None if said is None else Plan(
            way=PlanWay(said["way"]), amount=Rupiah(int(said["sum"])), rate=Percent(int(said["rate"]))
        ),
        saved=None if before is None else Rupiah(int(before)) - line.amount,
        paid_in=line.amount < ZERO,
        given_by=by,
        approved_by=approved or "",
        hash=header.hash,
    )  # fmt: skip
