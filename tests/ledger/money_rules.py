"""Money without goods, as rules: customers' accounts, payments seen and received, cash, settlement."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.payments.bank_queries import unreceived_payments
from sentra_pos.payments.bank_receipt import BankReceipt, bank_receipt
from sentra_pos.payments.check_payment import CheckedPayment, CheckPayment, check_payment
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.customer_payment import CustomerPayment, customer_payment
from sentra_pos.sales.customer_queries import customer_account
from sentra_pos.settlement.pay_out import PayOut, pay_out
from tests.ledger.shop_floor import ShopFloor
from tests.ledger.shop_model import cost_of


class MoneyRules(ShopFloor):
    """What happens at the till and in the office besides selling."""

    # ----------------------------------------------------------------------------------------------------- customers

    @precondition(lambda self: self.till_open)
    @rule(
        which=st.integers(0, 1),
        amount=st.integers(1, 400_000),
        way=st.sampled_from(["cash", "qris", "transfer"]),
        ahead=st.booleans(),
    )
    def customer_pays(self, which: int, amount: int, way: str, ahead: bool) -> None:
        """More than he owes is a down payment."""
        customer = self.customers[which]
        if ahead:
            amount += max(self.model.receivable[customer], 0)
        self._customer_pays(customer, amount, way)

    def _customer_pays(self, customer: PartyId, amount: int, way: str) -> None:
        self._customer_payment(customer, amount, way, back=False)
        self.model.charge_shop(cost_of(amount) if way == "qris" else 0)

    @precondition(lambda self: self.till_open)
    @rule(percent=st.integers(1, 100), which=st.integers(0, 1), amount=st.integers(1, 400_000))
    def customer_takes_back(self, percent: int, which: int, amount: int) -> None:
        """Of what he paid ahead, or pays ahead only now."""
        customer = self.customers[which]
        if self.model.receivable[customer] >= 0:
            self._customer_pays(customer, self.model.receivable[customer] + amount, "cash")
        amount = max(-self.model.receivable[customer] * percent // 100, 1)
        self._customer_payment(customer, amount, "cash", back=True)

    def _customer_payment(self, customer: PartyId, amount: int, way: str, *, back: bool) -> None:
        command = CustomerPayment(
            id=self.new_document(),
            by=self.by,
            customer=customer,
            tenders=(Tender(method=way, given=Rupiah(amount), reference="11" if way == "transfer" else ""),),
            reason="uang muka",
            back=back,
        )
        paid = self.with_cash(amount if back else 0, customer_payment, command)
        signed = -amount if back else amount
        self.model.pay("account", -signed, customer)
        self.model.pay(way, signed)
        if not back:
            self.model.to_be_seen(command.id, way, amount)
        assert paid.balance.amount == self.model.receivable[customer]
        self.count("customer_payment back" if back else "customer_payment")

    @precondition(lambda self: self.steps % 5 == 0)
    @rule(which=st.integers(0, 1))
    def an_account_is_read(self, which: int) -> None:
        """Its rows lead to its balance."""
        customer = self.customers[which]
        with self.store.reading() as session:
            account = customer_account(session, customer)
        assert account is not None
        assert sum_rupiah(row.change for row in account.rows).amount == self.model.receivable[customer]

    # ---------------------------------------------------------------------------------------------- seen and received

    @precondition(lambda self: self.model.unchecked)
    @rule(which=st.integers(0, 99), arrived=st.booleans())
    def look_for_a_payment(self, which: int, arrived: bool) -> None:
        (paper, way), _amount = list(self.model.unchecked.items())[which % len(self.model.unchecked)]
        with self.store.writing() as session:
            line = self.tender_line(session, paper, way)
            said = (CheckedPayment(document=DocumentId(paper), line=line, arrived=arrived),)
            check_payment(session, CheckPayment(id=self.new_document(), by=self.by, payments=said), clock=self.clock)
        if arrived:
            del self.model.unchecked[paper, way]
        self.count("check_payment")

    @precondition(lambda self: self.till_open or self.model.money["in_transit"] > 0)
    @rule(many=st.integers(1, 20), kept=st.sampled_from([0, 0, 3]), amount=st.integers(1, 400_000))
    def the_bank_brings(self, many: int, kept: int, amount: int) -> None:
        """The oldest payments by QRIS, less a little that nobody had told the till; if there were none, one made now.

        As many more as it takes until the bank has anything to bring: what went back to customers counts below zero.
        """
        too_little = -self.model.money["in_transit"]
        if too_little >= 0:
            self._customer_pays(self.customers[0], too_little * 102 // 100 + amount, "qris")
        with self.store.reading() as session:
            on_the_way = unreceived_payments(session, "qris")
        sums = list(accumulate(each.expected.amount for each in on_the_way))
        many = next(
            number for number, total in enumerate(sums, start=1) if total > 0 and (number >= many or total == sums[-1])
        )
        waiting, expected = on_the_way[:many], sums[many - 1]
        kept = min(kept, expected // 100)
        command = BankReceipt(
            id=self.new_document(),
            by=self.by,
            method="qris",
            received_on=business_today(self.clock),
            amount=Rupiah(expected - kept),
            payments=tuple((each.document, each.line) for each in waiting),
        )
        with self.store.writing() as session:
            bank_receipt(session, command, clock=self.clock)
        self.model.money["in_transit"] -= expected
        self.model.money["bank"] += expected - kept
        self.model.money["payment_cost"] += kept
        for each in waiting:
            self.model.received.add(each.document)
            self.model.unchecked.pop((each.document, "qris"), None)
        self.count("bank_receipt")

    # ---------------------------------------------------------------------------------------------------- settlement

    @rule(which=st.integers(0, 3), anyone=st.integers(0, 5))
    def settle(self, which: int, anyone: int) -> None:
        """With somebody whom something is owed, mostly."""
        owed = [party for party in self.artisans if self.is_to_settle(party)]
        among = owed if owed and anyone else self.artisans
        self.settle_with(among[which % len(among)])

    @precondition(lambda self: any(self.model.payable_now(party) > 0 for party in self.settlements))
    @rule(which=st.integers(0, 3), percent=st.integers(1, 100), cash=st.booleans())
    def pay(self, which: int, percent: int, cash: bool) -> None:
        owing = [party for party in self.settlements if self.model.payable_now(party) > 0]
        party = owing[which % len(owing)]
        amount = max(self.model.payable_now(party) * percent // 100, 1)
        cash = cash and self.till_open
        command = PayOut(
            id=self.new_document(),
            by=self.by,
            settlement=self.settlements[party],
            method=PayoutMethod.CASH if cash else PayoutMethod.TRANSFER,
            amount=Rupiah(amount),
            reference="" if cash else "TRX-1",
        )
        paid = self.with_cash(amount if cash else 0, pay_out, command)
        self.model.payable[party] -= amount
        self.model.left[party] -= amount
        self.model.money["drawer" if cash else "bank"] -= amount
        assert paid.left.amount == self.model.left[party] >= 0
        self.count("pay_out")
