"""Money without goods, as rules: customers' accounts, payments seen and received, cash, settlement."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sentra_pos.core.clock import business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.payments.bank_queries import unreceived_payments
from sentra_pos.payments.bank_receipt import BankReceipt, bank_receipt
from sentra_pos.payments.check_payment import CheckedPayment, CheckPayment, check_payment
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.customer_payment import CustomerPayment, customer_payment
from sentra_pos.sales.customer_queries import customer_account
from sentra_pos.settlement.lock_settlement import LockSettlement, lock_settlement
from sentra_pos.settlement.pay_out import PayOut, pay_out
from sentra_pos.tills.move_cash import MoveCash, move_cash
from sentra_pos.tills.shift_queries import Movement
from tests.ledger.shop_floor import ShopFloor
from tests.ledger.shop_model import cost_of

#: Out of the first into the second; nothing: expense or income.
_MOVES = {
    Movement.PAID_IN: (None, "drawer"),
    Movement.PAID_OUT: ("drawer", None),
    Movement.TO_SAFE: ("drawer", "safe"),
    Movement.FROM_SAFE: ("safe", "drawer"),
    Movement.DRAWER_TO_BANK: ("drawer", "bank"),
    Movement.SAFE_TO_BANK: ("safe", "bank"),
}
_CATEGORIES = {Movement.PAID_IN: "income", Movement.PAID_OUT: "refreshments"}


class MoneyRules(ShopFloor):
    """What happens at the till and in the office besides selling."""

    # ----------------------------------------------------------------------------------------------------- customers

    @precondition(lambda self: self.till_open)
    @rule(which=st.integers(0, 1), amount=st.integers(1, 400_000), way=st.sampled_from(["cash", "qris", "transfer"]))
    def customer_pays(self, which: int, amount: int, way: str) -> None:
        """More than he owes is a down payment."""
        customer = self.customers[which]
        self._customer_payment(customer, amount, way, back=False)
        self.model.charge_shop(cost_of(amount) if way == "qris" else 0)

    @precondition(lambda self: self.till_open and any(self.model.receivable[each] < 0 for each in self.customers))
    @rule(percent=st.integers(1, 100))
    def customer_takes_back(self, percent: int) -> None:
        customer = next(each for each in self.customers if self.model.receivable[each] < 0)
        amount = max(-self.model.receivable[customer] * percent // 100, 1)
        if amount > self.model.money["drawer"]:
            return
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
        with self.store.writing() as session:
            paid = customer_payment(session, command, clock=self.clock)
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

    @rule(many=st.integers(1, 20), kept=st.sampled_from([0, 0, 3]))
    def the_bank_brings(self, many: int, kept: int) -> None:
        """The oldest payments by QRIS, less a little that nobody had told the till."""
        with self.store.reading() as session:
            waiting = unreceived_payments(session, "qris")[:many]
        expected = sum_rupiah(each.expected for each in waiting).amount
        kept = min(kept, expected // 100)
        if expected <= 0:
            return
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

    # ---------------------------------------------------------------------------------------------------------- cash

    @rule(movement=st.sampled_from(list(Movement)), amount=st.integers(1, 250_000))
    def move_cash(self, movement: Movement, amount: int) -> None:
        source, target = _MOVES[movement]
        if source is not None:
            amount = min(amount, self.model.money[source])
        if amount <= 0 or (movement.drawer_sign and not self.till_open):
            return
        command = MoveCash(
            id=self.new_document(),
            by=self.by,
            movement=movement,
            amount=Rupiah(amount),
            category=_CATEGORIES.get(movement),
            reason="kopi",
        )
        with self.store.writing() as session:
            moved = move_cash(session, command, clock=self.clock)
        for account, signed in ((source, -amount), (target, amount)):
            if account is not None:
                self.model.money[account] += signed
        assert (moved.drawer.amount, moved.safe.amount) == (self.model.money["drawer"], self.model.money["safe"])
        self.count(f"move_cash {movement}")

    # ---------------------------------------------------------------------------------------------------- settlement

    @rule(which=st.integers(0, 3))
    def settle(self, which: int) -> None:
        party = self.artisans[which]
        with self.store.writing() as session:
            command = LockSettlement(id=self.new_document(), by=self.by, party=PartyId(party))
            try:
                locked = lock_settlement(session, command, clock=self.clock)
            except SentraError:
                # What was settled before and waits to be paid is no reason for another settlement.
                assert not self.model.accrued[party]
                assert not self.model.recoverable(party)
                return
        assert locked.to_pay.amount == self.model.settle(party)
        self.settlements[party] = command.id
        self.count("settle")

    @precondition(lambda self: any(self.model.payable_now(party) > 0 for party in self.settlements))
    @rule(which=st.integers(0, 3), percent=st.integers(1, 100), cash=st.booleans())
    def pay(self, which: int, percent: int, cash: bool) -> None:
        owing = [party for party in self.settlements if self.model.payable_now(party) > 0]
        party = owing[which % len(owing)]
        amount = max(self.model.payable_now(party) * percent // 100, 1)
        cash = cash and self.till_open and self.model.money["drawer"] >= amount
        command = PayOut(
            id=self.new_document(),
            by=self.by,
            settlement=self.settlements[party],
            method=PayoutMethod.CASH if cash else PayoutMethod.TRANSFER,
            amount=Rupiah(amount),
            reference="" if cash else "TRX-1",
        )
        with self.store.writing() as session:
            paid = pay_out(session, command, clock=self.clock)
        self.model.payable[party] -= amount
        self.model.left[party] -= amount
        self.model.money["drawer" if cash else "bank"] -= amount
        assert paid.left.amount == self.model.left[party] >= 0
        self.count("pay_out")
