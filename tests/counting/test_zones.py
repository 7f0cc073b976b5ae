"""A place is counted by zone: nobody walks through a rack twice, and none is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from sqlalchemy import select

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, StaffId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.count_item import CountFromAnew, CountFromAnewEverywhere
from sentra_pos.counting.drop_count import DropCount, drop_count
from sentra_pos.counting.end_zone import EndZone, end_zone
from sentra_pos.counting.errors import (
    CountHereAgain,
    CountTooLarge,
    NoSuchCount,
    NoSuchZone,
    PlaceNotCountedHere,
    TooManyZones,
    WhichZone,
    ZoneEmpty,
    ZoneIsDone,
    ZoneNameTooLong,
    ZonesOpen,
    ZoneTwice,
)
from sentra_pos.counting.papers import report_paper
from sentra_pos.counting.queries import open_counts, places_to_count
from sentra_pos.counting.rules import zone_names
from sentra_pos.counting.start_count import StartCount, start_count
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import DocumentLine, Event
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.printing.page import Facts, Table
from sentra_pos.reports.activity import activity
from sentra_pos.reports.activity_facts import ActivityFilter, ActivityGroup
from sentra_pos.reports.activity_wording import sentence_of
from sentra_pos.stock.places import MISSING
from tests.counting.floor import Floor, another_till
from tests.sales.shop import Counter, line_of

RACK, CASE, RAIL = 1, 2, 3
ZONES = ("Rak 1", "Etalase", "Gantungan")


def details_of(floor: Floor, count: DocumentId) -> dict[str, dict[str, object]]:
    with floor.store.reading() as session:
        rows = session.execute(select(DocumentLine.text, DocumentLine.details).where(DocumentLine.document_id == count))
        return {row.text: row.details for row in rows}


def said_of_zones(floor: Floor) -> list[tuple[EventKind, object, StaffId | None]]:
    with floor.store.reading() as session:
        rows = session.execute(
            select(Event.kind, Event.details, Event.actor_id)
            .where(Event.kind.in_((EventKind.ZONE_ENDED, EventKind.ZONE_OPENED)))
            .order_by(Event.seq)
        )
        return [(kind, details["name"], actor) for kind, details, actor in rows]


@pytest.fixture
def hadi(floor: Floor) -> ActedBy:
    """The second of the team."""
    staff = StaffId(new_id(floor.clock))
    with floor.store.writing() as session:
        add_staff(session, AddStaff(id=staff, by=floor.by, name="Pak Hadi", role=Role.SUPERVISOR), clock=floor.clock)
    return ActedBy(device=floor.by.device, staff=staff)


def test_a_team_counts_three_zones_while_the_till_sells(floor: Floor, till: Counter, hadi: ActedBy) -> None:
    gallery = floor.gallery
    count = floor.start(*ZONES)

    # The pouches lie in two zones, and one is sold after both were seen; two were stolen.
    floor.count(count, gallery.pouch, 30, zone=RACK)
    floor.count(count, gallery.mrico, 14, zone=RACK)
    floor.end(count, RACK)
    assert floor.count(count, gallery.pouch, 16, zone=CASE, by=hadi).quantity == Quantity(46)
    till.sell(line_of(gallery.pouch))
    floor.count(count, gallery.surya, zone=CASE, by=hadi)
    floor.end(count, CASE, by=hadi)
    till.sell(line_of(gallery.shirt_l))

    # The rail was forgotten: the shirts there would all be missing.
    with pytest.raises(ZonesOpen, match="Gantungan"):
        floor.post(count)
    assert floor.at(MISSING, gallery.shirt_l) == 0
    floor.count(count, gallery.shirt_m, 5, zone=RAIL)
    floor.count(count, gallery.shirt_l, 4, zone=RAIL)
    floor.end(count, RAIL)

    # In the case somebody finds one more, below a cloth: the zone is opened again for it.
    with pytest.raises(ZoneIsDone, match="Etalase"):
        floor.count(count, gallery.mrico, zone=CASE)
    floor.end(count, CASE, again=True)
    floor.count(count, gallery.mrico, zone=CASE)
    with pytest.raises(ZonesOpen, match="Etalase"):
        floor.post(count)
    floor.end(count, CASE)
    floor.post(count)

    report = floor.report(count)
    assert (report.missing, report.found, report.over) == (2, 0, 1)
    assert {line.name: line.zones for line in report.lines if line.differs} == {
        "Pouch perca batik": (("Rak 1", 30), ("Etalase", 16)),
        "Mrico Bolong cap": (("Rak 1", 14), ("Etalase", 1)),
    }
    assert report.by_zone == (("Rak 1", 44), ("Etalase", 18), ("Gantungan", 9))
    assert details_of(floor, count)["Pouch perca batik"]["zones"] == {"Rak 1": 30, "Etalase": 16}
    assert [kind for kind, _name, _who in said_of_zones(floor)].count(EventKind.ZONE_ENDED) == 4
    floor.store.close()
    assert examine(floor.store.path) == ()


def test_a_typed_figure_replaces_what_its_zone_said_and_leaves_the_others(floor: Floor) -> None:
    pouch = floor.gallery.pouch
    count = floor.start(*ZONES)
    floor.count(count, pouch, 30, zone=RACK)
    floor.count(count, pouch, 5, zone=CASE)
    counted = floor.count(count, pouch, 18, zone=CASE, anew=True)
    assert (counted.here, counted.quantity) == (Quantity(18), Quantity(48))
    with pytest.raises(CountTooLarge):
        floor.count(count, pouch, 9_990, zone=RAIL)
    floor.post(count, finished=False)
    details = details_of(floor, count)["Pouch perca batik"]
    assert details["zones"] == {"Rak 1": 30, "Etalase": 18}
    (before,) = cast("list[dict[str, object]]", details["before"])
    assert before["zones"] == {"Rak 1": 30, "Etalase": 5}


def test_what_moved_between_two_zones_is_counted_again_in_both(floor: Floor, till: Counter) -> None:
    pouch = floor.gallery.pouch
    count = floor.start(*ZONES)
    floor.count(count, pouch, 30, zone=RACK)
    floor.end(count, RACK)
    till.sell(line_of(pouch))
    with pytest.raises(CountFromAnewEverywhere, match="Rak 1") as asked:
        floor.count(count, pouch, zone=CASE)
    yes = frozenset({asked.value.answer})
    assert floor.count(count, pouch, zone=CASE, confirmed=yes).quantity == Quantity(1)
    floor.count(count, pouch, 17, zone=CASE, anew=True)

    # The rack is open again and waits for it: neither its end nor the count's is written before.
    rack = floor.sheet(count, RACK)
    assert rack.zone is not None
    assert not rack.zone.done
    assert [(row.here, row.again) for row in rack.seen] == [(None, True)]
    for finished in (True, False):
        (row,) = [row for row in floor.review(count, finished=finished).rows if row.name == "Pouch perca batik"]
        assert row.again
    with pytest.raises(CountHereAgain, match="Rak 1"):
        floor.end(count, RACK)
    with pytest.raises(CountHereAgain, match="Pouch"):
        floor.post(count, finished=False)
    floor.count(count, pouch, 30, zone=RACK)
    floor.end(count, RACK)
    floor.post(count, finished=False)
    (line,) = floor.report(count).lines
    assert (line.differs, line.zones) == (False, (("Rak 1", 30), ("Etalase", 17)))
    assert [(kind, name) for kind, name, _who in said_of_zones(floor)] == [
        (EventKind.ZONE_ENDED, "Rak 1"),
        (EventKind.ZONE_OPENED, "Rak 1"),
        (EventKind.ZONE_ENDED, "Rak 1"),
    ]


def test_a_typed_figure_asks_too_where_another_zone_was_seen_before_it_moved(floor: Floor, till: Counter) -> None:
    pouch = floor.gallery.pouch
    count = floor.start(*ZONES)
    floor.count(count, pouch, 0, zone=RACK, anew=True)
    till.sell(line_of(pouch))
    with pytest.raises(CountFromAnewEverywhere):
        floor.count(count, pouch, 47, zone=CASE, anew=True)

    cloth = floor.gallery.mrico
    floor.count(count, cloth, 14, zone=CASE)
    till.sell(line_of(cloth))
    assert floor.count(count, cloth, 13, zone=CASE, anew=True).quantity == Quantity(13)
    till.sell(line_of(cloth))
    with pytest.raises(CountFromAnew) as asked:
        floor.count(count, cloth, zone=CASE)
    assert not isinstance(asked.value, CountFromAnewEverywhere), "no other zone has to be walked through again"


def test_a_zone_is_ended_once_by_whoever_ends_it_first(floor: Floor, hadi: ActedBy) -> None:
    count = floor.start(*ZONES)
    floor.end(count, RACK, by=hadi, empty=True)
    floor.end(count, RACK)
    floor.end(count, CASE, again=True)
    zones = floor.sheet(count).zones
    assert [(zone.name, zone.done_by) for zone in zones] == [("Rak 1", "Pak Hadi"), ("Etalase", ""), ("Gantungan", "")]
    floor.end(count, RACK, again=True)
    floor.end(count, RACK, again=True)
    assert said_of_zones(floor) == [
        (EventKind.ZONE_ENDED, "Rak 1", hadi.staff),
        (EventKind.ZONE_OPENED, "Rak 1", floor.by.staff),
    ]
    with floor.store.reading() as session:
        done = activity(session, ActivityFilter(group=ActivityGroup.GOODS), zone=floor.clock.zone).rows
    assert ["Rak 1" in sentence_of(each) for each in done if each.kind is EventKind.ZONE_ENDED] == [True]


def test_nothing_is_missing_while_a_zone_is_open_and_what_is_there_may_be_posted(floor: Floor) -> None:
    gallery = floor.gallery
    floor.lose(gallery.mrico, 13)

    # Thirty of 48 pouches lie in the rack, and nobody has walked along the other two.
    count = floor.start(*ZONES)
    floor.count(count, gallery.pouch, 30, zone=RACK)
    floor.count(count, gallery.mrico, 14, zone=RACK)
    floor.end(count, RACK)
    assert {row.name: row.missing for row in floor.review(count, finished=False).rows} == {
        "Mrico Bolong cap": 0, "Pouch perca batik": 18,
    }  # fmt: skip
    with pytest.raises(ZonesOpen, match="Etalase, Gantungan"):
        floor.post(count, finished=False)
    assert floor.at(MISSING, gallery.pouch) == 0

    # The rest is in the case; nothing is short any more, so that the rail can wait for another day.
    floor.count(count, gallery.pouch, 18, zone=CASE)
    floor.post(count, finished=False)
    assert (floor.at(MISSING, gallery.mrico), floor.at(MISSING, gallery.shirt_l)) == (0, 0)

    # Where every zone is done, what is short of what was seen is missing, also of a count that says no more.
    count = floor.start(*ZONES)
    floor.count(count, gallery.pouch, 47, zone=CASE)
    floor.end(count, CASE)
    floor.end(count, RACK, RAIL, empty=True)
    floor.post(count, finished=False)
    assert floor.at(MISSING, gallery.pouch) == 1
    floor.store.close()
    assert examine(floor.store.path) == ()


def test_a_zone_in_which_nothing_was_seen_is_ended_by_whoever_says_that_it_is_empty(floor: Floor) -> None:
    count = floor.start(*ZONES)
    with pytest.raises(ZoneEmpty, match="Etalase") as asked:
        floor.end(count, CASE)
    for answer in ("empty", f"empty:{RACK}"):
        other = EndZone(count=count, by=floor.by, zone=CASE, confirmed=frozenset({answer}))
        with pytest.raises(ZoneEmpty), floor.store.writing() as session:
            end_zone(session, other, clock=floor.clock)
    assert [zone.name for zone in floor.sheet(count).open_zones] == list(ZONES)
    yes = EndZone(count=count, by=floor.by, zone=CASE, confirmed=frozenset({asked.value.answer}))
    with floor.store.writing() as session:
        assert end_zone(session, yes, clock=floor.clock) == end_zone(session, yes, clock=floor.clock)
    floor.end(count, CASE)

    # That of an item none is there is nothing seen, either; a piece is.
    floor.count(count, floor.gallery.pouch, 0, zone=RACK, anew=True)
    with pytest.raises(ZoneEmpty, match="Rak 1"):
        floor.end(count, RACK)
    floor.count(count, floor.gallery.pouch, zone=RACK)
    floor.end(count, RACK)
    sheet = floor.sheet(count)
    assert [zone.name for zone in sheet.open_zones] == ["Gantungan"]
    assert [zone.name for zone in sheet.empty_zones] == ["Etalase", "Gantungan"]
    floor.end(count, CASE, again=True)
    with pytest.raises(ZoneEmpty):
        floor.end(count, CASE)


def test_what_moved_and_was_put_off_is_waited_for_in_its_zone(floor: Floor, till: Counter) -> None:
    pouch = floor.gallery.pouch
    count = floor.start(*ZONES)
    floor.count(count, pouch, 30, zone=RACK)
    floor.count(count, pouch, 4, zone=CASE)
    floor.end(count, RACK)
    till.sell(line_of(pouch))
    with pytest.raises(CountFromAnewEverywhere):
        floor.count(count, pouch, zone=CASE)

    # Not now: what the rack says stays, the case waits, and said twice it is the same.
    for _time in range(2):
        put_off = floor.count(count, pouch, zone=CASE, later=True)
        assert (put_off.again, put_off.quantity) == (True, Quantity(30))
        (row,) = floor.sheet(count, CASE).seen
        assert (row.here, row.again, row.counted) == (None, True, Quantity(30))
    assert [(row.here, row.again) for row in floor.sheet(count, RACK).seen] == [(Quantity(30), False)]
    with pytest.raises(CountHereAgain, match="Etalase"):
        floor.end(count, CASE)
    with pytest.raises(CountHereAgain, match="Etalase"):
        floor.post(count, finished=False)
    with pytest.raises(CountFromAnewEverywhere) as asked:
        floor.count(count, pouch, 17, zone=CASE, anew=True)
    floor.count(count, pouch, 17, zone=CASE, anew=True, confirmed=frozenset({asked.value.answer}))
    floor.count(count, pouch, 30, zone=RACK)
    floor.end(count, RACK, CASE)
    floor.post(count, finished=False)
    assert floor.at(MISSING, pouch) == 0
    (before, *_more) = cast("list[dict[str, object]]", details_of(floor, count)["Pouch perca batik"]["before"])
    assert before["zones"] == {"Rak 1": 30, "Etalase": 4}
    floor.store.close()
    assert examine(floor.store.path) == ()


def test_a_sheet_is_seen_from_one_zone_and_says_how_far_each_is(floor: Floor) -> None:
    gallery = floor.gallery
    count = floor.start(*ZONES)
    floor.count(count, gallery.pouch, 30, zone=RACK)
    floor.count(count, gallery.pouch, 4, zone=RAIL)
    floor.end(count, RACK)
    sheet = floor.sheet(count)
    assert sheet.zone is not None
    assert (sheet.zone.name, [zone.name for zone in sheet.open_zones]) == ("Etalase", ["Etalase", "Gantungan"])
    assert [zone.pieces for zone in sheet.zones] == [Quantity(30), Quantity(0), Quantity(4)]
    assert [(row.here, row.counted) for row in sheet.seen] == [(None, Quantity(34))]
    assert [(row.here, row.counted) for row in floor.sheet(count, RAIL).seen] == [(Quantity(4), Quantity(34))]
    with floor.store.reading() as session:
        (listed,) = open_counts(session, gallery.founded.device)
    assert (listed.zones, listed.zones_done) == (3, 1)


def test_a_place_is_offered_the_zones_that_it_was_counted_by_last(floor: Floor, clock: FixedClock) -> None:
    def offered() -> dict[str, tuple[str, ...]]:
        with floor.store.reading() as session:
            return {place.name: place.zones for place in places_to_count(session, floor.by.device) if place.zones}

    assert offered() == {}
    count = floor.start("Rak 1", "Rak 2")
    name = next(iter(offered()))
    assert offered() == {name: ("Rak 1", "Rak 2")}
    with floor.store.writing() as session:
        drop_count(session, DropCount(count=count, by=floor.by), clock=floor.clock)
    clock.advance(timedelta(days=30))
    # One artisan's goods were looked for since, in no zone: the racks have not gone by that.
    floor.start(party=floor.gallery.kencana)
    assert offered() == {name: ("Rak 1", "Rak 2")}
    floor.start("Rak 2", "Gantungan")
    assert offered() == {name: ("Rak 2", "Gantungan")}


def test_zones_go_together_with_an_artisan_and_with_a_blind_count(floor: Floor) -> None:
    count = floor.start("Rak 1", "Rak 2", party=floor.gallery.kencana, blind=True)
    floor.count(count, floor.gallery.surya, zone=2)
    assert [(row.name, row.here, row.expected) for row in floor.sheet(count, 2).rows] == [
        ("Surya Majapahit", Quantity(1), None)
    ]


def test_what_no_zone_is_meant_by_is_refused(floor: Floor) -> None:
    pouch, plain = floor.gallery.pouch, floor.start(party=floor.gallery.tirta)
    count = floor.start(*ZONES)
    with pytest.raises(WhichZone):
        floor.count(count, pouch)
    for zone in (0, 4):
        with pytest.raises(NoSuchZone):
            floor.count(count, pouch, zone=zone)
        with pytest.raises(NoSuchZone):
            floor.end(count, zone)
    with pytest.raises(NoSuchZone):
        floor.count(plain, pouch, zone=1)
    with pytest.raises(NoSuchZone):
        floor.end(plain, 1)
    with pytest.raises(NoSuchCount):
        floor.end(floor.new(), 1)
    with pytest.raises(PlaceNotCountedHere):
        floor.end(count, 1, by=replace(floor.by, device=another_till(floor)))
    floor.count(count, pouch, 48, zone=RACK)
    floor.post(count, finished=False)
    with pytest.raises(NoSuchCount):
        floor.end(count, RACK)


def test_a_count_with_other_zones_is_another_count(floor: Floor) -> None:
    command = StartCount(id=floor.new(), by=floor.by, place=floor.shelf, zones=("Rak 1", " rak  2 "))
    with floor.store.writing() as session:
        start_count(session, command, clock=floor.clock)
        start_count(session, replace(command, zones=("Rak 1", "rak 2")), clock=floor.clock)
    with pytest.raises(NoSuchCount), floor.store.writing() as session:
        start_count(session, replace(command, zones=("Rak 1",)), clock=floor.clock)
    with floor.store.writing() as session:
        wished = EndZone(count=command.id, by=floor.by, zone=1, confirmed=frozenset({"empty:1"}))
        assert end_zone(session, wished, clock=floor.clock) == end_zone(session, wished, clock=floor.clock)


def test_the_names_of_zones_are_tidied_and_told_apart() -> None:
    assert zone_names(("  Rak   1", "", "Etalase\t depan ", " ")) == ("Rak 1", "Etalase depan")
    assert zone_names(tuple(f"Rak {number}" for number in range(30)))[-1] == "Rak 29"
    assert zone_names(("x" * 40,)) == ("x" * 40,)
    with pytest.raises(TooManyZones):
        zone_names(tuple(f"Rak {number}" for number in range(31)))
    with pytest.raises(ZoneNameTooLong):
        zone_names(("x" * 41,))
    with pytest.raises(ZoneTwice, match="rak 1"):
        zone_names(("Rak 1", "Etalase", "rak  1"))


def test_the_paper_of_a_count_tells_where_each_piece_was_seen(floor: Floor) -> None:
    gallery = floor.gallery
    count = floor.start(*ZONES)
    floor.count(count, gallery.pouch, 30, zone=CASE)
    floor.count(count, gallery.pouch, 17, zone=RACK)
    floor.count(count, gallery.shirt_l, 0, zone=RACK, anew=True)
    floor.end(count, RACK, CASE)
    floor.end(count, RAIL, empty=True)
    floor.post(count, finished=False)
    paper = report_paper(floor.report(count), "Galeri", floor.clock.zone)
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row.note for row in table.rows] == ["Sanggar Kencana", "Batik Tirta · Rak 1: 17 · Etalase: 30"]
    (facts,) = (block for block in paper.blocks if isinstance(block, Facts))
    assert facts.pairs[-1][1] == "Rak 1: 17 · Etalase: 30 · Gantungan: 0"

    plain = floor.lose(gallery.mrico, 13)
    paper = report_paper(floor.report(plain), "Galeri", floor.clock.zone)
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row.note for row in table.rows] == ["Batik Tirta"]
