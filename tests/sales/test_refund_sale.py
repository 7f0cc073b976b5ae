"""What comes back mirrors what was sold, in whatever order and whenever it comes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.errors import (
    DrawerTooLow,
    InTheShopAlready,
    NothingReturned,
    NotReturnable,
    ReturnedTwice,
    SaleNotFound,
    SellBelowZero,
    UnknownPaymentMethod,
)
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.pay_out import PayOut, pay_out
from sentra_pos.stock.queries import in_the_shop, items_at
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.errors import TillNotOpen
from tests.factories import bring_in, consign
from tests.gallery import a_gallery
from tests.sales.shop import Counter, line_of


def stock_of_mrico(counter: Counter) -> Quantity:
    gallery = counter.gallery
    with counter.store.reading() as session:
        return items_at(session, gallery.founded.shelf, [gallery.mrico.id])[gallery.mrico.id]


def money(counter: Counter) -> list[int]:
    """Every account that a sale of Tirta's goods touches."""
    kinds = (AccountKind.COMMISSION, AccountKind.DISCOUNT_EXPENSE, AccountKind.SALES, AccountKind.TO_IDENTIFY)
    whole = [counter.balance(kind) for kind in kinds]
    return [counter.drawer, counter.balance(AccountKind.ACCRUED, party=counter.gallery.tirta), *whole]


def test_a_whole_sale_taken_back_leaves_nothing_behind(counter: Counter) -> None:
    before, stock = money(counter), stock_of_mrico(counter)
    sold = counter.sell(line_of(counter.gallery.mrico, 3, discount=10_000), line_of(counter.gallery.lesson, 2))
    back = counter.refund(sold.id, (1, 3), (2, 2))
    assert (back.code, back.total) == ("R1-000001", sold.total)
    assert (money(counter), stock_of_mrico(counter)) == (before, stock)
    assert examine(counter.store.path) == ()


def test_goods_that_were_sold_below_zero_come_back_to_where_they_were(counter: Counter) -> None:
    before, stock = money(counter), stock_of_mrico(counter)
    command = counter.sale(line_of(counter.gallery.mrico, 20))
    sold = counter.ring(replace(command, confirmed=frozenset({SellBelowZero.about(counter.gallery.mrico.id)})))
    counter.refund(sold.id, (1, 20))
    assert (money(counter), stock_of_mrico(counter)) == (before, stock)


def test_more_than_was_sold_does_not_come_back(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 3))
    counter.refund(sold.id, (1, 2))
    with pytest.raises(NotReturnable, match="1"):
        counter.refund(sold.id, (1, 2))
    with pytest.raises(NotReturnable):
        counter.refund(sold.id, (1, 0))
    counter.refund(sold.id, (1, 1))
    with pytest.raises(NotReturnable):
        counter.refund(sold.id, (1, 1))


def test_a_refund_needs_a_sale_and_lines_of_it(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    with pytest.raises(SaleNotFound):
        counter.refund(DocumentId(new_id(counter.clock)), (1, 1))
    with pytest.raises(SaleNotFound):
        counter.refund(sold.id, (9, 1))
    with pytest.raises(SaleNotFound):
        counter.refund(sold.id, (2, 1))
    with pytest.raises(NothingReturned):
        counter.refund(sold.id)
    with pytest.raises(UnknownPaymentMethod):
        counter.refund(sold.id, (1, 1), method="shells")


def test_one_line_is_named_once_in_a_refund(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 2))
    with pytest.raises(ReturnedTwice, match="Mrico Bolong"):
        counter.refund(sold.id, (1, 1), (1, 1))


def test_a_unique_piece_that_lies_in_the_shop_again_does_not_come_back_a_second_time(counter: Counter) -> None:
    gallery = counter.gallery
    sold = counter.sell(line_of(gallery.surya), line_of(gallery.mrico))
    with counter.store.writing() as session:
        # As a book written elsewhere may bring it; a note of this till would be refused.
        consign(session, counter.clock, gallery.founded, gallery.surya.id, pieces=1, price=1_850_000)
    with pytest.raises(InTheShopAlready, match="Surya Majapahit"):
        counter.refund(sold.id, (1, 1))
    counter.refund(sold.id, (2, 1))
    with counter.store.reading() as session:
        assert in_the_shop(session, [gallery.surya.id]) == {gallery.surya.id: Quantity(1)}


