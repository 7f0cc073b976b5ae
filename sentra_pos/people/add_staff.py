"""Enter somebody who works here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.facts import Role
from sentra_pos.people.models import Staff
from sentra_pos.people.permissions import Permission, require


class StaffNameMissing(SentraError):
    message = N_("The name is missing. Please write the name of the user.")


class StaffExists(SentraError):
    message = N_("There is already a user called {name}. Please add a second name, so that papers tell them apart.")


class WorkedHereBefore(SentraError):
    message = N_(
        "{name} worked here before, and that account is closed. Please open it again, or add a second name, so that"
        " papers tell them apart."
    )


class OwnerFirst(SentraError):
    message = N_("The first user of a shop is its owner. Please begin with the owner.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddStaff:
    """The first of a shop is its owner and enters itself: ``by.staff`` is ``id``."""

    id: StaffId
    by: ActedBy
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAdded:
    id: StaffId
    name: str
    changes: Changes


def add_staff(session: Session, command: AddStaff, *, clock: Clock) -> StaffAdded:
    """Enter the person, still without a PIN; the same id again answers with what stands.

    Raises StaffNameMissing, StaffExists, WorkedHereBefore, OwnerFirst, NotAllowed.
    """
    rows = session.execute(select(Staff.id, Staff.name, Staff.active)).all()
    if not rows:
        if command.role is not Role.OWNER or command.by.staff != command.id:
            raise OwnerFirst
    else:
        require(session, command.by, Permission.MANAGE_STAFF)
    name = one_line(command.name)
    for row in rows:
        if row.id == command.id:
            return StaffAdded(id=row.id, name=row.name, changes=NOTHING)
        if fold(row.name) == fold(name):
            raise StaffExists(name=row.name) if row.active else WorkedHereBefore(name=row.name)
    if not fold(name):
        raise StaffNameMissing
    session.execute(insert(Staff), [{"id": command.id, "name": name, "role": command.role, "active": True}])
    record_event(
        session,
        EventKind.SETTINGS_CHANGED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"what": "staff_added", "staff": str(command.id), "role": command.role.value},
    )
    return StaffAdded(id=command.id, name=name, changes=Changes(settings=True))
