"""Set above which amount a payout needs a second person."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.setting_keys import PAYOUT_LIMIT
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.errors import LimitNotSensible


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitPayout:
    """None: whoever may pay artisans pays any amount alone."""

    by: ActedBy
    limit: Rupiah | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutLimited:
    """The limit that now holds."""

    limit: Rupiah | None
    changes: Changes = Changes(settings=True)


def payout_limit(session: Session) -> Rupiah | None:
    """The largest amount that one person pays out alone; None for any."""
    kept = get_setting(session, PAYOUT_LIMIT)
    return None if kept is None else Rupiah(int(kept))


def limit_payout(session: Session, command: LimitPayout, *, clock: Clock) -> PayoutLimited:
    """Raises LimitNotSensible for a limit below nothing."""
    require(session, command.by, Permission.SETTINGS)
    if command.limit is not None and command.limit < ZERO:
        raise LimitNotSensible
    before = payout_limit(session)
    if command.limit != before:
        put_setting(session, PAYOUT_LIMIT, None if command.limit is None else command.limit.amount)
        record_event(
            session,
            EventKind.SETTINGS_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={
                "what": [PAYOUT_LIMIT],
                "before": None if before is None else before.amount,
                "after": None if command.limit is None else command.limit.amount,
            },
        )
    return PayoutLimited(limit=command.limit)
