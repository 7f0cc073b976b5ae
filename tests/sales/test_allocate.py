"""Which lots answer for a line, and what each one's part is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.consignment.queries import SellableLot
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import AgreementId, ItemId, LotId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.sales.allocate import Shelf, Taken, allocate, bearer_of
from sentra_pos.sales.cart import Discount, SaleLine

CLOCK = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
ITEM = ItemId(new_id(CLOCK))
PARTY = PartyId(new_id(CLOCK))


def lot(seq: int, pieces: int, *, bearer: DiscountBearer = DiscountBearer.SHOP, own: bool = False) -> SellableLot:
    agreement = Agreement(
        id=AgreementId(new_id(CLOCK)), party=PARTY, version=1, valid_from=date(2026, 1, 1),
        scheme=Scheme.COMMISSION_PERCENT, rate=Percent.whole(15), discount_bearer=bearer,
    )  # fmt: skip
    return SellableLot(
        lot=LotId(new_id(CLOCK)), item=ITEM, seq=seq, owner=None if own else PARTY, owner_name="",
        agreement=None if own else agreement, price=Rupiah(10_000), net_price=None,
        cost=Rupiah(4_000) if own else None, quantity=Quantity(pieces),
    )  # fmt: skip


def line(quantity: int, *, discount: int = 0, bearer: DiscountBearer | None = None) -> SaleLine:
    return SaleLine(
        item=ITEM,
        quantity=Quantity(quantity),
        price=Rupiah(10_000),
        discounts=(Discount(amount=Rupiah(discount), bearer=bearer, reason="langganan"),) if discount else (),
    )


def taken_of(taken: tuple[Taken, ...]) -> list[tuple[int, int, bool]]:
    return [(part.lot.seq, part.quantity.units, part.short) for part in taken]


def test_the_oldest_lot_answers_first_in_whatever_order_they_are_given() -> None:
    shelf = Shelf({ITEM: (lot(7, 5), lot(3, 2))})
    assert taken_of(shelf.take(ITEM, Quantity(4))) == [(3, 2, False), (7, 2, False)]


def test_two_lines_never_take_the_same_piece() -> None:
    shelf = Shelf({ITEM: (lot(1, 2), lot(2, 2))})
    shelf.take(ITEM, Quantity(1))
    assert shelf.available(ITEM) == Quantity(3)
    assert taken_of(shelf.take(ITEM, Quantity(3))) == [(1, 1, False), (2, 2, False)]


def test_what_no_lot_has_comes_from_the_newest_and_is_marked_short() -> None:
    shelf = Shelf({ITEM: (lot(1, 1), lot(2, 1))})
    assert taken_of(shelf.take(ITEM, Quantity(5))) == [(1, 1, False), (2, 4, True)]


def test_a_lot_below_zero_has_nothing_to_give() -> None:
    shelf = Shelf({ITEM: (lot(1, -3), lot(2, 5))})
    assert shelf.available(ITEM) == Quantity(2)
    assert taken_of(shelf.take(ITEM, Quantity(2))) == [(2, 2, False)]


def test_an_item_that_never_came_in_takes_no_lot() -> None:
    assert Shelf({}).take(ITEM, Quantity(1)) == ()
    assert allocate(1, line(1), ()) == ()


def test_the_shop_bears_a_discount_on_its_own_goods_and_wherever_it_says_so() -> None:
    theirs = lot(1, 1, bearer=DiscountBearer.ARTISAN)
    assert bearer_of(theirs) is DiscountBearer.ARTISAN
    assert bearer_of(lot(1, 1, own=True)) is DiscountBearer.SHOP


def test_the_shop_keeps_all_of_what_its_own_goods_bring() -> None:
    (part,) = allocate(1, line(2, discount=1_000), Shelf({ITEM: (lot(1, 2, own=True),)}).take(ITEM, Quantity(2)))
    assert (part.share, part.shop_part) == (ZERO, Rupiah(19_000))


@given(
    st.lists(st.tuples(st.integers(-3, 9), st.booleans(), st.sampled_from(DiscountBearer)), min_size=1, max_size=5),
    st.integers(1, 30),
    st.data(),
)
def test_the_parts_are_the_whole_line(
    lots: list[tuple[int, bool, DiscountBearer]], quantity: int, data: st.DataObject
) -> None:
    shelf = Shelf({ITEM: tuple(lot(n, count, own=own, bearer=who) for n, (count, own, who) in enumerate(lots))})
    wanted = line(quantity, discount=data.draw(st.integers(0, 10_000 * quantity)))
    parts = allocate(1, wanted, shelf.take(ITEM, wanted.quantity))
    assert sum(part.quantity.units for part in parts) == quantity
    assert sum_rupiah(part.discount for part in parts) == wanted.discount
    assert sum_rupiah(part.share + part.shop_part for part in parts) == wanted.amount
    assert len({part.lot for part in parts}) == len(parts)
    assert all(part.share >= ZERO for part in parts)


@pytest.mark.parametrize("lots", [(-1, 6), (6, -1)], ids=str)
def test_what_was_sold_below_zero_is_missing_on_the_shelf_whichever_lot_it_was(lots: tuple[int, int]) -> None:
    def shelf() -> Shelf:
        return Shelf({ITEM: tuple(lot(n, count) for n, count in enumerate(lots))})

    assert shelf().available(ITEM) == Quantity(5)
    assert not any(part.short for part in shelf().take(ITEM, Quantity(5)))
    beyond = shelf()
    taken = beyond.take(ITEM, Quantity(6))
    assert sum(part.quantity.units for part in taken) == 6
    assert [part.short for part in taken][-1]
    assert beyond.available(ITEM) == Quantity(0)


def test_a_shelf_that_is_below_zero_has_nothing_and_all_of_it_is_short() -> None:
    shelf = Shelf({ITEM: (lot(1, -8), lot(2, 6))})
    assert shelf.available(ITEM) == Quantity(0)
    assert taken_of(shelf.take(ITEM, Quantity(1))) == [(2, 1, True)]
