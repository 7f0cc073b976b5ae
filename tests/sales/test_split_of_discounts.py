"""Every line's parts sum exactly, whatever is taken off it, by whom, and whose goods answer for it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.consignment.queries import SellableLot
from sentra_pos.consignment.rules import share_at_list
from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.doctor.facts import LotTerms, share_due
from sentra_pos.sales.basket import Basket, CartDiscount, basket_as_json, basket_from_json, with_cart_discount
from sentra_pos.sales.cart import (
    Condition,
    Discount,
    DiscountOrigin,
    ReturnedLine,
    SaleLine,
    Tender,
)
from tests.sales.drawn_carts import CLOCK, PARTY, Case, carts


@given(carts())
def test_each_lines_parts_are_the_line_to_the_rupiah(case: Case) -> None:
    for line, parts in zip(case.lines, case.allocations(), strict=True):
        assert ZERO <= line.amount <= line.list_amount
        assert sum_rupiah(part.list_amount for part in parts) == line.list_amount
        assert sum_rupiah(part.discount for part in parts) == line.discount
        assert sum_rupiah(part.shop_discount for part in parts) == line.shop_discount
        assert sum_rupiah(part.share + part.shop_part for part in parts) == line.amount
        for part in parts:
            assert ZERO <= part.shop_discount <= part.discount <= part.list_amount
            assert part.share + part.shop_part == part.list_amount - part.discount


@given(carts())
def test_what_the_shop_took_upon_itself_never_lowers_a_share(case: Case) -> None:
    for line, lots, parts in zip(case.lines, case.lots, case.allocations(), strict=True):
        by_lot = {lot.lot: lot for lot in lots}
        for part in parts:
            lot = by_lot[part.lot]
            at_list = share_at_list(lot.agreement if lot.owner else None, line.price, lot.net_price)
            assert ZERO <= part.share <= at_list.times(part.quantity)
            if part.shop_discount == part.discount:
                assert part.share == at_list.times(part.quantity)


@given(carts())
def test_the_doctor_reckons_every_share_alike_by_its_own_arithmetic(case: Case) -> None:
    for line, lots, parts in zip(case.lines, case.lots, case.allocations(), strict=True):
        by_lot = {lot.lot: lot for lot in lots}
        for part in parts:
            terms = _as_the_doctor_reads(by_lot[part.lot])
            agreed = (part.discount - part.shop_discount).amount
            assert share_due(terms, line.price.amount, part.quantity.units, agreed) == part.share.amount


def _as_the_doctor_reads(lot: SellableLot) -> LotTerms:
    terms = lot.agreement
    assert terms is not None
    return LotTerms(
        owner=None if lot.owner is None else lot.owner.bytes,
        cost=0 if lot.cost is None else lot.cost.amount,
        net_price=None if lot.net_price is None else lot.net_price.amount,
        scheme=terms.scheme.value,
        rate=0 if terms.rate is None else terms.rate.basis_points,
        fixed=0 if terms.fixed is None else terms.fixed.amount,
        bearer=terms.discount_bearer.value,
    )


# --------------------------------------------------------------------------------------------------- the whole cart's


def line(price: int, quantity: int = 1, *, less: int = 0) -> SaleLine:
    off = (Discount(amount=Rupiah(less), reason="langganan"),) if less else ()
    return SaleLine(item=ItemId(new_id(CLOCK)), quantity=Quantity(quantity), price=Rupiah(price), discounts=off)


def of_cart(lines: tuple[SaleLine, ...]) -> list[int]:
    return [sum(each.amount.amount for each in line.discounts if each.origin is DiscountOrigin.CART) for line in lines]


def test_a_carts_discount_goes_over_its_lines_by_what_each_comes_to() -> None:
    lines = with_cart_discount(
        (line(100_000), line(50_000), line(30_000, less=30_000)), CartDiscount(amount=Rupiah(1_000))
    )
    assert of_cart(lines) == [667, 333, 0]


def test_a_carts_discount_in_percent_is_of_what_is_left_after_the_lines_own() -> None:
    lines = (line(100_000, less=20_000), line(50_000))
    ten = CartDiscount(rate=Percent.whole(10), bearer=DiscountBearer.SHOP, reason="rombongan")
    given = with_cart_discount(lines, ten)
    assert of_cart(given) == [8_000, 5_000]
    assert [each.shop_discount for each in given] == [Rupiah(8_000), Rupiah(5_000)]
    assert given[1].discounts[0].reason == "rombongan"


def test_a_carts_discount_is_never_spread_twice() -> None:
    lines = (line(100_000), line(50_000))
    ten, five = CartDiscount(rate=Percent.whole(10)), CartDiscount(rate=Percent.whole(5))
    assert with_cart_discount(with_cart_discount(lines, ten), five) == with_cart_discount(lines, five)
    assert with_cart_discount(with_cart_discount(lines, ten), None) == lines


@given(carts(), st.booleans())
def test_a_cart_is_read_again_as_it_was_kept(case: Case, full: bool) -> None:
    basket = Basket(lines=case.lines, rates=tuple(None for _line in case.lines))
    if full:
        basket = replace(
            basket,
            rates=tuple(Percent(250) for _line in case.lines),
            discount=CartDiscount(rate=Percent.whole(5), bearer=DiscountBearer.SHOP, reason="rombongan"),
            returns=(
                ReturnedLine(sale=DocumentId(PARTY), line=2, quantity=Quantity(3), condition=Condition.DAMAGED_SHOP),
            ),
            customer=PARTY,
            language="en",
            tenders=(Tender(method="qris", given=Rupiah(90_000), reference="R 1", confirmed=True),),
        )
    assert basket_from_json(basket_as_json(basket)) == basket


def test_a_line_remembers_promotion_and_reason_in_a_draft() -> None:
    off = Discount(amount=Rupiah(500), origin=DiscountOrigin.PROMOTION, reason="Pekan batik", promotion=UUID(int=7))
    kept = Basket(lines=(replace(line(5_000), discounts=(off,), reason="pesanan khusus"),), rates=(None,))
    assert basket_from_json(basket_as_json(kept)) == kept
