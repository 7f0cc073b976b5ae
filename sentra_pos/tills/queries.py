"""Questions about the till: which shift is open, and what its drawer should hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId, DocumentId, PlaceId, ShiftId, StaffId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.direct import RowReader
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.models import Device, Document, DocumentLine
from sentra_pos.ledger.post import document_code
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.models import Staff
from sentra_pos.people.permissions import is_a_stand

#: Under this name an opening's line keeps the place of the stand that its shift is of; of the shop's it says nothing.
OPENED_AT = "at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """An open till: its business date is the day it was opened on, also after midnight."""

    id: ShiftId
    code: str
    business_date: date
    opened_at: datetime
    cashier: StaffId
    cashier_name: str


def drawer_of(device: DeviceId) -> Account:
    """The till's drawer."""
    return Account(AccountKind.DRAWER, device=device)


_OPENING, _DEVICE, _STAFF = Document.__table__, Device.__table__, Staff.__table__
_CLOSING = _OPENING.alias("closing")
_OPEN_SHIFT = RowReader(
    select(*(_OPENING.c[name] for name in ("id", "kind", "epoch", "number", "business_date", "at", "actor_id")))
    .add_columns(_DEVICE.c.code, _STAFF.c.name)
    .join_from(_OPENING, _DEVICE, _DEVICE.c.id == _OPENING.c.device_id)
    .join(_STAFF, _STAFF.c.id == _OPENING.c.actor_id)
    .where(
        _OPENING.c.kind == DocumentKind.TILL_OPENING,
        _OPENING.c.device_id == bindparam("device"),
        ~select(_CLOSING.c.id)
        .where(_CLOSING.c.shift_id == _OPENING.c.id, _CLOSING.c.kind == DocumentKind.TILL_CLOSING)
        .exists(),
    )
    .order_by(_OPENING.c.received_seq.desc())
    .limit(1)
)


def open_shift(session: Session, device: DeviceId) -> Shift | None:
    """The shift that is open on the device, if one is."""
    opening = _OPEN_SHIFT.one_or_none(session, device=device)
    if opening is None:
        return None
    return Shift(
        id=ShiftId(opening.id),
        code=document_code(opening.kind, opening.code, opening.epoch, opening.number),
        business_date=opening.business_date,
        opened_at=opening.at,
        cashier=opening.actor_id,
        cashier_name=opening.name,
    )


def place_of_shift(session: Session, shift: ShiftId) -> PlaceId | None:
    """The stand's place that the shift was opened at; None where its opening names none."""
    details = session.execute(
        select(DocumentLine.details).where(DocumentLine.document_id == shift).order_by(DocumentLine.line_no).limit(1)
    ).scalar_one_or_none()
    at = None if details is None else details.get(OPENED_AT)
    return None if at is None else PlaceId(UUID(str(at)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TillStanding:
    """A till as its screens begin: who is at it since when, and what the book says of its cash.

    ``float_cash`` is what was counted in at the opening of the shift that is open; nothing while none is. ``at_stand``:
    its money stays in the drawer until it is handed over; there is no safe and no bank.
    """

    name: str
    shift: Shift | None
    float_cash: Rupiah
    drawer: Rupiah
    safe: Rupiah
    at_stand: bool = False


_LINE = DocumentLine.__table__
# The line alone and not the whole document: its other columns name tables that a till begins without.
_COUNTED = RowReader(
    select(_LINE.c.amount).where(_LINE.c.document_id == bindparam("opening")).order_by(_LINE.c.line_no).limit(1)
)
_NAME = RowReader(select(_DEVICE.c.name).where(_DEVICE.c.id == bindparam("device")))


def till_standing(session: Session, device: DeviceId) -> TillStanding:
    """The till's name, its open shift, and the book's figures for drawer and safe."""
    shift = open_shift(session, device)
    counted = ZERO if shift is None else _COUNTED.all(session, opening=shift.id)[0].amount
    return TillStanding(
        name=_NAME.all(session, device=device)[0].name,
        shift=shift,
        float_cash=counted,
        drawer=balance_of(session, drawer_of(device)),
        safe=balance_of(session, Account(AccountKind.SAFE)),
        at_stand=is_a_stand(session),
    )


def last_closing(session: Session, device: DeviceId) -> DocumentId | None:
    """The newest closing of the till."""
    return session.execute(
        select(Document.id)
        .where(Document.kind == DocumentKind.TILL_CLOSING, Document.device_id == device)
        .order_by(Document.received_seq.desc())
        .limit(1)
    ).scalar_one_or_none()
