"""A shop in plain dictionaries: what stock, debts and drawer must be after each act, worked out without the program."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from uuid import UUID

#: What the bank keeps of a payment by QRIS, in hundredths of a percent, and up to what amount it keeps nothing.
COST_RATE, COST_FREE = 70, 50_000
_ACCOUNTS = {"cash": "drawer", "qris": "in_transit", "transfer": "bank", "lost": "loss_expense"}
_MONEY = ("cash", "qris", "transfer")


def nearest(amount: Fraction) -> int:
    """Half up, for what is zero or more."""
    return floor(amount + Fraction(1, 2))


def nearest_part(whole: int, basis_points: int) -> int:
    """So many hundredths of a percent of it."""
    return nearest(Fraction(whole * basis_points, 10_000))


@dataclass(kw_only=True)
class Terms:
    """How one artisan shares a price, and whether a payment's cost is his."""

    scheme: str
    rate: int = 0
    fixed: int = 0
    bearer: str = "shop"
    bears_cost: bool = False


@dataclass(kw_only=True)
class ModelLot:
    """What one line of one note brought; ``damaged`` came back, and still is the artisan's."""

    owner: UUID | None
    terms: Terms
    net: int
    cost: int
    left: int
    damaged: int = 0


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
    is_settled: bool = False

    @property
    def bearer(self) -> UUID | None:
        """Whose the cost of its payment is; nobody: the shop's."""
        return self.lot.owner if self.lot.terms.bears_cost else None

    @property
    def paid_back(self) -> int:
        """What went back for the pieces that came back."""
        return _step(self.listed, 0, self.back, self.quantity) - _step(self.discount, 0, self.back, self.quantity)


@dataclass(kw_only=True)
class SoldLine:
    """A line of a sale as it stands after what came back."""

    item: UUID
    quantity: int
    amount: int
    parts: list[Part]
    back: int = 0


@dataclass(kw_only=True)
class ModelSale:
    """A sale or exchange: its lines, how it is paid now, and what went back of that, by way of paying.

    ``with_goods`` of an exchange was paid with what came back in it. ``papers`` are the documents that its tenders
    stand on, ``costs`` what they cost as a whole, and ``borne`` what artisans bear of it now.
    """

    lines: list[SoldLine]
    paid: dict[str, int]
    papers: dict[str, UUID]
    shift: int
    customer: UUID | None = None
    with_goods: int = 0
    exchange: bool = False
    voided: bool = False
    back: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    costs: dict[UUID | None, int] = field(default_factory=dict)
    borne: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))

    def ways(self) -> dict[str, int]:
        """What may still go back by each way; cash also in the place of other money."""
        left = {way: self.paid.get(way, 0) - self.back[way] for way in {*self.paid, *self.back}}
        real = max(sum(left.get(way, 0) for way in _MONEY) + self.with_goods, 0)
        return {way: min(amount, real) if way in _MONEY else amount for way, amount in left.items()} | {"cash": real}

    def share_out(self, total: int, wish: str) -> dict[str, int]:
        """What was never paid goes back as it came where the money does not reach; the rest as wished, or in cash."""
        ways = self.ways()
        parts: dict[str, int] = {}
        rest = total
        for way in ("lost", "account"):
            short = rest - ways["cash"]
            if short > 0 and ways.get(way, 0) > 0:
                parts[way] = min(short, ways[way])
                rest -= parts[way]
        parts[wish if ways.get(wish, 0) >= rest else "cash"] = rest
        return parts


