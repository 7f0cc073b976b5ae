"""Who may do what."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DeviceId, StaffId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.open_epoch import add_device
from sentra_pos.people.add_staff import AddStaff, OwnerFirst, StaffExists, add_staff
from sentra_pos.people.change_staff import ChangeStaff, LastOwner, change_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.models import Staff
from sentra_pos.people.permissions import PERMISSIONS, NotAllowed, NotWorkingHere, Permission, require
from sentra_pos.people.queries import staff_list, staff_of
from sentra_pos.people.set_pin import SetPin, set_pin
from tests.factories import QUICK_HASHER, Founded, found_a_shop


def hire(store: Store, clock: FixedClock, founded: Founded, role: Role, name: str = "Dewi") -> ActedBy:
    staff = StaffId(new_id(clock))
    with store.writing() as session:
        add_staff(session, AddStaff(id=staff, by=founded.by, name=name, role=role), clock=clock)
    return ActedBy(device=founded.device, staff=staff)


def may(store: Store, by: ActedBy, permission: Permission) -> bool:
    with store.reading() as session:
        try:
            require(session, by, permission)
        except NotAllowed:
            return False
        return True


@pytest.mark.parametrize("role", Role)
def test_the_table_is_what_require_goes_by(store: Store, clock: FixedClock, role: Role) -> None:
    founded = found_a_shop(store, clock)
    by = hire(store, clock, founded, role)
    assert {each for each in Permission if may(store, by, each)} == PERMISSIONS[role]


def test_a_cashier_sells_and_an_owner_does_everything() -> None:
    assert Permission.SELL in PERMISSIONS[Role.CASHIER]
    assert Permission.LARGE_DISCOUNT not in PERMISSIONS[Role.CASHIER]
    assert Permission.VOID not in PERMISSIONS[Role.CASHIER]
    assert Permission.PAY_OUT not in PERMISSIONS[Role.SUPERVISOR]
    assert PERMISSIONS[Role.OWNER] == frozenset(Permission)
    assert PERMISSIONS[Role.ARTISAN] == frozenset()


def test_a_refusal_says_who_what_and_whom_to_ask(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    by = hire(store, clock, founded, Role.CASHIER)
    with store.reading() as session, pytest.raises(NotAllowed) as refused:
        require(session, by, Permission.SETTLE)
    assert "Dewi" in str(refused.value)
    assert refused.value.fields["staff"] == by.staff
    assert refused.value.fields["permission"] is Permission.SETTLE


def test_an_approver_lends_the_permission(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    by = hire(store, clock, founded, Role.CASHIER)
    approved = ActedBy(device=by.device, staff=by.staff, approver=founded.owner)
    assert may(store, approved, Permission.VOID)
    assert not may(store, ActedBy(device=by.device, staff=by.staff, approver=by.staff), Permission.VOID)


def test_one_who_left_may_nothing_and_approves_nothing(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    by = hire(store, clock, founded, Role.CASHIER)
    gone = hire(store, clock, founded, Role.SUPERVISOR, "Sari")
    with store.writing() as session:
        session.execute(update(Staff).where(Staff.id == gone.staff).values(active=False))
    for acted in (gone, ActedBy(device=by.device, staff=by.staff, approver=gone.staff)):
        with store.reading() as session, pytest.raises(NotWorkingHere):
            require(session, acted, Permission.REFUND)


def test_the_first_user_of_a_shop_is_its_owner(store: Store, clock: FixedClock) -> None:
    first, device = StaffId(new_id(clock)), DeviceId(new_id(clock))
    by = ActedBy(device=device, staff=first)
    with store.writing() as session:
        add_device(session, device, name="Kasir 1", clock=clock)
    with store.writing() as session, pytest.raises(OwnerFirst):
        add_staff(session, AddStaff(id=first, by=by, name="Dewi", role=Role.CASHIER), clock=clock)
    with store.writing() as session:
        add_staff(session, AddStaff(id=first, by=by, name="Bu Ani", role=Role.OWNER), clock=clock)
    with store.reading() as session:
        member = staff_of(session, first)
        assert member is not None
        assert (member.name, member.role, member.has_pin) == ("Bu Ani", Role.OWNER, False)


def test_two_users_never_share_a_name(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    hire(store, clock, founded, Role.CASHIER)
    with pytest.raises(StaffExists):
        hire(store, clock, founded, Role.CASHIER, " DEWI ")


def test_a_cashier_hires_nobody(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    by = hire(store, clock, founded, Role.CASHIER)
    command = AddStaff(id=StaffId(new_id(clock)), by=by, name="Kakak", role=Role.OWNER)
    with store.writing() as session, pytest.raises(NotAllowed):
        add_staff(session, command, clock=clock)


def test_an_owner_who_cannot_log_in_yet_does_not_let_the_last_one_go(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    second = hire(store, clock, founded, Role.OWNER)
    command = ChangeStaff(by=founded.by, staff=founded.owner, role=Role.CASHIER, active=True)
    with pytest.raises(LastOwner), store.writing() as session:
        change_staff(session, command, clock=clock)
    with store.writing() as session:
        set_pin(session, SetPin(by=founded.by, staff=second.staff, pin="135790"), clock=clock, hasher=QUICK_HASHER)
    with store.writing() as session:
        change_staff(session, command, clock=clock)
    with store.reading() as session:
        assert {member.role for member in staff_list(session)} == {Role.OWNER, Role.CASHIER}


def test_the_last_owner_stays(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    command = ChangeStaff(by=founded.by, staff=founded.owner, role=Role.CASHIER, active=True)
    with pytest.raises(LastOwner), store.writing() as session:
        change_staff(session, command, clock=clock)
    with store.reading() as session:
        assert [member.role for member in staff_list(session)] == [Role.OWNER]
