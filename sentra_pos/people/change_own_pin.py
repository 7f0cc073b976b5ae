"""Change one's own PIN, which takes the old one."""

from __future__ import annotations

from dataclasses import dataclass, field

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId, StaffId
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.log_in import LogIn, log_in
from sentra_pos.people.pin_hashing import HASHER, PinHasher
from sentra_pos.people.rules import checked_pin
from sentra_pos.people.set_pin import PinSet, SetPin, put_pin


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOwnPin:
    device: DeviceId
    staff: StaffId
    old: str = field(repr=False)
    pin: str = field(repr=False)


def change_own_pin(store: Store, command: ChangeOwnPin, clock: Clock, *, hasher: PinHasher = HASHER) -> PinSet:
    """Takes the store, as ``log_in`` does: a wrong old PIN counts among the tries and costs the same wait.

    Raises PinNotDigits, PinTooSimple for the new one, and what ``log_in`` raises for the old.
    """
    checked_pin(command.pin)
    log_in(store, LogIn(device=command.device, staff=command.staff, pin=command.old), clock, hasher=hasher)
    by = ActedBy(device=command.device, staff=command.staff)
    with store.writing() as session:
        return put_pin(session, SetPin(by=by, staff=command.staff, pin=command.pin), clock=clock, hasher=hasher)
