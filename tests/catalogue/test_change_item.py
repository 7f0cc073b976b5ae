"""What is said of an item changes under somebody's name; a label that tells of printed cloth, by the owner's word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.change_item import ChangeItem, ItemChanged, change_item
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.catalogue.queries import item_card
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import ItemId, StaffId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed, Permission
from sentra_pos.reports.activity import activity
from sentra_pos.reports.activity_facts import Activity, ActivityFilter
from sentra_pos.reports.activity_wording import sentence_of
from sentra_pos.tags.queries import needs_new_tag, tag_sheets
from sentra_pos.tags.record_tags import RecordTags, TagCount, record_tags
from tests.factories import Founded, add_agreement, add_artisan, bring_in, found_a_shop


class Rack:
    """Printed cloth under its label, and whoever would rather call it something else."""

    def __init__(self, store: Store, clock: FixedClock, founded: Founded) -> None:
        self.store, self.clock, self.founded = store, clock, founded
        self.by = founded.by
        self.printed = ItemId(new_id(clock))
        staff = StaffId(new_id(clock))
        with store.writing() as session:
            command = AddStaff(id=staff, by=founded.by, name="Dewi", role=Role.SUPERVISOR)
            add_staff(session, command, clock=clock)
            item = AddItem(
                id=self.printed,
                by=founded.by,
                name="Kain motif kawung",
                price=Rupiah(95_000),
                kind=ItemKind.COUNTED,
                technique=Technique.TIRUAN,
            )
            add_item(session, item, clock=clock)
            party = add_artisan(session, clock)
            add_agreement(session, clock, founded, party)
            bring_in(session, clock, founded, party, self.printed, pieces=4, price=95_000)
        self.dewi = ActedBy(device=founded.device, staff=staff)

    def change(self, by: ActedBy | None = None, **what: object) -> ItemChanged:
        self.clock.advance(timedelta(minutes=1))
        command = ChangeItem(by=by or self.by, item=self.printed, **what)  # type: ignore[arg-type]
        with self.store.writing() as session:
            return change_item(session, command, clock=self.clock)

    def prints_tags(self) -> None:
        self.clock.advance(timedelta(minutes=1))
        tags = (TagCount(item=self.printed, count=4),)
        with self.store.writing() as session:
            sheet = tag_sheets(session)[0].id
            command = RecordTags(id=new_id(self.clock), by=self.by, tags=tags, sheet=sheet, start=0)
            record_tags(session, command, clock=self.clock)

    def needs(self) -> dict[str, int]:
        with self.store.reading() as session:
            return {each.name: each.pieces.units for each in needs_new_tag(session)}

    def technique(self) -> Technique:
        with self.store.reading() as session:
            card = item_card(session, self.printed, self.founded.shelf)
        assert card is not None
        return card.technique

    def told(self) -> list[Activity]:
        """The newest first."""
        with self.store.reading() as session:
            rows = activity(session, ActivityFilter(), zone=self.clock.zone).rows
        return [row for row in rows if row.details.get("what") == "item"]


@pytest.fixture
def rack(store: Store, clock: FixedClock) -> Rack:
    return Rack(store, clock, found_a_shop(store, clock))


def test_printed_cloth_becomes_no_batik_behind_the_owners_back(rack: Rack) -> None:
    """Dewi thinks that it sells better as stamped batik; the owner looked at the cloth, and gives a PIN."""
    with pytest.raises(NotAllowed, match="melepas label kain printing") as trouble:
        rack.change(by=rack.dewi, technique=Technique.CAP)
    assert trouble.value.fields["permission"] is Permission.UNLABEL_PRINTED
    assert (rack.technique(), rack.told()) == (Technique.TIRUAN, [])
    rack.change(by=replace(rack.dewi, approver=rack.founded.owner), technique=Technique.CAP)
    assert rack.technique() is Technique.CAP
    (row,) = rack.told()
    assert (row.who, row.approver, row.subject) == ("Dewi", "Ibu Ratna", "Kain motif kawung")
    assert "teknik: Kain motif batik (printing), bukan batik → Batik Cap" in sentence_of(row)
    use_language("en")
    assert sentence_of(row).startswith("Changed the item Kain motif kawung – technique: Cloth with batik motif")
    rack.store.close()
    assert examine(rack.store.path) == ()


@pytest.mark.parametrize("technique", [each for each in Technique if each is not Technique.TIRUAN])
def test_there_is_no_way_round_by_another_technique(rack: Rack, technique: Technique) -> None:
    with pytest.raises(NotAllowed):
        rack.change(by=rack.dewi, technique=technique)


def test_what_leaves_the_label_on_is_anybodys_who_may_change_items(rack: Rack) -> None:
    rack.change(by=rack.dewi, technique=Technique.TIRUAN, dye=Dye.SYNTHETIC, cloth="katun prima", name="Kain kawung")
    (row,) = rack.told()
    facts = ("dye", "cloth", "name")
    assert {key: (row.details["was"][key], row.details["now"][key]) for key in facts} == {
        "dye": ("none", "synthetic"),
        "cloth": ("", "katun prima"),
        "name": ("Kain motif kawung", "Kain kawung"),
    }
    assert set(row.details["was"]) == set(facts), "what did not change is not told"
    assert "warna: – → Warna sintetis" in sentence_of(row)
    assert rack.needs() == {}


def test_the_other_way_the_label_goes_on_without_asking(rack: Rack) -> None:
    rack.change(technique=Technique.CAP)
    rack.change(by=rack.dewi, technique=Technique.TIRUAN)
    assert rack.technique() is Technique.TIRUAN


def test_nothing_changed_is_nothing_to_remember(rack: Rack) -> None:
    rack.change(name="Kain motif  kawung", technique=Technique.TIRUAN, motif="")
    rack.change(remark="titipan Bu Sri, jangan dipajang")
    with rack.store.reading() as session:
        kept = session.scalars(select(Event).where(Event.kind == EventKind.SETTINGS_CHANGED)).all()
    assert [each for each in kept if each.details.get("what") == "item"] == []


def test_motif_work_and_withdrawal_are_told_in_words(rack: Rack) -> None:
    rack.change(motif="Kawung", work_days=3)
    rack.change(active=False)
    withdrawn, first = rack.told()
    assert sentence_of(first) == "Mengubah barang Kain motif kawung – motif: – → Kawung; hari pengerjaan: – → 3"
    assert sentence_of(withdrawn).endswith("dijual: ya → tidak")


def test_a_tag_that_names_another_technique_has_to_be_printed_anew(rack: Rack) -> None:
    """Never tagged here, it had a tag before; and what was changed back needs none."""
    assert rack.needs() == {}
    assert rack.change(technique=Technique.CAP).new_technique
    assert rack.needs() == {"Kain motif kawung": 4}
    rack.change(technique=Technique.TIRUAN)
    assert rack.needs() == {}
    rack.prints_tags()
    rack.change(technique=Technique.LAINNYA)
    assert not rack.change(technique=Technique.LAINNYA, size="2 m").new_technique
    rack.change(technique=Technique.TULIS)
    assert rack.needs() == {"Kain motif kawung": 4}
    rack.prints_tags()
    assert rack.needs() == {}
