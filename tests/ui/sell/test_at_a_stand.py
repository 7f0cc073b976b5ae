"""Selling at a stand, without a window: what came along on no list, and what by the book lies in the shop."""

from __future__ import annotations

import pytest

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.queries import item_card
from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.shop import Shop
from tests.factories import add_item
from tests.gallery import a_gallery
from tests.sales.away import a_stand
from tests.ui.sell.test_presenter import Desk


@pytest.fixture
def desk(shop: Shop, store: Store, clock: FixedClock) -> Desk:
    """Its till sells at a stand that nothing was loaded for."""
    made = Desk(shop, a_gallery(store, clock))
    away = a_stand(store, clock, made.gallery.founded.by)
    away.open_at(away.place)
    made.sell.look_at_till()
    return made


def test_a_unique_piece_that_came_along_unnoted_is_sold_when_somebody_says_so(desk: Desk) -> None:
    with desk.shop.writing() as session:
        shawl = add_item(session, desk.shop.clock, name="Syal", price=100_000, kind=ItemKind.UNIQUE)
    shelf = desk.sell.shelf
    assert shelf is not None
    with desk.shop.reading() as session:
        card = item_card(session, shawl, shelf)
    assert card is not None
    desk.sell.add(card)
    assert desk.cart() == [("Syal", 1)]
    payment, view = desk.pay()
    payment.go_on()
    assert "loading list" in view.asked[0]
    assert view.done is not None


def test_a_unique_piece_that_lies_in_the_shop_is_refused_when_it_is_paid(desk: Desk) -> None:
    desk.scan(desk.gallery.surya.code)
    payment, view = desk.pay()
    payment.go_on()
    assert "by the book it is not at this stand" in view.told[-1]
    assert desk.cart() == [("Surya Majapahit", 1)]
