"""Who did what, when, approved by whom: documents and events in one list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, exists, or_, select, tuple_, type_coerce
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item
from sentra_pos.core.ids import DocumentId
from sentra_pos.ledger.draft import Line
from sentra_pos.ledger.kinds import DocumentKind, EventKind, LineKind
from sentra_pos.ledger.models import Device, Document, DocumentLine, Event
from sentra_pos.ledger.post import document_code
from sentra_pos.payments.methods import payment_methods
from sentra_pos.people.models import Party, Staff
from sentra_pos.reports.activity_facts import (
    GROUPS,
    Activity,
    ActivityFilter,
    ActivityPage,
    ActivityPlace,
    discounts_of,
)

PAGE = 60
#: Documents of hundreds of lines, of which the list says nothing: their first line and their balance suffice.
_LONG = (
    *(DocumentKind.CONSIGNMENT_NOTE, DocumentKind.SETTLEMENT, DocumentKind.OPENING_BALANCES),
    *(DocumentKind.EXHIBITION_LOAD, DocumentKind.EXHIBITION_ARRIVAL, DocumentKind.EXHIBITION_RETURN),
)
_CODE = re.compile(r"([A-Z]{1,2})([0-9]+)(?:\.([0-9]+))?-([0-9]+)")
#: How a sale's line shows that somebody changed its price at the till (see sales.cart).
_BY_HAND = ('"origin":"line"', '"origin":"cart"', '"raised":')
_KINDS = {kind.mark: kind for kind in DocumentKind}
#: In an event's details, what they are about; the first that is there gives the activity its subject.
_SUBJECTS = ("for", "staff", "party", "item")


def activity(
    session: Session,
    wanted: ActivityFilter,
    *,
    zone: tzinfo,
    after: ActivityPlace | None = None,
    limit: int = PAGE,
) -> ActivityPage:
    """A page of what was done, newest first, from ``after`` on; a handful of statements, however long the page.

    Documents come in the order in which they reached this store, so that a clock set back hides none.
    """
    place = after or ActivityPlace()
    about = document_named(session, wanted.text)
    documents = session.execute(_documents(wanted, about, zone, place).limit(limit + 1)).all()
    events = session.execute(_events(wanted, about, zone, place).limit(limit + 1)).all()
    chosen, more = _newest(documents, events, limit)
    rows = _told(session, chosen)
    methods = {method.code: method.name for method in payment_methods(session, also_inactive=True)}
    return ActivityPage(rows=rows, older=_older(chosen, place) if more else None, methods=methods)


def document_named(session: Session, text: str) -> DocumentId | None:
    """The document whose printed number was typed."""
    match = _CODE.fullmatch(text.strip().upper())
    kind = _KINDS.get(match[1]) if match else None
    if match is None or kind is None:
        return None
    found = (
        select(Document.id)
        .join(Device, Device.id == Document.device_id)
        .where(Document.kind == kind, Device.code == int(match[2]))
        .where(Document.epoch == int(match[3] or 1), Document.number == int(match[4]))
    )
    return session.execute(found).scalar_one_or_none()


# ------------------------------------------------------------------------------------------------------ what is asked


def _documents(wanted: ActivityFilter, about: DocumentId | None, zone: tzinfo, place: ActivityPlace) -> Any:
    asked = select(Document, Device.code, Device.name).join(Device, Device.id == Document.device_id)
    kinds = [kind for kind in DocumentKind if wanted.group in (None, GROUPS[kind])]
    asked = asked.where(Document.kind.in_(kinds))
    if about is not None:
        # Each of the three has an index; a condition on every document's lines would have none.
        refers = select(DocumentLine.document_id).where(DocumentLine.refers_document_id == about)
        asked = asked.where(or_(Document.id == about, Document.reverses_id == about, Document.id.in_(refers)))
    else:
        asked = asked.where(_worth_telling())
        if wanted.text.strip():
            asked = asked.where(_says(wanted.text.strip()))
    if wanted.person is not None:
        asked = asked.where(or_(Document.actor_id == wanted.person, Document.approver_id == wanted.person))
    asked = asked.where(*_between(Document.at, wanted, zone))
    if place.document is not None:
        asked = asked.where(Document.received_seq < place.document)
    return asked.order_by(Document.received_seq.desc())


def _worth_telling() -> ColumnElement[bool]:
    """Every document but the sales that went as they should: nobody asks who sold at the price on the tag."""
    said = type_coerce(DocumentLine.details, Text)
    # A promotion gives by itself; what somebody at the till took off, or put on, says why in its details.
    by_hand = or_(*(said.contains(part) for part in _BY_HAND))
    return or_(Document.kind != DocumentKind.SALE, Document.approver_id.is_not(None), _has_line(by_hand))


def _says(text: str) -> ColumnElement[bool]:
    parts = [
        Document.reason.icontains(text, autoescape=True),
        _has_line(DocumentLine.text.icontains(text, autoescape=True)),
        _has_line(DocumentLine.reference.icontains(text, autoescape=True)),
    ]
    if text.isascii() and text.isdigit() and len(text) < 10:
        parts.append(Document.number == int(text))
    return or_(*parts)


def _has_line(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(DocumentLine.document_id == Document.id, condition)


def _events(wanted: ActivityFilter, about: DocumentId | None, zone: tzinfo, place: ActivityPlace) -> Any:
    said = type_coerce(Event.details, Text)
    asked = select(Event, Device.code, Device.name).join(Device, Device.id == Event.device_id)
    kinds = [kind for kind in EventKind if wanted.group in (None, GROUPS[kind])]
    asked = asked.where(Event.kind.in_(kinds))
    # A drawer that opens for a sale or a slip is that document's matter.
    asked = asked.where(or_(Event.kind != EventKind.DRAWER_OPENED, ~said.contains('"document"')))
    text = wanted.text.strip()
    if about is not None:
        asked = asked.where(or_(said.contains(str(about)), said.icontains(text, autoescape=True)))
    elif text:
        asked = asked.where(said.icontains(text, autoescape=True))
    if wanted.person is not None:
        approved = said.contains(f'"approver":"{wanted.person}"')
        asked = asked.where(or_(Event.actor_id == wanted.person, approved))
    asked = asked.where(*_between(Event.at, wanted, zone))
    if place.event is not None:
        asked = asked.where(tuple_(Event.at, Event.seq, Event.id) < place.event)
    return asked.order_by(Event.at.desc(), Event.seq.desc(), Event.id.desc())


def _between(column: Any, wanted: ActivityFilter, zone: tzinfo) -> list[ColumnElement[bool]]:
    bounds = []
    if wanted.since is not None:
        bounds.append(column >= _begin(wanted.since, zone))
    if wanted.until is not None:
        bounds.append(column < _begin(wanted.until + timedelta(days=1), zone))
    return bounds


def _begin(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


# ----------------------------------------------------------------------------------------------------- what is found


def _newest(documents: Sequence[Any], events: Sequence[Any], limit: int) -> tuple[list[Any], bool]:
    """Both lists as one, each in its own order; and whether anything is left."""
    chosen: list[Any] = []
    left, right = 0, 0
    while len(chosen) < limit and (left < len(documents) or right < len(events)):
        document_next = right >= len(events) or (left < len(documents) and documents[left][0].at >= events[right][0].at)
        chosen.append(documents[left] if document_next else events[right])
        left, right = (left + 1, right) if document_next else (left, right + 1)
    return chosen, left < len(documents) or right < len(events)


def _older(chosen: Sequence[Any], place: ActivityPlace) -> ActivityPlace:
    document, event = place.document, place.event
    for row, *_rest in chosen:
        if isinstance(row, Document):
            document = row.received_seq
        else:
            event = (row.at, row.seq, row.id)
    return ActivityPlace(document=document, event=event)


def _told(session: Session, chosen: Sequence[Any]) -> tuple[Activity, ...]:
    documents = [row for row, *_rest in chosen if isinstance(row, Document)]
    lines = _lines(session, [row.id for row in documents])
    names = _names(session, chosen, lines)
    codes = _codes(session, chosen, lines)
    return tuple(
        _of_document(row, code, till, lines.get(row.id, ()), names, codes)
        if isinstance(row, Document)
        else _of_event(row, till, names, codes)
        for row, code, till in chosen
    )


def _of_document(
    row: Document, device: int, till: str, lines: tuple[Line, ...], names: dict[UUID, str], codes: dict[UUID, str]
) -> Activity:
    refers = [row.reverses_id, *(line.refers_to for line in lines)]
    parties = dict.fromkeys(names.get(line.party, "") for line in lines if line.party is not None)
    return Activity(
        id=row.id,
        kind=row.kind,
        at=row.at,
        till=till,
        who=names.get(row.actor_id, ""),
        approver=names.get(row.approver_id, "") if row.approver_id else "",
        document=row.id,
        code=document_code(row.kind, device, row.epoch, row.number),
        about=next((codes[each] for each in refers if each is not None and each in codes), ""),
        subject=next((name for name in parties if name), ""),
        reason=row.reason or _reason_of(lines),
        lines=lines,
        details=lines[0].details if lines else {},
    )


def _reason_of(lines: tuple[Line, ...]) -> str:
    """The reasons of the discounts, or of a price above the tag's."""
    raised = [line.details["raised"] for line in lines if "raised" in line.details]
    said = [str(part.get("reason", "")) for part in (*discounts_of(lines), *raised)]
    return " · ".join(dict.fromkeys(reason for reason in said if reason))


