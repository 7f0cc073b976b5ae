"""Counting a shelf: by scan, by two people, while the till goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.consignment.take_in import TakeIn, TakeInLine, take_in
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.counting.count_item import CountFromAnew
from sentra_pos.counting.drop_count import DropCount, drop_count
from sentra_pos.counting.errors import (
    CountAgain,
    CountGoesOn,
    CountTooLarge,
    NoSuchCount,
    NotFinished,
    NothingToCount,
    NotInThisCount,
    PlaceNotCountedHere,
)
from sentra_pos.counting.facts import Outcome
from sentra_pos.counting.post_count import PostCount, post_count
from sentra_pos.counting.queries import artisans_at, count_sheet, open_counts, places_to_count
from sentra_pos.counting.report_queries import counts_done
from sentra_pos.counting.start_count import StartCount, start_count
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.stock.places import MISSING, WITH_CUSTOMER, store_room_of
from tests.counting.floor import Floor, another_till
from tests.factories import add_item, bring_in, change_the_price
from tests.sales.shop import Counter, line_of


def test_a_sale_after_the_scan_is_not_missing(floor: Floor, till: Counter) -> None:
    pouch = floor.gallery.pouch
    count = floor.start()
    till.sell(line_of(pouch, 3))
    floor.count(count, pouch, 43)
    till.sell(line_of(pouch, 5))
    assert floor.review(count, finished=False).rows[0].missing == 2
    floor.post(count, finished=False)
    assert floor.at(MISSING, pouch) == 2
    assert floor.at(floor.shelf, pouch) == 38


def test_scans_add_up_and_a_typed_figure_replaces_with_a_trace(floor: Floor) -> None:
    pouch = floor.gallery.pouch
    count = floor.start()
    assert floor.count(count, pouch).quantity == Quantity(1)
    assert floor.count(count, pouch, 4).quantity == Quantity(5)
    assert floor.count(count, pouch, 48, anew=True).quantity == Quantity(48)
    floor.post(count, finished=False)
    (line,) = floor.report(count).lines
    assert not line.differs
    assert line.by == "Ibu Ratna"


def test_a_sale_between_two_scans_asks_to_begin_the_item_anew(floor: Floor, till: Counter) -> None:
    pouch = floor.gallery.pouch
    count = floor.start()
    floor.count(count, pouch, 20)
    till.sell(line_of(pouch))
    with pytest.raises(CountFromAnew) as asked:
        floor.count(count, pouch)
    assert floor.count(count, pouch, confirmed=frozenset({asked.value.answer})).quantity == Quantity(1)
    floor.count(count, pouch, 46)
    assert floor.review(count, finished=False).rows == ()


def test_what_moved_and_was_put_off_is_waited_for(floor: Floor, till: Counter) -> None:
    pouch = floor.gallery.pouch
    count = floor.start()
    floor.count(count, pouch, 20)
    till.sell(line_of(pouch))
    with pytest.raises(CountFromAnew):
        floor.count(count, pouch)

    # Not now: the one that was seen is neither added nor missing, and said twice it is the same.
    for _time in range(2):
        put_off = floor.count(count, pouch, later=True)
        assert (put_off.again, put_off.quantity) == (True, Quantity(20))
        (row,) = floor.sheet(count).seen
        assert (row.again, row.counted) == (True, Quantity(20))
    for finished in (True, False):
        (again,) = [row for row in floor.review(count, finished=finished).rows if row.item == pouch.id]
        assert again.again
        with pytest.raises(CountAgain, match="Pouch"):
            floor.post(count, finished=finished)
    assert floor.at(MISSING, pouch) == 0

    # A scan asks again, a figure says all of it.
    with pytest.raises(CountFromAnew):
        floor.count(count, pouch)
    assert not floor.count(count, pouch, 46, anew=True).again
    floor.post(count, finished=False)
    assert floor.at(MISSING, pouch) == 1


def test_what_was_put_off_and_was_never_counted_is_counted(floor: Floor) -> None:
    count = floor.start()
    assert floor.count(count, floor.gallery.pouch, later=True).quantity == Quantity(1)
    assert [row.again for row in floor.sheet(count).seen] == [False]


def test_what_nobody_saw_is_missing_only_when_the_place_is_finished(floor: Floor, till: Counter) -> None:
    gallery = floor.gallery
    count = floor.start()
    floor.count(count, gallery.pouch, 48)
    till.sell(line_of(gallery.shirt_m, 2))
    with floor.store.writing() as session:
        bring_in(session, floor.clock, gallery.founded, gallery.tirta, gallery.mrico.id, pieces=6, price=185_000)
    assert floor.review(count, finished=False).rows == ()
    found = {row.name: row.missing for row in floor.review(count).rows}
    assert found == {"Surya Majapahit": 1, "Mrico Bolong cap": 14, "Kemeja Sisik M": 3, "Kemeja Sisik L": 5}
    floor.post(count)
    assert floor.at(floor.shelf, gallery.mrico) == 6


def test_the_newest_lot_is_missing_first_and_the_oldest_comes_back_first(floor: Floor) -> None:
    gallery = floor.gallery
    with floor.store.writing() as session:
        change_the_price(session, floor.clock, gallery.founded, gallery.mrico.id, 170_000)
        bring_in(session, floor.clock, gallery.founded, gallery.tirta, gallery.mrico.id, pieces=2, price=170_000)
    floor.lose(gallery.mrico, 13)
    assert {(case.price.amount, case.quantity.units) for case in floor.cases()} == {(170_000, 2), (185_000, 1)}
    count = floor.start()
    floor.count(count, gallery.mrico, 15)
    floor.post(count, finished=False)
    assert [(case.price.amount, case.quantity.units) for case in floor.cases()] == [(170_000, 1)]
    assert floor.report(count).found == 2


def test_more_than_the_book_explains_is_named_and_moves_nothing(floor: Floor) -> None:
    pouch = floor.gallery.pouch
    count = floor.start()
    floor.count(count, pouch, 50)
    floor.post(count, finished=False)
    report = floor.report(count)
    assert (report.over, report.missing, report.found) == (2, 0, 0)
    assert floor.at(floor.shelf, pouch) == 48


def test_one_artisans_goods_are_counted_alone(floor: Floor) -> None:
    gallery = floor.gallery
    count = floor.start(party=gallery.kencana)
    with pytest.raises(NotInThisCount, match="Sanggar Kencana"):
        floor.count(count, gallery.pouch)
    with pytest.raises(NothingToCount):
        floor.count(count, gallery.lesson)
    floor.count(count, gallery.surya)
    assert {row.name for row in floor.review(count).rows} == {"Kemeja Sisik M", "Kemeja Sisik L"}


def test_a_blind_count_tells_nothing_of_the_book(floor: Floor) -> None:
    count = floor.start(blind=True)
    floor.count(count, floor.gallery.pouch, 40)
    with floor.store.reading() as session:
        sheet = count_sheet(session, count)
    assert [(row.name, row.expected) for row in sheet.rows] == [("Pouch perca batik", None)]
    assert [row.expected for row in floor.review(count, finished=False).rows] == [None]


def test_an_open_sheet_says_what_is_still_to_be_seen(floor: Floor, till: Counter) -> None:
    count = floor.start()
    till.sell(line_of(floor.gallery.surya))
    floor.count(count, floor.gallery.shirt_m, 2)
    with floor.store.reading() as session:
        sheet = count_sheet(session, count)
        (open_count,) = open_counts(session, floor.gallery.founded.device)
    assert [row.name for row in sheet.seen] == ["Kemeja Sisik M"]
    assert [row.name for row in sheet.rows if row.counted is None] == [
        "Kemeja Sisik L", "Mrico Bolong cap", "Pouch perca batik",
    ]  # fmt: skip
    assert (open_count.items, open_count.pieces.units) == (1, 2)


def test_two_people_count_and_each_is_named(floor: Floor) -> None:
    gallery = floor.gallery
    other = StaffId(new_id(floor.clock))
    with floor.store.writing() as session:
        add_staff(session, AddStaff(id=other, by=floor.by, name="Pak Hadi", role=Role.SUPERVISOR), clock=floor.clock)
    hadi = ActedBy(device=floor.by.device, staff=other)
    count = floor.start()
    floor.count(count, gallery.pouch, 48)
    floor.count(count, gallery.mrico, 14, by=hadi)
    floor.count(count, gallery.pouch, 47, anew=True, by=hadi)
    floor.post(count, finished=False)
    assert {line.name: line.by for line in floor.report(count).lines} == {
        "Mrico Bolong cap": "Pak Hadi",
        "Pouch perca batik": "Pak Hadi",
    }


def test_posting_twice_is_one_document(floor: Floor) -> None:
    count = floor.start()
    floor.count(count, floor.gallery.pouch, 47)
    first = floor.post(count, finished=False)
    assert floor.post(count, finished=False) == first
    with pytest.raises(OtherWishUnderSameId):
        floor.post(count)
    assert floor.at(MISSING, floor.gallery.pouch) == 1
    with floor.store.reading() as session:
        (done,) = counts_done(session, floor.gallery.founded.device)
    assert (done.code, done.missing, done.found) == (first.code, 1, 0)


def test_a_count_that_is_given_up_moves_nothing_and_can_be_begun_anew(floor: Floor) -> None:
    count = floor.start()
    floor.count(count, floor.gallery.pouch, 1)
    with pytest.raises(CountGoesOn):
        floor.start()
    with floor.store.writing() as session:
        drop_count(session, DropCount(count=count, by=floor.by), clock=floor.clock)
    with pytest.raises(NoSuchCount):
        floor.post(count)
    assert floor.start() != count
    assert floor.at(floor.shelf, floor.gallery.pouch) == 48


def test_two_overlapping_counts_find_a_difference_once(floor: Floor) -> None:
    gallery = floor.gallery
    of_all, of_one = floor.start(), floor.start(party=gallery.tirta)
    floor.count(of_all, gallery.pouch, 45)
    floor.count(of_one, gallery.pouch, 45)
    floor.post(of_all, finished=False)
    floor.post(of_one, finished=False)
    assert floor.at(MISSING, gallery.pouch) == 3


def test_what_was_found_while_counting_is_counted_again(floor: Floor) -> None:
    pouch = floor.gallery.pouch
    floor.lose(pouch, 46)
    count = floor.start()
    floor.count(count, pouch, 46)
    floor.decide(floor.cases()[0], Outcome.BACK)
    with pytest.raises(CountAgain, match="Pouch"):
        floor.post(count, finished=False)
    floor.count(count, pouch, 47, anew=True)
    floor.post(count, finished=False)
    assert floor.at(floor.shelf, pouch) == 47


def test_what_cannot_be_is_refused(floor: Floor) -> None:
    founded = floor.gallery.founded
    count = floor.start()
    with pytest.raises(NotFinished):
        floor.post(count, finished=False)
    with pytest.raises(CountTooLarge):
        floor.count(count, floor.gallery.pouch, 10_000)
    with pytest.raises(PlaceNotCountedHere), floor.store.writing() as session:
        start_count(session, StartCount(id=floor.new(), by=founded.by, place=WITH_CUSTOMER), clock=floor.clock)


def test_the_store_room_is_a_place_of_its_own(floor: Floor) -> None:
    gallery = floor.gallery
    with floor.store.writing() as session:
        room = store_room_of(session, gallery.founded.device)
        line = TakeInLine(item=gallery.mrico.id, quantity=Quantity(3), price=gallery.mrico.price)
        command = TakeIn(
            id=floor.new(),
            by=floor.by,
            party=gallery.tirta,
            business_date=floor.clock.now().date(),
            lines=(line,),
            place=room,
        )
        take_in(session, command, clock=floor.clock)
    count = floor.start()
    floor.count(count, gallery.mrico, 14)
    assert floor.review(count, finished=False).rows == ()
    with floor.store.reading() as session:
        places = {place.name: place.pieces.units for place in places_to_count(session, gallery.founded.device)}
        artisans = artisans_at(session, room)
    assert places["Gudang"] == 3
    assert [(code, pieces) for _id, code, _name, pieces in artisans] == [("P02", 3)]


def test_what_the_artisan_made_and_somebody_else_brought_is_counted_against_its_own_book(floor: Floor) -> None:
    gallery = floor.gallery
    with floor.store.writing() as session:
        item = add_item(session, floor.clock, maker=gallery.kencana)
        bring_in(session, floor.clock, gallery.founded, gallery.tirta, item, pieces=14, price=165_000)
    count = floor.start(party=gallery.kencana)
    floor.count(count, item, 13)
    (row,) = floor.review(count, finished=False).rows
    assert (row.expected, row.missing, row.over) == (Quantity(14), 1, 0)


def test_a_piece_found_between_two_scans_asks_to_begin_the_item_anew(floor: Floor) -> None:
    pouch = floor.gallery.pouch
    floor.lose(pouch, 46)
    count = floor.start()
    floor.count(count, pouch, 20)
    floor.decide(floor.cases()[0], Outcome.BACK)
    with pytest.raises(CountFromAnew):
        floor.count(count, pouch, 26)


def test_another_till_neither_counts_nor_posts_what_this_one_keeps(floor: Floor) -> None:
    other = replace(floor.by, device=another_till(floor))
    count = floor.start()
    with pytest.raises(PlaceNotCountedHere):
        floor.count(count, floor.gallery.pouch, by=other)
    floor.count(count, floor.gallery.pouch, 47)
    with pytest.raises(PlaceNotCountedHere), floor.store.writing() as session:
        post_count(session, PostCount(id=count, by=other, finished=False), clock=floor.clock)


def test_a_count_begun_twice_is_one_and_its_id_opens_no_other(floor: Floor) -> None:
    command = StartCount(id=floor.new(), by=floor.by, place=floor.shelf)
    with floor.store.writing() as session:
        assert start_count(session, command, clock=floor.clock) == start_count(session, command, clock=floor.clock)
    with pytest.raises(NoSuchCount), floor.store.writing() as session:
        start_count(session, replace(command, party=floor.gallery.tirta), clock=floor.clock)
    floor.count(command.id, floor.gallery.pouch, 48)
    floor.post(command.id, finished=False)
    with pytest.raises(NoSuchCount), floor.store.writing() as session:
        start_count(session, command, clock=floor.clock)
