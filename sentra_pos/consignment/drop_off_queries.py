"""Questions about what was left here before it was priced, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import header_of, lines_of
from sentra_pos.people.models import Party, Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedOff:
    """Something in words, and how many of it."""

    text: str
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOff:
    """A receipt with all that its paper says; ``answered_by`` is the note or the document that closed it, "" of none.

    ``taken_home`` says that it was the latter.
    """

    id: DocumentId
    code: str
    business_date: date
    at: datetime
    party: PartyId
    party_code: str
    party_name: str
    received_by: str
    remark: str
    hash: bytes
    lines: tuple[DroppedOff, ...]
    answered_by: str = ""
    taken_home: bool = False

    @property
    def pieces(self) -> Quantity:
        return Quantity(sum(line.quantity.units for line in self.lines))


def drop_off_of(session: Session, document: DocumentId) -> DropOff | None:
    """The receipt, or None for anything else; what says that goods went home is none."""
    header = header_of(session, document)
    if header is None or header.kind is not DocumentKind.DROP_OFF or header.reverses is not None:
        return None
    lines = lines_of(session, document)
    party = lines[0].party
    assert party is not None
    named = session.execute(select(Party.code, Party.name).where(Party.id == party)).one()
    answer = _answer(session, document)
    return DropOff(
        id=document,
        code=header.code,
        business_date=header.business_date,
        at=header.at,
        party=party,
        party_code=named.code,
        party_name=named.name,
        received_by=session.execute(select(Staff.name).where(Staff.id == header.actor)).scalar_one(),
        remark=header.reason,
        hash=header.hash,
        lines=tuple(DroppedOff(text=line.text, quantity=line.quantity or Quantity(0)) for line in lines),
        answered_by=answer[0],
        taken_home=answer[1],
    )


def _answer(session: Session, document: DocumentId) -> tuple[str, bool]:
    row = session.execute(
        select(Document, Device.code)
        .join(DocumentLine, DocumentLine.document_id == Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(DocumentLine.refers_document_id == document, DocumentLine.kind == LineKind.DROPPED_OFF)
        .order_by(Document.received_seq)
        .limit(1)
    ).first()
    if row is None:
        return "", False
    answer, device = row
    code = document_code(answer.kind, device, answer.epoch, answer.number)
    return code, answer.kind is DocumentKind.DROP_OFF


def open_drop_offs(session: Session, party: PartyId | None = None) -> tuple[DropOff, ...]:
    """What waits to be noted, the oldest first, of one artisan if named."""
    answer = aliased(DocumentLine)
    answered = (
        select(answer.line_no)
        .where(answer.refers_document_id == Document.id, answer.kind == LineKind.DROPPED_OFF)
        .exists()
    )
    wanted = select(Document.id).where(
        Document.kind == DocumentKind.DROP_OFF, Document.reverses_id.is_(None), ~answered
    )
    if party is not None:
        first = (DocumentLine.document_id == Document.id) & (DocumentLine.line_no == 1)
        wanted = wanted.join(DocumentLine, first).where(DocumentLine.party_id == party)
    found = (
        drop_off_of(session, document) for document in session.execute(wanted.order_by(Document.received_seq)).scalars()
    )
    return tuple(each for each in found if each is not None)
