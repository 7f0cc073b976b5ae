"""The steps of a settlement run, and where each of its artisans stands."""

from __future__ import annotations

from enum import StrEnum

from sentra_pos.core.speech import N_, _


class RunState(StrEnum):
    """Draft figures are live; reviewed ones are frozen by name; then locked, paid one by one, closed. Stored."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    LOCKED = "locked"
    CLOSED = "closed"


class RunStanding(StrEnum):
    """Where one artisan of a run stands."""

    WAITING = "waiting"
    CHANGED = "changed"
    TO_PAY = "to_pay"
    ABSENT = "absent"
    PARTIAL = "partial"
    PAID = "paid"
    CARRIED = "carried"
    NOTHING = "nothing"


_STATES = {
    RunState.DRAFT: N_("Draft: the figures move with every sale"),
    RunState.REVIEWED: N_("Reviewed: the figures stand, lock them now"),
    RunState.LOCKED: N_("Locked: pay one by one"),
    RunState.CLOSED: N_("Closed"),
}
_STANDINGS = {
    RunStanding.WAITING: N_("Ready"),
    RunStanding.CHANGED: N_("Changed since the review"),
    RunStanding.TO_PAY: N_("To be paid out"),
    RunStanding.ABSENT: N_("Absent"),
    RunStanding.PARTIAL: N_("Paid in part"),
    RunStanding.PAID: N_("Paid in full"),
    RunStanding.CARRIED: N_("Carried on"),
    RunStanding.NOTHING: N_("Nothing to pay"),
}


def state_label(state: RunState) -> str:
    """The state with what it means."""
    return _(_STATES[state])


def run_standing_label(standing: RunStanding) -> str:
    """Where an artisan stands, in a few words."""
    return _(_STANDINGS[standing])
