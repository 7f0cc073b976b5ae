"""Questions about people: who works here, whom the shop deals with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import PartyId, StaffId
from sentra_pos.db.direct import RowReader
from sentra_pos.people.facts import PartyKind, PayoutMethod, Role
from sentra_pos.people.models import Party, Staff, StaffPin
from sentra_pos.people.permissions import Permission, allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody who works here; ``has_pin`` is False until the first PIN is set."""

    id: StaffId
    name: str
    role: Role
    active: bool
    has_pin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Artisan:
    """A party with how it is reached and paid; ``code`` is the short one on papers."""

    id: PartyId
    kind: PartyKind
    code: str
    name: str
    contact_name: str
    phone: str
    address: str
    payout_method: PayoutMethod
    bank_account: str
    remark: str
    active: bool


_STAFF, _PIN = Staff.__table__, StaffPin.__table__
_MEMBERS = select(*_STAFF.c, _PIN.c.staff_id.is_not(None).label("has_pin")).join_from(
    _STAFF, _PIN, _PIN.c.staff_id == _STAFF.c.id, isouter=True
)
# Asked before there is a window: the first ordinary question would have SQLAlchemy look through every table first.
_ALL = RowReader(_MEMBERS.order_by(_STAFF.c.name))
_ONE = RowReader(_MEMBERS.where(_STAFF.c.id == bindparam("staff")))


def staff_list(session: Session, *, active_only: bool = True) -> tuple[StaffMember, ...]:
    """By name."""
    return tuple(_member(row) for row in _ALL.all(session) if row.active or not active_only)


def staff_of(session: Session, staff: StaffId) -> StaffMember | None:
    """The member, active or not: old papers name those who left."""
    row = _ONE.one_or_none(session, staff=staff)
    return None if row is None else _member(row)


def who_may_approve(
    session: Session, permissions: Collection[Permission], *, besides: StaffId
) -> tuple[StaffMember, ...]:
    """Those who may allow all of it to somebody else: at work, with a PIN, and not the one who asks."""
    return tuple(
        member
        for member in staff_list(session)
        if member.has_pin and member.id != besides and all(allowed(member.role, each) for each in permissions)
    )


def artisans(session: Session, *, kind: PartyKind = PartyKind.ARTISAN, active_only: bool = True) -> tuple[Artisan, ...]:
    """By code, P2 before P10."""
    wanted = select(Party).where(Party.kind == kind)
    if active_only:
        wanted = wanted.where(Party.active)
    rows = session.execute(wanted).scalars().all()
    return tuple(sorted((_artisan(row) for row in rows), key=lambda each: (len(each.code), each.code)))


def artisan_of(session: Session, party: PartyId) -> Artisan | None:
    """The party by its id, active or not."""
    row = session.execute(select(Party).where(Party.id == party)).scalar_one_or_none()
    return None if row is None else _artisan(row)


def _member(row: Any) -> StaffMember:
    return StaffMember(id=row.id, name=row.name, role=row.role, active=row.active, has_pin=bool(row.has_pin))


def _artisan(row: Party) -> Artisan:
    return Artisan(
        id=row.id,
        kind=row.kind,
        code=row.code,
        name=row.name,
        contact_name=row.contact_name,
        phone=row.phone,
        address=row.address,
        payout_method=row.payout_method,
        bank_account=row.bank_account,
        remark=row.remark,
        active=row.active,
    )
