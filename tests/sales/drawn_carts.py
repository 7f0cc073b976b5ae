"""Carts drawn for property tests: any prices, discounts, bearers and schemes, and the lots that answer for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from sentra_pos.consignment.facts import CostBearer, DiscountBearer, Scheme
from sentra_pos.consignment.queries import SellableLot
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import AgreementId, ItemId, LotId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.draft import Allocation
from sentra_pos.sales.allocate import Shelf, allocate
from sentra_pos.sales.basket import CartDiscount, with_cart_discount
from sentra_pos.sales.cart import Discount, DiscountOrigin, SaleLine

CLOCK = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
PARTY, OTHER = PartyId(new_id(CLOCK)), PartyId(new_id(CLOCK))
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


def _agreement(draw: st.DrawFn, scheme: Scheme, party: PartyId) -> Agreement:
    return Agreement(
        id=AgreementId(new_id(CLOCK)),
        party=party,
        version=1,
        valid_from=date(2026, 1, 1),
        scheme=scheme,
        rate=Percent(draw(st.integers(0, 10_000))) if scheme is Scheme.COMMISSION_PERCENT else None,
        fixed=Rupiah(draw(st.integers(0, 2 * DEAREST))) if scheme is Scheme.COMMISSION_FIXED else None,
        discount_bearer=draw(st.sampled_from(DiscountBearer)),
        # One of the two bears what payments cost.
        payment_cost_bearer=CostBearer.ARTISAN if party == PARTY else CostBearer.SHOP,
    )


def _lots(draw: st.DrawFn, item: ItemId, price: int, wanted: int) -> tuple[SellableLot, ...]:
    """Up to three lots under any schemes; together they may have too few."""
    found = []
    for seq in range(1, draw(st.integers(1, 3)) + 1):
        scheme = draw(st.sampled_from(Scheme))
        own = scheme is Scheme.OUTRIGHT
        party = draw(st.sampled_from((PARTY, OTHER)))
        net = Rupiah(draw(st.integers(1, price))) if scheme is Scheme.NET_PRICE else None
        found.append(
            SellableLot(
                lot=LotId(new_id(CLOCK)),
                item=item,
                seq=seq,
                owner=None if own else party,
                owner_name="",
                agreement=_agreement(draw, scheme, party),
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
