"""Set above which amount money for an artisan needs a second person, and ask for one above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.setting_keys import PAYOUT_LIMIT
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require, require_second
from sentra_pos.settlement.errors import LimitNotSensible
from sentra_pos.settlement.payout_queries import paid_alone


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitPayout:
    """None: whoever may give artisans money gives any amount alone."""

    by: ActedBy
    limit: Rupiah | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutLimited:
    """The limit that now holds."""

    limit: Rupiah | None
    changes: Changes = Changes(settings=True)


def payout_limit(session: Session) -> Rupiah | None:
    """The largest amount that one person gives an artisan alone; None for any."""
    kept = get_setting(session, PAYOUT_LIMIT)
    return None if kept is None else Rupiah(int(kept))


def within_limit(
    session: Session,
    by: ActedBy,
    party: PartyId,
    amount: Rupiah,
    day: date,
    settlement: DocumentId | None = None,
) -> None:
    """Go on alone only as far as the limit reaches, with all that the artisan got alone on that day or settlement.

    Raises SecondPersonNeeded.
    """
    limit = payout_limit(session)
    if limit is not None and amount + paid_alone(session, party, day, settlement) > limit:
        require_second(session, by, Permission.LARGE_PAYOUT)


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
