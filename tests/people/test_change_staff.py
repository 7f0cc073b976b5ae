"""Another role, an account that is closed, and one that is opened again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DeviceId, DocumentId, PlaceId, StaffId, new_id
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Document, Event
from sentra_pos.ledger.open_epoch import add_device
from sentra_pos.people.add_staff import AddStaff, StaffExists, WorkedHereBefore, add_staff
from sentra_pos.people.change_staff import ChangeStaff, LastOwner, StaffChanged, TillStillTheirs, change_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LogIn, log_in
from sentra_pos.people.permissions import NotAllowed, NotWorkingHere, Permission, require
from sentra_pos.people.queries import staff_list, staff_of, who_may_approve
from sentra_pos.people.set_pin import SetPin, set_pin
from sentra_pos.stock.places import set_up_stand
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import QUICK_HASHER, Founded, found_a_shop

PIN = "590317"


class Office:
    """A shop with an owner and Dewi, who sells."""

    def __init__(self, store: Store, clock: FixedClock) -> None:
        use_language("en")
        self.store, self.clock = store, clock
        self.founded: Founded = found_a_shop(store, clock)
        self.dewi = self.hire("Dewi", Role.CASHIER)

    def hire(self, name: str, role: Role) -> ActedBy:
        staff = StaffId(new_id(self.clock))
        by = self.founded.by
        with self.store.writing() as session:
            add_staff(session, AddStaff(id=staff, by=by, name=name, role=role), clock=self.clock)
            set_pin(session, SetPin(by=by, staff=staff, pin=PIN), clock=self.clock, hasher=QUICK_HASHER)
        return ActedBy(device=self.founded.device, staff=staff)

    def change(
        self, who: ActedBy, *, role: Role = Role.CASHIER, active: bool = True, by: ActedBy | None = None
    ) -> StaffChanged:
        command = ChangeStaff(by=by or self.founded.by, staff=who.staff, role=role, active=active)
        with self.store.writing() as session:
            return change_staff(session, command, clock=self.clock)

    def open_till(self, by: ActedBy) -> DocumentId:
        shift = DocumentId(new_id(self.clock))
        with self.store.writing() as session:
            open_till(session, OpenTill(id=shift, by=by, counted=ZERO, added=ZERO), clock=self.clock)
        return shift

    def changes_told(self) -> list[dict[str, object]]:
        with self.store.reading() as session:
            events = session.execute(select(Event).where(Event.kind == EventKind.SETTINGS_CHANGED)).scalars()
            return [event.details for event in events if event.details.get("what") == "staff_changed"]

    def stands(self, who: ActedBy) -> tuple[Role, bool]:
        with self.store.reading() as session:
            member = staff_of(session, who.staff)
        assert member is not None
        return member.role, member.active


@pytest.fixture
def office(store: Store, clock: FixedClock) -> Office:
    return Office(store, clock)


def test_a_closed_account_opens_nothing_and_is_offered_nowhere(office: Office) -> None:
    sari = office.hire("Sari", Role.SUPERVISOR)
    assert office.change(sari, role=Role.SUPERVISOR, active=False).changes == Changes(settings=True)

    at_the_door = LogIn(device=sari.device, staff=sari.staff, pin=PIN)
    with pytest.raises(NotWorkingHere):
        log_in(office.store, at_the_door, office.clock, hasher=QUICK_HASHER)
    with office.store.reading() as session:
        assert [each.name for each in staff_list(session)] == ["Dewi", "Ibu Ratna"]
        assert "Sari" in [each.name for each in staff_list(session, active_only=False)]
        may = who_may_approve(session, {Permission.VOID}, besides=office.dewi.staff)
        assert [each.name for each in may] == ["Ibu Ratna"]


def test_one_who_is_still_logged_in_is_refused_at_the_next_act(office: Office) -> None:
    office.change(office.dewi, active=False)
    with pytest.raises(NotWorkingHere):
        office.open_till(office.dewi)


def test_one_who_comes_back_logs_in_with_the_pin_of_before(office: Office) -> None:
    office.change(office.dewi, active=False)
    office.change(office.dewi, active=True)
    at_the_door = LogIn(device=office.dewi.device, staff=office.dewi.staff, pin=PIN)
    assert log_in(office.store, at_the_door, office.clock, hasher=QUICK_HASHER).name == "Dewi"
    told = [(each["was_active"], each["active"]) for each in office.changes_told()]
    assert told == [(True, False), (False, True)]


def test_another_role_holds_from_the_next_act_on(office: Office) -> None:
    office.change(office.dewi, role=Role.SUPERVISOR)
    with office.store.reading() as session:
        require(session, office.dewi, Permission.VOID)
    office.change(office.dewi, role=Role.CASHIER)
    with office.store.reading() as session, pytest.raises(NotAllowed):
        require(session, office.dewi, Permission.VOID)


def test_what_stands_already_is_not_told_as_a_change(office: Office) -> None:
    assert office.change(office.dewi).changes == NOTHING
    assert office.changes_told() == []


def test_nobody_closes_accounts_who_may_not_manage_staff(office: Office) -> None:
    sari = office.hire("Sari", Role.SUPERVISOR)
    with pytest.raises(NotAllowed):
        office.change(office.dewi, active=False, by=sari)
    assert office.stands(office.dewi) == (Role.CASHIER, True)


def test_the_last_owners_account_stays_open(office: Office) -> None:
    with pytest.raises(LastOwner, match="Ibu Ratna is the only owner"):
        office.change(office.founded.by, role=Role.OWNER, active=False)
    assert office.stands(office.founded.by) == (Role.OWNER, True)


def test_an_owner_goes_once_there_is_another(office: Office) -> None:
    office.change(office.dewi, role=Role.OWNER)
    office.change(office.founded.by, role=Role.OWNER, active=False, by=office.dewi)
    assert office.stands(office.founded.by) == (Role.OWNER, False)
    with pytest.raises(LastOwner, match="Dewi"):
        office.change(office.dewi, role=Role.CASHIER, by=office.dewi)


def test_nobody_is_closed_whose_till_is_still_open(office: Office) -> None:
    shift = office.open_till(office.dewi)
    with pytest.raises(TillStillTheirs, match="Dewi opened the till"):
        office.change(office.dewi, active=False)
    assert office.stands(office.dewi) == (Role.CASHIER, True)

    with office.store.writing() as session:
        command = CloseTill(id=DocumentId(new_id(office.clock)), by=office.founded.by, counted=ZERO)
        close_till(session, command, clock=office.clock)
        assert session.execute(select(Document.id).where(Document.shift_id == shift)).first() is not None
    office.change(office.dewi, active=False)
    assert office.stands(office.dewi) == (Role.CASHIER, False)


def test_somebody_elses_open_till_keeps_nobody_and_a_role_may_change_at_any_time(office: Office) -> None:
    office.open_till(office.founded.by)
    sari = office.hire("Sari", Role.CASHIER)
    office.change(sari, active=False)
    office.change(office.dewi, role=Role.OWNER)
    office.change(office.founded.by, role=Role.SUPERVISOR)
    assert office.stands(office.founded.by) == (Role.SUPERVISOR, True)


def test_a_till_open_on_another_computer_keeps_no_account_open(office: Office) -> None:
    laptop = DeviceId(new_id(office.clock))
    with office.store.writing() as session:
        add_device(session, laptop, name="Laptop", clock=office.clock)
        set_up_stand(session, PlaceId(new_id(office.clock)), "Inacraft", laptop)
    office.open_till(ActedBy(device=laptop, staff=office.dewi.staff))
    office.change(office.dewi, active=False)
    assert office.stands(office.dewi) == (Role.CASHIER, False)


def test_the_name_of_one_who_left_is_opened_again_and_not_entered_twice(office: Office) -> None:
    again = AddStaff(id=StaffId(new_id(office.clock)), by=office.founded.by, name="dewi", role=Role.CASHIER)
    with office.store.writing() as session, pytest.raises(StaffExists):
        add_staff(session, again, clock=office.clock)
    office.change(office.dewi, active=False)
    with office.store.writing() as session, pytest.raises(WorkedHereBefore, match="Dewi worked here before"):
        add_staff(session, again, clock=office.clock)
