"""After how long without a hand on it the till locks itself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from sentra_pos.db.setting_keys import LOCK_MINUTES
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require

STANDARD_MINUTES = 3
LONGEST_MINUTES = 240


class LockMinutesWrong(SentraError):
    message = N_("The till can lock itself after 1 to {longest} minutes, or never. Please choose again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLock:
    """``minutes`` 0: never."""

    by: ActedBy
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LockSet:
    minutes: int
    changes: Changes = Changes(settings=True)


def lock_minutes(session: Session) -> int:
    """Minutes without a key or a touch until the till locks itself; 0 for never."""
    return int(get_setting(session, LOCK_MINUTES, STANDARD_MINUTES))


def set_lock(session: Session, command: SetLock, *, clock: Clock) -> LockSet:
    """Raises LockMinutesWrong, NotAllowed."""
    require(session, command.by, Permission.SETTINGS)
    if not 0 <= command.minutes <= LONGEST_MINUTES:
        raise LockMinutesWrong(longest=LONGEST_MINUTES)
    if command.minutes != lock_minutes(session):
        put_setting(session, LOCK_MINUTES, command.minutes)
        record_event(
            session,
            EventKind.SETTINGS_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={"what": [LOCK_MINUTES]},
        )
    return LockSet(minutes=command.minutes)
