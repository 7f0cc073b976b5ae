"""How much of a line somebody may take off by hand, by role, and the act that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import N_
from sentra_pos.db.setting_keys import DISCOUNT_LIMITS
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import Permission, require

_ALL, _NONE = Percent.whole(100), Percent(0)
#: Until the shop says otherwise.
USUAL_LIMITS: Mapping[Role, Percent] = {
    Role.CASHIER: Percent.whole(10),
    Role.EXHIBITION: Percent.whole(10),
    Role.SUPERVISOR: Percent.whole(30),
    Role.OWNER: _ALL,
    Role.ARTISAN: _NONE,
}


class NotALimit(SentraError):
    message = N_("A limit is between 0% and 100%.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitDiscounts:
    """The limits that change; the other roles keep theirs."""

    by: ActedBy
    limits: tuple[tuple[Role, Percent], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountsLimited:
    """The limits that now hold."""

    limits: Mapping[Role, Percent]
    changes: Changes = Changes(settings=True)


def discount_limits(session: Session) -> dict[Role, Percent]:
    """What of a line's list amount each role may take off alone."""
    kept = get_setting(session, DISCOUNT_LIMITS, {})
    return {role: Percent(kept[role.value]) if role.value in kept else usual for role, usual in USUAL_LIMITS.items()}


def limit_discounts(session: Session, command: LimitDiscounts, *, clock: Clock) -> DiscountsLimited:
    """Keep the limits; the event says what they were. Raises NotALimit."""
    require(session, command.by, Permission.SETTINGS)
    if any(not _NONE <= limit <= _ALL for _role, limit in command.limits):
        raise NotALimit
    before = discount_limits(session)
    after = before | dict(command.limits)
    if after != before:
        put_setting(session, DISCOUNT_LIMITS, _as_json(after))
        record_event(
            session,
            EventKind.SETTINGS_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={"what": [DISCOUNT_LIMITS], "before": _as_json(before), "after": _as_json(after)},
        )
    return DiscountsLimited(limits=after)


def _as_json(limits: Mapping[Role, Percent]) -> dict[str, int]:
    return {role.value: limit.basis_points for role, limit in limits.items()}
