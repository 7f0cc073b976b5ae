"""Goods and change are loaded for a stand, and arrive there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.exhibitions import errors
from sentra_pos.exhibitions.arrive import ArriveAtStand, arriving_lots, post_arrival
from sentra_pos.exhibitions.facts import Stage, StandKind
from sentra_pos.exhibitions.load_goods import LoadLine, load_goods
from sentra_pos.exhibitions.queries import load_record, loads
from sentra_pos.giving_back.transfer_goods import MovedGoods, TransferGoods, transfer_goods
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind, PlaceKind
from sentra_pos.ledger.queries import header_of, headers, lines_of
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.sales.basket import Basket
from sentra_pos.sales.hold_cart import HoldCart, hold_cart
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.errors import DrawerHoldsLess, SafeHoldsLess, TillNotOpen
from tests.exhibitions.fair import Fair
from tests.factories import bring_in
from tests.gallery import Tagged
from tests.sales.shop import line_of

SHELF, STORE_ROOM, ROAD, STAND = PlaceKind.SHELF, PlaceKind.STORE_ROOM, PlaceKind.ROAD, PlaceKind.STAND


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("id")


def move(fair: Fair, item: Tagged, count: int, to: PlaceKind) -> None:
    goods = (MovedGoods(item=item.id, quantity=Quantity(count)),)
    fair.do(transfer_goods, TransferGoods(id=fair.new(), by=fair.ratna, target=to, goods=goods))


def hold(fair: Fair, item: Tagged, count: int, name: str = "Bu Sri") -> None:
    basket = Basket(lines=(line_of(item, count),))
    fair.do(hold_cart, HoldCart(sale=fair.new(), by=fair.ratna, name=name, basket=basket))


def test_what_is_loaded_for_a_laptop_is_on_the_road(fair: Fair) -> None:
    exhibition = fair.plan()
    stand = fair.stand(exhibition, StandKind.LAPTOP, device=fair.laptop()).id
    loaded = fair.load(stand, (fair.gallery.pouch, 20), (fair.gallery.surya, 1))
    assert (loaded.code, loaded.pieces) == ("MP1-000001", Quantity(21))
    assert fair.at(fair.gallery.pouch) == {SHELF: 28, ROAD: 20}
    assert fair.at(fair.gallery.surya) == {ROAD: 1}
    assert fair.stage(exhibition) is Stage.LOADED
    there = fair.goods(stand)["Pouch perca batik"]
    assert (there.loaded, there.on_road, there.at_stand, there.sold) == tuple(map(Quantity, (20, 20, 0, 0)))
    assert (there.artisan_code, there.artisan) == ("P02", "Batik Tirta")


def test_at_a_stand_of_the_shop_goods_arrive_with_the_load(fair: Fair) -> None:
    fair.fill_the_safe()
    exhibition = fair.plan()
    stand = fair.stand(exhibition).id
    loaded = fair.load(stand, (fair.gallery.pouch, 20), change=200_000)
    assert fair.at(fair.gallery.pouch) == {SHELF: 28, STAND: 20}
    assert fair.balance(AccountKind.SAFE) == 100_000
    assert fair.balance(AccountKind.DRAWER, device=fair.ratna.device) == 400_000
    assert fair.balance(AccountKind.ON_THE_ROAD, device=fair.ratna.device) == 0
    with fair.store.reading() as session:
        (load,) = loads(session, stand)
    assert (load.code, load.arrival, load.float_cash) == (loaded.code, "TP1-000001", Rupiah(200_000))


def test_the_change_of_a_laptop_waits_on_the_road_for_its_drawer(fair: Fair) -> None:
    fair.fill_the_safe()
    laptop = fair.laptop()
    stand = fair.stand(fair.plan(), StandKind.LAPTOP, device=laptop).id
    loaded = fair.load(stand, (fair.gallery.pouch, 20), change=200_000)
    assert fair.balance(AccountKind.ON_THE_ROAD, device=laptop) == 200_000
    fair.arrive(stand, loaded.id, laptop)
    assert fair.balance(AccountKind.ON_THE_ROAD, device=laptop) == 0
    assert fair.balance(AccountKind.DRAWER, device=laptop) == 200_000
    assert fair.at(fair.gallery.pouch) == {SHELF: 28, STAND: 20}


def test_the_oldest_lots_go_first_and_the_shelf_before_the_store_room(fair: Fair) -> None:
    pouch = fair.gallery.pouch
    move(fair, pouch, 10, STORE_ROOM)
    with fair.store.writing() as session:
        bring_in(session, fair.clock, fair.gallery.founded, fair.gallery.tirta, pouch.id, pieces=5, price=35_000)
    stand = fair.stand(fair.plan(), StandKind.LAPTOP, device=fair.laptop()).id
    load = fair.load(stand, (pouch, 45)).id
    assert fair.at(pouch) == {STORE_ROOM: 8, ROAD: 45}
    with fair.store.reading() as session:
        lots = arriving_lots(session, load)
        record = load_record(session, load)
    assert [each.quantity for each in lots] == [Quantity(40), Quantity(5)]
    assert {each.came_in for each in lots} == {fair.today}
    assert record.lines[0].sources == (SHELF, STORE_ROOM)


def test_a_piece_scanned_several_times_is_one_line(fair: Fair) -> None:
    stand = fair.stand(fair.plan(), StandKind.LAPTOP, device=fair.laptop()).id
    load = fair.load(stand, (fair.gallery.pouch, 1), (fair.gallery.mrico, 1), (fair.gallery.pouch, 1)).id
    with fair.store.reading() as session:
        lines = lines_of(session, load)
    assert [(line.kind, line.quantity) for line in lines] == [
        (LineKind.STAND, None),
        (LineKind.LOADED, Quantity(2)),
        (LineKind.LOADED, Quantity(1)),
    ]


def test_every_piece_that_has_to_stay_is_named(fair: Fair) -> None:
    gallery = fair.gallery
    hold(fair, gallery.surya, 1)
    move(fair, gallery.mrico, 14, PlaceKind.SET_ASIDE)
    stand = fair.stand(fair.plan()).id
    goods = ((gallery.surya, 1), (gallery.mrico, 1), (gallery.pouch, 49), (gallery.shirt_m, 0), (gallery.shirt_l, 5))
    refused = fair.refusal(load_goods, fair.loading(stand, *goods))
    assert isinstance(refused, errors.CannotBeLoaded)
    assert str(refused) == (
        "Not everything can be loaded:\n"
        "Surya Majapahit: promised in the held cart “Bu Sri”\n"
        "Mrico Bolong cap: set aside for its artisan to fetch\n"
        "Pouch perca batik: no more than 48 on the shelf and in the store room\n"
        "Kemeja Sisik M: enter how many pieces\n"
        "Take these off the list, then load again."
    )
    assert refused.fields["items"] == (gallery.surya.id, gallery.mrico.id, gallery.pouch.id, gallery.shirt_m.id)
    assert fair.at(gallery.shirt_l) == {SHELF: 5}


def test_what_is_promised_stays_and_the_rest_may_go(fair: Fair) -> None:
    hold(fair, fair.gallery.pouch, 3)
    stand = fair.stand(fair.plan()).id
    assert isinstance(fair.refusal(load_goods, fair.loading(stand, (fair.gallery.pouch, 46))), errors.CannotBeLoaded)
    assert fair.load(stand, (fair.gallery.pouch, 45)).pieces == Quantity(45)


def test_what_nobody_knows_is_not_loaded(fair: Fair) -> None:
    stand = fair.stand(fair.plan()).id
    line = LoadLine(item=ItemId(new_id(fair.clock)), quantity=Quantity(1))
    refused = fair.refusal(load_goods, replace(fair.loading(stand), lines=(line,)))
    assert isinstance(refused, errors.CannotBeLoaded)


def test_the_same_load_sent_twice_moves_once(fair: Fair) -> None:
    stand = fair.stand(fair.plan()).id
    command = fair.loading(stand, (fair.gallery.pouch, 20))
    assert fair.do(load_goods, command) == fair.do(load_goods, command)
    assert fair.at(fair.gallery.pouch) == {SHELF: 28, STAND: 20}
    other = replace(command, driver="Pak Joko")
    assert isinstance(fair.refusal(load_goods, other), OtherWishUnderSameId)


def test_a_second_load_follows_and_each_has_its_number(fair: Fair) -> None:
    stand = fair.stand(fair.plan()).id
    fair.load(stand, (fair.gallery.pouch, 20))
    fair.load(stand, (fair.gallery.pouch, 5))
    with fair.store.reading() as session:
        assert [(each.code, each.arrival) for each in loads(session, stand)] == [
            ("MP1-000001", "TP1-000001"),
            ("MP1-000002", "TP1-000002"),
        ]
    assert fair.goods(stand)["Pouch perca batik"].at_stand == Quantity(25)


def test_change_alone_may_follow_and_nothing_at_all_may_not(fair: Fair) -> None:
    fair.fill_the_safe()
    stand = fair.stand(fair.plan()).id
    assert isinstance(fair.refusal(load_goods, fair.loading(stand)), errors.NothingToLoad)
    assert fair.load(stand, change=50_000).pieces == Quantity(0)


def test_no_more_change_goes_than_the_safe_or_the_drawer_holds(fair: Fair) -> None:
    fair.fill_the_safe(300_000)
    stand = fair.stand(fair.plan()).id
    one = (fair.gallery.pouch, 1)
    assert isinstance(fair.refusal(load_goods, fair.loading(stand, one, change=300_001)), SafeHoldsLess)
    drawer = fair.loading(stand, one, change=200_001, float_from=AccountKind.DRAWER)
    assert isinstance(fair.refusal(load_goods, drawer), DrawerHoldsLess)
    assert isinstance(fair.refusal(load_goods, fair.loading(stand, one, change=-1)), errors.FloatBelowNothing)
    bank = fair.loading(stand, one, change=1, float_from=AccountKind.BANK)
    assert isinstance(fair.refusal(load_goods, bank), errors.FloatFromWhere)


def test_change_out_of_the_drawer_belongs_to_the_shift(fair: Fair) -> None:
    laptop = fair.laptop()
    stand = fair.stand(fair.plan(), StandKind.LAPTOP, device=laptop).id
    command = fair.loading(stand, (fair.gallery.pouch, 1), change=150_000, float_from=AccountKind.DRAWER)
    fair.do(load_goods, command)
    assert fair.balance(AccountKind.DRAWER, device=fair.ratna.device) == 350_000
    with fair.store.reading() as session:
        header = header_of(session, command.id)
        (opening,) = headers(session, DocumentKind.TILL_OPENING)
    assert header is not None
    assert header.shift == opening.id
    fair.do(close_till, CloseTill(id=fair.new(), by=fair.ratna, counted=Rupiah(350_000)))
    assert isinstance(fair.refusal(load_goods, replace(command, id=fair.new())), TillNotOpen)


def test_nothing_is_loaded_for_what_is_over(fair: Fair) -> None:
    exhibition = fair.plan()
    stand = fair.stand(exhibition).id
    fair.clock.advance(timedelta(days=6))
    late = fair.loading(stand, (fair.gallery.pouch, 1))
    assert isinstance(fair.refusal(load_goods, late), errors.StandHasEnded)
    assert isinstance(fair.refusal(load_goods, replace(late, stand=fair.new())), errors.NoSuchStand)


def test_a_cashier_loads_nothing(fair: Fair) -> None:
    stand = fair.stand(fair.plan()).id
    command = replace(fair.loading(stand, (fair.gallery.pouch, 1)), by=fair.gallery.cashier)
    assert isinstance(fair.refusal(load_goods, command), NotAllowed)


def test_a_load_arrives_once_and_at_its_own_stand(fair: Fair) -> None:
    exhibition = fair.plan()
    here, there = fair.stand(exhibition).id, fair.stand(exhibition, StandKind.PAPER, "B").id
    away = fair.stand(exhibition, StandKind.LAPTOP, "C", fair.laptop()).id
    load = fair.load(here, (fair.gallery.pouch, 1)).id
    sent = fair.load(away, (fair.gallery.pouch, 1)).id

    def arriving(stand: object, what: DocumentId) -> ArriveAtStand:
        return ArriveAtStand(id=fair.new(), by=fair.ratna, stand=stand, load=what)  # type: ignore[arg-type]

    assert "TP1-000001" in str(fair.refusal(post_arrival, arriving(here, load)))
    assert isinstance(fair.refusal(post_arrival, arriving(there, load)), errors.NoSuchLoad)
    assert isinstance(fair.refusal(post_arrival, arriving(here, fair.new())), errors.NoSuchLoad)
    assert isinstance(fair.refusal(post_arrival, arriving(away, sent)), errors.ArrivesAtItsOwnTill)
