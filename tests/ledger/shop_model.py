"""A shop in plain dictionaries: what stock, debts and drawer must be after each act, worked out without the program."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from uuid import UUID


def nearest(amount: Fraction) -> int:
    """Half up, for what is zero or more."""
    return floor(amount + Fraction(1, 2))


@dataclass(kw_only=True)
class Terms:
    """How one artisan shares a price."""

    scheme: str
    rate: int = 0
    fixed: int = 0
    bearer: str = "shop"


@dataclass(kw_only=True)
class ModelLot:
    """What one line of one note brought."""

    owner: UUID | None
    terms: Terms
    net: int
    cost: int
    left: int


@dataclass(kw_only=True)
class Part:
    """A lot's part of a sold line; ``back`` pieces of it came back."""

    lot: ModelLot
    quantity: int
    share: int
    paid: int
    discount: int
    listed: int
    back: int = 0


@dataclass(kw_only=True)
class SoldLine:
    """A line of a sale as it stands after what came back."""

    item: UUID
    quantity: int
    amount: int
    parts: list[Part]
    back: int = 0


@dataclass
class ShopModel:
    """Debts and money as whole rupiah; what the shop owes counts up."""

    lots: defaultdict[UUID, list[ModelLot]] = field(default_factory=lambda: defaultdict(list))
    accrued: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    payable: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    advance: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    money: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    #: What the newest settlement's paper left to be paid; goods bought since are for the next one.
    left: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    sales: dict[UUID, list[SoldLine]] = field(default_factory=dict)

    def stock(self, item: UUID) -> int:
        return sum(lot.left for lot in self.lots[item])

    def sellable(self, item: UUID) -> int:
        return max(self.stock(item), 0)

    def take_in(self, item: UUID, party: UUID, terms: Terms, *, quantity: int, net: int, cost: int) -> None:
        outright = terms.scheme == "outright"
        owner = None if outright else party
        self.lots[item].append(ModelLot(owner=owner, terms=terms, net=net, cost=cost, left=quantity))
        if outright:
            self.payable[party] += quantity * cost

    def sell(
        self, item: UUID, quantity: int, price: int, discount: int, *, shop_bears: bool, service: bool
    ) -> SoldLine:
        amount = price * quantity - discount
        parts = [] if service else self._parts(item, quantity, price, discount, shop_bears=shop_bears)
        for part in parts:
            if part.lot.owner is not None:
                self.accrued[part.lot.owner] += part.share
        return SoldLine(item=item, quantity=quantity, amount=amount, parts=parts)

    def _parts(self, item: UUID, quantity: int, price: int, discount: int, *, shop_bears: bool) -> list[Part]:
        taken: list[tuple[ModelLot, int]] = []
        missing = quantity
        for lot in self.lots[item]:
            here = min(missing, max(lot.left, 0))
            if here:
                taken.append((lot, here))
                missing -= here
        if missing and self.lots[item]:
            newest = self.lots[item][-1]
            had = taken.pop()[1] if taken and taken[-1][0] is newest else 0
            taken.append((newest, had + missing))
        discounts = spread(discount, [price * count for _lot, count in taken])
        parts = []
        for (lot, count), less in zip(taken, discounts, strict=True):
            lot.left -= count
            listed = price * count
            share = share_of(lot, price, count, less, shop_bears=shop_bears)
            parts.append(Part(lot=lot, quantity=count, share=share, paid=listed - less, discount=less, listed=listed))
        return parts

    def take_back(self, sold: SoldLine, units: int) -> int:
        """What the customer gets; in whatever steps, the whole line comes back to the rupiah."""
        total = 0
        if not sold.parts:
            total = _step(sold.amount, sold.back, units, sold.quantity)
        missing = units
        for part in sold.parts:
            here = min(missing, part.quantity - part.back)
            if not here:
                continue
            missing -= here
            total += _step(part.listed, part.back, here, part.quantity)
            total -= _step(part.discount, part.back, here, part.quantity)
            if part.lot.owner is not None:
                self.accrued[part.lot.owner] -= _step(part.share, part.back, here, part.quantity)
            part.back += here
            part.lot.left += here
        sold.back += units
        return total

    def recoverable(self, party: UUID) -> int:
        """What of an advance a settlement takes back now, all accrued being payable."""
        return max(min(self.advance[party], self.payable[party] + self.accrued[party]), 0)

    def settle(self, party: UUID) -> int:
        """What is to be paid then."""
        recovered = self.recoverable(party)
        self.payable[party] += self.accrued.pop(party, 0)
        self.payable[party] -= recovered
        self.advance[party] -= recovered
        self.left[party] = max(self.payable[party], 0)
        return self.left[party]

    def payable_now(self, party: UUID) -> int:
        return min(self.left[party], self.payable[party])


def _step(whole: int, before: int, units: int, of: int) -> int:
    return nearest(Fraction(whole * (before + units), of)) - nearest(Fraction(whole * before, of))


def share_of(lot: ModelLot, price: int, count: int, discount: int, *, shop_bears: bool) -> int:
    """The artisan's share of a part, from the agreement's own words."""
    terms = lot.terms
    if lot.owner is None:
        return 0
    if terms.scheme == "net_price":
        each = lot.net
    elif terms.scheme == "commission_fixed":
        each = max(price - terms.fixed, 0)
    else:
        each = price - nearest(Fraction(price * terms.rate, 10_000))
    whole, listed = each * count, price * count
    if not discount or shop_bears or terms.bearer == "shop":
        return whole
    if terms.bearer == "artisan":
        return max(whole - discount, 0)
    return nearest(Fraction(whole * (listed - discount), listed))


def spread(discount: int, weights: list[int]) -> list[int]:
    """By largest remainder, the earlier first."""
    if not weights or not sum(weights):
        return [0] * len(weights)
    exact = [Fraction(discount * weight, sum(weights)) for weight in weights]
    parts = [floor(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: discount - sum(parts)]:
        parts[i] += 1
    return parts
