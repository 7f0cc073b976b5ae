"""What comes back, as rules: refunds of any kind, exchanges, voids and corrected payments."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.sales.cart import Condition, ReturnedLine, Tender
from sentra_pos.sales.change_payment import ChangePayment, change_payment
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.errors import ExchangeStands, NotThisShift, ReceivedByBank, ReturnAccountFirst, TakenBackAlready
from sentra_pos.sales.refund_sale import RefundSale, refund_sale
from sentra_pos.sales.void_sale import VoidSale, void_sale
from tests.ledger.selling_rules import LINES, SellingRules, Wanted
from tests.ledger.shop_floor import MANY
from tests.ledger.shop_model import ModelSale

_CONDITIONS = st.sampled_from(list(Condition))
_WAYS = st.sampled_from(["cash", "cash", "qris", "transfer"])


class ComingBackRules(SellingRules):
    """What undoes a sale, or a part of it."""

    def returnable(self) -> list[tuple[UUID, int]]:
        """Lines of sales of which something can come back."""
        return [
            (identity, number)
            for identity, sale in self.model.sales.items()
            for number, line in enumerate(sale.lines)
            if line.back < line.quantity
        ]

    @precondition(lambda self: self.till_open and self.returnable())
    @rule(which=st.integers(0, 999), units=MANY, condition=_CONDITIONS, wish=_WAYS)
    def give_back(self, which: int, units: int, condition: Condition, wish: str) -> None:
        choice = self.returnable()
        identity, number = choice[which % len(choice)]
        sale = self.model.sales[identity]
        sold = sale.lines[number]
        units = min(units, sold.quantity - sold.back)
        total = self.model.worth_back(sold, units)
        parts = sale.share_out(total, wish)
        if self.model.money["drawer"] < parts.get("cash", 0):
            return
        *others, (last, _rest) = parts.items()
        command = RefundSale(
            id=self.new_document(),
            by=self.by,
            lines=(_back(identity, number, units, condition),),
            method=last,
            tenders=tuple(Tender(method=way, given=Rupiah(amount)) for way, amount in others),
            reason="tidak cocok",
        )
        with self.store.writing() as session:
            refunded = refund_sale(session, command, clock=self.clock)
        assert refunded.total.amount == total
        self._came_back(sale, number, units, condition)
        for way, amount in parts.items():
            sale.back[way] += amount
            self.model.pay(way, -amount, sale.customer)
        after = any(part.lot.owner in self.settlements for part in sold.parts)
        self.count("refund after settlement" if after else "refund")

    def _came_back(self, sale: ModelSale, number: int, units: int, condition: Condition) -> None:
        self.model.take_back(sale.lines[number], units, condition.value)
        self.model.recost(sale)
        if condition is not Condition.GOOD:
            self.count(condition.value)

    @precondition(lambda self: self.till_open and self.returnable())
    @rule(which=st.integers(0, 999), units=MANY, condition=_CONDITIONS, wanted=LINES, wish=_WAYS)
    def exchange(self, which: int, units: int, condition: Condition, wanted: Wanted, wish: str) -> None:
        choice = self.returnable()
        identity, number = choice[which % len(choice)]
        sale = self.model.sales[identity]
        sold = sale.lines[number]
        units = min(units, sold.quantity - sold.back)
        returned = (_back(identity, number, units, condition),)
        lines = self.cart(wanted[:2])
        due = sum(line.amount.amount for line in lines) - self.model.worth_back(sold, units)
        if not sale.paid.keys() <= {"cash", "qris", "transfer"}:
            self._no_exchange(lines, returned)
            return
        if due < 0 and sale.ways().get(wish, 0) < -due:
            wish = "cash"
        if due < 0 and wish == "cash" and self.model.money["drawer"] < -due:
            return
        if self.ring(self.new_document(), lines, {wish: due}, returns=returned) is not None:
            self._came_back(sale, number, units, condition)

    def _no_exchange(self, lines: tuple[object, ...], returned: tuple[ReturnedLine, ...]) -> None:
        """Goods that were not paid for are not given for others."""
        command = CompleteSale(id=self.new_document(), by=self.by, lines=lines, tenders=(), returns=returned)  # type: ignore[arg-type]
        try:
            with self.store.writing() as session:
                complete_sale(session, command, clock=self.clock)
        except ReturnAccountFirst:
            self.count("refused")
        except SentraError:
            pass
        else:
            raise AssertionError("goods on account were given for others")

    @precondition(lambda self: self.till_open and self.model.sales)
    @rule(which=st.integers(0, 5))
    def void(self, which: int) -> None:
        """One of the newest sales, as it is at a till."""
        newest = list(self.model.sales.items())[-6:]
        identity, sale = newest[which % len(newest)]
        if self.model.money["drawer"] < sale.paid.get("cash", 0):
            return
        refusal = self._why_not(sale)
        command = VoidSale(id=self.new_document(), by=self.by, sale=DocumentId(identity), reason="salah ketik")
        if refusal is not None:
            with pytest.raises(refusal), self.store.writing() as session:
                void_sale(session, command, clock=self.clock)
            self.count("refused")
            return
        with self.store.writing() as session:
            voided = void_sale(session, command, clock=self.clock)
        assert voided.total.amount == sum(sale.paid.values())
        self.model.void(sale)
        self.count("void")

    def _why_not(self, sale: ModelSale) -> type[SentraError] | None:
        if sale.exchange:
            return ExchangeStands
        if sale.shift != self.shift:
            return NotThisShift
        if any(line.back for line in sale.lines):
            return TakenBackAlready
        return ReceivedByBank if sale.papers.get("qris") in self.model.received else None

    @precondition(lambda self: self.till_open and self.model.sales)
    @rule(
        which=st.integers(0, 999),
        right=st.sampled_from(["cash", "qris", "transfer", "account", "lost"]),
        customer=st.integers(0, 1),
    )
    def change_how_it_was_paid(self, which: int, right: str, customer: int) -> None:
        choice = [
            (identity, sale, way)
            for identity, sale in self.model.sales.items()
            for way, amount in sale.paid.items()
            if amount > 0 and not sale.voided and right not in sale.paid
        ]
        if not choice:
            return
        identity, sale, wrong = choice[which % len(choice)]
        amount, paper = sale.paid[wrong], sale.papers[wrong]
        if wrong == "cash" and self.model.money["drawer"] < amount:
            return
        with self.store.reading() as session:
            line = self.tender_line(session, paper, wrong)
        buyer = self.customers[customer] if right == "account" else None
        command = ChangePayment(
            id=self.new_document(),
            by=self.by,
            sale=DocumentId(identity),
            document=DocumentId(paper),
            line=line,
            tenders=(Tender(method=right, given=Rupiah(amount), reference="88" if right == "transfer" else ""),),
            reason="salah tekan",
            customer=buyer,
        )
        received = wrong == "qris" and paper in self.model.received
        if received:
            with pytest.raises(ReceivedByBank), self.store.writing() as session:
                change_payment(session, command, clock=self.clock)
            self.count("refused")
            return
        with self.store.writing() as session:
            change_payment(session, command, clock=self.clock)
        self.model.change(sale, wrong, right, command.id, buyer)
        self.count("change_payment")


def _back(sale: UUID, number: int, units: int, condition: Condition) -> ReturnedLine:
    return ReturnedLine(sale=DocumentId(sale), line=number + 1, quantity=Quantity(units), condition=condition)
