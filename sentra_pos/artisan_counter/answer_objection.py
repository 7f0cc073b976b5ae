"""The shop answers an objection, and names the document that put it right where one did."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.errors import AnsweredAlready, MendingUnknown, ObjectionNotFound, WordsMissing
from sentra_pos.artisan_counter.raise_objection import LONGEST_WORDS
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, ObjectionId, PartyId
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.models import Objection, ObjectionAnswer
from sentra_pos.people.permissions import Permission, require
from sentra_pos.reports.activity import document_named


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerObjection:
    """``mended`` is the printed number of the document that put it right, "" when nothing had to be."""

    objection: ObjectionId
    by: ActedBy
    words: str
    mended: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionAnswered:
    objection: ObjectionId
    changes: Changes = Changes(settlement=True)


def answer_objection(session: Session, command: AnswerObjection, *, clock: Clock) -> ObjectionAnswered:
    """Said once, and the artisan reads it at the next visit; the same answer again changes nothing.

    Raises NotAllowed, WordsMissing, ObjectionNotFound, AnsweredAlready, MendingUnknown.
    """
    require(session, command.by, Permission.ANSWER_OBJECTION)
    words = one_line(command.words, LONGEST_WORDS)
    if not words:
        raise WordsMissing
    about = select(Objection.party_id).where(Objection.id == command.objection)
    party: PartyId | None = session.execute(about).scalar_one_or_none()
    if party is None:
        raise ObjectionNotFound
    mended = _mended(session, command.mended)
    standing = session.execute(
        select(ObjectionAnswer.words, ObjectionAnswer.mended_by).where(
            ObjectionAnswer.objection_id == command.objection
        )
    ).one_or_none()
    if standing is not None:
        if (standing.words, standing.mended_by) != (words, mended):
            raise AnsweredAlready
        return ObjectionAnswered(objection=command.objection, changes=NOTHING)
    row = {
        "objection_id": command.objection,
        "words": words,
        "mended_by": mended,
        "at": clock.now(),
        "answered_by": command.by.staff,
    }
    session.execute(insert(ObjectionAnswer), [row])
    said = {"party": str(party), "objection": str(command.objection)}
    record_event(
        session,
        EventKind.OBJECTION_ANSWERED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={**said, **({"document": str(mended)} if mended is not None else {})},
    )
    return ObjectionAnswered(objection=command.objection)


def _mended(session: Session, typed: str) -> DocumentId | None:
    code = one_line(typed)
    if not code:
        return None
    found = document_named(session, code)
    if found is None:
        raise MendingUnknown(code=code)
    return found
