"""Artisans: their codes, their names in any spelling, their details."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.catalogue.change_maker import change_maker
from sentra_pos.catalogue.search import search_items
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import PartyId, StaffId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.add_artisan import AddArtisan, ArtisanExists, ArtisanNameMissing, PartyCodeTaken, add_artisan
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.change_artisan import ChangeArtisan
from sentra_pos.people.facts import PartyKind, PayoutMethod, Role
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.people.queries import artisan_named, artisan_of, artisans, artisans_like
from sentra_pos.people.rules import PartyCodeWrong
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
        found = artisan_named(session, name)
        assert found is not None
        assert found.id == melati


def test_a_code_finds_and_is_never_shared(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    melati = add(store, clock, founded, "Sanggar Melati")
    with pytest.raises(PartyCodeTaken):
        add(store, clock, founded, "Batik Surya", code="P01")
    with pytest.raises(PartyCodeWrong):
        add(store, clock, founded, "Batik Surya", code="P 01!")
    with store.reading() as session:
        found = artisan_named(session, " p01 ")
        assert found is not None
        assert found.id == melati
        assert artisan_named(session, "") is None


def test_a_slip_of_the_pen_is_answered_with_a_suggestion(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    for name in ("Sanggar Melati", "Batik Surya Kencana", "Canting Ayu"):
        add(store, clock, founded, name)
    with store.reading() as session:
        assert [each.name for each in artisans_like(session, "Sangar Mlati")] == ["Sanggar Melati"]
        assert [each.name for each in artisans_like(session, "Kencana Batik Surya")] == ["Batik Surya Kencana"]
        assert artisans_like(session, "Toko Besi Jaya") == ()


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


def test_suppliers_have_codes_of_their_own(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    command = AddArtisan(id=PartyId(new_id(clock)), by=founded.by, name="Toko Mori", kind=PartyKind.SUPPLIER)
    with store.writing() as session:
        assert add_artisan(session, command, clock=clock).code == "S01"
    with store.reading() as session:
        assert artisans(session) == ()
        assert [each.name for each in artisans(session, kind=PartyKind.SUPPLIER)] == ["Toko Mori"]
