"""Objections: an artisan's own, and those the shop has still to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.core.ids import DocumentId, ObjectionId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.people.facts import PayoutMethod, payout_label
from sentra_pos.people.models import Objection, ObjectionAnswer, Party, Staff
from sentra_pos.settlement.payout_queries import takers
from sentra_pos.settlement.wording import taken_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRow:
    """An objection with what it is about; ``answer`` is "" while the shop has not answered.

    ``mended`` is the printed number of the document that put it right; ``raised_by`` and ``answered_by`` are names of
    staff, the first empty when the artisan wrote it.
    """

    id: ObjectionId
    party: PartyId
    party_code: str
    name: str
    document: DocumentId
    line: int
    code: str
    business_date: date
    about: str
    words: str
    at: datetime
    raised_by: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    mended: str


def my_objections(session: Session, who: ArtisanSession) -> tuple[ObjectionRow, ...]:
    """The artisan's own, the newest first, with the shop's answers."""
    return _rows(session, _objections().where(Objection.party_id == who.party))


def objections(session: Session, *, open_only: bool = True) -> tuple[ObjectionRow, ...]:
    """For the shop: everybody's, the newest first."""
    wanted = _objections()
    return _rows(session, wanted.where(ObjectionAnswer.objection_id.is_(None)) if open_only else wanted)


def open_objections(session: Session) -> int:
    """For the shop: how many wait for an answer."""
    wanted = (
        select(func.count())
        .select_from(Objection)
        .outerjoin(ObjectionAnswer, ObjectionAnswer.objection_id == Objection.id)
        .where(ObjectionAnswer.objection_id.is_(None))
    )
    return session.execute(wanted).scalar_one()


def _objections() -> Select[*tuple[Any, ...]]:
    raised, answered = aliased(Staff), aliased(Staff)
    line = and_(DocumentLine.document_id == Objection.document_id, DocumentLine.line_no == Objection.line_no)
    return (
        select(Objection, Party.code, Party.name, Document, Device.code, DocumentLine, ObjectionAnswer)
        .add_columns(raised.name, answered.name)
        .join(Party, Party.id == Objection.party_id)
        .join(Document, Document.id == Objection.document_id)
        .join(Device, Device.id == Document.device_id)
        .join(DocumentLine, line)
        .outerjoin(ObjectionAnswer, ObjectionAnswer.objection_id == Objection.id)
        .outerjoin(raised, raised.id == Objection.raised_by)
        .outerjoin(answered, answered.id == ObjectionAnswer.answered_by)
        .order_by(Objection.at.desc(), Objection.id.desc())
    )


def _rows(session: Session, wanted: Select[*tuple[Any, ...]]) -> tuple[ObjectionRow, ...]:
    found = session.execute(wanted).all()
    took = takers(session, [row[3].id for row in found if row[3].kind is DocumentKind.PAYOUT])
    mended = _codes(session, [row[6].mended_by for row in found if row[6] is not None and row[6].mended_by is not None])
    return tuple(
        ObjectionRow(
            id=said.id,
            party=said.party_id,
            party_code=party_code,
            name=name,
            document=header.id,
            line=said.line_no,
            code=document_code(header.kind, device, header.epoch, header.number),
            business_date=header.business_date,
            about=_about(header, line, took.get(header.id, "")),
            words=said.words,
            at=said.at,
            raised_by=raised_by or "",
            answer="" if answer is None else answer.words,
            answered_at=None if answer is None else answer.at,
            answered_by=answered_by or "",
            mended="" if answer is None or answer.mended_by is None else mended[answer.mended_by],
        )
        for said, party_code, name, header, device, line, answer, raised_by, answered_by in found
    )


def payout_words(amount: Rupiah) -> str:
    """What a payout is called, which has no words of its own."""
    return _("Payout of {amount}").format(amount=format_rupiah(amount))


def _about(header: Document, line: DocumentLine, taker: str) -> str:
    """What a sale's line says of itself; a payout's says nothing, and is named by what was paid, how and to whom."""
    if header.kind is not DocumentKind.PAYOUT:
        return line.text
    said = (payout_words(line.amount), payout_label(PayoutMethod(line.method or "")), taken_words(taker))
    return " · ".join(part for part in said if part)


def _codes(session: Session, documents: list[DocumentId]) -> dict[DocumentId, str]:
    rows = session.execute(
        select(Document, Device.code).join(Device, Device.id == Document.device_id).where(Document.id.in_(documents))
    )
    return {header.id: document_code(header.kind, device, header.epoch, header.number) for header, device in rows}
