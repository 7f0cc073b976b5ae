"""Goods and cash come home from a stand: scanned against the book, what differs is named and becomes a case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.counting.case_queries import open_cases
from sentra_pos.counting.facts import CaseKind
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.exhibitions.bring_goods import BroughtLine, bring_goods
from sentra_pos.exhibitions.facts import Stage
from sentra_pos.exhibitions.home_book import bring_back_list
from sentra_pos.exhibitions.home_errors import (
    CashIsInTheTill,
    NotAPieceOfGoods,
    NothingBrought,
    PutWhere,
    StandNotEnded,
)
from sentra_pos.exhibitions.load_goods import load_goods
from sentra_pos.exhibitions.reconciled import OpenEnd, open_ends, open_words, reconciled
from sentra_pos.ledger.kinds import AccountKind, PlaceKind
from sentra_pos.ledger.models import Lot
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.sales.cart import Condition as Came
from sentra_pos.sales.identify_goods import IdentifyGoods, identify_goods
from sentra_pos.tills.denominations import Denominations
from sentra_pos.tills.errors import CountDiffers, DifferenceNeedsReason, NotACount
from tests.exhibitions.homeward import Homeward, a_laptop_away, a_stand_here
from tests.factories import add_item, bring_in
from tests.gallery import Tagged


@pytest.fixture
def stand(store: Store, clock: FixedClock) -> Homeward:
    return a_stand_here(store, clock)


@pytest.fixture
def laptop(store: Store, clock: FixedClock) -> Homeward:
    return a_laptop_away(store, clock)


def ended(stand: Homeward, counted: int = 200_000) -> Homeward:
    stand.closes(counted)
    stand.ends()
    return stand


def well(stand: Homeward) -> None:
    assert [finding.sentence for finding in examine(stand.store.path)] == []


def test_what_was_scanned_lies_on_the_shelf_and_in_the_store_room_again(stand: Homeward) -> None:
    shop = ended(stand).gallery

    first = stand.brings((shop.mrico, 2), (shop.pouch, 10))
    second = stand.brings((shop.mrico, 3), target=PlaceKind.STORE_ROOM)

    assert (first.good, second.good, first.missing, first.over) == (12, 3, 0, 0)
    assert stand.at(shop.mrico) == {PlaceKind.SHELF: 11, PlaceKind.STORE_ROOM: 3}
    assert stand.at(shop.pouch) == {PlaceKind.SHELF: 48}
    assert stand.at(shop.shirt_m) == {PlaceKind.SHELF: 2, PlaceKind.STAND: 3}
    well(stand)


def test_what_was_not_scanned_when_all_is_said_to_be_home_is_a_case_that_names_the_exhibition(stand: Homeward) -> None:
    shop = ended(stand).gallery

    brought = stand.brings((shop.mrico, 4), (shop.pouch, 10), (shop.shirt_m, 3), finished=True)

    assert brought.missing == 1
    with stand.store.reading() as session:
        (case,) = open_cases(session, stand.ratna.device)
    assert (case.kind, case.quantity, case.code) == (CaseKind.MISSING, Quantity(1), brought.code)
    assert case.came_from == "Pameran Inacraft · Hall B 12"
    well(stand)


def test_goods_that_turn_up_after_all_are_found_where_they_were_missing(stand: Homeward) -> None:
    shop = ended(stand).gallery
    stand.brings((shop.mrico, 5), (shop.pouch, 7), (shop.shirt_m, 3), finished=True)

    again = stand.brings((shop.pouch, 3))

    assert (again.good, again.over) == (3, 0)
    assert stand.at(shop.pouch) == {PlaceKind.SHELF: 48}
    assert stand.of("P02").pieces.lost == 0
    well(stand)


def test_a_piece_that_no_book_knows_of_is_named_and_moves_nothing(stand: Homeward) -> None:
    shop = ended(stand).gallery

    brought = stand.brings((shop.shirt_m, 4))

    assert (brought.good, brought.over) == (4, 1)
    assert stand.at(shop.shirt_m) == {PlaceKind.SHELF: 5}
    well(stand)


def test_damaged_pieces_go_to_the_shops_quarantine_those_first_that_were_put_aside_there(stand: Homeward) -> None:
    shop = stand.gallery
    sale = stand.sells(shop.mrico, 1)
    stand.takes_back(sale, came=Came.DAMAGED_ARTISAN)
    ended(stand)

    brought = stand.brings((shop.mrico, 3), damaged=((shop.mrico, 2),))

    assert brought.damaged == 2
    assert stand.at(shop.mrico) == {PlaceKind.SHELF: 12, PlaceKind.QUARANTINE: 2}
    with stand.store.reading() as session:
        cases = open_cases(session, stand.ratna.device)
    assert {case.kind for case in cases} == {CaseKind.DAMAGED}
    assert {case.came_from for case in cases} == {"Pameran Inacraft · Hall B 12"}
    well(stand)


def test_what_was_sold_there_without_having_been_loaded_is_taken_from_the_shelf_when_all_is_home(
    stand: Homeward,
) -> None:
    shop = stand.gallery
    stand.sells(shop.shirt_m, 4)
    ended(stand, 200_000 + 4 * 285_000)
    assert stand.open_ends()[OpenEnd.SOLD_UNLISTED] == 1

    stand.brings((shop.mrico, 5), (shop.pouch, 10), finished=True)

    assert stand.at(shop.shirt_m) == {PlaceKind.SHELF: 1, PlaceKind.WITH_CUSTOMER: 4}
    assert stand.open_ends() == {}
    assert stand.stage(stand.exhibition) is Stage.RECONCILED
    shirts = next(row for row in stand.of("P01").items if row.tag == shop.shirt_m.code).pieces
    assert (shirts.taken, shirts.added, shirts.sold, shirts.there) == (3, 1, 4, 0)
    well(stand)


def test_nothing_is_taken_home_before_the_stand_has_ended(stand: Homeward) -> None:
    trouble = stand.refusal(bring_goods, stand.bringing((stand.gallery.mrico, 1)))

    assert isinstance(trouble, StandNotEnded)
    assert "Hall B 12" in str(trouble)


def test_the_same_journey_twice_is_one_and_with_other_goods_it_is_refused(stand: Homeward) -> None:
    command = ended(stand).bringing((stand.gallery.mrico, 2))

    first, again = stand.do(bring_goods, command), stand.do(bring_goods, command)

    assert first == again
    assert stand.at(stand.gallery.mrico)[PlaceKind.STAND] == 3
    other = replace(command, lines=(*command.lines, *command.lines))
    assert isinstance(stand.refusal(bring_goods, other), OtherWishUnderSameId)


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ({"lines": ()}, NothingBrought),
        ({"cash": Rupiah(1)}, CashIsInTheTill),
        ({"quantity": NONE}, NothingBrought),
        ({"target": PlaceKind.LOST}, PutWhere),
        ({"service": True}, NotAPieceOfGoods),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value.__name__,
)
def test_what_makes_no_sense_is_refused(stand: Homeward, change: dict[str, object], trouble: type[SentraError]) -> None:
    command = ended(stand).bringing((stand.gallery.mrico, 1))
    item = stand.gallery.lesson.id if change.pop("service", False) else stand.gallery.mrico.id
    line = BroughtLine(item=item, quantity=Quantity(1))
    fields = {name: change.pop(name) for name in ("quantity", "target") if name in change}
    command = replace(command, lines=(replace(line, **fields),))  # type: ignore[arg-type]

    found = stand.refusal(bring_goods, replace(command, **change))  # type: ignore[arg-type]

    assert isinstance(found, trouble)


def test_the_list_of_what_must_come_back_is_by_artisan(stand: Homeward) -> None:
    stand.sells(stand.gallery.pouch, 4)
    with stand.store.reading() as session:
        found = bring_back_list(session, stand.stand_id)

    assert [(row.artisan_code, row.name, row.expected.units) for row in found] == [
        ("P01", "Kemeja Sisik M", 3),
        ("P02", "Mrico Bolong cap", 5),
        ("P02", "Pouch perca batik", 6),
    ]


# --------------------------------------------------------------------------------------------------------------- cash


def test_a_laptops_cash_goes_into_the_safe_and_its_drawer_is_empty(laptop: Homeward) -> None:
    laptop.sells(laptop.gallery.mrico, 2)
    ended(laptop, 570_000)
    safe = laptop.balance(AccountKind.SAFE)
    assert laptop.open_ends()[OpenEnd.CASH_THERE] == 570_000

    brought = laptop.brings(cash=Denominations.of({100_000: 5, 50_000: 1, 20_000: 1}))

    assert (brought.cash, brought.difference) == (Rupiah(570_000), Rupiah(0))
    assert laptop.balance(AccountKind.DRAWER, device=laptop.seller.device) == 0
    assert laptop.balance(AccountKind.SAFE) == safe + 570_000
    assert OpenEnd.CASH_THERE not in laptop.open_ends()
    well(laptop)


def test_cash_that_is_short_needs_a_reason_and_is_booked_as_short(laptop: Homeward) -> None:
    ended(laptop)
    command = laptop.bringing(cash=Rupiah(185_000))
    assert isinstance(laptop.refusal(bring_goods, command), DifferenceNeedsReason)

    brought = laptop.do(bring_goods, replace(command, note="kembalian tidak cocok"))

    assert brought.difference == Rupiah(-15_000)
    assert laptop.balance(AccountKind.OVER_SHORT) == 15_000
    assert laptop.result().cash_difference == Rupiah(-15_000)
    well(laptop)


def test_change_that_never_reached_the_stand_comes_home_too(store: Store, clock: FixedClock) -> None:
    away = a_laptop_away(store, clock, change=100_000)
    away.load(away.stand_id, change=50_000)
    ended(away, 100_000)

    away.brings(cash=Rupiah(150_000))

    assert away.balance(AccountKind.ON_THE_ROAD, device=away.seller.device) == 0
    well(away)


def test_a_count_of_cash_must_be_one(laptop: Homeward) -> None:
    ended(laptop)
    assert isinstance(laptop.refusal(bring_goods, laptop.bringing(cash=Rupiah(-1))), NotACount)
    assert not issubclass(CountDiffers, NotACount)


# ---------------------------------------------------------------------------------------------------------- reconciled


def test_what_is_still_open_is_named_in_the_order_in_which_it_is_done(laptop: Homeward) -> None:
    laptop.sells(laptop.gallery.pouch)
    with laptop.store.reading() as session:
        found = reconciled(session, laptop.exhibition, laptop.today)
        assert open_ends(session, laptop.today) == {laptop.exhibition: found}

    assert [(each.what, each.count) for each in found] == [
        (OpenEnd.NOT_ENDED, 1),
        (OpenEnd.GOODS_THERE, 17),
        (OpenEnd.CASH_THERE, 0),
    ]
    assert all("Hall B 12" in open_words(each) for each in found)


def test_an_exhibition_is_reconciled_when_goods_and_cash_are_home(laptop: Homeward) -> None:
    shop = ended(laptop).gallery
    assert laptop.stage(laptop.exhibition) is Stage.CLOSING

    laptop.brings((shop.mrico, 5), (shop.pouch, 10), (shop.shirt_m, 3), finished=True, cash=Rupiah(200_000))

    assert laptop.open_ends() == {}
    assert laptop.stage(laptop.exhibition) is Stage.RECONCILED
    well(laptop)


def test_a_piece_of_nobody_known_keeps_it_open_until_somebody_says_whose_it_was(laptop: Homeward) -> None:
    with laptop.store.writing() as session:
        item = add_item(session, laptop.clock, name="Syal tanpa nota", price=90_000)
    unknown = Tagged(id=item, code="", price=Rupiah(90_000))
    back, sale = laptop.sells(unknown), laptop.sells(unknown, 2)
    ended(laptop, 470_000)
    shop = laptop.gallery
    laptop.brings((shop.shirt_m, 3), (shop.mrico, 5), (shop.pouch, 10), finished=True, cash=Rupiah(470_000))
    assert laptop.open_ends() == {OpenEnd.UNIDENTIFIED: 3}
    assert laptop.stage(laptop.exhibition) is Stage.CLOSING
    laptop.takes_back(back, by=laptop.ratna)
    assert laptop.open_ends() == {OpenEnd.UNIDENTIFIED: 2}
    with laptop.store.writing() as session:
        note = bring_in(session, laptop.clock, shop.founded, shop.kencana, item, price=90_000)
        (lot,) = session.execute(select(Lot.id).where(Lot.document_id == note.id)).scalars()
    laptop.do(identify_goods, IdentifyGoods(id=laptop.new(), by=laptop.ratna, sale=sale, line=1, lot=lot))
    assert laptop.open_ends() == {}
    assert laptop.stage(laptop.exhibition) is Stage.RECONCILED


def test_what_was_sold_of_a_load_that_the_laptop_never_opened_is_not_missing(laptop: Homeward) -> None:
    shop = laptop.gallery
    laptop.do(load_goods, laptop.loading(laptop.stand_id, (shop.mrico, 2)))
    shelf = laptop.at(shop.mrico)[PlaceKind.SHELF]
    laptop.sells(shop.mrico, 7)
    ended(laptop, 200_000 + 7 * 185_000)
    brought = laptop.brings((shop.shirt_m, 3), (shop.pouch, 10), finished=True, cash=Rupiah(200_000 + 7 * 185_000))
    assert brought.missing == 0
    assert laptop.at(shop.mrico) == {PlaceKind.SHELF: shelf, PlaceKind.WITH_CUSTOMER: 7}
    assert laptop.open_ends() == {}
    well(laptop)
