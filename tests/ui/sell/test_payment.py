"""The payment sends what its sheet shows, asks what must be asked, and loses neither scans nor carts."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from sentra_pos.catalogue.queries import item_by_code
from sentra_pos.core.clock import Clock, FixedClock
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.sales.queries import newest_sales, receipt_of
from sentra_pos.shop import Shop
from tests.factories import change_the_price
from tests.gallery import Tagged, a_gallery
from tests.ui.sell.test_presenter import Desk
from tests.ui.sell.views import NotedSell
from ui.kit.runner import Runner
from ui.sell.presenter import SellPresenter
from ui.sell.pricing import Off


@pytest.fixture
def desk(shop: Shop, store: Store, clock: FixedClock) -> Desk:
    return Desk(shop, a_gallery(store, clock))


def new_price(desk: Desk, item: Tagged, price: int) -> None:
    with desk.shop.writing() as session:
        change_the_price(session, desk.shop.clock, desk.gallery.founded, item.id, price)


def total_sold(desk: Desk) -> int:
    with desk.shop.reading() as session:
        return sum(sale.total.amount for sale in newest_sales(session))


# --------------------------------------------------------------------------------------------------- a price that moved


@pytest.mark.parametrize("agrees", [True, False])
def test_a_new_price_is_asked_about_and_taken_into_the_cart(desk: Desk, agrees: bool) -> None:
    desk.scan(desk.gallery.mrico.code, desk.gallery.mrico.code)
    desk.pricing.off_line(0, Off(amount=ZERO, rate=Percent.whole(10), reason="langganan"))
    new_price(desk, desk.gallery.mrico, 200_000)
    payment, view = desk.pay(agrees=agrees)
    payment.type_amount(Rupiah(400_000))
    payment.go_on()
    (question,) = view.asked
    assert "185.000" in question
    assert "200.000" in question
    assert total_sold(desk) == (360_000 if agrees else 0)
    if not agrees:
        assert desk.view.cart.total == Rupiah(333_000)


def test_money_that_no_longer_suffices_is_asked_for_before_anything_is_sold(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    new_price(desk, desk.gallery.mrico, 200_000)
    payment, view = desk.pay()
    payment.type_amount(Rupiah(190_000))
    payment.go_on()
    assert view.state is not None
    assert (view.done, view.state.total, view.state.missing) == (None, Rupiah(200_000), Rupiah(10_000))
    assert desk.view.cart.total == Rupiah(200_000)


def test_a_total_that_changed_is_never_booked_as_paid_by_qris_unseen(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    new_price(desk, desk.gallery.mrico, 170_000)
    payment, view = desk.pay()
    payment.choose("qris")
    payment.type_reference("QR 1")
    payment.go_on()
    assert view.done is None
    assert total_sold(desk) == 0
    payment.go_on()
    assert total_sold(desk) == 170_000


def test_parts_that_are_more_than_a_lower_total_are_told(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.choose("qris")
    payment.type_amount(Rupiah(180_000))
    payment.type_reference("QR 1")
    payment.go_on()
    new_price(desk, desk.gallery.mrico, 100_000)
    payment.go_on()
    assert view.state is not None
    assert view.state.problem
    assert total_sold(desk) == 0
    payment.drop_part(0)
    payment.go_on()
    assert total_sold(desk) == 100_000


# -------------------------------------------------------------------------------------------------------- the questions


def test_every_short_item_is_asked_about_and_only_then_sold(desk: Desk) -> None:
    desk.scan(desk.gallery.shirt_m.code, desk.gallery.mrico.code)
    desk.sell.set_quantity(0, Quantity(6))
    desk.sell.set_quantity(1, Quantity(20))
    payment, view = desk.pay()
    payment.go_on()
    assert ["Kemeja" in view.asked[0], "Mrico" in view.asked[1]] == [True, True]
    assert view.done is not None


# ----------------------------------------------------------------------------------------- what the sheet shows is sent


def test_goods_that_arrive_while_paying_are_not_sold_unseen_but_begin_the_next_cart(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    assert desk.sell.shelf is not None
    with desk.shop.reading() as session:
        late = item_by_code(session, desk.gallery.pouch.code, desk.sell.shelf)
    assert late is not None
    desk.sell.add(late)  # its scan was on the way when the sheet opened
    assert desk.cart() == [("Mrico Bolong cap", 1)]
    payment.go_on()
    assert view.done is not None
    assert view.done.total == Rupiah(185_000)
    payment.leave()
    assert desk.cart() == [("Pouch perca batik", 1)]


def test_goods_scanned_while_paying_are_in_the_cart_again_after_going_back(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.scan(desk.gallery.pouch.code)
    assert view.told
    assert desk.cart() == [("Mrico Bolong cap", 1)]
    payment.leave()
    assert desk.cart() == [("Mrico Bolong cap", 1), ("Pouch perca batik", 1)]


# -------------------------------------------------------------------------------------------------------- the reference


def test_a_reference_belongs_to_the_way_of_paying_it_was_typed_for(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.choose("qris")
    payment.type_reference("QR 1")
    payment.choose("transfer")
    assert view.state is not None
    assert view.state.reference == ""
    payment.go_on()
    assert desk.sales() == 0
    payment.type_reference("TRX 2")
    payment.go_on()
    assert view.done is not None
    with desk.shop.reading() as session:
        (tender,) = receipt_of(session, view.done.id).tenders
    assert (tender.method, tender.reference) == ("transfer", "TRX 2")


def test_a_payment_without_its_reference_is_asked_for_it_at_once(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.choose("transfer")
    payment.go_on()
    assert view.wanted == 1
    assert desk.sales() == 0
    payment.type_amount(Rupiah(100_000))
    payment.go_on()
    assert view.wanted == 2
    assert view.state is not None
    assert view.state.parts == ()


# ------------------------------------------------------------------------------------------------------------- the cart


def test_a_cart_changed_after_its_sale_stood_is_kept_under_a_new_id(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    twin = Desk(desk.shop, desk.gallery)
    payment, _view = twin.pay()
    payment.go_on()
    desk.scan(desk.gallery.pouch.code)
    second, view = desk.pay()
    second.go_on()
    assert view.left
    assert "J1-000001" in desk.view.told[-1][0]
    assert desk.cart() == [("Mrico Bolong cap", 1), ("Pouch perca batik", 1)]
    desk.sell.select(0)
    desk.sell.remove()
    third, view = desk.pay()
    third.go_on()
    assert view.done is not None
    assert (view.done.code, view.done.total) == ("J1-000002", Rupiah(35_000))


def test_a_discount_in_percent_is_one_still_after_a_crash(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    desk.pricing.off_line(0, Off(amount=ZERO, rate=Percent.whole(10), reason="langganan"))
    after = Desk(desk.shop, desk.gallery)
    after.sell.step(1)
    assert after.view.cart.discount == Rupiah(37_000)


def test_a_refused_discount_is_remembered(shop: Shop, store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    desk = Desk(shop, gallery, by=gallery.cashier)
    desk.scan(gallery.mrico.code)
    desk.pricing.off_line(0, Off(amount=ZERO, rate=Percent.whole(11), reason="langganan"))
    payment, _view = desk.pay()
    payment.go_on()
    with shop.reading() as session:
        refused = session.scalars(select(Event).where(Event.kind == EventKind.PERMISSION_REFUSED)).one()
    assert (refused.actor_id, refused.details) == (gallery.cashier.staff, {"permission": "large_discount"})


def test_who_comes_back_to_the_till_finds_the_cart_as_it_was_last_asked_to_be_kept(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()

    def wait(_session: object, _command: None, *, clock: Clock) -> None:
        assert gate.wait(5)

    runner = Runner(desk.shop)
    try:
        by, clock = desk.gallery.founded.by, desk.shop.clock
        before = SellPresenter(runner, by, clock, NotedSell())
        ready: list[str] = []
        before.begin(lambda: ready.append("before"))
        qtbot.waitUntil(lambda: ready == ["before"])
        runner.write(wait, None)
        assert before.shelf is not None
        with desk.shop.reading() as session:
            card = item_by_code(session, desk.gallery.mrico.code, before.shelf)
        assert card is not None
        before.add(card)
        after = SellPresenter(runner, by, clock, NotedSell())
        after.begin(lambda: ready.append("after"))
        runner.read(lambda _session: gate.set())
        qtbot.waitUntil(lambda: len(ready) == 2)
        assert after.sale == before.sale
        assert [line.card.id for line in after.cart.lines] == [desk.gallery.mrico.id]
    finally:
        gate.set()
        runner.close()


def test_the_preview_is_drawn_beside_the_reading_of_scans(desk: Desk) -> None:
    asked: list[str] = []

    read = desk.runner.read
    desk.scan(desk.gallery.mrico.code)

    def watched(*args: Any, **more: Any) -> None:
        asked.append("read")
        read(*args, **more)

    desk.runner.read = watched  # type: ignore[method-assign]
    payment, view = desk.pay()
    payment.type_amount(Rupiah(200_000))
    payment.go_on()
    assert len(view.previews) >= 3
    assert asked == []


def test_exact_money_of_an_old_total_is_not_booked_as_exact_money_of_the_new_one(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    new_price(desk, desk.gallery.mrico, 200_000)
    payment, view = desk.pay()
    payment.go_on()
    assert total_sold(desk) == 0
    assert "200.000" in view.told[-1]
    payment.go_on()
    assert total_sold(desk) == 200_000
