"""Set how large a difference a cashier may close a till with alone."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.setting_keys import TILL_DIFFERENCE_LIMIT
from sentra_pos.db.settings import put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.tills.counts import difference_limit
from sentra_pos.tills.errors import NotACount


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitDifference:
    """Nothing at all: every difference needs an approver."""

    by: ActedBy
    limit: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceLimited:
    """The limit that now holds."""

    limit: Rupiah
    changes: Changes = Changes(settings=True)


def limit_difference(session: Session, command: LimitDifference, *, clock: Clock) -> DifferenceLimited:
    """Raises NotACount for a limit below nothing."""
    require(session, command.by, Permission.SETTINGS)
    if command.limit < ZERO:
        raise NotACount
    before = difference_limit(session)
    if command.limit != before:
        put_setting(session, TILL_DIFFERENCE_LIMIT, command.limit.amount)
        record_event(
            session,
            EventKind.SETTINGS_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={"what": [TILL_DIFFERENCE_LIMIT], "before": before.amount, "after": command.limit.amount},
        )
    return DifferenceLimited(limit=command.limit)