@dataclass
class ShopModel:
    """Debts and money as whole rupiah; what the shop owes counts up, and so does what it earns or has."""

    lots: defaultdict[UUID, list[ModelLot]] = field(default_factory=lambda: defaultdict(list))
    accrued: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    payable: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    advance: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    receivable: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    money: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    #: What the newest settlement's paper left to be paid; goods bought since are for the next one.
    left: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    sales: dict[UUID, ModelSale] = field(default_factory=dict)
    #: Payments that nobody has seen, by paper and way of paying.
    unchecked: dict[tuple[UUID, str], int] = field(default_factory=dict)
    #: The papers whose payments by QRIS the bank has brought.
    received: set[UUID] = field(default_factory=set)

    def stock(self, item: UUID) -> int:
        return sum(lot.left for lot in self.lots[item])

    def sellable(self, item: UUID) -> int:
        return max(self.stock(item), 0)

    def under_a_net(self, item: UUID, price: int) -> bool:
        """Whether an artisan would get more of a piece that the shop has."""
        here = (lot for lot in self.lots[item] if lot.left > 0 or lot.damaged)
        return any(lot.owner is not None and lot.net > price for lot in here)

    def take_in(self, item: UUID, party: UUID, terms: Terms, *, quantity: int, net: int, cost: int) -> None:
        outright = terms.scheme == "outright"
        owner = None if outright else party
        self.lots[item].append(ModelLot(owner=owner, terms=terms, net=net, cost=cost, left=quantity))
        if outright:
            self.payable[party] += quantity * cost

    def pay(self, way: str, amount: int, customer: UUID | None = None) -> None:
        """So much more stands by this way of paying; below zero it went out."""
        if way == "account":
            assert customer is not None
            self.receivable[customer] += amount
        else:
            self.money[_ACCOUNTS[way]] += amount

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

    def rung(self, sale: ModelSale, identity: UUID) -> None:
        """Book how it was paid, and what that costs."""
        self.sales[identity] = sale
        for way, amount in sale.paid.items():
            self.pay(way, amount, sale.customer)
            self.to_be_seen(identity, way, amount)
        weights = [(part.bearer, part.paid) for line in sale.lines for part in line.parts]
        weights += [(None, line.amount) for line in sale.lines if not line.parts]
        self.charge(sale, sale.paid.get("qris", 0), weights)

    def to_be_seen(self, paper: UUID, way: str, amount: int) -> None:
        """Nobody has seen it arrive."""
        if way in ("qris", "transfer") and amount > 0:
            self.unchecked[paper, way] = amount

    def charge(self, sale: ModelSale, by_qris: int, weights: list[tuple[UUID | None, int]]) -> None:
        """The whole cost of the sale's payment, for now."""
        sale_cost = cost_of(by_qris)
        before = sum(sale.costs.values())
        sale.costs = {}
        if sale_cost and any(paid for _bearer, paid in weights):
            parts = spread(sale_cost, [paid for _bearer, paid in weights])
            for (bearer, _paid), part in zip(weights, parts, strict=True):
                sale.costs[bearer] = sale.costs.get(bearer, 0) + part
        elif sale_cost:
            sale.costs = {None: sale_cost}
        self.charge_shop(sale_cost - before)
        self.recost(sale)

    def charge_shop(self, cost: int) -> None:
        """What a payment cost that no sale is behind."""
        self.money["in_transit"] -= cost
        self.money["payment_cost"] += cost

    def recost(self, sale: ModelSale) -> None:
        """An artisan bears the cost of what was not brought back; the shop the rest."""
        for party in {*sale.borne, *sale.costs}:
            if party is None:
                continue
            parts = [part for line in sale.lines for part in line.parts if part.bearer == party]
            worth, back = sum(part.paid for part in parts), sum(part.paid_back for part in parts)
            full = sale.costs.get(party, 0)
            borne = full - nearest(Fraction(full * back, worth)) if worth else full
            self.accrued[party] -= borne - sale.borne[party]
            self.money["payment_cost"] -= borne - sale.borne[party]
            sale.borne[party] = borne

    def change(self, sale: ModelSale, wrong: str, right: str, paper: UUID, customer: UUID | None) -> None:
        """The whole of one tender came another way."""
        amount = sale.paid.pop(wrong)
        self.pay(wrong, -amount, sale.customer)
        self.unchecked.pop((sale.papers.pop(wrong), wrong), None)
        sale.customer = customer or sale.customer
        sale.paid[right] = amount
        sale.papers[right] = paper
        self.pay(right, amount, sale.customer)
        self.to_be_seen(paper, right, amount)
        weights = [(part.bearer, part.paid) for line in sale.lines for part in line.parts]
        rest = sum(line.amount for line in sale.lines if not line.parts)
        self.charge(sale, sale.paid.get("qris", 0), [*weights, (None, rest)] if rest else weights)

    def void(self, sale: ModelSale) -> None:
        """As if it had never been."""
        for line in sale.lines:
            self.take_back(line, line.quantity)
        for way, amount in sale.paid.items():
            self.pay(way, -amount, sale.customer)
            self.unchecked.pop((sale.papers[way], way), None)
        self.charge(sale, 0, [])
        sale.voided = True

    def worth_back(self, sold: SoldLine, units: int) -> int:
        """What the customer would get; in whatever steps, the whole line comes back to the rupiah."""
        if not sold.parts:
            return _step(sold.amount, sold.back, units, sold.quantity)
        return sum(
            _step(part.listed, part.back, here, part.quantity) - _step(part.discount, part.back, here, part.quantity)
            for part, here in _coming(sold, units)
        )

    def was_settled(self, sold: SoldLine, units: int) -> bool:
        """Whether a settlement took some of these pieces already."""
        return any(part.is_settled for part, _here in _coming(sold, units))

    def take_back(self, sold: SoldLine, units: int, condition: str = "good") -> None:
        """Goods and shares; damaged while the shop answers for it, the artisan keeps his and the shop has the loss."""
        for part, here in _coming(sold, units):
            share = _step(part.share, part.back, here, part.quantity)
            part.back += here
            if condition == "good":
                part.lot.left += here
            elif condition != "damaged_shop":
                part.lot.damaged += here
            if part.lot.owner is None:
                continue
            if condition == "damaged_shop":
                self.money["loss_expense"] += share
            else:
                self.accrued[part.lot.owner] -= share
        sold.back += units

    def recoverable(self, party: UUID) -> int:
        """What of an advance a settlement takes back now, all accrued being payable.

        Nothing of what only waits on the newest settlement: that was asked there.
        """
        there = self.payable[party] + self.accrued[party]
        return min(self.advance[party], there) if there > max(self.left[party], 0) else 0

    def settle(self, party: UUID) -> int:
        """What is to be paid then."""
        recovered = self.recoverable(party)
        for part in (part for sale in self.sales.values() for line in sale.lines for part in line.parts):
            part.is_settled = part.is_settled or part.lot.owner == party
        self.payable[party] += self.accrued.pop(party, 0)
        self.payable[party] -= recovered
        self.advance[party] -= recovered
        self.left[party] = max(self.payable[party], 0)
        return self.left[party]

    def payable_now(self, party: UUID) -> int:
        return min(self.left[party], self.payable[party])


def _coming(sold: SoldLine, units: int) -> list[tuple[Part, int]]:
    """Which parts the pieces are of, the first first."""
    coming = []
    for part in sold.parts:
        here = min(units, part.quantity - part.back)
        if here:
            coming.append((part, here))
            units -= here
    return coming


def _step(whole: int, before: int, units: int, of: int) -> int:
    return nearest(Fraction(whole * (before + units), of)) - nearest(Fraction(whole * before, of))


def cost_of(by_qris: int) -> int:
    """What the bank keeps of it."""
    return nearest(Fraction(by_qris * COST_RATE, 10_000)) if by_qris > COST_FREE else 0


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
