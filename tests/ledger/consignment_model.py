"""Goods by lot and place, and what each artisan is owed, in plain dictionaries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from tests.ledger.consignment_terms import Version, parted, share_after, share_each, step
from tests.ledger.shop_model import nearest_part

SHELF, ROOM, ASIDE, QUARANTINE = "shelf", "store_room", "set_aside", "quarantine"
MISSING, LOST, ARTISAN, CUSTOMER, OWNERSHIP = "missing", "lost", "with_artisan", "with_customer", "ownership"
HERE = (SHELF, ROOM, ASIDE, QUARANTINE)
CATEGORY = "Kain"
_UNKNOWN = UUID(int=0)


@dataclass(kw_only=True, eq=False)
class Lot:
    """What one line brought in; ``at`` is how many lie where, ``missed`` when any of it was first missed."""

    item: UUID
    owner: UUID | None
    version: Version | None
    price: int
    net: int = 0
    cost: int = 0
    category: str = CATEGORY
    identity: UUID = _UNKNOWN
    at: Counter[str] = field(default_factory=Counter)
    missed: int = 0

    def move(self, source: str, target: str, units: int) -> None:
        self.at[source] -= units
        self.at[target] += units

    @property
    def came_in(self) -> bool:
        """Not what the shop took over after a loss."""
        return self.owner is not None or self.cost > 0

    @property
    def in_hand(self) -> int:
        return max(self.at[SHELF], 0) + max(self.at[ROOM], 0)

    def share(self, price: int) -> int:
        version = None if self.owner is None else self.version
        return share_each(version, self.item, self.category, price, self.net)

    @property
    def worth(self) -> int:
        """One piece, to its artisan."""
        if self.owner is None or self.version is None:
            return 0
        return self.price if self.version.valuation == "price" else self.share(self.price)


@dataclass(kw_only=True, eq=False)
class NoteLine:
    """A line of a note: how many it says by now, and the lots that its goods went through."""

    note: UUID
    number: int
    brought: int
    lots: list[Lot]

    @property
    def stays(self) -> int:
        """Sold, missing or elsewhere."""
        return max(self.brought - sum(lot.in_hand for lot in self.lots), 0)

    @property
    def least(self) -> int:
        """What is missing may never have come."""
        return max(self.brought - sum(lot.in_hand + lot.at[MISSING] for lot in self.lots), 0)


@dataclass(kw_only=True, eq=False)
class Part:
    """A lot's part of a sold line; ``back`` pieces of it came back."""

    lot: Lot
    quantity: int
    listed: int
    discount: int
    share: int
    back: int = 0

    @property
    def shop_part(self) -> int:
        return self.listed - self.discount - self.share


@dataclass(kw_only=True, eq=False)
class SoldLine:
    """A line of a sale; without parts nobody knows whose it was."""

    item: UUID
    quantity: int
    price: int
    discount: int
    by_shop: int
    parts: list[Part]
    back: int = 0


@dataclass(kw_only=True, eq=False)
class Sale:
    """A receipt of one day."""

    identity: UUID
    day: date
    lines: list[SoldLine]

    def held_until(self, party: UUID) -> date:
        """The first day on which the artisan's part of it may be settled."""
        holds = [part.lot.version.hold for line in self.lines for part in line.parts
                 if part.lot.owner == party and part.lot.version is not None]  # fmt: skip
        return self.day + timedelta(days=max(holds, default=0))


@dataclass(kw_only=True, eq=False)
class Accrual:
    """What one line of one document earned or cost an artisan; ``sale`` is whose hold it waits for."""

    document: UUID
    amount: int
    sale: Sale | None = None
    settled: UUID | None = None


@dataclass(kw_only=True, eq=False)
class Debt:
    """An advance, and how it comes back: all at once, so much, or so many hundredths of a percent."""

    identity: UUID
    amount: int
    materials: bool
    way: str
    figure: int
    recovered: int = 0


@dataclass(kw_only=True, eq=False)
class Back:
    """Paid back or let go, of which debts or (None) of a balance; ``newest`` is the newest settlement of then."""

    identity: UUID
    party: UUID
    parts: list[tuple[Debt | None, int]]
    source: str
    newest: Settled | None
    undone: bool = False


@dataclass(kw_only=True, eq=False)
class Settled:
    """A locked settlement."""

    identity: UUID
    party: UUID
    total: int
    paid: int = 0


@dataclass(kw_only=True, eq=False)
class Payout:
    """Money that was handed over."""

    identity: UUID
    settlement: Settled
    amount: int
    cash: bool
    voided: bool = False


