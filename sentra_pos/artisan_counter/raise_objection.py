"""An artisan does not agree with a line, and says why; the shop has to answer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.concerning import concerns
from sentra_pos.artisan_counter.enter_counter import require_still
from sentra_pos.artisan_counter.errors import NotYours, ObjectedAlready, WordsMissing
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, ObjectionId
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.models import Objection, ObjectionAnswer

#: As much as fits on a slip that somebody reads.
LONGEST_WORDS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseObjection:
    """About a line of a receipt, or of a settlement, that is the artisan's."""

    id: ObjectionId
    artisan: ArtisanSession
    document: DocumentId
    line: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRaised:
    id: ObjectionId
    changes: Changes = Changes(settlement=True)


def raise_objection(session: Session, command: RaiseObjection, *, clock: Clock) -> ObjectionRaised:
    """Write it down; the same objection again answers with what stands.

    Staff who opened the counter for the artisan sign it with their name. Raises WordsMissing, NotYours, and
    ObjectedAlready while one about the same line waits for its answer, or under an id that says something else.
    """
    artisan = command.artisan
    require_still(session, artisan)
    words = one_line(command.words, LONGEST_WORDS)
    standing = session.execute(select(Objection).where(Objection.id == command.id)).scalar_one_or_none()
    if standing is not None:
        if standing.party_id != artisan.party:
            raise NotYours
        if (standing.document_id, standing.line_no, standing.words) != (command.document, command.line, words):
            raise ObjectedAlready
        return ObjectionRaised(id=command.id, changes=NOTHING)
    if not words:
        raise WordsMissing
    if not concerns(session, artisan.party, command.document, command.line):
        raise NotYours
    if _waits(session, command):
        raise ObjectedAlready
    row = {
        "id": command.id,
        "party_id": artisan.party,
        "document_id": command.document,
        "line_no": command.line,
        "words": words,
        "at": clock.now(),
        "device_id": artisan.device,
        "raised_by": artisan.opened_by,
    }
    session.execute(insert(Objection), [row])
    said = {"party": str(artisan.party), "objection": str(command.id), "document": str(command.document)}
    record_event(
        session,
        EventKind.OBJECTION_RAISED,
        device=artisan.device,
        staff=artisan.opened_by,
        clock=clock,
        details={**said, "line": command.line},
    )
    return ObjectionRaised(id=command.id)


def _waits(session: Session, command: RaiseObjection) -> bool:
    wanted = (
        select(Objection.id)
        .outerjoin(ObjectionAnswer, ObjectionAnswer.objection_id == Objection.id)
        .where(Objection.party_id == command.artisan.party, Objection.document_id == command.document)
        .where(Objection.line_no == command.line, ObjectionAnswer.objection_id.is_(None))
    )
    return session.execute(wanted).first() is not None
