"""Every line's parts sum exactly, whatever is taken off it, by whom, and whose goods answer for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.consignment.facts import DiscountBearer, Scheme
from sentra_pos.consignment.queries import SellableLot
from sentra_pos.consignment.rules import Agreement, share_at_list
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import AgreementId, DocumentId, ItemId, LotId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.doctor.facts import LotTerms, share_due
from sentra_pos.ledger.draft import Allocation
from sentra_pos.sales.allocate import Shelf, allocate
from sentra_pos.sales.basket import Basket, CartDiscount, basket_as_json, basket_from_json, with_cart_discount
from sentra_pos.sales.cart import (
    Condition,
    Discount,
    DiscountOrigin,
    ReturnedLine,
    SaleLine,
    Tender,
)

CLOCK = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
PARTY = PartyId(new_id(CLOCK))
DEAREST = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A cart with the lots that answer for each of its lines."""

    lines: tuple[SaleLine, ...]
    lots: tuple[tuple[SellableLot, ...], ...]

    def allocations(self) -> list[tuple[Allocation, ...]]:
        shelf = Shelf({line.item: lots for line, lots in zip(self.lines, self.lots, strict=True)})
        return [
            allocate(number, line, shelf.take(line.item, line.quantity))
            for number, line in enumerate(self.lines, start=1)
        ]


def _agreement(draw: st.DrawFn, scheme: Scheme) -> Agreement:
    return Agreement(
        id=AgreementId(new_id(CLOCK)),
        party=PARTY,
        version=1,
        valid_from=date(2026, 1, 1),
        scheme=scheme,
        rate=Percent(draw(st.integers(0, 10_000))) if scheme is Scheme.COMMISSION_PERCENT else None,
        fixed=Rupiah(draw(st.integers(0, 2 * DEAREST))) if scheme is Scheme.COMMISSION_FIXED else None,
        discount_bearer=draw(st.sampled_from(DiscountBearer)),
    )


def _lots(draw: st.DrawFn, item: ItemId, price: int, wanted: int) -> tuple[SellableLot, ...]:
    """Up to three lots under any schemes; together they may have too few."""
    found = []
    for seq in range(1, draw(st.integers(1, 3)) + 1):
        scheme = draw(st.sampled_from(Scheme))
        own = scheme is Scheme.OUTRIGHT
        net = Rupiah(draw(st.integers(1, price))) if scheme is Scheme.NET_PRICE else None
        found.append(
            SellableLot(
                lot=LotId(new_id(CLOCK)),
                item=item,
                seq=seq,
                owner=None if own else PARTY,
                owner_name="",
                agreement=_agreement(draw, scheme),
                price=Rupiah(price),
                net_price=net,
                cost=Rupiah(price // 2) if own else None,
                quantity=Quantity(draw(st.integers(0, wanted))),
            )
        )
    return tuple(found)


def _discounts(draw: st.DrawFn, whole: int) -> tuple[Discount, ...]:
    """By hand, by a promotion, both or neither; never more than the line."""
    first = draw(st.integers(0, whole))
    second = draw(st.integers(0, whole - first))
    origins = (DiscountOrigin.LINE, DiscountOrigin.PROMOTION)
    bearers = st.sampled_from([None, DiscountBearer.SHOP])
    return tuple(
        Discount(amount=Rupiah(amount), bearer=draw(bearers), origin=origin, reason="langganan")
        for amount, origin in zip((first, second), origins, strict=True)
        if amount
    )


@st.composite
def carts(draw: st.DrawFn) -> Case:
    """Lines at up to a billion rupiah, some of them below, and a discount on the whole."""
    lines, lots = [], []
    for _line in range(draw(st.integers(1, 4))):
        item = ItemId(new_id(CLOCK))
        price = draw(st.integers(1, DEAREST) | st.integers(1, 200))
        quantity = draw(st.integers(1, 12))
        discounts = _discounts(draw, price * quantity)
        lines.append(SaleLine(item=item, quantity=Quantity(quantity), price=Rupiah(price), discounts=discounts))
        lots.append(_lots(draw, item, price, quantity))
    left = sum_rupiah(line.amount for line in lines).amount
    given = draw(st.integers(0, left) | st.none())
    discount = CartDiscount(
        amount=ZERO if given is None else Rupiah(given),
        rate=Percent(draw(st.integers(0, 10_000))) if given is None else None,
        bearer=draw(st.sampled_from([None, DiscountBearer.SHOP])),
        reason="rombongan",
    )
    return Case(lines=with_cart_discount(lines, discount), lots=tuple(lots))


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
