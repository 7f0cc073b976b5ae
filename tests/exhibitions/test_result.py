"""What came of an exhibition, to the piece and to the rupiah, on a stand of the shop's own and on a laptop's."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from sentra_pos.consignment.facts import Liability
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.counting.case_queries import open_cases
from sentra_pos.counting.decide_case import DecideCase, decide_case
from sentra_pos.counting.facts import Outcome
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.compare import compare, compared
from sentra_pos.exhibitions.errors import NoSuchExhibition
from sentra_pos.exhibitions.home_book import stands_of
from sentra_pos.exhibitions.result import ArtisanResult, PieceResult, result
from sentra_pos.exhibitions.result_money import homecomings
from sentra_pos.exhibitions.result_queries import goods_moved, places_of
from sentra_pos.exhibitions.result_rules import fates, sold_there
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.models import Lot
from sentra_pos.payments.methods import CASH, QRIS
from sentra_pos.sales.cart import Condition as Came
from sentra_pos.sales.identify_goods import IdentifyGoods, identify_goods
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.open_till import OpenTill, open_till
from sentra_pos.tills.shift_queries import Movement
from tests.exhibitions.homeward import Homeward, a_laptop_away, a_stand_here
from tests.factories import add_item, bring_in
from tests.gallery import Tagged


@pytest.fixture
def stand(store: Store, clock: FixedClock) -> Homeward:
    return a_stand_here(store, clock)


@pytest.fixture
def laptop(store: Store, clock: FixedClock) -> Homeward:
    return a_laptop_away(store, clock)


def pieces(stand: Homeward, code: str) -> tuple[int, ...]:
    found = stand.of(code).pieces
    return (found.taken, found.added, found.sold, found.returned, found.lost, found.taken_over, found.there)


def adds_up(stand: Homeward) -> None:
    for each in stand.result().artisans:
        rows: list[ArtisanResult | PieceResult] = [each, *each.items]
        for row in rows:
            p = row.pieces
            assert p.taken + p.added == p.sold + p.returned + p.lost + p.taken_over + p.there
            s = row.sales
            assert s.paid == s.share + s.commission + s.cost


def an_unknown(stand: Homeward) -> Tagged:
    """Something on the table that no note ever brought in."""
    with stand.store.writing() as session:
        item = add_item(session, stand.clock, name="Syal tanpa nota", price=90_000)
    return Tagged(id=item, code="", price=Rupiah(90_000))


def test_before_anything_was_sold_all_that_was_taken_is_there(stand: Homeward) -> None:
    assert pieces(stand, "P01") == (3, 0, 0, 0, 0, 0, 3)
    assert pieces(stand, "P02") == (15, 0, 0, 0, 0, 0, 15)
    assert stand.result().profit == Rupiah(0)


def test_every_piece_is_sold_or_home_or_lost_and_every_rupiah_somebodys(laptop: Homeward) -> None:
    shop = laptop.gallery
    laptop.sells(shop.mrico, 2)
    laptop.sells(shop.shirt_m, method=QRIS)
    laptop.closes(570_000)
    laptop.clock.advance(timedelta(days=1))
    laptop.opens(570_000)
    laptop.sells(shop.pouch, 3)
    laptop.closes(675_000)
    laptop.ends()
    laptop.brings((shop.mrico, 3), (shop.pouch, 5), (shop.shirt_m, 2), finished=True, cash=Rupiah(675_000))

    found = laptop.result()

    assert pieces(laptop, "P01") == (3, 0, 1, 2, 0, 0, 0)
    assert pieces(laptop, "P02") == (15, 0, 5, 8, 2, 0, 0)
    assert found.sales.paid == Rupiah(2 * 185_000 + 285_000 + 3 * 35_000)
    assert found.commission == Rupiah(55_500 + 42_750 + 15_750)
    assert [(day.receipts, dict(day.by_method)) for day in found.days] == [
        (2, {CASH: Rupiah(370_000), QRIS: Rupiah(285_000)}),
        (1, {CASH: Rupiah(105_000)}),
    ]
    assert (found.taken, found.receipts, found.methods) == (Rupiah(760_000), 3, (CASH, QRIS))
    assert found.profit == found.commission
    assert laptop.of("P02").earned == Rupiah(2 * 157_250 + 3 * 29_750)
    adds_up(laptop)


def test_what_a_customer_brings_back_to_the_shop_was_not_sold_at_the_exhibition(stand: Homeward) -> None:
    sale = stand.sells(stand.gallery.mrico, 3)
    stand.closes(200_000 + 555_000)
    stand.ends()
    opening = OpenTill(id=stand.new(), by=stand.ratna, counted=Rupiah(755_000), added=Rupiah(0))
    stand.do(open_till, opening)

    stand.takes_back(sale, 2)

    assert pieces(stand, "P02") == (15, 0, 1, 2, 0, 0, 12)
    found = stand.result()
    assert found.sales.paid == Rupiah(185_000)
    assert found.taken == Rupiah(555_000)
    adds_up(stand)


def test_what_comes_back_at_the_stand_is_there_again(stand: Homeward) -> None:
    stand.takes_back(stand.sells(stand.gallery.mrico, 3), 1)
    assert pieces(stand, "P02") == (15, 0, 2, 0, 0, 0, 13)
    assert stand.result().taken == Rupiah(370_000)


def test_damage_that_the_shop_bears_is_the_shops_piece_and_its_loss(stand: Homeward) -> None:
    stand.takes_back(stand.sells(stand.gallery.mrico), came=Came.DAMAGED_SHOP)

    assert pieces(stand, "P02") == (15, 0, 0, 0, 0, 1, 14)
    assert pieces(stand, "")[:3] == (0, 0, 0)
    assert pieces(stand, "")[5:] == (-1, 1)
    assert stand.result().losses == Rupiah(157_250)
    adds_up(stand)


def test_goods_sold_in_the_shop_are_none_of_the_exhibitions(laptop: Homeward) -> None:
    here = Homeward(**{**{name: getattr(laptop, name) for name in laptop.__dataclass_fields__}, "seller": laptop.ratna})
    here.sells(laptop.gallery.mrico, 4)

    assert pieces(laptop, "P02") == (15, 0, 0, 0, 0, 0, 15)
    assert laptop.result().days == ()


def test_a_lost_piece_that_is_found_is_home_and_one_that_is_paid_for_is_a_loss(stand: Homeward) -> None:
    shop = stand.gallery
    stand.closes(200_000)
    stand.ends()
    stand.brings((shop.mrico, 4), (shop.pouch, 9), (shop.shirt_m, 3), finished=True)
    assert pieces(stand, "P02") == (15, 0, 0, 13, 2, 0, 0)
    with stand.store.reading() as session:
        cases = {case.item: case for case in open_cases(session, stand.ratna.device)}

    for item, outcome in ((shop.mrico, Outcome.SHOP_PAYS), (shop.pouch, Outcome.BACK)):
        case = cases[item.id]
        assert case.agreement is not None
        assert case.agreement.liability is Liability.SHOP
        command = DecideCase(
            id=stand.new(), by=stand.ratna, lot=case.lot, place=case.place, quantity=case.quantity, outcome=outcome
        )
        stand.do(decide_case, command)

    assert pieces(stand, "P02") == (15, 0, 0, 14, 1, 0, 0)
    assert stand.result().losses == Rupiah(185_000)
    assert stand.result().profit == Rupiah(-185_000)
    adds_up(stand)


def test_what_the_laptop_paid_out_of_its_drawer_is_a_cost_of_the_exhibition(laptop: Homeward) -> None:
    command = MoveCash(
        id=laptop.new(),
        by=laptop.seller,
        movement=Movement.PAID_OUT,
        amount=Rupiah(45_000),
        category="refreshments",
        reason="Makan siang",
    )
    laptop.do(move_cash, command)

    (cost,) = laptop.result().costs
    assert (cost.text, cost.category, cost.total, cost.shop) == (
        "Makan siang",
        "refreshments",
        Rupiah(45_000),
        Rupiah(45_000),
    )
    assert laptop.result().profit == Rupiah(-45_000)


def test_services_and_goods_of_nobody_known_are_told_apart(laptop: Homeward) -> None:
    laptop.sells(laptop.gallery.lesson)
    laptop.sells(an_unknown(laptop))

    found = laptop.result()

    assert (found.services, found.unknown, found.unknown_pieces) == (Rupiah(50_000), Rupiah(90_000), 1)
    assert found.profit == Rupiah(50_000)


def test_at_a_stand_of_the_shops_own_too_goods_of_nobody_known_were_sold_there(stand: Homeward) -> None:
    stand.sells(an_unknown(stand), 2)

    found = stand.result()

    assert (found.unknown, found.receipts, found.taken) == (Rupiah(180_000), 1, Rupiah(180_000))
    assert found.profit == Rupiah(0)


def test_whose_goods_they_were_may_be_found_at_home(stand: Homeward) -> None:
    unknown = an_unknown(stand)
    sale = stand.sells(unknown, 2)
    stand.closes(380_000)
    stand.ends()
    with stand.store.writing() as session:
        lot = bring_in(session, stand.clock, stand.gallery.founded, stand.gallery.kencana, unknown.id, price=90_000)
        (answer,) = session.execute(select(Lot.id).where(Lot.document_id == lot.id)).scalars()
    stand.do(identify_goods, IdentifyGoods(id=stand.new(), by=stand.ratna, sale=sale, line=1, lot=answer))

    assert pieces(stand, "P01") == (3, 2, 2, 0, 0, 0, 3)
    found = stand.result()
    assert (found.unknown, found.unknown_pieces, found.commission) == (Rupiah(0), 0, Rupiah(27_000))
    adds_up(stand)


def test_profit_is_what_the_shop_has_on_its_own_accounts(laptop: Homeward) -> None:
    shop = laptop.gallery
    laptop.sells(shop.mrico, 2)
    laptop.sells(shop.lesson)
    laptop.closes(620_000)
    laptop.ends()
    laptop.brings((shop.mrico, 3), (shop.pouch, 10), (shop.shirt_m, 3), cash=Rupiah(600_000), note="kurang hitung")

    own = (AccountKind.COMMISSION, AccountKind.SALES, AccountKind.OVER_SHORT, AccountKind.LOSS_EXPENSE)
    assert laptop.result().profit == -sum_rupiah(Rupiah(laptop.balance(kind)) for kind in own)
    assert laptop.result().cash_difference == Rupiah(-20_000)


def test_earlier_exhibitions_stand_side_by_side_the_first_one_first(stand: Homeward) -> None:
    stand.sells(stand.gallery.mrico, 3)
    stand.sells(stand.gallery.pouch, 2)
    later = stand.plan("Pameran Nanti", starts=stand.today + timedelta(days=20), ends=stand.today + timedelta(days=21))
    with stand.store.reading() as session:
        first, second = compare(session, (later, stand.exhibition, later))
        assert first == compared(result(session, stand.exhibition))

    assert (first.name, first.taken, first.sold, first.sell_through) == ("Pameran Inacraft", 18, 5, Percent(2778))
    assert (first.sales, first.receipts, first.a_receipt, first.a_day) == (
        Rupiah(625_000),
        2,
        Rupiah(312_500),
        Rupiah(625_000),
    )
    assert (second.name, second.taken, second.sell_through, second.a_day, second.a_receipt) == (
        "Pameran Nanti",
        0,
        None,
        Rupiah(0),
        Rupiah(0),
    )


def test_the_order_in_which_its_documents_came_in_changes_nothing(laptop: Homeward) -> None:
    shop = laptop.gallery
    laptop.takes_back(laptop.sells(shop.mrico, 3), 2)
    laptop.takes_back(laptop.sells(shop.mrico), came=Came.DAMAGED_SHOP)
    laptop.closes(200_000 + 185_000)
    laptop.ends()
    laptop.brings((shop.pouch, 8), finished=True, cash=Rupiah(385_000))
    laptop.brings((shop.mrico, 2), (shop.pouch, 3))
    with laptop.store.reading() as session:
        stands = stands_of(session, laptop.exhibition)
        moves, places = list(goods_moved(session, stands)), places_of(stands)
        homecoming = homecomings(session, stands)
    straight = fates(moves, places, homecoming, sold_there(moves, places))
    assert straight
    for seed in range(30):
        random.Random(seed).shuffle(moves)
        assert fates(moves, places, homecoming, sold_there(moves, places)) == straight


def test_an_exhibition_that_is_not_there_has_no_result(stand: Homeward) -> None:
    with stand.store.reading() as session, pytest.raises(NoSuchExhibition):
        result(session, stand.new())
