"""To what cash is rounded: kept, told in the log, and only what coins are rounded to."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.setting_keys import CASH_ROUNDING
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.payments.rounding import CashRounding, Direction, cash_rounding
from sentra_pos.payments.set_rounding import RoundingSet, SetRounding, StepNotOffered, set_rounding
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from tests.payments.ringing import Desk


def keep(desk: Desk, step: int, direction: Direction = Direction.DOWN, role: Role = Role.OWNER) -> RoundingSet:
    by = desk.by if role is Role.OWNER else desk.hire(role)
    rounding = CashRounding(step=Rupiah(step), direction=direction)
    with desk.store.writing() as session:
        return set_rounding(session, SetRounding(by=by, rounding=rounding), clock=desk.clock)


def standing(desk: Desk) -> CashRounding:
    with desk.store.reading() as session:
        return cash_rounding(session)


def test_the_rule_is_kept_and_can_be_switched_off_again(desk: Desk) -> None:
    assert keep(desk, 500, Direction.NEAREST).rounding.of(Rupiah(1_250)) == Rupiah(250)
    assert standing(desk) == CashRounding(step=Rupiah(500), direction=Direction.NEAREST)
    keep(desk, 0)
    assert standing(desk).of(Rupiah(1_250)) == ZERO


def test_the_log_says_what_it_was_and_the_same_again_says_nothing(desk: Desk) -> None:
    keep(desk, 100)
    assert keep(desk, 100).changes.settings is False
    keep(desk, 500)
    with desk.store.reading() as session:
        wanted = select(Event.details).where(Event.kind == EventKind.SETTINGS_CHANGED).order_by(Event.seq)
        said = [each for each in session.execute(wanted).scalars() if each["what"] == [CASH_ROUNDING]]
    down = Direction.DOWN.value
    assert [(each["before"], each["after"]) for each in said] == [
        ({"step": 0, "direction": down}, {"step": 100, "direction": down}),
        ({"step": 100, "direction": down}, {"step": 500, "direction": down}),
    ]


def test_a_step_that_no_coin_has_is_refused(desk: Desk) -> None:
    with pytest.raises(StepNotOffered):
        keep(desk, 250)


def test_a_supervisor_may_not(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        keep(desk, 100, role=Role.SUPERVISOR)
