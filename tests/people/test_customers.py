"""Customers: entered by as little as a name, and found while it is being typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import PartyId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.ledger.models import Event
from sentra_pos.people.add_customer import AddCustomer, CustomerMaybeKnown, CustomerNameMissing, add_customer
from sentra_pos.people.change_customer import ChangeCustomer, CustomerUnknown, change_customer
from sentra_pos.people.customer_queries import customer, find_customers
from sentra_pos.people.rules import phone_digits
from tests.factories import Founded, add_artisan, found_a_shop


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


def add(store: Store, clock: FixedClock, founded: Founded, name: str, **facts: str) -> PartyId:
    party = PartyId(new_id(clock))
    command = replace(AddCustomer(id=party, by=founded.by, name=name), **facts)  # type: ignore[arg-type]
    with store.writing() as session:
        add_customer(session, command, clock=clock)
    return party


def found(store: Store, text: str, limit: int = 20) -> list[str]:
    with store.reading() as session:
        return [each.name for each in find_customers(session, text, limit)]


def test_a_name_is_enough_and_codes_go_on(store: Store, clock: FixedClock, founded: Founded) -> None:
    first = add(store, clock, founded, "  Bu   Rini ")
    second = add(store, clock, founded, "Dinas Pariwisata", contact_name="Pak Bagus", phone="0321 399 000")
    with store.reading() as session:
        rini, agency = customer(session, first), customer(session, second)
    assert rini is not None
    assert (rini.code, rini.name, rini.label) == ("K001", "Bu Rini", "Bu Rini")
    assert agency is not None
    assert (agency.code, agency.label) == ("K002", "Dinas Pariwisata (Pak Bagus)")


def test_the_same_act_again_changes_nothing(store: Store, clock: FixedClock, founded: Founded) -> None:
    command = AddCustomer(id=PartyId(new_id(clock)), by=founded.by, name="Bu Rini", phone="0812 3456 7890")
    with store.writing() as session:
        assert add_customer(session, command, clock=clock).changes.parties
    with store.writing() as session:
        again = add_customer(session, command, clock=clock)
    assert (again.code, again.changes.parties) == ("K001", False)


def test_without_a_name_there_is_no_customer(store: Store, clock: FixedClock, founded: Founded) -> None:
    with pytest.raises(CustomerNameMissing):
        add(store, clock, founded, " – ")


def test_two_with_one_name_are_two_people_but_a_known_number_is_asked_about(
    store: Store, clock: FixedClock, founded: Founded
) -> None:
    first = add(store, clock, founded, "Sri Wahyuni", phone="0812-3456-789")
    add(store, clock, founded, "Sri Wahyuni")
    again = AddCustomer(id=PartyId(new_id(clock)), by=founded.by, name="Ibu Sri", phone="+62 812 3456 789")
    with store.writing() as session, pytest.raises(CustomerMaybeKnown) as asked:
        add_customer(session, again, clock=clock)
    assert asked.value.fields["customer"] == first
    with store.writing() as session:
        confirmed = replace(again, confirmed=frozenset({asked.value.answer}))
        assert add_customer(session, confirmed, clock=clock).code == "K003"


def test_found_by_any_part_of_what_is_known(store: Store, clock: FixedClock, founded: Founded) -> None:
    add(store, clock, founded, "Dinas Pariwisata", contact_name="Pak Bagus", phone="0321 399 000")
    add(store, clock, founded, "Bagus Santoso", phone="+62 812-3456-7890")
    add(store, clock, founded, "Bu Rini")
    with store.writing() as session:
        add_artisan(session, clock, "P01", "Bagus Batik")
    assert found(store, "bagus") == ["Bagus Santoso", "Dinas Pariwisata"]
    assert found(store, "dinas bag") == ["Dinas Pariwisata"]
    assert found(store, "k003") == ["Bu Rini"]
    assert found(store, "0812 3456") == ["Bagus Santoso"]
    assert found(store, "62812345") == ["Bagus Santoso"]
    assert found(store, "399000") == ["Dinas Pariwisata"]
    assert found(store, "tidak ada") == []
    assert found(store, "100%_") == []


def test_without_letters_those_entered_last_are_offered(store: Store, clock: FixedClock, founded: Founded) -> None:
    for name in ("Ani", "Budi", "Citra"):
        clock.advance(timedelta(seconds=1))
        add(store, clock, founded, name)
    assert found(store, " ", limit=2) == ["Citra", "Budi"]


def test_a_change_keeps_the_code_and_says_which_facts_changed_not_what_they_say(
    store: Store, clock: FixedClock, founded: Founded
) -> None:
    party = add(store, clock, founded, "Bu Rini")
    command = ChangeCustomer(
        by=founded.by, customer=party, name="Bu Rini", contact_name="", phone="0812", address="", remark="suka Sisik"
    )
    with store.writing() as session:
        change_customer(session, command, clock=clock)
    with store.reading() as session:
        changed = customer(session, party)
        event = session.execute(select(Event).order_by(Event.seq.desc()).limit(1)).scalar_one()
    assert changed is not None
    assert (changed.code, changed.phone, changed.remark) == ("K001", "0812", "suka Sisik")
    assert event.details == {"what": "party", "party": str(party), "fields": ["phone", "remark"]}


def test_one_put_away_is_not_offered_and_not_forgotten(store: Store, clock: FixedClock, founded: Founded) -> None:
    party = add(store, clock, founded, "Bu Rini")
    away = ChangeCustomer(
        by=founded.by, customer=party, name="Bu Rini", contact_name="", phone="", address="", remark="", active=False
    )
    with store.writing() as session:
        change_customer(session, away, clock=clock)
    assert found(store, "rini") == []
    with store.reading() as session:
        assert customer(session, party) is not None


def test_an_artisan_is_no_customer(store: Store, clock: FixedClock, founded: Founded) -> None:
    with store.writing() as session:
        artisan = add_artisan(session, clock)
    command = ChangeCustomer(
        by=founded.by, customer=artisan, name="Bu Rini", contact_name="", phone="", address="", remark=""
    )
    with store.writing() as session, pytest.raises(CustomerUnknown):
        change_customer(session, command, clock=clock)
    with store.reading() as session:
        assert customer(session, artisan) is None


@pytest.mark.parametrize("typed", ["0812 3456-789", "+62 812 3456789", "(62) 8123456789"])
def test_one_number_in_any_writing(typed: str) -> None:
    assert phone_digits(typed) == "08123456789"
