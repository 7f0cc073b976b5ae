"""The cart and the payment, without a window."""

from __future__ import annotations

import pytest

from sentra_pos.catalogue.codes import CodeKind, make_code
from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.sales.keep_cart import KeepCart, keep_cart, kept_cart
from sentra_pos.sales.queries import newest_sales, receipt_of
from sentra_pos.shop import Shop
from tests.counting.floor import Floor
from tests.gallery import Gallery, a_gallery, open_the_till
from tests.sales.away import a_stand
from tests.ui.sell.views import NotedGrid, NotedPay, NotedSell
from ui.kit.immediate import ImmediateRunner
from ui.sell.browse import Browser
from ui.sell.holding import Holding
from ui.sell.payment import Payment
from ui.sell.presenter import SellPresenter
from ui.sell.pricing import Off, Pricing


class Desk:
    """A presenter with its view, over a real store."""

    def __init__(self, shop: Shop, gallery: Gallery, by: ActedBy | None = None) -> None:
        use_language("en")  # a shop speaks its own language once it is open
        self.shop, self.gallery = shop, gallery
        self.runner = ImmediateRunner(shop)
        self.view = NotedSell()
        self.sell = SellPresenter(self.runner, by or gallery.founded.by, shop.clock, self.view)
        self.sell.begin()
        self.pricing = Pricing(self.sell, self.runner, by or gallery.founded.by, self.view)
        self.holding = Holding(self.sell, self.runner, by or gallery.founded.by, shop.clock, self.view)

    def scan(self, *codes: str) -> None:
        for code in codes:
            self.sell.scan(code)

    def pay(self, *, agrees: bool = True) -> tuple[Payment, NotedPay]:
        view = NotedPay(agrees=agrees)
        payment = Payment(self.sell, self.runner, self.shop, "Ibu Ratna", view)
        payment.begin()
        return payment, view

    def cart(self) -> list[tuple[str, int]]:
        return [(line.card.name, line.quantity.units) for line in self.view.cart.lines]

    def sales(self) -> int:
        with self.shop.reading() as session:
            return len(newest_sales(session))


@pytest.fixture
def desk(shop: Shop, store: Store, clock: FixedClock) -> Desk:
    return Desk(shop, a_gallery(store, clock))


# ------------------------------------------------------------------------------------------------------------ scanning


def test_a_scan_adds_a_line_and_a_second_one_another_piece(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code, desk.gallery.pouch.code, desk.gallery.mrico.code)
    assert desk.cart() == [("Mrico Bolong cap", 2), ("Pouch perca batik", 1)]
    assert desk.view.cart.selected == 0
    assert desk.view.cart.total == Rupiah(405_000)


def test_a_unique_piece_is_in_the_cart_once(desk: Desk) -> None:
    desk.scan(desk.gallery.surya.code, desk.gallery.surya.code)
    assert desk.cart() == [("Surya Majapahit", 1)]
    assert desk.view.told == [("Surya Majapahit is one of a kind and is in the cart already.", "bad")]
    desk.sell.step(1)
    assert desk.cart() == [("Surya Majapahit", 1)]


def test_a_unique_piece_that_was_sold_is_not_added(desk: Desk) -> None:
    desk.scan(desk.gallery.surya.code)
    payment, _view = desk.pay()
    payment.go_on()
    payment.leave()
    desk.scan(desk.gallery.surya.code)
    assert desk.cart() == []
    assert "no longer on the shelf" in desk.view.told[-1][0]


def test_an_unknown_code_is_named_and_adds_nothing(desk: Desk) -> None:
    desk.scan("8991234567891")
    assert desk.cart() == []
    assert "8991234567891" in desk.view.told[0][0]
    desk.sell.garbled()
    assert desk.view.told[1][1] == "warn"


