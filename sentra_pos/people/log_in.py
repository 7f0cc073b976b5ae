"""Check a PIN: the one act that takes the store and not a session.

The counter of wrong tries has to be committed before the PIN is looked at: were both in one transaction, ending the
program at the right moment would take the try back, and with it the only thing that stops guessing. So there are two
transactions, and between them the slow hash, which holds no lock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, StaffId
from sentra_pos.core.speech import N_, ngettext
from sentra_pos.db.engine import Store
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.facts import Role
from sentra_pos.people.models import PinAttempts, StaffPin
from sentra_pos.people.permissions import PERMISSIONS, Permission, require_active
from sentra_pos.people.pin_hashing import HASHER, PinHasher
from sentra_pos.people.rules import FREE_TRIES, still_to_wait, wait_after


class NoPinYet(SentraError):
    message = N_("{name} has no PIN yet. Please ask the owner to set one.")


class WrongPin(SentraError):
    message = N_("This PIN is not right. You can try {left} more times before a pause.")


class WrongPinNowWait(SentraError):
    message = N_("This PIN is not right. Please wait {wait}, then try again. Others can log in meanwhile.")


class TooManyTries(SentraError):
    """``seconds`` in the fields is what is left of the wait."""

    message = N_("There were too many wrong PINs for {name}. Please wait {wait}, then try again.")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Try:
    """What the first transaction found, with this try already counted in ``failures``."""

    name: str
    role: Role
    stored: str
    failures: int
    wait: timedelta = timedelta(0)


def log_in(store: Store, command: LogIn, clock: Clock, *, hasher: PinHasher = HASHER) -> LoggedIn:
    """Who it is, once the PIN fits. Five wrong ones are free, then each costs a wait: 30 s, doubling up to an hour.

    The wait is one user's own, survives a restart, and is not shortened by setting the clock back.
    Raises WrongPin, WrongPinNowWait, TooManyTries, NoPinYet, NotWorkingHere.
    """
    with store.writing() as session:
        counted = _count_try(session, command.staff, clock.now())
    if counted.wait:
        seconds = _whole_seconds(counted.wait)
        raise TooManyTries(name=counted.name, wait=wait_words(counted.wait), seconds=seconds)
    fits = hasher.matches(counted.stored, command.pin)
    with store.writing() as session:
        if fits:
            session.execute(delete(PinAttempts).where(PinAttempts.staff_id == command.staff))
        record_event(
            session,
            EventKind.LOGIN if fits else EventKind.LOGIN_REFUSED,
            device=command.device,
            staff=command.staff,
            clock=clock,
            details={
                **command.about,
                "approving": command.approving,
                **({} if fits else {"failures": counted.failures}),
            },
        )
    if not fits:
        raise _refusal(counted.failures)
    return LoggedIn(staff=command.staff, name=counted.name, role=counted.role, permissions=PERMISSIONS[counted.role])


def wait_words(wait: timedelta) -> str:
    """``30 seconds``, ``2 minutes``; rounded up, so that it is never too early."""
    seconds = _whole_seconds(wait)
    if seconds < 100:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
    minutes = -(-seconds // 60)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def _count_try(session: Session, staff: StaffId, now: datetime) -> _Try:
    somebody = require_active(session, staff)
    stored = session.execute(select(StaffPin.hash).where(StaffPin.staff_id == staff)).scalar_one_or_none()
    if stored is None:
        raise NoPinYet(name=somebody.name)
    of_staff = PinAttempts.staff_id == staff
    before = session.execute(select(PinAttempts.failures, PinAttempts.last_at).where(of_staff)).one_or_none()
    failures = 0 if before is None else before.failures
    wait = timedelta(0) if before is None else still_to_wait(before.failures, before.last_at, now)
    if before is None:
        session.execute(insert(PinAttempts), [{"staff_id": staff, "failures": 1, "last_at": now}])
    elif not wait:
        session.execute(update(PinAttempts).where(of_staff).values(failures=failures + 1, last_at=now))
    elif now < before.last_at:
        # The clock was set back: the wait starts again from here, or one that was a year ahead would lock for a year.
        session.execute(update(PinAttempts).where(of_staff).values(last_at=now))
    return _Try(name=somebody.name, role=somebody.role, stored=stored, failures=failures + 1, wait=wait)


def _refusal(failures: int) -> SentraError:
    wait = wait_after(failures)
    if wait:
        return WrongPinNowWait(wait=wait_words(wait), seconds=_whole_seconds(wait))
    return WrongPin(left=FREE_TRIES - failures)


def _whole_seconds(wait: timedelta) -> int:
    return -(-wait // timedelta(seconds=1))
