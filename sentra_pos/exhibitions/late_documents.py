"""What a laptop brought home after its stand had been written off, as people decide about it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.exhibitions.facts import LateState
from sentra_pos.exhibitions.models import LateDocumentRow
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Staff

_LINE_KIND, _LINE_AMOUNT, _LINE_QUANTITY = 1, 2, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class LateDocument:
    """One of them. ``total`` is what was paid by it, ``pieces`` what of goods it names; ``why`` is the decision's."""

    id: DocumentId
    device: DeviceId
    device_name: str
    code: str
    kind: DocumentKind
    day: date
    total: Rupiah
    pieces: Quantity
    state: LateState
    arrived_at: datetime
    decided_by: str
    why: str


def late_documents(session: Session, *, also_decided: bool = False) -> tuple[LateDocument, ...]:
    """Those that wait, in the order of their chains."""
    wanted = (
        select(LateDocumentRow, Device.name, Device.code, Staff.name)
        .join(Device, Device.id == LateDocumentRow.device_id)
        .outerjoin(Staff, Staff.id == LateDocumentRow.decided_by)
        .order_by(Device.code, LateDocumentRow.epoch, LateDocumentRow.seq)
    )
    if not also_decided:
        wanted = wanted.where(LateDocumentRow.state == LateState.WAITING)
    return tuple(_late(row, name, code, staff or "") for row, name, code, staff in session.execute(wanted))


def late_code(row: LateDocumentRow, device_code: int) -> str:
    """The number printed on it."""
    content = content_of(row)
    return document_code(DocumentKind(content["kind"]), device_code, row.epoch, int(content["number"]))


def content_of(row: LateDocumentRow) -> dict[str, Any]:
    """What its link covers."""
    content: dict[str, Any] = json.loads(row.record)["document"]["content"]
    return content


def _late(row: LateDocumentRow, name: str, device_code: int, staff: str) -> LateDocument:
    content = content_of(row)
    lines = content["lines"]
    return LateDocument(
        id=row.id,
        device=row.device_id,
        device_name=name,
        code=late_code(row, device_code),
        kind=DocumentKind(content["kind"]),
        day=date.fromisoformat(content["date"]),
        total=Rupiah(sum(line[_LINE_AMOUNT] for line in lines if line[_LINE_KIND] == LineKind.TENDER)),
        pieces=Quantity(sum(line[_LINE_QUANTITY] or 0 for line in lines if line[_LINE_KIND] == LineKind.GOODS)),
        state=row.state,
        arrived_at=row.arrived_at,
        decided_by=staff,
        why=row.why,
    )
