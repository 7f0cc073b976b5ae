"""What the shop does with printed cloth (a batik motif, but no batik): takes it in under its label, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.speech import N_, _
from sentra_pos.db.setting_keys import PRINTED_GOODS
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


class PrintedPolicy(StrEnum):
    """Stored: never rename one."""

    LABEL = "label"
    REFUSE = "refuse"


_LABELS = {
    PrintedPolicy.LABEL: N_("Take it in, labelled as no batik"),
    PrintedPolicy.REFUSE: N_("Take none in"),
}


def policy_label(policy: PrintedPolicy) -> str:
    """The words screens use for it."""
    return _(_LABELS[policy])


def printed_policy(session: Session) -> PrintedPolicy:
    """What the shop decided; until then printed cloth is labelled."""
    return PrintedPolicy(get_setting(session, PRINTED_GOODS, PrintedPolicy.LABEL.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPrintedPolicy:
    """The policy as it shall be; what is here already stays."""

    by: ActedBy
    policy: PrintedPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPolicySet:
    """The policy that now holds."""

    policy: PrintedPolicy
    changes: Changes


def set_printed_policy(session: Session, command: SetPrintedPolicy, *, clock: Clock) -> PrintedPolicySet:
    """Keep the policy; the event says what it was."""
    require(session, command.by, Permission.SETTINGS)
    before, wanted = printed_policy(session), command.policy
    if wanted is before:
        return PrintedPolicySet(policy=before, changes=NOTHING)
    put_setting(session, PRINTED_GOODS, wanted.value)
    record_event(
        session,
        EventKind.SETTINGS_CHANGED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"what": [PRINTED_GOODS], "before": before.value, "after": wanted.value},
    )
    return PrintedPolicySet(policy=wanted, changes=Changes(settings=True))
