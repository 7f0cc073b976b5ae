"""Give somebody a PIN: the first one, or a new one to somebody who forgot theirs."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import StaffId
from sentra_pos.core.speech import N_
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require, require_active
from sentra_pos.people.pin_hashing import HASHER, PinHasher
from sentra_pos.people.pin_tries import PINS_OF_STAFF, has_pin, keep_pin


class OldPinNeeded(SentraError):
    """See ``change_own_pin``: the old PIN is looked at outside a transaction."""

    message = N_("Please type your old PIN, too.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPin:
    """``pin`` is 4 to 6 digits and never shown in a log."""

    by: ActedBy
    staff: StaffId
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinSet:
    staff: StaffId
    changes: Changes


def set_pin(session: Session, command: SetPin, *, clock: Clock, hasher: PinHasher = HASHER) -> PinSet:
    """One's own first PIN may be set by everybody; anybody's needs MANAGE_STAFF. Wrong tries so far are forgiven.

    Raises OldPinNeeded, PinNotDigits, PinTooSimple, NotAllowed, NotWorkingHere.
    """
    if command.by.staff != command.staff:
        require(session, command.by, Permission.MANAGE_STAFF)
    elif has_pin(session, PINS_OF_STAFF, command.staff):
        # Whoever finds the till unlocked must not make it their own.
        raise OldPinNeeded
    return put_pin(session, command, clock=clock, hasher=hasher)


def put_pin(session: Session, command: SetPin, *, clock: Clock, hasher: PinHasher) -> PinSet:
    """What is left to do once it is known that it may be done."""
    require_active(session, command.staff)
    keep_pin(session, PINS_OF_STAFF, command.staff, command.pin, hasher=hasher)
    record_event(
        session,
        EventKind.SETTINGS_CHANGED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"what": "pin", "staff": str(command.staff)},
    )
    return PinSet(staff=command.staff, changes=Changes(settings=True))
