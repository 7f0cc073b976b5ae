"""Count a closed till again: what the first count got wrong is put right by a document of its own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import Document
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import header_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, is_a_stand, require
from sentra_pos.tills.closing_queries import count_that_holds
from sentra_pos.tills.denominations import Denominations, check_count, kept_denominations
from sentra_pos.tills.errors import (
    LessThanIsInTheSafe,
    MoneyHasGoneHome,
    NoSuchClosing,
    NotTheLastClosing,
    RecountNeedsReason,
)
from sentra_pos.tills.movement_queries import recount_of
from sentra_pos.tills.queries import drawer_of, last_closing, open_shift
from sentra_pos.tills.spool_slips import spool_recount


@dataclass(frozen=True, slots=True, kw_only=True)
class RecountTill:
    """``counted`` is all that the closing should have counted, with what went into the safe then."""

    id: DocumentId
    by: ActedBy
    closing: DocumentId
    counted: Rupiah
    reason: str
    denominations: Denominations | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TillRecounted:
    """What the till is over or short by the new count, and what it was by the one before."""

    id: DocumentId
    code: str
    difference: Rupiah
    old_difference: Rupiah
    changes: Changes = Changes(till=True, printing=True)


def recount_till(session: Session, command: RecountTill, *, clock: Clock) -> TillRecounted:
    """Posts only the change from the count that held so far; the closing and its Z slip stay as they are.

    Until the next opening, which counts the drawer itself. Idempotent by id. Raises NoSuchClosing, NotTheLastClosing,
    MoneyHasGoneHome, NotACount, CountDiffers, LessThanIsInTheSafe, RecountNeedsReason.
    """
    require(session, command.by, Permission.RECOUNT)
    intent = intent_of(command)
    if standing(session, command.id, intent) is not None:
        return _recounted(session, command.id)
    closing = header_of(session, command.closing)
    if closing is None or closing.kind is not DocumentKind.TILL_CLOSING:
        raise NoSuchClosing
    device = command.by.device
    if open_shift(session, device) is not None or last_closing(session, device) != command.closing:
        raise NotTheLastClosing
    if is_a_stand(session) and _has_gone_home(session, command):
        raise MoneyHasGoneHome
    check_count(command.counted, command.denominations)
    holds = count_that_holds(session, command.closing)
    if command.counted < holds.to_safe:
        raise LessThanIsInTheSafe(to_safe=format_rupiah(holds.to_safe))
    if not one_line(command.reason):
        raise RecountNeedsReason
    change = command.counted - holds.counted
    line = Line(
        number=1,
        kind=LineKind.COUNTED_CASH,
        amount=command.counted,
        refers_to=command.closing,
        refers_line=1,
        details={
            "before": holds.counted.amount,
            "old_difference": holds.difference.amount,
            "difference": (holds.difference + change).amount,
            **kept_denominations(command.denominations),
        },
    )
    draft = Draft(
        id=command.id,
        kind=DocumentKind.RECOUNT,
        by=command.by,
        business_date=business_today(clock),
        shift=closing.shift,
        reason=one_line(command.reason),
        intent=intent,
        lines=(line,),
        money=(
            *money_move(1, drawer_of(device), CLEARING, change),
            *money_move(1, CLEARING, Account(AccountKind.OVER_SHORT), change),
        ),
    )
    post(session, draft, clock=clock)
    spool_recount(session, command.id, clock=clock)
    return _recounted(session, command.id)


def _has_gone_home(session: Session, command: RecountTill) -> bool:
    """Whether the stand ended after the closing: its drawer is empty since, or the next stand's."""
    closed = select(Document.received_seq).where(Document.id == command.closing).scalar_subquery()
    ended = select(Document.id).where(
        Document.kind == DocumentKind.STAND_ENDED,
        Document.device_id == command.by.device,
        Document.received_seq > closed,
    )
    return session.execute(ended.limit(1)).first() is not None


def _recounted(session: Session, document: DocumentId) -> TillRecounted:
    stands = recount_of(session, document)
    return TillRecounted(
        id=document, code=stands.code, difference=stands.difference, old_difference=stands.old_difference
    )
