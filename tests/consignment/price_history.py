"""What the book says of an item's price: what it cost, from when to when, and why that changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.consignment.change_price import Consent, ConsentWay
from sentra_pos.core.ids import DocumentId, ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceStep:
    """One change of an item's price; ``by`` is a name."""

    document: DocumentId
    code: str
    at: datetime
    business_date: date
    old: Rupiah
    new: Rupiah
    reason: str
    by: str
    consents: tuple[Consent, ...]


def price_history(session: Session, item: ItemId) -> tuple[PriceStep, ...]:
    """Every change of the item's price, the newest first."""
    rows = session.execute(
        select(Document, DocumentLine, Device.code, Staff.name)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .join(Staff, Staff.id == Document.actor_id)
        .where(Document.kind == DocumentKind.PRICE_CHANGE, DocumentLine.item_id == item)
        .order_by(Document.received_seq.desc())
    )
    return tuple(
        PriceStep(
            document=document.id,
            code=document_code(document.kind, device, document.epoch, document.number),
            at=document.at,
            business_date=document.business_date,
            old=Rupiah(_whole(line.details["old"])),
            new=line.price or ZERO,
            reason=document.reason,
            by=name,
            consents=_consents(line.details),
        )
        for document, line, device, name in rows
    )


def _consents(details: dict[str, Any]) -> tuple[Consent, ...]:
    return tuple(
        Consent(party=PartyId(UUID(each["by"])), way=ConsentWay(each["how"])) for each in details.get("consent", ())
    )


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
