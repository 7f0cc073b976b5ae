"""A busy counter without a window: ways of paying, buyers, discounts on the whole, carts put aside and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.engine import Store
from sentra_pos.payments.checks import unchecked_payments
from sentra_pos.payments.methods import CASH, DEBIT, ON_ACCOUNT, QRIS, WITHHELD
from sentra_pos.sales.errors import DiscountTooLarge, OpenCartFirst, PromisedAlready
from sentra_pos.sales.preview import receipt_paper
from sentra_pos.sales.queries import Receipt, receipt_of
from sentra_pos.shop import Shop
from tests.gallery import a_gallery
from tests.ui.sell.set_up import enter_agency, offer_every_way, promote, round_cash
from tests.ui.sell.test_presenter import Desk
from tests.ui.sell.views import NotedPay
from ui.sell.pricing import BelowTheTag, Off


@pytest.fixture
def desk(shop: Shop, store: Store, clock: FixedClock) -> Desk:
    gallery = a_gallery(store, clock)
    offer_every_way(shop, gallery)
    return Desk(shop, gallery)


def receipt(desk: Desk, view: NotedPay) -> Receipt:
    assert view.done is not None
    with desk.shop.reading() as session:
        return receipt_of(session, view.done.id)


def unchecked(desk: Desk) -> list[tuple[str, int]]:
    with desk.shop.reading() as session:
        return [(each.method, each.amount.amount) for each in unchecked_payments(session)]


# ----------------------------------------------------------------------------------------------------- ways of paying


@pytest.mark.parametrize("seen", [True, False])
def test_a_qris_that_nobody_saw_arrive_waits_to_be_checked(desk: Desk, *, seen: bool) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.choose(QRIS)
    payment.go_on(seen=seen)
    assert receipt(desk, view).tenders[0].method == QRIS
    assert unchecked(desk) == ([] if seen else [(QRIS, 185_000)])
    assert [tender.given for tender in payment.unseen] == ([] if seen else [Rupiah(185_000)])


def test_card_and_cash_together_round_only_the_cash(desk: Desk) -> None:
    round_cash(desk.shop, desk.gallery, 500)
    desk.sell.look_at_till()
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.choose(DEBIT)
    payment.type_amount(Rupiah(100_200))
    payment.type_reference("8812")
    payment.go_on()
    assert view.state is not None
    assert (view.state.method.code, view.state.rest, view.state.rounding) == (CASH, Rupiah(84_500), Rupiah(-300))
    payment.go_on()
    sold = receipt(desk, view)
    assert [(t.method, t.amount.amount, t.reference) for t in sold.tenders] == [
        (DEBIT, 100_200, "8812"),
        (CASH, 84_500, ""),
    ]
    assert sold.rounding == Rupiah(-300)


@pytest.mark.parametrize("code", [ON_ACCOUNT, WITHHELD])
def test_what_somebody_owes_is_asked_whose_it_is(desk: Desk, code: str) -> None:
    buyer = enter_agency(desk.shop, desk.gallery)
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.choose(code)
    payment.go_on()
    assert (view.wants_customer, desk.sales()) == (1, 0)
    payment.name_buyer(buyer)
    payment.go_on()
    sold = receipt(desk, view)
    assert (sold.customer, sold.customer_name) == (buyer.id, "SDN Contoh 1")
    with desk.shop.reading() as session:
        assert "SDN Contoh 1" in receipt_paper(session, sold, desk.shop.clock).text()


def test_the_receipt_speaks_the_customers_language(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    assert payment.receipt_language == "en"
    payment.other_language()
    assert payment.receipt_language == "id"
    payment.go_on()
    assert receipt(desk, view).language == "id"


def test_a_part_that_was_paid_is_still_known_after_a_crash(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, _view = desk.pay()
    payment.choose(QRIS)
    payment.type_amount(Rupiah(100_000))
    payment.type_reference("QR 7")
    payment.go_on(seen=False)
    after = Desk(desk.shop, desk.gallery)
    again, view = after.pay()
    assert view.state is not None
    assert (view.state.rest, [part.reference for part in view.state.parts]) == (Rupiah(85_000), ["QR 7"])
    again.go_on()
    assert [t.method for t in receipt(desk, view).tenders] == [QRIS, CASH]
    assert unchecked(desk) == [(QRIS, 100_000)]


def test_what_was_paid_in_part_survives_going_back_to_the_cart(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, _view = desk.pay()
    payment.choose(QRIS)
    payment.type_amount(Rupiah(100_000))
    payment.go_on()
    payment.leave()
    desk.scan(desk.gallery.pouch.code)
    _again, view = desk.pay()
    assert view.state is not None
    assert view.state.rest == Rupiah(120_000)


# --------------------------------------------------------------------------------------------------- prices and buyers


def test_a_discount_on_the_whole_is_spread_and_follows_the_cart(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code, desk.gallery.pouch.code)
    assert desk.pricing.off_cart(Off(amount=ZERO, rate=Percent.whole(10), reason="rombongan")) is None
    assert desk.view.cart.total == Rupiah(198_000)
    desk.scan(desk.gallery.pouch.code)
    assert desk.view.cart.total == Rupiah(229_500)
    after = Desk(desk.shop, desk.gallery)
    assert after.view.cart.total == Rupiah(229_500)
    payment, view = after.pay()
    payment.go_on()
    assert receipt(desk, view).total == Rupiah(229_500)
    assert [line.discount.amount for line in receipt(desk, view).lines] == [18_500, 7_000]


def test_an_amount_off_the_whole_is_never_more_than_the_whole(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code, desk.gallery.pouch.code)
    assert isinstance(desk.pricing.off_cart(Off(amount=Rupiah(220_001))), DiscountTooLarge)
    desk.pricing.off_cart(Off(amount=Rupiah(100_000), by_shop=True, reason="rombongan"))
    assert desk.view.cart.off is not None
    assert desk.view.cart.off.bearer is DiscountBearer.SHOP
    desk.sell.select(0)
    desk.sell.remove()
    assert desk.view.cart.total == ZERO
    desk.sell.remove()
    assert desk.view.cart.off is None


def test_more_than_the_tag_needs_a_reason_and_less_is_a_discount(desk: Desk) -> None:
    desk.scan(desk.gallery.lesson.code)
    assert isinstance(desk.pricing.raise_price(0, Rupiah(49_999), "x"), BelowTheTag)
    assert desk.pricing.raise_price(0, Rupiah(60_000), "kelas khusus") is None
    payment, view = desk.pay()
    payment.go_on()
    assert receipt(desk, view).total == Rupiah(60_000)


def test_a_promotion_shows_its_name_and_gives_way_to_a_discount_by_hand(desk: Desk) -> None:
    promote(desk.shop, desk.gallery)
    desk.sell.look_at_till()
    desk.scan(desk.gallery.mrico.code)
    (line,) = desk.view.cart.lines
    assert (line.promotion, line.discount) == ("Hari Batik", Rupiah(18_500))
    desk.pricing.off_line(0, Off(amount=Rupiah(5_000), reason="cacat kecil"))
    (line,) = desk.view.cart.lines
    assert (line.promotion, line.discount) == ("", Rupiah(5_000))


def test_a_promotion_that_began_meanwhile_is_asked_about(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    promote(desk.shop, desk.gallery)
    payment, view = desk.pay()
    payment.type_amount(Rupiah(200_000))
    payment.go_on()
    assert len(view.asked) == 1
    assert receipt(desk, view).total == Rupiah(166_500)


def test_a_buyer_stays_with_the_cart(desk: Desk) -> None:
    buyer = enter_agency(desk.shop, desk.gallery)
    desk.scan(desk.gallery.mrico.code)
    payment, _view = desk.pay()
    payment.name_buyer(buyer)
    payment.leave()
    assert Desk(desk.shop, desk.gallery).view.cart.buyer == buyer


# ---------------------------------------------------------------------------------------------------------- held carts


def hold(desk: Desk, name: str) -> list[Any]:
    told: list[Any] = []
    desk.holding.hold(name, lambda: told.append("held"), told.append)
    return told


def test_a_held_cart_is_there_after_a_restart_with_all_that_was_in_it(desk: Desk) -> None:
    buyer = enter_agency(desk.shop, desk.gallery)
    desk.scan(desk.gallery.mrico.code, desk.gallery.pouch.code)
    desk.pricing.off_cart(Off(amount=Rupiah(20_000), reason="rombongan"))
    payment, _view = desk.pay()
    payment.name_buyer(buyer)
    payment.leave()
    assert desk.holding.suggest_name() == "SDN Contoh 1"
    assert hold(desk, "SDN Contoh 1") == ["held"]
    assert desk.cart() == []
    sale = desk.sell.sale
    after = Desk(desk.shop, desk.gallery)
    after.holding.look()
    (held,) = after.view.held
    assert (held.name, held.pieces, held.total) == ("SDN Contoh 1", 2, Rupiah(200_000))
    told: list[Any] = []
    after.holding.take_back(held.sale, lambda: told.append("back"), told.append)
    assert told == ["back"]
    assert after.sell.sale == held.sale != sale
    assert (after.view.cart.total, after.view.cart.buyer) == (Rupiah(200_000), buyer)
    assert after.view.held == ()


def test_a_name_is_suggested_by_the_hour(desk: Desk) -> None:
    assert desk.holding.suggest_name() == "10:00"


def test_the_next_cart_is_another_sale(desk: Desk) -> None:
    before = desk.sell.sale
    desk.scan(desk.gallery.mrico.code)
    hold(desk, "Bu Sri")
    assert desk.sell.sale != before
    desk.scan(desk.gallery.pouch.code)
    payment, view = desk.pay()
    payment.go_on()
    assert receipt(desk, view).total == Rupiah(35_000)


def test_an_open_cart_is_not_lost_to_a_held_one(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    hold(desk, "Bu Sri")
    (held,) = desk.view.held
    desk.scan(desk.gallery.pouch.code)
    told: list[Any] = []
    desk.holding.take_back(held.sale, lambda: None, told.append)
    assert isinstance(told[0], OpenCartFirst)
    assert desk.cart() == [("Pouch perca batik", 1)]


def test_a_unique_piece_is_promised_once_and_sold_elsewhere_only_when_asked(desk: Desk) -> None:
    desk.scan(desk.gallery.surya.code)
    hold(desk, "Bu Sri")
    desk.scan(desk.gallery.surya.code)
    assert isinstance(hold(desk, "Pak Budi")[0], PromisedAlready)
    payment, view = desk.pay()
    payment.go_on()
    assert "Bu Sri" in view.asked[0]
    assert receipt(desk, view).total == Rupiah(1_850_000)


def test_a_dropped_cart_is_gone(desk: Desk) -> None:
    desk.scan(desk.gallery.surya.code)
    hold(desk, "Bu Sri")
    (held,) = desk.view.held
    desk.holding.drop(held.sale, lambda: None, lambda trouble: pytest.fail(str(trouble)))
    assert desk.view.held == ()