def _of_event(row: Event, till: str, names: dict[UUID, str], codes: dict[UUID, str]) -> Activity:
    about = _uuid(row.details.get("document"))
    subjects = [names.get(found, "") for key in _SUBJECTS if (found := _uuid(row.details.get(key))) is not None]
    return Activity(
        id=row.id,
        kind=row.kind,
        at=row.at,
        till=till,
        who=names.get(row.actor_id, "") if row.actor_id else "",
        approver=names.get(found, "") if (found := _uuid(row.details.get("approver"))) else "",
        about=codes.get(about, "") if about else "",
        subject=next((name for name in subjects if name), ""),
        reason=str(row.details.get("reason", "")),
        details=row.details,
    )


def _lines(session: Session, documents: list[DocumentId]) -> dict[UUID, tuple[Line, ...]]:
    short = exists().where(Document.id == DocumentLine.document_id, Document.kind.not_in(_LONG))
    wanted = (
        select(DocumentLine)
        .where(DocumentLine.document_id.in_(documents))
        .where(or_(DocumentLine.line_no == 1, DocumentLine.kind == LineKind.BALANCE, short))
        .order_by(DocumentLine.document_id, DocumentLine.line_no)
    )
    found: dict[UUID, list[Line]] = {}
    for row in session.execute(wanted).scalars():
        found.setdefault(row.document_id, []).append(
            Line(
                number=row.line_no,
                kind=row.kind,
                amount=row.amount,
                text=row.text,
                item=row.item_id,
                party=row.party_id,
                quantity=row.quantity,
                price=row.price,
                discount=row.discount,
                method=row.method,
                reference=row.reference,
                refers_to=row.refers_document_id,
                details=row.details,
            )
        )
    return {document: tuple(lines) for document, lines in found.items()}


