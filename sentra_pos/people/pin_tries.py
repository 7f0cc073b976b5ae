"""Whether a PIN fits, and how guessing is slowed: the same for those who work here and for artisans.

The counter of wrong tries has to be committed before the PIN is looked at: were both in one transaction, ending the
program at the right moment would take the try back, and with it the only thing that stops guessing. So there are two
transactions, and between them the slow hash, which holds no lock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_, ngettext
from sentra_pos.db.engine import Store
from sentra_pos.people.models import PartyPin, PartyPinAttempts, PinAttempts, StaffPin
from sentra_pos.people.pin_hashing import PinHasher
from sentra_pos.people.rules import FREE_TRIES, checked_pin, still_to_wait, wait_after


class NoPinYet(SentraError):
    message = N_("{name} has no PIN yet. Please ask the owner to set one.")


class WrongPin(SentraError):
    message = N_("This PIN is not right. You can try {left} more times before a pause.")


class WrongPinNowWait(SentraError):
    message = N_("This PIN is not right. Please wait {wait}, then try again. Others can log in meanwhile.")


class TooManyTries(SentraError):
    """``seconds`` in the fields is what is left of the wait."""

    message = N_("There were too many wrong PINs for {name}. Please wait {wait}, then try again.")


class Named(Protocol):
    """Somebody with a PIN."""

    @property
    def name(self) -> str: ...


P = TypeVar("P", bound=Named)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPins:
    """Where the PINs of one kind of people are kept, and their wrong tries; ``key`` is both tables' own column."""

    pins: type[StaffPin] | type[PartyPin]
    tries: type[PinAttempts] | type[PartyPinAttempts]
    key: str

    def pin_of(self, owner: UUID) -> Any:
        return getattr(self.pins, self.key) == owner

    def tries_of(self, owner: UUID) -> Any:
        return getattr(self.tries, self.key) == owner


PINS_OF_STAFF = KeptPins(pins=StaffPin, tries=PinAttempts, key="staff_id")
PINS_OF_PARTIES = KeptPins(pins=PartyPin, tries=PartyPinAttempts, key="party_id")


def check_pin(
    store: Store,
    kept: KeptPins,
    owner: UUID,
    pin: str,
    clock: Clock,
    *,
    hasher: PinHasher,
    who: Callable[[Session], P],
    log: Callable[[Session, P, int], object],
) -> P:
    """``who`` it is, once the PIN fits. Five wrong ones are free, then each costs a wait: 30 s, doubling up to an hour.

    The wait is one owner's own, survives a restart, and is not shortened by setting the clock back. ``log`` is told how
    many were wrong in a row, 0 when it fits. Raises WrongPin, WrongPinNowWait, TooManyTries, NoPinYet, and what ``who``
    raises.
    """
    with store.writing() as session:
        somebody = who(session)
        counted = _count_try(session, kept, owner, somebody.name, clock.now())
    if counted.wait:
        seconds = _whole_seconds(counted.wait)
        raise TooManyTries(name=somebody.name, wait=wait_words(counted.wait), seconds=seconds)
    fits = hasher.matches(counted.stored, pin)
    with store.writing() as session:
        if fits:
            forgive(session, kept, owner)
        log(session, somebody, 0 if fits else counted.failures)
    if not fits:
        raise _refusal(counted.failures)
    return somebody


def keep_pin(session: Session, kept: KeptPins, owner: UUID, pin: str, *, hasher: PinHasher) -> None:
    """The owner's PIN from now on; wrong tries so far are forgiven. Raises PinNotDigits, PinTooSimple."""
    hashed = hasher.hash(checked_pin(pin))
    session.execute(delete(kept.pins).where(kept.pin_of(owner)))
    session.execute(insert(kept.pins), [{kept.key: owner, "hash": hashed}])
    forgive(session, kept, owner)


def has_pin(session: Session, kept: KeptPins, owner: UUID) -> bool:
    """Whether one was ever set."""
    return session.execute(select(kept.pins.hash).where(kept.pin_of(owner))).first() is not None


def forgive(session: Session, kept: KeptPins, owner: UUID) -> None:
    """Forget the wrong tries."""
    session.execute(delete(kept.tries).where(kept.tries_of(owner)))


def wait_words(wait: timedelta) -> str:
    """``30 seconds``, ``2 minutes``; rounded up, so that it is never too early."""
    seconds = _whole_seconds(wait)
    if seconds < 100:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
    minutes = -(-seconds // 60)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Try:
    """What the first transaction found, with this try already counted in ``failures``."""

    stored: str
    failures: int
    wait: timedelta


def _count_try(session: Session, kept: KeptPins, owner: UUID, name: str, now: datetime) -> _Try:
    stored = session.execute(select(kept.pins.hash).where(kept.pin_of(owner))).scalar_one_or_none()
    if stored is None:
        raise NoPinYet(name=name)
    of_owner = kept.tries_of(owner)
    before = session.execute(select(kept.tries.failures, kept.tries.last_at).where(of_owner)).one_or_none()
    failures = 0 if before is None else before.failures
    wait = timedelta(0) if before is None else still_to_wait(before.failures, before.last_at, now)
    if before is None:
        session.execute(insert(kept.tries), [{kept.key: owner, "failures": 1, "last_at": now}])
    elif not wait:
        session.execute(update(kept.tries).where(of_owner).values(failures=failures + 1, last_at=now))
    elif now < before.last_at:
        # The clock was set back: the wait starts again from here, or one that was a year ahead would lock for a year.
        session.execute(update(kept.tries).where(of_owner).values(last_at=now))
    return _Try(stored=stored, failures=failures + 1, wait=wait)


def _refusal(failures: int) -> SentraError:
    wait = wait_after(failures)
    if wait:
        return WrongPinNowWait(wait=wait_words(wait), seconds=_whole_seconds(wait))
    return WrongPin(left=FREE_TRIES - failures)


def _whole_seconds(wait: timedelta) -> int:
    return -(-wait // timedelta(seconds=1))