def test_a_unique_piece_comes_back_once_it_is_gone(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.surya))
    counter.refund(sold.id, (1, 1))
    with counter.store.reading() as session:
        assert in_the_shop(session, [counter.gallery.surya.id]) == {counter.gallery.surya.id: Quantity(1)}


def test_a_cashier_does_not_give_money_back(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    with pytest.raises(NotAllowed):
        counter.refund(sold.id, (1, 1), by=counter.gallery.cashier)


def test_a_drawer_never_pays_what_it_does_not_hold(counter: Counter) -> None:
    by_transfer = Tender(method="transfer", given=Rupiah(1_850_000), reference="TRX 8")
    sold = counter.sell(line_of(counter.gallery.surya), tenders=(by_transfer,))
    with pytest.raises(DrawerTooLow):
        counter.refund(sold.id, (1, 1))
    counter.refund(sold.id, (1, 1), method="transfer")
    assert counter.balance(AccountKind.BANK) == 0


def test_the_same_refund_again_is_the_one_that_stands(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico, 2))
    first = counter.refund(sold.id, (1, 1))
    again = counter.refund(sold.id, (1, 1), identity=first.id)
    assert (again.code, again.total) == (first.code, first.total)
    with pytest.raises(OtherWishUnderSameId):
        counter.refund(sold.id, (1, 2), identity=first.id)


def test_nothing_is_given_back_at_a_closed_till(counter: Counter) -> None:
    sold = counter.sell(line_of(counter.gallery.mrico))
    command = CloseTill(
        id=DocumentId(new_id(counter.clock)), by=counter.gallery.founded.by, counted=Rupiah(0), reason="x"
    )
    with counter.store.writing() as session:
        close_till(session, command, clock=counter.clock)
    with pytest.raises(TillNotOpen):
        counter.refund(sold.id, (1, 1))


def test_a_refund_after_the_artisan_was_paid_leaves_her_in_debt_until_the_next_settlement(counter: Counter) -> None:
    gallery = counter.gallery
    sold = counter.sell(line_of(gallery.mrico, 2))
    by = gallery.founded.by
    settlement = LockSettlement(id=DocumentId(new_id(counter.clock)), by=by, party=gallery.tirta)
    with counter.store.writing() as session:
        locked = lock_settlement(session, settlement, clock=counter.clock)
        payout = PayOut(
            id=DocumentId(new_id(counter.clock)), by=by, settlement=settlement.id, method=PayoutMethod.CASH,
            amount=locked.to_pay,
        )  # fmt: skip
        pay_out(session, payout, clock=counter.clock)
    assert counter.balance(AccountKind.ACCRUED, party=gallery.tirta) == 0
    counter.refund(sold.id, (1, 1))
    assert counter.balance(AccountKind.ACCRUED, party=gallery.tirta) == 157_250
    assert counter.drawer == 500_000 + 370_000 - 314_500 - 185_000
    assert examine(counter.store.path) == ()


@pytest.fixture(scope="module")
def busy_counter(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Iterator[Counter]:
    """One shop for many examples; each looks at what it changed itself."""
    clock = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
    file = tmp_path_factory.mktemp("refunds") / "shop.db"
    store = Store(Path(shutil.copy(empty_store_file, file)))
    gallery = a_gallery(store, clock)
    with store.writing() as session:
        for pieces in (7, 4000):
            bring_in(session, clock, gallery.founded, gallery.tirta, gallery.mrico.id, pieces=pieces, price=185_000)
    yield Counter(store=store, clock=clock, gallery=gallery)
    store.close()


@settings(max_examples=20)
@given(
    quantities=st.lists(st.integers(1, 9), min_size=1, max_size=3),
    discount=st.integers(0, 185_000),
    data=st.data(),
)
def test_partial_refunds_in_any_order_return_to_zero(
    busy_counter: Counter, quantities: list[int], discount: int, data: st.DataObject
) -> None:
    counter = busy_counter
    before, stock = money(counter), stock_of_mrico(counter)
    sold = counter.sell(*(line_of(counter.gallery.mrico, n, discount=discount) for n in quantities))
    left = dict(enumerate(quantities, start=1))
    given_back = 0
    while left:
        number = data.draw(st.sampled_from(sorted(left)))
        units = data.draw(st.integers(1, left[number]))
        given_back += counter.refund(sold.id, (number, units)).total.amount
        left[number] -= units
        if not left[number]:
            del left[number]
    assert given_back == sold.total.amount
    assert (money(counter), stock_of_mrico(counter)) == (before, stock)
