"""Goods that come back in the cart: minus lines, kept with it, rung up as one ticket."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.catalogue.codes import receipt_code
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.sales.cart import ReturnedLine
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.sales.errors import CartEmpty, NothingTaken
from sentra_pos.shop import Shop
from tests.gallery import a_gallery
from tests.sales.shop import Counter, cash, line_of
from tests.ui.sell.conftest import Till
from tests.ui.sell.views import NotedSell
from ui.kit.immediate import ImmediateRunner
from ui.receipts.return_sheet import ReturnSheet
from ui.sell.presenter import SellPresenter
from ui.sell.returns import returns_for_cart
from ui.sell.rows import CartReturn


@pytest.fixture
def counter(store: Store, clock: FixedClock) -> Counter:
    return Counter(store=store, clock=clock, gallery=a_gallery(store, clock))


def begun(counter: Counter) -> tuple[SellPresenter, NotedSell]:
    view = NotedSell()
    runner = ImmediateRunner(Shop(counter.store, counter.clock))
    presenter = SellPresenter(runner, counter.gallery.founded.by, counter.clock, view)
    presenter.begin()
    return presenter, view


def coming_back(counter: Counter, sale: SaleCompleted, *parts: tuple[int, int]) -> tuple[CartReturn, ...]:
    lines = [ReturnedLine(sale=sale.id, line=line, quantity=Quantity(count)) for line, count in parts]
    with counter.store.reading() as session:
        return returns_for_cart(session, lines)


def test_minus_lines_lower_the_total_below_zero_too(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 2), line_of(counter.gallery.pouch))
    presenter, _view = begun(counter)
    presenter.begin_exchange(coming_back(counter, sold, (1, 1), (2, 1)))
    assert presenter.cart.total == Rupiah(-220_000)
    assert isinstance(presenter.why_not_pay(), NothingTaken)
    presenter.scan(counter.gallery.shirt_m.code)
    assert presenter.cart.total == Rupiah(65_000)
    assert presenter.why_not_pay() is None


def test_a_minus_line_is_taken_out_like_any_other_and_knows_no_quantity(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 2), line_of(counter.gallery.pouch))
    presenter, _view = begun(counter)
    presenter.scan(counter.gallery.shirt_m.code)
    presenter.begin_exchange(coming_back(counter, sold, (1, 1), (2, 1)))
    presenter.select(2)
    presenter.step(1)
    presenter.set_quantity(2, Quantity(5))
    presenter.remove()
    assert [each.name for each in presenter.cart.returns] == ["Mrico Bolong cap"]
    assert presenter.cart.selected == 1
    presenter.remove()
    presenter.remove()
    assert presenter.cart.is_empty
    assert type(presenter.why_not_pay()) is CartEmpty


def test_what_comes_back_of_one_sale_is_said_once(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 2))
    presenter, _view = begun(counter)
    presenter.begin_exchange(coming_back(counter, sold, (1, 1)))
    presenter.begin_exchange(coming_back(counter, sold, (1, 2)))
    assert [each.quantity.units for each in presenter.cart.returns] == [2]


def test_rounding_stays_when_a_part_stays(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 2), line_of(counter.gallery.pouch))
    first, second = coming_back(counter, sold, (1, 2), (2, 1))
    presenter, _view = begun(counter)
    presenter.begin_exchange((replace(first, rounding=Rupiah(-300)), second))
    assert presenter.cart.back == Rupiah(404_700)
    presenter.select(1)
    presenter.remove()
    assert presenter.cart.back == Rupiah(370_000)


def test_an_exchange_survives_a_crash_less_what_came_back_elsewhere(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    presenter, _view = begun(counter)
    presenter.scan(counter.gallery.pouch.code)
    presenter.begin_exchange(coming_back(counter, sold, (1, 1)))
    again, _view = begun(counter)
    assert again.cart.returns == presenter.cart.returns
    assert again.cart.total == Rupiah(-150_000)
    counter.refund(sold.id, (1, 1))
    later, _view = begun(counter)
    assert later.cart.returns == ()
    assert later.cart.total == Rupiah(35_000)


def test_goods_that_come_before_the_till_is_loaded_wait_for_it(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    view = NotedSell()
    runner = ImmediateRunner(Shop(counter.store, counter.clock))
    presenter = SellPresenter(runner, counter.gallery.founded.by, counter.clock, view)
    presenter.begin_exchange(coming_back(counter, sold, (1, 1)))
    assert presenter.cart.is_empty
    presenter.begin()
    assert presenter.cart.total == Rupiah(-185_000)


def test_it_is_rung_up_as_one_ticket(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    presenter, _view = begun(counter)
    presenter.scan(counter.gallery.pouch.code)
    presenter.begin_exchange(coming_back(counter, sold, (1, 1)))
    done: list[SaleCompleted] = []
    presenter.ring_up(presenter.cart, [cash(150_000)], frozenset(), done.append, print, lambda: None)
    assert [(each.code, each.total.amount) for each in done] == [("X1-000001", -150_000)]
    assert presenter.cart.is_empty
    assert examine(counter.store.path) == ()


def test_a_receipt_scanned_at_the_till_leads_to_an_exchange(till: Till, store: Store, clock: FixedClock) -> None:
    use_language("en")
    counter = Counter(store=store, clock=clock, gallery=till.gallery)
    counter.sell(line_of(till.gallery.mrico))
    till.scan(receipt_code(1, 1, 1))
    till.settle()
    receipt = till.sheet()
    receipt.take_back.click()  # type: ignore[attr-defined]  # the receipt's own button
    till.settle()
    sheet = till.sheet()
    assert isinstance(sheet, ReturnSheet)
    sheet.exchange_button.click()
    till.settle()
    assert not till.has_sheet()
    assert [each.code for each in till.screen.presenter.cart.returns] == ["J1-000001"]
    rows = till.screen.panel.lines.records
    assert rows.data(rows.index(0)) == "Mrico Bolong cap"
