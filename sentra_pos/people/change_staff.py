"""Change what somebody may do here, or close the account of one who leaves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId
from sentra_pos.core.speech import N_
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.facts import Role
from sentra_pos.people.models import Staff, StaffPin
from sentra_pos.people.permissions import NotWorkingHere, Permission, require


class LastOwner(SentraError):
    """An owner without a PIN cannot log in, so does not count."""

    message = N_("{name} is the only owner who can log in. Please make somebody else an owner and set their PIN first.")


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
    """Raises LastOwner when nobody would be left who may manage staff; NotAllowed."""
    require(session, command.by, Permission.MANAGE_STAFF)
    of_staff = Staff.id == command.staff
    name = session.execute(select(Staff.name).where(of_staff)).scalar_one_or_none()
    if name is None:
        raise NotWorkingHere(staff=command.staff)
    session.execute(update(Staff).where(of_staff).values(role=command.role, active=command.active))
    owners = (
        select(func.count())
        .select_from(Staff)
        .join(StaffPin, StaffPin.staff_id == Staff.id)
        .where(Staff.role == Role.OWNER, Staff.active)
    )
    if session.execute(owners).scalar_one() == 0:
        raise LastOwner(name=name)
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
        },
    )
    return StaffChanged(id=command.staff, changes=Changes(settings=True))
