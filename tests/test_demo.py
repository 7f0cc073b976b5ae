"""The demo shop: made by the acts of a real one, so its book is whole and its screens are alive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sentra_pos.catalogue.queries import items_page
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.money import ZERO
from sentra_pos.demo import DEMO_PIN, build_demo
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.queries import headers
from sentra_pos.payments.bank_queries import unreceived_payments
from sentra_pos.payments.checks import unchecked_payments
from sentra_pos.payments.methods import QRIS
from sentra_pos.payments.set_qris import qris_standing
from sentra_pos.people.log_in import LogIn, log_in
from sentra_pos.people.queries import artisans, staff_list
from sentra_pos.sales.customer_queries import open_accounts
from sentra_pos.sales.held_queries import held_carts
from sentra_pos.sales.promotion_queries import promotions_on
from sentra_pos.sales.queries import newest_sales
from sentra_pos.settlement.locked import settlements_of
from sentra_pos.settlement.queries import owed_by_artisan
from sentra_pos.shop import Shop, open_shop
from sentra_pos.stock.places import shelf_of
from sentra_pos.tills.queries import till_standing
from sentra_pos.tills.shift_queries import Movement, shift_totals

#: In the afternoon of a day two weeks after which a settlement day lies.
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two weeks are as good as five to look at, and quicker made."""
    file = tmp_path_factory.mktemp("demo") / "toko.sqlite3"
    build_demo(file, FixedClock(NOW), weeks=2)
    return file


@pytest.fixture
def demo(demo_file: Path) -> Iterator[Shop]:
    shop = open_shop(demo_file, FixedClock(NOW))
    yield shop
    shop.close()


def test_the_doctor_has_nothing_to_say(demo_file: Path) -> None:
    assert examine(demo_file) == ()


def test_twelve_workshops_have_goods_on_the_shelf(demo: Shop) -> None:
    with demo.reading() as session:
        cards = items_page(session, shelf_of(session, demo.device), category=None, offset=0, limit=500)
        assert len(artisans(session)) == 12
    assert sum(card.total_stock.units for card in cards) > 100


def test_its_qris_can_be_shown_and_pays_nobody(demo: Shop) -> None:
    with demo.reading() as session:
        merchant = qris_standing(session)
    assert merchant is not None
    assert (merchant.name, merchant.is_dynamic) == ("GALERI BATIK CONTOH", False)


def test_it_sold_yesterday_and_today_and_the_till_is_open(demo: Shop) -> None:
    with demo.reading() as session:
        sales = newest_sales(session, limit=200)
        till = till_standing(session, demo.device)
    assert len(sales) > 20
    assert NOW - timedelta(days=1) < sales[0].at <= NOW
    assert min(sale.at for sale in sales) >= NOW - timedelta(days=15)
    assert till.shift is not None
    assert till.drawer > ZERO


def test_some_settlements_are_paid_and_new_ones_wait(demo: Shop) -> None:
    with demo.reading() as session:
        assert [row for row in settlements_of(session) if row.total and not row.payable]
        assert [owed for owed in owed_by_artisan(session) if owed.to_pay > ZERO]


def test_every_screen_of_the_till_has_something_to_show(demo: Shop) -> None:
    with demo.reading() as session:
        (agency,) = open_accounts(session)
        unseen = unchecked_payments(session)
        exchanges = headers(session, DocumentKind.EXCHANGE)
        (cart,) = held_carts(session)
        (promotion,) = promotions_on(session, business_today(demo.clock))
        waiting = unreceived_payments(session, QRIS)
        till = till_standing(session, demo.device)
        assert till.shift is not None
        moved = shift_totals(session, till.shift.id, demo.device).moved
    assert agency.balance > ZERO
    assert QRIS in {each.method for each in unseen}
    assert len(exchanges) == 1
    assert waiting
    assert (cart.name, promotion.name) == ("Bu Ani", "Pekan Batik")
    assert [each.movement for each in moved] == [Movement.PAID_OUT]


def test_its_owner_enters_with_the_pin_that_is_told(demo: Shop) -> None:
    with demo.reading() as session:
        owner = staff_list(session)[0]
    assert log_in(demo.store, LogIn(device=demo.device, staff=owner.id, pin=DEMO_PIN), demo.clock).name == owner.name


def test_it_is_the_same_shop_each_time(demo_file: Path, tmp_path: Path) -> None:
    build_demo(tmp_path / "toko.sqlite3", FixedClock(NOW), weeks=2)
    told = []
    for file in (demo_file, tmp_path / "toko.sqlite3"):
        shop = open_shop(file, FixedClock(NOW))
        with shop.reading() as session:
            told.append([(sale.code, sale.at, sale.total) for sale in newest_sales(session, limit=200)])
        shop.close()
    assert told[0] == told[1]
