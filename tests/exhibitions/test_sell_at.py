"""The till of the shop goes to a stand and comes home: where it sells, and when it may go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DeviceId, PlaceId, new_id
from sentra_pos.core.quantity import ONE
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.errors import NoSuchStand
from sentra_pos.exhibitions.errors import StandHasEnded as EndedStand
from sentra_pos.exhibitions.sell_at import (
    CartIsWaiting,
    SellAt,
    ShiftBelongsToItsPlace,
    sell_at,
    selling_at,
    stop_selling_at,
)
from sentra_pos.ledger.models import Place
from sentra_pos.ledger.open_epoch import add_device
from sentra_pos.sales.basket import Basket
from sentra_pos.sales.cart import SaleLine
from sentra_pos.sales.keep_cart import KeepCart, keep_cart
from sentra_pos.stock.places import (
    StandHasEnded,
    quarantine_of,
    selling_from,
    set_up_stand,
    shelf_of,
    stand_places,
    store_room_of,
)
from tests.factories import Founded, found_a_shop
from tests.gallery import Gallery, a_gallery
from tests.sales.away import a_stand


def go(store: Store, clock: FixedClock, founded: Founded, place: PlaceId | None) -> None:
    with store.writing() as session:
        sell_at(session, SellAt(by=founded.by, place=place), clock=clock)


def test_a_shop_sells_from_its_shelf_also_while_it_has_stands(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    with store.reading() as session:
        before = [place(session, founded.device) for place in (shelf_of, quarantine_of, store_room_of)]
    for _stand in range(3):
        away = a_stand_of_its_own_name(store, clock, founded)
    with store.reading() as session:
        assert [place(session, founded.device) for place in (shelf_of, quarantine_of, store_room_of)] == before
        assert selling_at(session) is None
    assert before[0] == founded.shelf != away


def a_stand_of_its_own_name(store: Store, clock: FixedClock, founded: Founded) -> PlaceId:
    with store.writing() as session:
        return set_up_stand(session, PlaceId(new_id(clock)), "Pameran", founded.device).place


def test_a_till_that_goes_to_a_stand_sells_from_there_and_puts_damage_there(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    away = a_stand(store, clock, founded.by)
    go(store, clock, founded, away.place)
    with store.reading() as session:
        assert (shelf_of(session, founded.device), selling_from(session, founded.device)) == (away.place,) * 2
        assert quarantine_of(session, founded.device) == away.quarantine
        here = selling_at(session)
    assert here is not None
    assert (here.place, here.stand, here.name, here.exhibition) == (
        away.place, away.stand, "Stan 12", "Pameran Contoh",
    )  # fmt: skip
    go(store, clock, founded, None)
    with store.reading() as session:
        assert shelf_of(session, founded.device) == founded.shelf
        assert selling_at(session) is None


def test_a_laptops_store_sells_from_its_stand(store: Store, clock: FixedClock) -> None:
    found_a_shop(store, clock)
    laptop = DeviceId(new_id(clock))
    place = PlaceId(new_id(clock))
    with store.writing() as session:
        add_device(session, laptop, name="Laptop", clock=clock)
        set_up_stand(session, place, "Pameran", laptop)
    with store.reading() as session:
        assert selling_from(session, laptop) == place
        assert quarantine_of(session, laptop) == stand_places(place).quarantine


def test_who_looks_still_finds_the_stand_that_ended_but_nobody_sells_there(store: Store, clock: FixedClock) -> None:
    founded = found_a_shop(store, clock)
    laptop = DeviceId(new_id(clock))
    place = PlaceId(new_id(clock))
    with store.writing() as session:
        add_device(session, laptop, name="Laptop", clock=clock)
        set_up_stand(session, place, "Pameran", laptop)
        session.execute(update(Place).where(Place.custodian_id == laptop).values(custodian_id=founded.device))
        assert shelf_of(session, laptop) == place
        assert selling_from(session, founded.device) == founded.shelf
        (home,) = session.execute(select(Place.id).where(Place.name == "Karantina")).scalars()
        assert quarantine_of(session, founded.device) == home
        with pytest.raises(StandHasEnded):
            selling_from(session, laptop)


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock, opened=False)


def test_a_shift_belongs_to_the_place_it_was_opened_at(store: Store, clock: FixedClock) -> None:
    open_gallery = a_gallery(store, clock)
    away = a_stand(store, clock, open_gallery.founded.by)
    with pytest.raises(ShiftBelongsToItsPlace):
        go(store, clock, open_gallery.founded, away.place)
    go(store, clock, open_gallery.founded, None)


def test_a_cart_that_waits_keeps_the_till_where_it_is(store: Store, clock: FixedClock, gallery: Gallery) -> None:
    away = a_stand(store, clock, gallery.founded.by)
    line = SaleLine(item=gallery.pouch.id, quantity=ONE, price=gallery.pouch.price)
    cart = KeepCart(device=gallery.founded.device, sale=away.document(), basket=Basket(lines=(line,)))
    with store.writing() as session:
        keep_cart(session, cart, clock=clock)
    with pytest.raises(CartIsWaiting):
        go(store, clock, gallery.founded, away.place)


def test_only_a_stand_of_this_computer_that_has_not_ended_is_gone_to(
    store: Store, clock: FixedClock, gallery: Gallery
) -> None:
    away = a_stand(store, clock, gallery.founded.by)
    with pytest.raises(NoSuchStand):
        go(store, clock, gallery.founded, gallery.founded.shelf)
    clock.advance(timedelta(days=6))
    with pytest.raises(EndedStand):
        go(store, clock, gallery.founded, away.place)


def test_what_ends_a_stand_brings_the_till_home(store: Store, clock: FixedClock, gallery: Gallery) -> None:
    away = a_stand(store, clock, gallery.founded.by)
    go(store, clock, gallery.founded, away.place)
    with store.writing() as session:
        stop_selling_at(session, PlaceId(new_id(clock)), gallery.founded.device)
        assert shelf_of(session, gallery.founded.device) == away.place
        stop_selling_at(session, away.place, gallery.founded.device)
        assert shelf_of(session, gallery.founded.device) == gallery.founded.shelf
