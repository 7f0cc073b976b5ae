"""Cash movements and recounts as they were posted, for lists and slips."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DeviceId, DocumentId, ShiftId
from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Staff
from sentra_pos.tills.shift_queries import Movement


@dataclass(frozen=True, slots=True, kw_only=True)
class CashSlip:
    """What the slip of any such document says of who, where and when."""

    id: DocumentId
    code: str
    till: str
    at: datetime
    by: str
    approved_by: str | None
    amount: Rupiah
    reason: str
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CashMovement(CashSlip):
    """Cash that moved without goods; ``category`` by the name that it had then."""

    movement: Movement
    category: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount(CashSlip):
    """A closed till counted again: ``amount`` is the new count, the differences are from the closing's own book."""

    closing: DocumentId
    closing_code: str
    difference: Rupiah
    old_difference: Rupiah


def cash_movements(
    session: Session, device: DeviceId, *, shift: ShiftId | None = None, newest: int = 50
) -> tuple[CashMovement, ...]:
    """The till's, of one shift if named, the newest first."""
    which = (Document.device_id == device, *(() if shift is None else (Document.shift_id == shift,)))
    return tuple(_movement(row) for row in _rows(session, DocumentKind.CASH_MOVEMENT, *which, newest=newest))


def cash_movement(session: Session, document: DocumentId) -> CashMovement:
    """One that was posted."""
    (row,) = _rows(session, DocumentKind.CASH_MOVEMENT, Document.id == document)
    return _movement(row)


def recounts(session: Session, closing: DocumentId) -> tuple[Recount, ...]:
    """How a closing was counted again, the newest first."""
    return tuple(_recount(row) for row in _rows(session, DocumentKind.RECOUNT, _of_closing(closing)))


def recount_of(session: Session, document: DocumentId) -> Recount:
    """One that was posted."""
    (row,) = _rows(session, DocumentKind.RECOUNT, Document.id == document)
    return _recount(row)


def _of_closing(closing: DocumentId) -> ColumnElement[bool]:
    return DocumentLine.refers_document_id == closing


def _rows(
    session: Session, kind: DocumentKind, *which: ColumnElement[bool], newest: int | None = None
) -> Iterator[Any]:
    actor, approver, answered = aliased(Staff), aliased(Staff), aliased(Document)
    yield from session.execute(
        select(Document, DocumentLine, Device, actor.name, approver.name, answered)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(actor, actor.id == Document.actor_id)
        .outerjoin(approver, approver.id == Document.approver_id)
        .outerjoin(answered, answered.id == DocumentLine.refers_document_id)
        .where(Document.kind == kind, *which)
        .order_by(Document.received_seq.desc())
        .limit(newest)
    )


def _slip(header: Document, line: DocumentLine, device: Device, by: str, approved_by: str | None) -> dict[str, Any]:
    return {
        "id": header.id,
        "code": document_code(header.kind, device.code, header.epoch, header.number),
        "till": device.name,
        "at": header.at,
        "by": by,
        "approved_by": approved_by,
        "amount": line.amount,
        "reason": header.reason,
        "hash": header.hash,
    }


def _movement(row: Any) -> CashMovement:
    header, line, device, by, approved_by, _answered = row
    return CashMovement(
        **_slip(header, line, device, by, approved_by),
        movement=Movement(line.details["movement"]),
        category=line.text,
        reference=line.reference or "",
    )


def _recount(row: Any) -> Recount:
    header, line, device, by, approved_by, closing = row
    return Recount(
        **_slip(header, line, device, by, approved_by),
        closing=closing.id,
        closing_code=document_code(closing.kind, device.code, closing.epoch, closing.number),
        difference=Rupiah(line.details["difference"]),
        old_difference=Rupiah(line.details["old_difference"]),
    )
