"""Whatever was sold, and in whatever parts it comes back: at the end every party and account is where it was.

The same promise as ``test_everything_comes_back``, over values alone, so that a hundred thousand can be tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from sentra_pos.consignment.facts import CostBearer
from sentra_pos.core.ids import DocumentId, LotId, PartyId, StaffId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.ledger.draft import CLEARING, Account, Allocation, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.queries import Header
from sentra_pos.payments.costs import spread_costs
from sentra_pos.payments.rounding import CashRounding, Direction
from sentra_pos.sales.cart import ReturnedLine
from sentra_pos.sales.parts_back import complete_sales, costs_back, money_back, parts_back, rounding_back
from sentra_pos.sales.postings import LotFacts, sold_money
from sentra_pos.sales.returnable import Earlier, SoldSale
from sentra_pos.sales.take_money import cost_moves
from tests.sales.drawn_carts import Case, carts

SALE = DocumentId(UUID(int=1))
HEADER = Header(
    id=SALE,
    kind=DocumentKind.SALE,
    code="J1-000001",
    shift=None,
    business_date=date(2026, 11, 22),
    at=datetime(2026, 11, 22, 3, tzinfo=UTC),
    actor=StaffId(UUID(int=2)),
    reason="",
    reverses=None,
    intent=b"",
    hash=b"",
)
#: The long run is for many sales; a hundred thousand of them take some minutes.
MANY = 100_000 if settings().max_examples >= 1_000 else 100


class _Book:
    """Balances, and the sale that is being taken apart."""

    def __init__(self, case: Case, rounding: CashRounding, cost: Rupiah) -> None:
        self.balances: Counter[Account] = Counter()
        self.lots = {lot.lot: lot for found in case.lots for lot in found}
        self.facts = {lot.lot: LotFacts(owner=lot.owner, cost=lot.cost) for lot in self.lots.values()}
        parts = [part for found in case.allocations() for part in found]
        self.parts = {n: tuple(part for part in parts if part.line == n) for n in range(1, len(case.lines) + 1)}
        self.lines = {
            number: Line(
                number=number,
                kind=LineKind.GOODS,
                amount=line.amount,
                text="Kain",
                item=line.item,
                quantity=line.quantity,
                price=line.price,
                discount=line.discount,
            )
            for number, line in enumerate(case.lines, start=1)
        }
        due = sum_rupiah(line.amount for line in case.lines)
        self.rounding = rounding.of(due)
        self.earlier = Earlier()
        self.came: Counter[int] = Counter()
        self.came_of_lots: Counter[tuple[int, LotId]] = Counter()
        self.rounded = ZERO
        self.add(sold_money(parts, self.facts))
        self.add(money_move(90, CLEARING, Account(AccountKind.ROUNDING), self.rounding))
        self.add(money_move(91, Account(AccountKind.BANK), CLEARING, due + self.rounding))
        self.costs = self._charge(cost, parts)

    def _charge(self, cost: Rupiah, parts: Sequence[Allocation]) -> dict[PartyId, tuple[Rupiah, Rupiah]]:
        """What the payment cost, borne as the agreements say."""
        borne = [(self._bearer(part), part.share + part.shop_part) for part in parts]
        spread = spread_costs(cost, borne)
        for party, part in spread.items():
            self.add((*cost_moves(92, party, part), *money_move(92, CLEARING, Account(AccountKind.IN_TRANSIT), part)))
        return {party: (part, part) for party, part in spread.items() if party is not None and part}

    def _bearer(self, part: Allocation) -> PartyId | None:
        lot = self.lots[part.lot]
        terms = lot.agreement
        return lot.owner if terms is not None and terms.payment_cost_bearer is CostBearer.ARTISAN else None

    def add(self, moves: Iterable[MoneyMove]) -> None:
        for move in moves:
            assert move.amount > ZERO
            self.balances[move.debit] += move.amount.amount
            self.balances[move.credit] -= move.amount.amount

    def sold(self) -> SoldSale:
        return SoldSale(
            header=HEADER,
            lines=self.lines,
            allocations=self.parts,
            rounding=self.rounding,
            paid={},
            customer=None,
            earlier=Earlier(lines=self.came, lots=self.came_of_lots, rounding=self.rounded),
            costs=self.costs,
            cost_lines=(),
            owners={lot: facts.owner for lot, facts in self.facts.items()},
        )

    def take_back(self, wanted: dict[int, int]) -> None:
        """One return, as ``take_back`` makes it of the same values."""
        sales = {SALE: self.sold()}
        returns = [ReturnedLine(sale=SALE, line=n, quantity=Quantity(count)) for n, count in wanted.items()]
        lines, parts = parts_back(sales, returns, 1)
        cost_lines, cost_money = costs_back(sales, dict.fromkeys(range(1, len(returns) + 1), SALE), parts, 50)
        rounding_lines, rounding_money = rounding_back(complete_sales(sales, returns), 60)
        self.add((*money_back(sales, lines, parts, self.facts), *cost_money, *rounding_money))
        total = sum_rupiah(line.amount for line in (*lines, *rounding_lines))
        self.add(money_move(70, CLEARING, Account(AccountKind.BANK), total))
        for line, each in zip(lines, returns, strict=True):
            for part in (part for part in parts if part.line == line.number):
                assert part.share + part.shop_part == part.list_amount - part.discount
                self.came_of_lots[each.line, part.lot] += part.quantity.units
            self.came[each.line] += each.quantity.units
        for line in cost_lines:
            if line.party is not None:
                full, borne = self.costs[line.party]
                self.costs[line.party] = (full, borne + line.amount)
        self.rounded += sum_rupiah(line.amount for line in rounding_lines)


@given(
    case=carts(),
    step=st.sampled_from([0, 100, 500, 1_000]),
    cost=st.integers(0, 5_000_000),
    data=st.data(),
)
@settings(max_examples=MANY)
def test_all_that_came_back_leaves_nothing_behind(case: Case, step: int, cost: int, data: st.DataObject) -> None:
    book = _Book(case, CashRounding(step=Rupiah(step), direction=Direction.NEAREST), Rupiah(cost))
    left = {number: line.quantity.units for number, line in enumerate(case.lines, start=1)}
    while left:
        order = data.draw(st.permutations(sorted(left)))
        drawn = {number: data.draw(st.integers(0, left[number])) for number in order}
        part = {number: count for number, count in drawn.items() if count} or dict(left)
        book.take_back(part)
        left = {number: count - part.get(number, 0) for number, count in left.items() if count > part.get(number, 0)}
    moved = {account: amount for account, amount in book.balances.items() if amount}
    # What the bank kept of the payment stays kept, and is the shop's.
    kept = {Account(AccountKind.PAYMENT_COST): cost, Account(AccountKind.IN_TRANSIT): -cost} if cost else {}
    assert moved == kept
    assert all(borne == ZERO for _full, borne in book.costs.values())