def _names(session: Session, chosen: Sequence[Any], lines: dict[UUID, tuple[Line, ...]]) -> dict[UUID, str]:
    """Of everybody who works here, and of the parties and items that are spoken of."""
    events = [row for row, *_rest in chosen if isinstance(row, Event)]
    parties = {_uuid(row.details.get("party")) for row in events}
    parties |= {line.party for of_one in lines.values() for line in of_one}
    items = {_uuid(row.details.get("item")) for row in events}
    names: dict[UUID, str] = {}
    for asked in (
        select(Staff.id, Staff.name),
        select(Party.id, Party.name).where(Party.id.in_([each for each in parties if each is not None])),
        select(Item.id, Item.name).where(Item.id.in_([each for each in items if each is not None])),
    ):
        names.update((identity, name) for identity, name in session.execute(asked))
    return names


def _codes(session: Session, chosen: Sequence[Any], lines: dict[UUID, tuple[Line, ...]]) -> dict[UUID, str]:
    """The printed numbers of the documents that these refer to."""
    wanted: set[UUID | None] = {line.refers_to for of_one in lines.values() for line in of_one}
    for row, *_rest in chosen:
        wanted.add(row.reverses_id if isinstance(row, Document) else _uuid(row.details.get("document")))
    asked = (
        select(Document.id, Document.kind, Document.epoch, Document.number, Device.code)
        .join(Device, Device.id == Document.device_id)
        .where(Document.id.in_([each for each in wanted if each is not None]))
    )
    return {
        identity: document_code(kind, device, epoch, number)
        for identity, kind, epoch, number, device in session.execute(asked)
    }


def _uuid(said: object) -> UUID | None:
    try:
        return UUID(said) if isinstance(said, str) else None
    except ValueError:
        return None
