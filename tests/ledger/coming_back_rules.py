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
_MONEY = {"cash", "qris", "transfer"}
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
        self._give_back(*choice[which % len(choice)], units, condition, wish)

    @precondition(lambda self: self.till_open)
    @rule(wanted=LINES, which=st.integers(0, 999), units=MANY, condition=_CONDITIONS, wish=_WAYS)
    def give_back_what_was_settled(
        self, wanted: Wanted, which: int, units: int, condition: Condition, wish: str
    ) -> None:
        """Sold and settled only now, if it was not before."""
        if not self.owned():
            self.sell_as_usual(wanted)
        choice = self.owned()
        if not choice:
            return
        identity, number = choice[which % len(choice)]
        sold = self.model.sales[identity].lines[number]
        owner = next(part.lot.owner for part in sold.parts if part.lot.owner is not None and part.back < part.quantity)
        if self.is_to_settle(owner):
            self.settle_with(owner)
        self._give_back(identity, number, units, condition, wish)

    def owned(self) -> list[tuple[UUID, int]]:
        """Of what can come back, that of which an artisan had a share."""
        return [
            (identity, number)
            for identity, number in self.returnable()
            if any(
                part.lot.owner is not None and part.back < part.quantity
                for part in self.model.sales[identity].lines[number].parts
            )
        ]

    def _give_back(self, identity: UUID, number: int, units: int, condition: Condition, wish: str) -> None:
        sale = self.model.sales[identity]
        sold = sale.lines[number]
        units = min(units, sold.quantity - sold.back)
        total = self.model.worth_back(sold, units)
        parts = sale.share_out(total, wish)
        *others, (last, _rest) = parts.items()
        command = RefundSale(
            id=self.new_document(),
            by=self.by,
            lines=(_back(identity, number, units, condition),),
            method=last,
            tenders=tuple(Tender(method=way, given=Rupiah(amount)) for way, amount in others),
            reason="tidak cocok",
        )
        refunded = self.with_cash(parts.get("cash", 0), refund_sale, command)
        assert refunded.total.amount == total
        after = self.model.was_settled(sold, units)
        self._came_back(sale, number, units, condition)
        for way, amount in parts.items():
            sale.back[way] += amount
            self.model.pay(way, -amount, sale.customer)
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
        paid = [each for each in choice if self.model.sales[each[0]].paid.keys() <= _MONEY]
        if paid and which % 8:
            choice = paid
        identity, number = choice[which % len(choice)]
        sale = self.model.sales[identity]
        sold = sale.lines[number]
        units = min(units, sold.quantity - sold.back)
        returned = (_back(identity, number, units, condition),)
        lines = self.cart(self.to_be_had(wanted[:2]))
        due = sum(line.amount.amount for line in lines) - self.model.worth_back(sold, units)
        if not sale.paid.keys() <= _MONEY:
            self._no_exchange(lines, returned)
            return
        if due < 0 and sale.ways().get(wish, 0) < -due:
            wish = "cash"
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

    @precondition(lambda self: self.till_open)
    @rule(wanted=LINES, which=st.integers(0, 5), any_of_them=st.integers(0, 3))
    def void(self, wanted: Wanted, which: int, any_of_them: int) -> None:
        """One of the newest sales, as it is at a till: mostly one that can be, rung only now if there was none."""
        if not self._newest(only_standing=True):
            self.sell_as_usual(wanted)
        among = self._newest(only_standing=bool(any_of_them)) or self._newest(only_standing=False)
        if not among:
            return
        identity, sale = among[which % len(among)]
        refusal = self._why_not(sale)
        command = VoidSale(id=self.new_document(), by=self.by, sale=DocumentId(identity), reason="salah ketik")
        if refusal is not None:
            with pytest.raises(refusal), self.store.writing() as session:
                void_sale(session, command, clock=self.clock)
            self.count("refused")
            return
        voided = self.with_cash(sale.paid.get("cash", 0), void_sale, command)
        assert voided.total.amount == sum(sale.paid.values())
        self.model.void(sale)
        self.count("void")

    def _newest(self, *, only_standing: bool) -> list[tuple[UUID, ModelSale]]:
        newest = list(self.model.sales.items())[-6:]
        return [each for each in newest if not only_standing or self._why_not(each[1]) is None]

    def _why_not(self, sale: ModelSale) -> type[SentraError] | None:
        if sale.exchange:
            return ExchangeStands
        if sale.shift != self.shift:
            return NotThisShift
        if any(line.back for line in sale.lines):
            return TakenBackAlready
        return ReceivedByBank if sale.papers.get("qris") in self.model.received else None

    @precondition(lambda self: self.till_open)
    @rule(
        wanted=LINES,
        which=st.integers(0, 999),
        right=st.sampled_from(["cash", "qris", "transfer", "account", "lost"]),
        customer=st.integers(0, 1),
    )
    def change_how_it_was_paid(self, wanted: Wanted, which: int, right: str, customer: int) -> None:
        """Of a sale that was rung only now, if there was none."""
        if not self._paid_otherwise(right):
            self.sell_as_usual(wanted)
        choice = self._paid_otherwise(right)
        if not choice:
            return
        identity, sale, wrong = choice[which % len(choice)]
        amount, paper = sale.paid[wrong], sale.papers[wrong]
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
        self.with_cash(amount if wrong == "cash" else 0, change_payment, command)
        self.model.change(sale, wrong, right, command.id, buyer)
        self.count("change_payment")

    def _paid_otherwise(self, right: str) -> list[tuple[UUID, ModelSale, str]]:
        """Each way by which money came for a sale that has none yet by the right one."""
        return [
            (identity, sale, way)
            for identity, sale in self.model.sales.items()
            for way, amount in sale.paid.items()
            if amount > 0 and not sale.voided and right not in sale.paid
        ]


def _back(sale: UUID, number: int, units: int, condition: Condition) -> ReturnedLine:
    return ReturnedLine(sale=DocumentId(sale), line=number + 1, quantity=Quantity(units), condition=condition)
