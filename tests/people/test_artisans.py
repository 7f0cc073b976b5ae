"""Artisans: their codes, their names in any spelling, their details."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from sentra_pos.catalogue.change_maker import change_maker
from sentra_pos.catalogue.search import search_items
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import PartyId, StaffId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.people.add_artisan import AddArtisan, ArtisanExists, ArtisanNameMissing, PartyCodeTaken, add_artisan
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.change_artisan import ChangeArtisan, change_artisan
from sentra_pos.people.facts import PartyKind, PayoutMethod, Role
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.people.queries import artisan_of, artisans
from sentra_pos.people.rules import PartyCodeWrong, account_fingerprint
from tests.catalogue.goods import enter
from tests.factories import Founded, found_a_shop


def add(store: Store, clock: FixedClock, founded: Founded, name: str, code: str = "") -> PartyId:
    party = PartyId(new_id(clock))
    with store.writing() as session:
        add_artisan(session, AddArtisan(id=party, by=founded.by, name=name, code=code), clock=clock)
    return party


def test_codes_go_on_above_the_highest(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    add(store, clock, founded, "Sanggar Melati")
    add(store, clock, founded, "Batik Surya", code="p07")
    add(store, clock, founded, "Canting Ayu")
    with store.reading() as session:
        assert [(each.code, each.name) for each in artisans(session)] == [
            ("P01", "Sanggar Melati"),
            ("P07", "Batik Surya"),
            ("P08", "Canting Ayu"),
        ]


def test_the_same_act_again_changes_nothing(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    command = AddArtisan(id=PartyId(new_id(clock)), by=founded.by, name="Sanggar Melati")
    for _ in range(2):
        with store.writing() as session:
            assert add_artisan(session, command, clock=clock).code == "P01"


@pytest.mark.parametrize("name", ["sanggar  MELATI", "Sanggar-Melati", "Sanggár Melati."])
def test_another_spelling_is_no_other_artisan(store: Store, clock: FixedClock, name: str) -> None:
    founded = found_a_shop(store, clock)
    melati = add(store, clock, founded, "Sanggar Melati")
    with pytest.raises(ArtisanExists):
        add(store, clock, founded, name)
    with store.reading() as session:
        assert [each.id for each in artisans(session)] == [melati]


def test_a_code_is_never_shared(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    add(store, clock, founded, "Sanggar Melati")
    with pytest.raises(PartyCodeTaken):
        add(store, clock, founded, "Batik Surya", code="P01")
    with pytest.raises(PartyCodeWrong):
        add(store, clock, founded, "Batik Surya", code="P 01!")


def test_a_name_of_nothing_is_refused(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    with pytest.raises(ArtisanNameMissing):
        add(store, clock, founded, " \u200b . ")


def test_a_cashier_enters_no_artisan(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    staff = StaffId(new_id(clock))
    with store.writing() as session:
        add_staff(session, AddStaff(id=staff, by=founded.by, name="Dewi", role=Role.CASHIER), clock=clock)
    cashier = replace(founded, by=ActedBy(device=founded.device, staff=staff))
    with pytest.raises(NotAllowed):
        add(store, clock, cashier, "Sanggar Melati")


def test_new_details_are_kept_and_goods_are_found_under_the_new_name(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    melati = add(store, clock, founded, "Sanggar Melati")
    item = enter(store, clock, founded, "Kain panjang", maker=melati)
    command = ChangeArtisan(
        by=founded.by,
        artisan=melati,
        name="Sanggar Kenanga",
        contact_name="Bu Sri",
        phone="081234567890",
        address="Jl. Merak 3",
        payout_method=PayoutMethod.TRANSFER,
        bank_account="BRI 0123",
    )
    with store.writing() as session:
        assert change_maker(session, command, clock=clock).renamed
    with store.reading() as session:
        changed = artisan_of(session, melati)
        assert changed is not None
        assert (changed.code, changed.name, changed.bank_account) == ("P01", "Sanggar Kenanga", "BRI 0123")
        assert [card.id for card in search_items(session, "kenanga", place=founded.shelf)] == [item]
        assert search_items(session, "melati", place=founded.shelf) == ()


def party_events(store: Store) -> list[dict[str, object]]:
    with store.reading() as session:
        events = session.execute(select(Event.details).where(Event.kind == EventKind.SETTINGS_CHANGED)).scalars()
        return [said for said in events if said["what"] == "party"]


def test_a_changed_bank_account_leaves_a_trace_without_saying_it(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    melati = PartyId(new_id(clock))
    entered = AddArtisan(id=melati, by=founded.by, name="Sanggar Melati", bank_account="BRI 0123")
    as_it_was = ChangeArtisan(
        by=founded.by,
        artisan=melati,
        name="Sanggar Melati",
        contact_name="",
        phone="",
        address="",
        payout_method=PayoutMethod.CASH,
        bank_account="BRI 0123",
    )
    elsewhere = replace(as_it_was, bank_account="BRI 9876", payout_method=PayoutMethod.TRANSFER)
    with store.writing() as session:
        add_artisan(session, entered, clock=clock)
    for command in (as_it_was, elsewhere, as_it_was):
        with store.writing() as session:
            change_artisan(session, command, clock=clock)
    first, changed, back = party_events(store)
    assert {first["party"], changed["party"], back["party"]} == {str(melati)}
    assert changed["fields"] == back["fields"] == ["payout_method", "bank_account"]
    assert first["bank_account"] == back["bank_account"] == account_fingerprint(melati, "BRI 0123")
    assert changed["bank_account"] == account_fingerprint(melati, "BRI 9876")
    assert account_fingerprint(PartyId(new_id(clock)), "BRI 0123") != first["bank_account"]
    for said in ("BRI", "0123", "9876", "Melati"):
        assert said not in json.dumps([{**each, "bank_account": ""} for each in (first, changed, back)]).replace(
            str(melati), ""
        )


def test_a_new_phone_number_is_told_by_its_field_only(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    melati = add(store, clock, founded, "Sanggar Melati")
    command = ChangeArtisan(
        by=founded.by,
        artisan=melati,
        name="Sanggar Melati",
        contact_name="",
        phone="081234567890",
        address="",
        payout_method=PayoutMethod.CASH,
        bank_account="",
    )
    with store.writing() as session:
        change_artisan(session, command, clock=clock)
    assert party_events(store)[-1] == {"what": "party", "party": str(melati), "fields": ["phone"]}


def test_suppliers_have_codes_of_their_own(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    command = AddArtisan(id=PartyId(new_id(clock)), by=founded.by, name="Toko Mori", kind=PartyKind.SUPPLIER)
    with store.writing() as session:
        assert add_artisan(session, command, clock=clock).code == "S01"
    with store.reading() as session:
        assert artisans(session) == ()
        assert [each.name for each in artisans(session, kind=PartyKind.SUPPLIER)] == ["Toko Mori"]
