"""A second person's PIN allows one act, and only somebody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.approve import Approve, MayNotApprove, SamePerson, approve
from sentra_pos.people.change_staff import ChangeStaff, change_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn, LogIn, log_in
from sentra_pos.people.permissions import NotWorkingHere, Permission, SecondPersonNeeded, require, require_second
from sentra_pos.people.pin_tries import TooManyTries, WrongPin, WrongPinNowWait
from sentra_pos.people.queries import who_may_approve
from sentra_pos.people.set_pin import SetPin, set_pin
from tests.factories import QUICK_HASHER, Founded, found_a_shop

PIN = "590317"
VOID = frozenset({Permission.VOID})


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    use_language("en")
    return found_a_shop(store, clock)


def hire(store: Store, clock: FixedClock, founded: Founded, name: str, role: Role, pin: str = PIN) -> ActedBy:
    staff = StaffId(new_id(clock))
    with store.writing() as session:
        add_staff(session, AddStaff(id=staff, by=founded.by, name=name, role=role), clock=clock)
        if pin:
            set_pin(session, SetPin(by=founded.by, staff=staff, pin=pin), clock=clock, hasher=QUICK_HASHER)
    return ActedBy(device=founded.device, staff=staff)


def test_the_approved_hand_may_what_the_approver_may(store: Store, clock: FixedClock, founded: Founded) -> None:
    dewi = hire(store, clock, founded, "Dewi", Role.CASHIER)
    sari = hire(store, clock, founded, "Sari", Role.SUPERVISOR)
    command = Approve(by=dewi, approver=sari.staff, permissions=VOID, pin=PIN)
    approved = approve(store, command, clock, hasher=QUICK_HASHER)

    assert approved == replace(dewi, approver=sari.staff)
    with store.reading() as session:
        require(session, approved, Permission.VOID)
        require_second(session, approved, Permission.VOID)


def test_nobody_approves_what_they_do_themselves(store: Store, clock: FixedClock, founded: Founded) -> None:
    command = Approve(by=founded.by, approver=founded.owner, permissions=VOID, pin="246813")
    with pytest.raises(SamePerson):
        approve(store, command, clock, hasher=QUICK_HASHER)


def test_who_may_not_do_it_cannot_approve_it(store: Store, clock: FixedClock, founded: Founded) -> None:
    dewi = hire(store, clock, founded, "Dewi", Role.CASHIER)
    sari = hire(store, clock, founded, "Sari", Role.SUPERVISOR)
    command = Approve(by=dewi, approver=sari.staff, permissions=VOID | {Permission.PAY_OUT}, pin=PIN)
    with pytest.raises(MayNotApprove, match="Sari may not pay artisans"):
        approve(store, command, clock, hasher=QUICK_HASHER)


def test_who_has_left_approves_nothing(store: Store, clock: FixedClock, founded: Founded) -> None:
    dewi = hire(store, clock, founded, "Dewi", Role.CASHIER)
    sari = hire(store, clock, founded, "Sari", Role.SUPERVISOR)
    with store.writing() as session:
        gone = ChangeStaff(by=founded.by, staff=sari.staff, role=Role.SUPERVISOR, active=False)
        change_staff(session, gone, clock=clock)
    with pytest.raises(NotWorkingHere):
        approve(store, Approve(by=dewi, approver=sari.staff, permissions=VOID, pin=PIN), clock)


def test_wrong_pins_wait_at_the_approval_and_at_the_door_alike(
    store: Store, clock: FixedClock, founded: Founded
) -> None:
    dewi = hire(store, clock, founded, "Dewi", Role.CASHIER)
    sari = hire(store, clock, founded, "Sari", Role.SUPERVISOR, "860412")
    wrong = Approve(by=dewi, approver=sari.staff, permissions=VOID, pin="739164")
    for refusal in (*[WrongPin] * 4, WrongPinNowWait, TooManyTries):
        with pytest.raises(refusal):
            approve(store, wrong, clock, hasher=QUICK_HASHER)
    at_the_door = LogIn(device=founded.device, staff=sari.staff, pin="860412")
    with pytest.raises(TooManyTries):
        log_in(store, at_the_door, clock, hasher=QUICK_HASHER)
    # The one who asked, and everybody else, can go on.
    other = LogIn(device=founded.device, staff=dewi.staff, pin=PIN)
    assert isinstance(log_in(store, other, clock, hasher=QUICK_HASHER), LoggedIn)
    clock.advance(timedelta(seconds=30))
    assert approve(store, replace(wrong, pin="860412"), clock, hasher=QUICK_HASHER).approver == sari.staff


def test_the_log_says_who_approved_what_for_whom(store: Store, clock: FixedClock, founded: Founded) -> None:
    dewi = hire(store, clock, founded, "Dewi", Role.CASHIER)
    command = Approve(by=dewi, approver=founded.owner, permissions=VOID, pin="246813")
    approve(store, command, clock, hasher=QUICK_HASHER)
    with store.reading() as session:
        event = session.execute(select(Event).order_by(Event.seq.desc()).limit(1)).scalar_one()
    assert (event.kind, event.actor_id) == (EventKind.LOGIN, founded.owner)
    assert event.details == {"approving": True, "for": str(dewi.staff), "permissions": ["void"]}


def test_an_act_for_two_is_refused_to_one_whatever_they_may(store: Store, clock: FixedClock, founded: Founded) -> None:
    dewi = hire(store, clock, founded, "Dewi", Role.CASHIER)
    alone = founded.by
    with store.reading() as session:
        for hand in (alone, replace(alone, approver=alone.staff), replace(alone, approver=dewi.staff)):
            with pytest.raises(SecondPersonNeeded) as refused:
                require_second(session, hand, Permission.PAY_OUT)
            assert refused.value.fields["permission"] is Permission.PAY_OUT
        require_second(session, replace(dewi, approver=founded.owner), Permission.PAY_OUT)


def test_only_those_who_may_all_of_it_and_have_a_pin_are_offered(
    store: Store, clock: FixedClock, founded: Founded
) -> None:
    dewi = hire(store, clock, founded, "Dewi", Role.CASHIER)
    hire(store, clock, founded, "Sari", Role.SUPERVISOR)
    hire(store, clock, founded, "Wati", Role.SUPERVISOR, pin="")
    with store.reading() as session:
        assert [each.name for each in who_may_approve(session, VOID, besides=dewi.staff)] == ["Ibu Ratna", "Sari"]
        both = VOID | {Permission.PAY_OUT}
        assert [each.name for each in who_may_approve(session, both, besides=dewi.staff)] == ["Ibu Ratna"]
        assert who_may_approve(session, both, besides=founded.owner) == ()


def test_the_pin_is_in_no_text_of_the_command(founded: Founded) -> None:
    assert PIN not in repr(Approve(by=founded.by, approver=founded.owner, permissions=VOID, pin=PIN))
