"""Say to what cash is rounded, and which way."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from sentra_pos.core.words import format_rupiah
from sentra_pos.db.setting_keys import CASH_ROUNDING
from sentra_pos.db.settings import put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.payments.rounding import STEPS, CashRounding, cash_rounding
from sentra_pos.people.permissions import Permission, require


class StepNotOffered(SentraError):
    message = N_("Cash can be rounded to {steps}, or not at all. Please choose again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRounding:
    """The rule as it shall be; it holds for payments from now on."""

    by: ActedBy
    rounding: CashRounding


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundingSet:
    """The rule that now holds."""

    rounding: CashRounding
    changes: Changes


def set_rounding(session: Session, command: SetRounding, *, clock: Clock) -> RoundingSet:
    """Keep the rule; the event says what it was. Raises StepNotOffered."""
    require(session, command.by, Permission.SETTINGS)
    before, wanted = cash_rounding(session), command.rounding
    if wanted.step not in STEPS:
        raise StepNotOffered(steps=", ".join(format_rupiah(step) for step in STEPS if step))
    if wanted == before:
        return RoundingSet(rounding=before, changes=NOTHING)
    put_setting(session, CASH_ROUNDING, _as_json(wanted))
    record_event(
        session,
        EventKind.SETTINGS_CHANGED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"what": [CASH_ROUNDING], "before": _as_json(before), "after": _as_json(wanted)},
    )
    return RoundingSet(rounding=wanted, changes=Changes(settings=True))


def _as_json(rounding: CashRounding) -> dict[str, object]:
    return {"step": rounding.step.amount, "direction": rounding.direction.value}
