"""A receipt (*tanda terima*) for goods that an artisan leaves here before anybody has looked at them or priced them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from sentra_pos.consignment.drop_off_queries import DropOff, drop_off_of
from sentra_pos.consignment.errors import ArtisanLeft, NotAnArtisan
from sentra_pos.consignment.note_errors import (
    DropOffAnswered,
    DropOffInTheFuture,
    DropOffNotFound,
    NothingDroppedOff,
    TakenHomeReasonMissing,
)
from sentra_pos.consignment.queries import consignor
from sentra_pos.consignment.spool_drop_off import spool_drop_off
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_date
from sentra_pos.ledger.draft import ActedBy, Draft, Line
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftHere:
    """What was left, in words, and how many pieces of it."""

    text: str
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDropOff:
    """Nothing is priced and nothing comes in yet: the note does that, once somebody has the time."""

    id: DocumentId
    by: ActedBy
    party: PartyId
    business_date: date
    lines: tuple[LeftHere, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeHome:
    """The goods of a drop-off went home again before a note was written; ``id`` is the document that says so."""

    id: DocumentId
    by: ActedBy
    drop_off: DocumentId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOffRecorded:
    """The receipt that stands."""

    id: DocumentId
    code: str
    changes: Changes = Changes(consignment=True, printing=True)


def drop_off(session: Session, command: RecordDropOff, *, clock: Clock) -> DropOffRecorded:
    """Post the receipt, and its slip if there is a printer; the same command again answers with the one that stands.

    Raises NotAnArtisan, ArtisanLeft, NothingDroppedOff, DropOffInTheFuture.
    """
    require(session, command.by, Permission.TAKE_IN)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return DropOffRecorded(id=command.id, code=header.code)
    party = consignor(session, command.party)
    if party is None:
        raise NotAnArtisan
    if not party.active:
        raise ArtisanLeft(name=party.name)
    if command.business_date > business_today(clock):
        raise DropOffInTheFuture(date=format_date(command.business_date))
    left = [LeftHere(text=one_line(line.text), quantity=line.quantity) for line in command.lines]
    if not left or any(not line.text or line.quantity < ONE for line in left):
        raise NothingDroppedOff
    draft = Draft(
        id=command.id,
        kind=DocumentKind.DROP_OFF,
        by=command.by,
        business_date=command.business_date,
        reason=one_line(command.remark),
        intent=intent,
        lines=tuple(_line(number, command.party, line.text, line.quantity) for number, line in enumerate(left, 1)),
    )
    posted = post(session, draft, clock=clock)
    spool_drop_off(session, command.id, clock=clock)
    return DropOffRecorded(id=command.id, code=posted.code)


def take_home(session: Session, command: TakeHome, *, clock: Clock) -> DropOffRecorded:
    """Say that the goods went home again: a document of its own, which reverses the receipt.

    Raises DropOffNotFound, DropOffAnswered, TakenHomeReasonMissing.
    """
    require(session, command.by, Permission.TAKE_IN)
    intent = intent_of(command)
    header = standing(session, command.id, intent)
    if header is not None:
        return DropOffRecorded(id=command.id, code=header.code)
    left = open_drop_off(session, command.drop_off)
    reason = one_line(command.reason)
    if not reason:
        raise TakenHomeReasonMissing
    draft = Draft(
        id=command.id,
        kind=DocumentKind.DROP_OFF,
        by=command.by,
        business_date=business_today(clock),
        reason=reason,
        reverses=left.id,
        intent=intent,
        lines=tuple(
            _line(number, left.party, line.text, line.quantity, left.id) for number, line in enumerate(left.lines, 1)
        ),
    )
    posted = post(session, draft, clock=clock)
    return DropOffRecorded(id=command.id, code=posted.code)


def open_drop_off(session: Session, document: DocumentId) -> DropOff:
    """The receipt, while nobody has answered it yet. Raises DropOffNotFound, DropOffAnswered."""
    left = drop_off_of(session, document)
    if left is None:
        raise DropOffNotFound
    if left.answered_by:
        raise DropOffAnswered(code=left.code, by=left.answered_by)
    return left


def _line(number: int, party: PartyId, text: str, quantity: Quantity, back: DocumentId | None = None) -> Line:
    return Line(
        number=number,
        kind=LineKind.DROPPED_OFF,
        text=text,
        party=party,
        quantity=quantity,
        refers_to=back,
        refers_line=None if back is None else number,
    )
