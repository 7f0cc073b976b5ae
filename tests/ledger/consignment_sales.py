"""Selling as rules: discounts of every bearer, what comes back, and goods that no note brought in yet."""

from __future__ import annotations

from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.sales.cart import Condition, Discount, ReturnedLine, SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.errors import NoNoteCovers
from sentra_pos.sales.identify_goods import IdentifyGoods, identify_goods
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from tests.factories import add_item
from tests.ledger.consignment_floor import ANY, FEW, PRICES, pick
from tests.ledger.consignment_model import SHELF, Sale, SoldLine
from tests.ledger.consignment_shelf import ShelfRules

#: Which item, how many, how much off in percent (above fifty), and how much of that the shop takes upon itself.
Wanted = list[tuple[int, int, int, int]]
OFF = st.integers(0, 100) | st.integers(51, 100)
_LINES = st.lists(st.tuples(ANY, FEW, OFF, st.sampled_from([0, 0, 37, 100])), min_size=1, max_size=3)
CONDITIONS = st.sampled_from([each.value for each in Condition])


class SalesRules(ShelfRules):
    """The till."""

    def __init__(self) -> None:
        super().__init__()
        #: Lines that nobody knows whose they were, with the artisan who will turn out to be the one.
        self.unknown: list[tuple[Sale, int, UUID]] = []

    @precondition(lambda self: self.till_open and any(self.can_take(item) for item in self.prices))
    @rule(wanted=_LINES)
    def sell(self, wanted: Wanted) -> None:
        there = [item for item in self.prices if self.can_take(item)]
        self.sell_these([(pick(there, which), units, off, by_shop) for which, units, off, by_shop in wanted])

    def sell_these(self, wanted: list[tuple[UUID, int, int, int]]) -> None:
        """As many as can be taken of each."""
        lines: dict[UUID, SoldLine] = {}
        for item, units, percent, by_shop in wanted:
            units, price = min(units, self.can_take(item)), self.prices[item]
            off = price * units * percent // 100 if percent > 50 else 0
            lines[item] = SoldLine(
                item=item, quantity=units, price=price, discount=off, by_shop=off * by_shop // 100, parts=[]
            )
        self.ring(list(lines.values()))
        for line in lines.values():
            line.parts = self.model.split(line, self.model.to_sell(line.item, line.quantity))
        sale = self.model.sales[-1]
        for line in lines.values():
            self.model.earn(sale.identity, sale, line.parts)
            for part in line.parts:
                bearer = part.lot.version.bearer if part.lot.version and part.lot.owner else "shop"
                self.count_if(part.discount > 0, f"discount {bearer}")
        self.count("sell")

    def ring(self, lines: list[SoldLine], *confirmed: str) -> None:
        total = sum(line.price * line.quantity - line.discount for line in lines)
        command = CompleteSale(
            id=self.new_document(),
            by=self.by,
            lines=tuple(_said(line) for line in lines),
            tenders=(Tender(method="cash", given=Rupiah(total)),),
            confirmed=frozenset(confirmed),
        )
        self.act(complete_sale, command)
        self.model.money["drawer", None] += total
        self.model.sales.append(Sale(identity=command.id, day=self.shift_day, lines=lines))

    def _to_come_back(self) -> list[tuple[Sale, int]]:
        return [
            (sale, number) for sale in self.model.sales for number, line in enumerate(sale.lines)
            if line.back < line.quantity
        ]  # fmt: skip

    @precondition(lambda self: self.till_open and self._to_come_back())
    @rule(which=ANY, units=FEW, condition=CONDITIONS)
    def give_back(self, which: int, units: int, condition: str) -> None:
        # The newest come back more often than others.
        there = self._to_come_back()
        self.take_back(*pick(there[-6:] if which % 2 else there, which), units, condition)

    def take_back(self, sale: Sale, number: int, units: int, condition: str) -> None:
        """As many as the customer still has, if the drawer can pay for them."""
        sold = sale.lines[number]
        units = min(units, sold.quantity - sold.back)
        total = self.model.worth_back(sold, units) if units else 0
        if not units or total > self.model.money["drawer", None]:
            return
        back = ReturnedLine(
            sale=DocumentId(sale.identity), line=number + 1, quantity=Quantity(units), condition=Condition(condition)
        )
        command = RefundSale(id=self.new_document(), by=self.by, lines=(back,), method="cash", reason="luntur")
        assert self.act(refund_sale, command).total.amount == total
        settled = any(
            each.settled is not None and each.sale is sale for lines in self.model.accruals.values() for each in lines
        )
        self.model.take_back(command.id, sale, sold, units, condition)
        self.model.money["drawer", None] -= total
        self.count("refund after settlement" if settled else "refund before settlement")
        self.count(f"refund {condition}")

    # ------------------------------------------------------------------------------------------------ identification

    @precondition(lambda self: self.till_open and len(self.unknown) < 2 and len(self.prices) < 14)
    @rule(which=ANY, price=PRICES, units=st.integers(1, 3), percent=st.integers(0, 100), later=st.booleans())
    def sell_what_no_note_brought(self, which: int, price: int, units: int, percent: int, later: bool) -> None:
        """Whose it was is known soon, or later."""
        party = pick(self.artisans, which)
        with self.store.writing() as session:
            item = add_item(session, self.clock, price=price, maker=PartyId(party), name=f"Tanpa nota {which}")
        off = price * units * percent // 100 if percent > 50 else 0
        line = SoldLine(item=item, quantity=units, price=price, discount=off, by_shop=off // 3, parts=[])
        self.ring([line], NoNoteCovers.about(item))
        self.prices[item] = price
        self.model.money["to_identify", None] -= price * units - off
        self.unknown.append((self.model.sales[-1], 0, party))
        self.count("sell unknown")
        if not later:
            self.then(self.find_out_whose_it_was, which % 5, 70)

    @precondition(lambda self: self.unknown)
    @rule(more=st.integers(0, 4), percent=st.integers(1, 100))
    def find_out_whose_it_was(self, more: int, percent: int) -> None:
        """The note counts what was sold too."""
        sale, number, party = self.unknown.pop(0)
        line = sale.lines[number]
        if line.back or self.in_force(party, self.today) is None:
            return
        lots = self.take_in(party, {line.item: (line.quantity + more, percent)}, slip=line.quantity)
        self.the_book_agrees_with_the_model()
        command = IdentifyGoods(
            id=self.new_document(), by=self.by, sale=DocumentId(sale.identity), line=number + 1,
            lot=LotId(lots[0].identity),
        )  # fmt: skip
        self.act(identify_goods, command)
        line.parts = self.model.split(line, [(lots[0], line.quantity)])
        self.model.money["to_identify", None] += line.price * line.quantity - line.discount
        self.model.earn(command.id, sale, line.parts)
        self.gap[line.item, SHELF] -= line.quantity
        self.count("identify_goods")


def _said(line: SoldLine) -> SaleLine:
    """With a discount of each bearer."""
    by_shop, agreed = line.by_shop, line.discount - line.by_shop
    discounts = []
    if by_shop:
        discounts.append(Discount(amount=Rupiah(by_shop), bearer=DiscountBearer.SHOP, reason="langganan"))
    if agreed:
        discounts.append(Discount(amount=Rupiah(agreed), reason="cacat kecil"))
    return SaleLine(
        item=ItemId(line.item), quantity=Quantity(line.quantity), price=Rupiah(line.price), discounts=tuple(discounts)
    )