def test_a_receipt_is_shown_and_adds_nothing(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, _view = desk.pay()
    payment.go_on()
    desk.scan(make_code(CodeKind.RECEIPT, 1, 1, 1))
    ((receipt, png),) = desk.view.receipts
    assert (receipt.code, receipt.total) == ("J1-000001", Rupiah(185_000))
    assert png.startswith(b"\x89PNG")
    assert desk.cart() == []


def test_a_receipt_that_nobody_gave_out_is_not_found(desk: Desk) -> None:
    desk.scan(make_code(CodeKind.RECEIPT, 1, 1, 77), make_code(CodeKind.ARTISAN, 1, 1, 1))
    assert desk.view.receipts == []
    assert len(desk.view.told) == 2
    assert "F11" in desk.view.told[1][0], "an artisan's card is for the counter, behind the lock"


def test_nothing_is_added_at_a_closed_till(shop: Shop, store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock, opened=False)
    desk = Desk(shop, gallery)
    desk.scan(gallery.mrico.code)
    assert desk.cart() == []
    assert "not open" in desk.view.told[0][0]
    assert str(desk.sell.why_not_pay()) == desk.view.told[0][0]
    open_the_till(store, clock, gallery.founded)
    desk.sell.look_at_till()
    desk.scan(gallery.mrico.code)
    assert desk.cart() == [("Mrico Bolong cap", 1)]


# -------------------------------------------------------------------------------------------------- lines and discounts


def test_keys_change_and_remove_the_selected_line(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code, desk.gallery.pouch.code)
    desk.sell.step(1)
    desk.sell.select(0)
    desk.sell.step(1)
    desk.sell.step(-1)
    desk.sell.step(-1)
    assert desk.cart() == [("Mrico Bolong cap", 1), ("Pouch perca batik", 2)]
    assert "Del" in desk.view.told[-1][0]
    desk.sell.remove()
    assert desk.cart() == [("Pouch perca batik", 2)]
    assert desk.view.cart.selected == 0
    desk.sell.set_quantity(0, Quantity(10_000))
    assert desk.cart() == [("Pouch perca batik", 2)]
    desk.sell.remove()
    desk.sell.remove()
    assert desk.view.cart.selected == -1


def test_a_discount_in_percent_follows_the_quantity_and_an_amount_stays(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code, desk.gallery.pouch.code)
    assert desk.pricing.off_line(0, Off(amount=ZERO, rate=Percent.whole(10), reason="langganan")) is None
    assert desk.pricing.off_line(1, Off(amount=Rupiah(5_000), by_shop=True, reason="langganan")) is None
    desk.sell.step(1)
    desk.sell.select(0)
    desk.sell.step(1)
    cart = desk.view.cart
    assert [line.discount.amount for line in cart.lines] == [37_000, 5_000]
    assert [line.for_sale().discounts[0].bearer for line in cart.lines] == [None, DiscountBearer.SHOP]
    assert (cart.subtotal, cart.discount, cart.total) == (Rupiah(440_000), Rupiah(42_000), Rupiah(398_000))


def test_a_discount_is_at_most_the_line_and_can_be_taken_away(desk: Desk) -> None:
    desk.scan(desk.gallery.pouch.code)
    assert desk.pricing.off_line(0, Off(amount=Rupiah(35_001))) is not None
    desk.pricing.off_line(0, Off(amount=Rupiah(35_000)))
    desk.pricing.off_line(0, Off(amount=ZERO))
    assert desk.view.cart.discount == ZERO


def test_the_discount_sheet_learns_how_much_may_be_given_alone(shop: Shop, store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    desk = Desk(shop, gallery, by=gallery.cashier)
    desk.scan(gallery.mrico.code)
    desk.pricing.begin()
    ((_line, terms),) = desk.view.discounts
    assert terms.limit == Percent.whole(10)


def test_the_discount_sheet_learns_whose_money_it_is(desk: Desk) -> None:
    desk.pricing.begin()
    assert desk.view.discounts == []
    desk.scan(desk.gallery.mrico.code)
    desk.pricing.begin()
    ((line, terms),) = desk.view.discounts
    assert line.card.name == "Mrico Bolong cap"
    assert terms.shop_alone


# ---------------------------------------------------------------------------------------------------------- the draft


def test_a_cart_is_back_after_a_crash_with_the_same_id(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code, desk.gallery.mrico.code, desk.gallery.surya.code)
    desk.pricing.off_line(0, Off(amount=Rupiah(7_000), by_shop=True, reason="langganan"))
    assert desk.view.saved
    after = Desk(desk.shop, desk.gallery)
    assert after.sell.sale == desk.sell.sale
    assert after.cart() == desk.cart()
    assert after.view.cart.total == desk.view.cart.total
    assert after.sell.cart.for_sale() == desk.sell.cart.for_sale()


def test_a_cart_whose_sale_was_safe_already_is_not_sold_again(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    basket, sale, device = desk.sell.cart.basket(), desk.sell.sale, desk.gallery.founded.device
    payment, _view = desk.pay()
    payment.go_on()
    with desk.shop.writing() as session:
        keep_cart(session, KeepCart(device=device, sale=sale, basket=basket), clock=desk.shop.clock)
    after = Desk(desk.shop, desk.gallery)
    assert after.cart() == []
    assert after.sell.sale != sale
    assert "J1-000001" in after.view.told[0][0]
    with desk.shop.reading() as session:
        assert kept_cart(session, device) is None


def test_an_emptied_cart_is_forgotten_and_the_next_has_its_own_id(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    before = desk.sell.sale
    desk.sell.clear()
    assert desk.sell.sale != before
    with desk.shop.reading() as session:
        assert kept_cart(session, desk.gallery.founded.device) is None


# ---------------------------------------------------------------------------------------------------------- the payment


def test_enter_with_nothing_typed_is_the_exact_amount_in_cash(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.go_on()
    assert view.done is not None
    assert (view.done.code, view.done.change) == ("J1-000001", ZERO)
    assert desk.cart() == []
    assert view.previews[-1] != view.previews[0]


def test_change_is_reckoned_while_it_is_typed(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.type_amount(Rupiah(200_000))
    assert view.state is not None
    assert (view.state.change, view.state.missing) == (Rupiah(15_000), ZERO)
    assert view.state.quick == (Rupiah(190_000), Rupiah(200_000))
    payment.go_on()
    assert view.done is not None
    assert view.done.change == Rupiah(15_000)


def test_a_part_by_qris_and_the_rest_in_cash(desk: Desk) -> None:
    desk.scan(desk.gallery.surya.code)
    payment, view = desk.pay()
    payment.choose("qris")
    payment.type_amount(Rupiah(1_000_000))
    payment.type_reference(" QR  12 ")
    assert view.state is not None
    assert view.state.missing == Rupiah(850_000)
    payment.go_on()
    assert desk.sales() == 0
    assert (view.state.rest, view.state.method.code, view.state.given) == (Rupiah(850_000), "cash", None)
    payment.type_amount(Rupiah(900_000))
    payment.go_on()
    assert view.done is not None
    with desk.shop.reading() as session:
        receipt = receipt_of(session, view.done.id)
    paid = [(tender.method, tender.amount.amount, tender.reference) for tender in receipt.tenders]
    assert paid == [("qris", 1_000_000, "QR 12"), ("cash", 850_000, "")]
    assert view.done.change == Rupiah(50_000)


def test_a_part_can_be_taken_back(desk: Desk) -> None:
    desk.scan(desk.gallery.surya.code)
    payment, view = desk.pay()
    payment.type_amount(Rupiah(1_000_000))
    payment.go_on()
    payment.drop_part(0)
    assert view.state is not None
    assert (view.state.parts, view.state.rest) == ((), Rupiah(1_850_000))


def test_only_cash_gives_change(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.choose("qris")
    payment.type_reference("QR 1")
    payment.type_amount(Rupiah(200_000))
    payment.go_on()
    assert view.done is None
    assert view.told
    assert desk.sales() == 0


def test_nothing_given_is_no_part(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.type_amount(ZERO)
    payment.go_on()
    assert view.told
    assert view.state is not None
    assert view.state.parts == ()


@pytest.mark.parametrize("agrees", [True, False])
def test_selling_below_zero_is_asked_and_sent_again_confirmed(desk: Desk, agrees: bool) -> None:
    desk.scan(desk.gallery.shirt_m.code)
    desk.sell.set_quantity(0, Quantity(6))
    payment, view = desk.pay(agrees=agrees)
    payment.go_on()
    assert len(view.asked) == 1
    assert (view.done is not None) is agrees
    assert desk.cart() == ([] if agrees else [("Kemeja Sisik M", 6)])
    assert view.busy[-1] is False


def test_a_refused_sale_keeps_the_cart_and_says_why(desk: Desk) -> None:
    desk.scan(desk.gallery.surya.code)
    other = Desk(desk.shop, desk.gallery)
    other.sell.clear()
    other.scan(desk.gallery.surya.code)
    first, _view = other.pay()
    first.go_on()
    payment, view = desk.pay()
    payment.go_on()
    assert view.done is None
    assert "no longer on the shelf" in view.told[-1]
    assert desk.cart() == [("Surya Majapahit", 1)]


def test_a_scan_during_payment_leaves_the_cart_alone_and_after_it_begins_the_next(desk: Desk) -> None:
    desk.scan(desk.gallery.mrico.code)
    payment, view = desk.pay()
    payment.scan(desk.gallery.pouch.code)
    assert view.told
    assert desk.cart() == [("Mrico Bolong cap", 1)]
    payment.go_on()
    payment.scan(desk.gallery.mrico.code)
    assert view.left
    assert desk.cart() == [("Pouch perca batik", 1), ("Mrico Bolong cap", 1)]


# ------------------------------------------------------------------------------------------------------------- the grid


@pytest.fixture
def grid(desk: Desk) -> tuple[Browser, NotedGrid]:
    view = NotedGrid()
    browser = Browser(desk.runner, view, desk.sell.pick)
    assert desk.sell.shelf is not None
    browser.begin(desk.sell.shelf)
    return browser, view


def test_the_grid_shows_one_card_a_group_and_asks_for_its_size(desk: Desk, grid: tuple[Browser, NotedGrid]) -> None:
    _browser, view = grid
    shirt = next(card for card in view.cards if card.name == "Kemeja Sisik")
    desk.sell.pick(shirt)
    assert [size.size for size in desk.view.sizes[0].sizes] == ["M", "L"]
    desk.sell.pick(next(card for card in view.cards if card.name == "Kelas membatik"))
    assert desk.cart() == [("Kelas membatik", 1)]


def test_a_category_and_a_search_narrow_the_grid(grid: tuple[Browser, NotedGrid]) -> None:
    browser, view = grid
    browser.choose("Busana")
    assert [card.name for card in view.cards] == ["Kemeja Sisik"]
    browser.choose(None)
    browser.search("mrico")
    assert [card.name for card in view.cards] == ["Mrico Bolong cap"]
    browser.search("qqqqqq")
    assert view.cards == []
    assert "qqqqqq" in view.nothing
    browser.search("")
    assert len(view.cards) == 5
    assert not browser.has_more


def test_at_a_stand_the_grid_is_what_was_brought_and_the_search_knows_the_rest(
    desk: Desk, grid: tuple[Browser, NotedGrid]
) -> None:
    browser, view = grid
    away = a_stand(desk.shop.store, desk.shop.clock, desk.gallery.founded.by)
    browser.choose("Busana")
    browser.move(away.place, at_stand=True)
    assert [card.name for card in view.cards] == ["Kelas membatik"]
    away.load((desk.gallery.pouch.id, 2))
    browser.reload()
    assert [card.name for card in view.cards] == ["Pouch perca batik", "Kelas membatik"]
    assert set(view.names) == {card.category for card in view.cards}
    browser.search("mrico")
    assert [card.name for card in view.cards] == ["Mrico Bolong cap"]
    browser.search("")
    browser.choose("Busana")
    assert view.cards == []
    assert "kind" in view.nothing


def test_enter_takes_the_only_one_found_and_else_goes_on_to_the_cards(
    desk: Desk, grid: tuple[Browser, NotedGrid]
) -> None:
    browser, view = grid
    taken: list[str] = []
    browser.take_typed("mrico", lambda: taken.append("mrico"))
    browser.take_typed(desk.gallery.pouch.code, lambda: taken.append("code"))
    assert desk.cart() == [("Mrico Bolong cap", 1), ("Pouch perca batik", 1)]
    assert taken == ["mrico", "code"]
    browser.take_typed("batik", lambda: taken.append("many"))
    assert view.focused
    assert "many" not in taken


def test_a_scan_of_a_piece_that_a_count_missed_tells_the_way(desk: Desk) -> None:
    gallery = desk.gallery
    Floor(store=desk.shop.store, clock=desk.shop.clock, gallery=gallery).lose(gallery.surya, 0)
    desk.scan(gallery.surya.code)
    assert desk.cart() == []
    ((words, _mood),) = desk.view.told
    assert words.startswith("Surya Majapahit has been missing since SO1-000001 of 22/11/26.")
