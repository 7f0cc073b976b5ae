"""Change what somebody may do here, or close the account of one who leaves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, StaffId
from sentra_pos.core.speech import N_
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind, EventKind
from sentra_pos.ledger.models import Document
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.facts import Role
from sentra_pos.people.models import Staff, StaffPin
from sentra_pos.people.permissions import NotWorkingHere, Permission, require


class LastOwner(SentraError):
    """An owner without a PIN cannot log in, so does not count."""

    message = N_("{name} is the only owner who can log in. Please make somebody else an owner and set their PIN first.")


class TillStillTheirs(SentraError):
    """What is in the drawer was counted under their name, and a difference is asked of them."""

    message = N_(
        "{name} opened the till and it is still open. Please close the till first, so that its money is counted."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStaff:
    """The role and whether the person still works here, as they shall be."""

    by: ActedBy
    staff: StaffId
    role: Role
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChanged:
    id: StaffId
    changes: Changes


def change_staff(session: Session, command: ChangeStaff, *, clock: Clock) -> StaffChanged:
    """What stands already is answered and not recorded again.

    Raises LastOwner when nobody would be left who may manage staff; TillStillTheirs when somebody who leaves has a
    shift open here; NotAllowed, NotWorkingHere.
    """
    require(session, command.by, Permission.MANAGE_STAFF)
    of_staff = Staff.id == command.staff
    before = session.execute(select(Staff.name, Staff.role, Staff.active).where(of_staff)).one_or_none()
    if before is None:
        raise NotWorkingHere(staff=command.staff)
    if (before.role, before.active) == (command.role, command.active):
        return StaffChanged(id=command.staff, changes=NOTHING)
    if before.active and not command.active and _has_shift_open(session, command.staff, command.by.device):
        raise TillStillTheirs(name=before.name)
    session.execute(update(Staff).where(of_staff).values(role=command.role, active=command.active))
    _keep_an_owner(session, before.name)
    record_event(
        session,
        EventKind.SETTINGS_CHANGED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={
            "what": "staff_changed",
            "staff": str(command.staff),
            "role": command.role.value,
            "active": command.active,
            "was_active": before.active,
        },
    )
    return StaffChanged(id=command.staff, changes=Changes(settings=True))


def _keep_an_owner(session: Session, name: str) -> None:
    owners = (
        select(func.count())
        .select_from(Staff)
        .join(StaffPin, StaffPin.staff_id == Staff.id)
        .where(Staff.role == Role.OWNER, Staff.active)
    )
    if session.execute(owners).scalar_one() == 0:
        raise LastOwner(name=name)


def _has_shift_open(session: Session, staff: StaffId, device: DeviceId) -> bool:
    """On this computer alone: what a laptop that is away, or lost, has open would keep an account open for ever."""
    opening, closing = aliased(Document), aliased(Document)
    closed = select(closing.id).where(closing.shift_id == opening.id, closing.kind == DocumentKind.TILL_CLOSING)
    theirs = (
        select(opening.id)
        .where(opening.kind == DocumentKind.TILL_OPENING, opening.device_id == device, opening.actor_id == staff)
        .where(~closed.exists())
        .limit(1)
    )
    return session.execute(theirs).first() is not None
