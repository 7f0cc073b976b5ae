"""Check the PIN of somebody who works here: takes the store and not a session (see ``pin_tries`` for why)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId, StaffId
from sentra_pos.db.engine import Store
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import PERMISSIONS, AtWork, Permission, require_active
from sentra_pos.people.pin_hashing import HASHER, PinHasher
from sentra_pos.people.pin_tries import PINS_OF_STAFF, check_pin


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn:
    """``approving`` marks a PIN given to allow one act of somebody else; the log tells the two apart.

    ``about`` is what the log keeps beside it, as JSON values.
    """

    device: DeviceId
    staff: StaffId
    pin: str = field(repr=False)
    approving: bool = False
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedIn:
    staff: StaffId
    name: str
    role: Role
    permissions: frozenset[Permission]


def log_in(store: Store, command: LogIn, clock: Clock, *, hasher: PinHasher = HASHER) -> LoggedIn:
    """Who it is, once the PIN fits; how guessing is slowed is ``check_pin``'s.

    Raises WrongPin, WrongPinNowWait, TooManyTries, NoPinYet, NotWorkingHere.
    """

    def log(session: Session, _somebody: AtWork, failures: int) -> None:
        record_event(
            session,
            EventKind.LOGIN_REFUSED if failures else EventKind.LOGIN,
            device=command.device,
            staff=command.staff,
            clock=clock,
            details={
                **command.about,
                "approving": command.approving,
                **({"failures": failures} if failures else {}),
            },
        )

    somebody = check_pin(
        store,
        PINS_OF_STAFF,
        command.staff,
        command.pin,
        clock,
        hasher=hasher,
        who=lambda session: require_active(session, command.staff),
        log=log,
    )
    permissions = PERMISSIONS[somebody.role]
    return LoggedIn(staff=somebody.id, name=somebody.name, role=somebody.role, permissions=permissions)