@dataclass(kw_only=True)
class Due:
    """What a settlement would come to now."""

    lines: list[Accrual]
    fresh: int
    balance: int
    debts: list[tuple[Debt, int]]
    saved: int

    @property
    def deducted(self) -> int:
        return sum(taken for _debt, taken in self.debts) + self.saved

    @property
    def to_pay(self) -> int:
        return max(self.balance, 0)


class Model:
    """The shop beside the shop. Money stands as a balance of debits less credits, by account and party."""

    def __init__(self) -> None:
        self.lots: list[Lot] = []
        self.note_lines: list[NoteLine] = []
        self.sales: list[Sale] = []
        self.money: defaultdict[tuple[str, UUID | None], int] = defaultdict(int)
        self.accruals: defaultdict[UUID, list[Accrual]] = defaultdict(list)
        self.debts: defaultdict[UUID, list[Debt]] = defaultdict(list)
        self.saving: defaultdict[UUID, dict[str, tuple[str, int]]] = defaultdict(dict)
        self.newest: dict[UUID, Settled] = {}
        self.voided: Counter[UUID] = Counter()  # of older settlements, since the newest
        self.payouts: list[Payout] = []
        self.backs: list[Back] = []
        #: Of each artisan, since ever: what was earned, bought, taken off and paid.
        self.ever: defaultdict[UUID, Counter[str]] = defaultdict(Counter)

    # --------------------------------------------------------------------------------------------------------- goods

    def lots_of(self, item: UUID) -> list[Lot]:
        return [lot for lot in self.lots if lot.item == item]

    def under_a_net(self, item: UUID, price: int, gone: Sequence[Lot] = ()) -> bool:
        """Whether an artisan would get more of a piece that lies here; those ``gone`` left the shelf and the room."""
        return any(
            lot.owner is not None and lot.net > price and lot.at[place] > 0
            for lot in self.lots_of(item)
            for place in ((ASIDE, QUARANTINE) if lot in gone else HERE)
        )

    def book(self, item: UUID, place: str) -> int:
        return sum(lot.at[place] for lot in self.lots_of(item))

    def add(self, lot: Lot) -> Lot:
        self.lots.append(lot)
        return lot

    def change(self, old: Lot, new: Lot, places: tuple[str, ...]) -> None:
        """Another lot of the same goods goes on where these lie."""
        for place in places:
            units = old.at[place]
            if units > 0:
                old.move(place, OWNERSHIP, units)
                new.move(OWNERSHIP, place, units)

    def to_sell(self, item: UUID, units: int) -> list[tuple[Lot, int]]:
        """The oldest on the shelf first; the shelf has them all."""
        taken: list[tuple[Lot, int]] = []
        for lot in self.lots_of(item):
            here = min(units, max(lot.at[SHELF], 0))
            if here:
                taken.append((lot, here))
                units -= here
        assert not units
        return taken

    # ---------------------------------------------------------------------------------------------------------- sales

    def split(self, line: SoldLine, taken: list[tuple[Lot, int]]) -> list[Part]:
        listed = [line.price * units for _lot, units in taken]
        parts = []
        for (lot, units), amount, (off, by_shop) in zip(
            taken, listed, parted(line.discount, line.by_shop, listed), strict=True
        ):
            bearer = "shop" if lot.owner is None or lot.version is None else lot.version.bearer
            share = share_after(bearer, lot.share(line.price) * units, amount, off - by_shop)
            parts.append(Part(lot=lot, quantity=units, listed=amount, discount=off, share=share))
        return parts

    def earn(self, document: UUID, sale: Sale, parts: list[Part]) -> None:
        """One line of a document earns each of its owners their shares."""
        owners = dict.fromkeys(part.lot.owner for part in parts)
        for owner in owners:
            share = sum(part.share for part in parts if part.lot.owner == owner)
            if owner is not None:
                self.accrue(owner, Accrual(document=document, amount=share, sale=sale))
        for part in parts:
            part.lot.move(SHELF, CUSTOMER, part.quantity)
            self._shop_side(part, part.shop_part, part.quantity)

    def _shop_side(self, part: Part, shop_part: int, units: int) -> None:
        if part.lot.owner is None:
            self.money["sales", None] -= shop_part
            self.money["stock_cost", None] += part.lot.cost * units
            self.money["own_stock", None] -= part.lot.cost * units
        else:
            self.money["shop part", None] -= shop_part

    def accrue(self, party: UUID, accrual: Accrual) -> None:
        self.accruals[party].append(accrual)
        self.ever[party]["earned"] += accrual.amount

    def worth_back(self, line: SoldLine, units: int) -> int:
        if not line.parts:
            return step(line.price * line.quantity - line.discount, line.back, units, line.quantity)
        return sum(
            step(part.listed, part.back, here, part.quantity) - step(part.discount, part.back, here, part.quantity)
            for part, here in coming(line, units)
        )

    def take_back(self, document: UUID, sale: Sale, line: SoldLine, units: int, condition: str) -> None:
        target = SHELF if condition == "good" else QUARANTINE
        owed: Counter[UUID] = Counter()
        for part, here in coming(line, units):
            paid = step(part.listed, part.back, here, part.quantity) - step(
                part.discount, part.back, here, part.quantity
            )
            share = step(part.share, part.back, here, part.quantity)
            part.back += here
            part.lot.move(CUSTOMER, target, here)
            self._shop_side(part, share - paid, -here)
            owner = part.lot.owner
            if owner is None:
                continue
            owed[owner] += share
            if condition == "damaged_shop":
                new = self.taken_over(part.lot, line.price, QUARANTINE, QUARANTINE, here)
                self.money["loss_expense", None] += share
                if share:
                    self.accrue(owner, Accrual(document=document, amount=share))
                assert new.owner is None
        for owner in owed:
            self.accrue(owner, Accrual(document=document, amount=-owed[owner], sale=sale))
        if not line.parts:
            self.money["to_identify", None] += self.worth_back(line, units)
        line.back += units

    def taken_over(self, lot: Lot, price: int, source: str, target: str, units: int) -> Lot:
        """The shop answers for it and pays: it is the shop's from now on, at no cost."""
        lot.move(source, OWNERSHIP, units)
        new = self.add(Lot(item=lot.item, owner=None, version=None, price=price, category=""))
        new.move(OWNERSHIP, target, units)
        return new

    # ----------------------------------------------------------------------------------------------------- settlement

    def due(self, party: UUID, today: date) -> Due:
        lines = [
            each
            for each in self.accruals[party]
            if each.settled is None and (each.sale is None or each.sale.held_until(party) <= today)
        ]
        fresh = sum(each.amount for each in lines)
        newest = self.newest.get(party)
        left = fresh + self.payable(party)
        new = left - (newest.total - newest.paid if newest else 0) - self.voided[party]
        debts = []
        for debt in sorted(self.debts[party], key=lambda each: not each.materials):
            taken = _by_plan(debt.way, debt.figure, new, min(debt.amount - debt.recovered, left))
            debts.append((debt, taken))
            left -= taken
        saved = 0
        for kind in ("mandatory", "voluntary"):
            if kind in self.saving[party]:
                taken = _by_plan(*self.saving[party][kind], new, left)
                saved += taken
                left -= taken
        return Due(lines=lines, fresh=fresh, balance=left, debts=[each for each in debts if each[1]], saved=saved)

    def payable(self, party: UUID) -> int:
        ever = self.ever[party]
        return ever["settled"] + ever["bought"] + ever["given"] - ever["deducted"] - ever["paid"]

    def accrued(self, party: UUID) -> int:
        return sum(each.amount for each in self.accruals[party] if each.settled is None)

    def settle(self, party: UUID, due: Due, identity: UUID) -> None:
        for line in due.lines:
            assert line.settled is None
            line.settled = identity
        for debt, taken in due.debts:
            debt.recovered += taken
        self.ever[party]["settled"] += due.fresh
        self.ever[party]["deducted"] += due.deducted
        self.money["savings", party] -= due.saved
        self.voided[party] = 0
        self.newest[party] = Settled(identity=identity, party=party, total=due.to_pay)

    def payable_now(self, settlement: Settled) -> int:
        if self.newest.get(settlement.party) is not settlement:
            return 0
        return min(settlement.total - settlement.paid, self.payable(settlement.party))

    def pay(self, settlement: Settled, amount: int, *, cash: bool) -> None:
        settlement.paid += amount
        if self.newest[settlement.party] is not settlement:
            self.voided[settlement.party] -= amount
        self.ever[settlement.party]["paid"] += amount
        self.money["drawer" if cash else "bank", None] -= amount


def coming(line: SoldLine, units: int) -> list[tuple[Part, int]]:
    """Which parts the pieces are of, the first first."""
    found = []
    for part in line.parts:
        here = min(units, part.quantity - part.back)
        if here:
            found.append((part, here))
            units -= here
    return found


def _by_plan(way: str, figure: int, new: int, most: int) -> int:
    if new <= 0 or most <= 0:
        return 0
    if way == "all":
        return most
    return min(figure if way == "fixed" else nearest_part(new, figure), most)
