"""Advances, fees, savings, settlement and payouts as rules."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import text

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.errors import DrawerTooLow
from sentra_pos.settlement.charge_fees import ChargeFees, charge_fees
from sentra_pos.settlement.debt_queries import debts_of
from sentra_pos.settlement.deduction_rules import Plan, PlanWay, Purpose, Savings
from sentra_pos.settlement.errors import (
    MoreThanOwed,
    NothingToSettle,
    PayoutTooMuch,
    PayoutVoidedAlready,
    SavingsTooLittle,
    SettledMeanwhile,
    TakenBackAlready,
    TakenOver,
)
from sentra_pos.settlement.forgive_debt import ForgiveDebt, forgive_debt
from sentra_pos.settlement.lend import Lend, lend
from sentra_pos.settlement.lock_settlement import LockSettlement, Reviewed, lock_settlement
from sentra_pos.settlement.pay_back import PayBack, pay_back
from sentra_pos.settlement.pay_out import PayOut, Representative, pay_out
from sentra_pos.settlement.pay_savings import PaySavings, pay_savings
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from sentra_pos.settlement.take_back import TakeBack, take_back
from sentra_pos.settlement.void_payout import VoidPayout, void_payout
from sentra_pos.tills.errors import TillNotOpen
from tests.ledger.consignment_floor import ANY, pick
from tests.ledger.consignment_model import Accrual, Back, Debt, Due, Model, Payout, Settled
from tests.ledger.consignment_sales import SalesRules
from tests.ledger.shop_model import spread

PLANS = st.sampled_from(
    [("all", 0), ("fixed", 1), ("fixed", 75_000), ("percent", 1), ("percent", 3_333), ("percent", 10_000)]
)
AMOUNTS = st.integers(1, 900_000)
LENT = ("cash", "transfer", "materials")
#: Rules of their own for what is rare: who owes something pays it back, or is let go, only now and then.
PARTS_BACK = st.sampled_from([60, 30, 1, 100, 101])
SAVINGS = st.sampled_from(["mandatory", "voluntary"])


class MoneyRules(SalesRules):
    """What artisans owe, and what they are owed."""

    # ----------------------------------------------------------------------------------------- advances, fees, savings

    @rule(which=ANY, amount=AMOUNTS, way=st.sampled_from(LENT), plan=PLANS)
    def lend(self, which: int, amount: int, way: str, plan: tuple[str, int]) -> None:
        self.lend_to(pick(self.artisans, which), amount, way, plan)

    def lend_to(self, party: UUID, amount: int, way: str, plan: tuple[str, int]) -> None:
        """By transfer where the till is closed. Cash beyond the drawer is refused."""
        money, materials, cash = self.model.money, way == "materials", way == "cash" and self.till_open
        command = Lend(
            id=self.new_document(),
            by=self.by,
            party=PartyId(party),
            amount=Rupiah(amount),
            purpose=Purpose.MATERIALS if materials else Purpose.CASH,
            text="malam dan kain",
            method=PayoutMethod.CASH if cash else PayoutMethod.TRANSFER,
            reference="" if cash else "TRX-7",
            plan=_plan(plan),
        )
        if cash and amount > money["drawer", None]:
            self.refused(lend, command, DrawerTooLow)
            return
        self.act(lend, command)
        money["expense" if materials else "drawer" if cash else "bank", None] -= amount
        debt = Debt(identity=command.id, amount=amount, materials=materials, way=plan[0], figure=plan[1])
        self.model.debts[party].append(debt)
        self.count("lend materials" if materials else "lend cash" if cash else "lend transfer")

    @rule(which=ANY, plan=PLANS, saves=SAVINGS, stops=st.sampled_from([False, False, False, True]))
    def plan_savings(self, which: int, plan: tuple[str, int], saves: str, stops: bool) -> None:
        self.plan_savings_of(pick(self.artisans, which), plan, saves, stops)

    def plan_savings_of(self, party: UUID, plan: tuple[str, int], saves: str, stops: bool) -> None:
        """From now on, until somebody stops it."""
        kept = None if stops else _plan(plan)
        self.act(plan_recovery, PlanRecovery(by=self.by, party=PartyId(party), plan=kept, savings=Savings(saves)))
        self.model.saving[party].pop(saves, None)
        if not stops:
            self.model.saving[party][saves] = plan
        self.count("plan savings")

    def _owing(self) -> list[tuple[UUID, Debt]]:
        return [
            (party, debt) for party in self.artisans for debt in self.model.debts[party]
            if debt.recovered < debt.amount
        ]  # fmt: skip

    @precondition(lambda self: self._owing())
    @rule(which=ANY, plan=PLANS)
    def plan_a_debt(self, which: int, plan: tuple[str, int]) -> None:
        self.plan_for(*pick(self._owing(), which), plan)

    def plan_for(self, party: UUID, debt: Debt, plan: tuple[str, int]) -> None:
        """How it comes back from now on."""
        self.act(
            plan_recovery,
            PlanRecovery(by=self.by, party=PartyId(party), plan=_plan(plan), debt=DocumentId(debt.identity)),
        )
        debt.way, debt.figure = plan
        self.count("plan debt")

    @rule(who=st.lists(ANY, min_size=1, max_size=4), total=st.integers(1, 90_000))
    def charge(self, who: list[int], total: int) -> None:
        parties = list(dict.fromkeys(pick(self.artisans, each) for each in who))
        command = ChargeFees(
            id=self.new_document(), by=self.by, parties=tuple(map(PartyId, parties)), total=Rupiah(total), text="sewa"
        )
        self.act(charge_fees, command)
        for party, amount in zip(parties, spread(total, [1] * len(parties)), strict=True):
            if amount:
                self.model.accrue(party, Accrual(document=command.id, amount=-amount))
        self.model.money["fees_charged", None] -= total
        self.count("charge_fees")

    @precondition(lambda self: any(self.model.money["savings", party] for party in self.artisans))
    @rule(which=ANY, percent=st.integers(1, 110), cash=st.booleans())
    def take_savings(self, which: int, percent: int, cash: bool) -> None:
        party = pick([each for each in self.artisans if self.model.money["savings", each]], which)
        self.pay_savings_to(party, percent, cash)

    def pay_savings_to(self, party: UUID, percent: int, cash: bool) -> None:
        """More than was saved, or than the drawer has, is refused."""
        saved = -self.model.money["savings", party]
        amount = max(saved * percent // 100, 1)
        cash = cash and self.till_open
        command = PaySavings(
            id=self.new_document(), by=self.by, party=PartyId(party), amount=Rupiah(amount),
            method=PayoutMethod.CASH if cash else PayoutMethod.TRANSFER, reference="" if cash else "TRX-2",
        )  # fmt: skip
        if amount > saved:
            self.refused(pay_savings, command, SavingsTooLittle)
        elif cash and amount > self.model.money["drawer", None]:
            self.refused(pay_savings, command, DrawerTooLow)
        else:
            self.act(pay_savings, command)
            self.model.money["savings", party] += amount
            self.model.money["drawer" if cash else "bank", None] -= amount
            self.count("pay_savings")

    @precondition(lambda self: self.owing())
    @rule(which=ANY, percent=PARTS_BACK, chosen=st.booleans())
    def pay_back_in_cash(self, which: int, percent: int, chosen: bool) -> None:
        self.give_back_of(pick(self.owing(), which), percent, "cash", chosen=chosen)

    @precondition(lambda self: self.owing())
    @rule(which=ANY, percent=PARTS_BACK, chosen=st.booleans())
    def pay_back_by_transfer(self, which: int, percent: int, chosen: bool) -> None:
        self.give_back_of(pick(self.owing(), which), percent, "transfer", chosen=chosen)

    @precondition(lambda self: self.owing())
    @rule(which=ANY, percent=PARTS_BACK, chosen=st.booleans())
    def let_go(self, which: int, percent: int, chosen: bool) -> None:
        self.give_back_of(pick(self.owing(), which), percent, "let go", chosen=chosen)

    def owing(self) -> list[UUID]:
        """Whoever owes the shop something."""
        return [
            each for each in self.artisans if any(amount for _debt, amount in owed_back(self.model, each, self.today))
        ]

    def give_back_of(self, party: UUID, percent: int, way: str, *, chosen: bool = False) -> None:
        """All of it, a part, too much; of one debt or of everything; paid back or let go."""
        owing = owed_back(self.model, party, self.today)
        one = next((debt for debt, amount in reversed(owing) if debt is not None and amount), None) if chosen else None
        if one is not None:
            owing = [(one, one.amount - one.recovered)]
        most = sum(amount for _debt, amount in owing)
        amount = max(most * percent // 100, 1) + (percent > 100)
        act, command = self._back(party, amount, way, None if one is None else DocumentId(one.identity))
        if amount > most:
            self.refused(act, command, MoreThanOwed)
            return
        self.act(act, command)
        parts = take_back_of(self.model, party, amount, owing)
        way = "loss_expense" if isinstance(command, ForgiveDebt) else command.method.value
        source = {"cash": "drawer", "transfer": "bank"}.get(way, way)
        self.model.money[source, None] += amount
        newest = self.model.newest.get(party)
        self.model.backs.append(Back(identity=command.id, party=party, parts=parts, source=source, newest=newest))
        self.count("let go" if isinstance(command, ForgiveDebt) else "pay back")

    @precondition(lambda self: self.model.backs)
    @rule(which=ANY)
    def owes_again(self, which: int) -> None:
        """Mostly one that stands."""
        standing = [each for each in self.model.backs if not each.undone]
        self.take_a_back_back(pick(standing if standing and which % 5 else self.model.backs, which))

    def take_a_back_back(self, back: Back) -> None:
        """What was paid back or let go by mistake; a balance only until the next settlement counts with it."""
        model, amount = self.model, sum(part for _debt, part in back.parts)
        command = TakeBack(id=self.new_document(), by=self.by, document=DocumentId(back.identity), reason="keliru")
        of_balance = any(debt is None and part for debt, part in back.parts)
        if back.undone:
            self.refused(take_back, command, TakenBackAlready)
        elif of_balance and model.newest.get(back.party) is not back.newest:
            self.refused(take_back, command, SettledMeanwhile)
            self.count("balance settled since")
        elif back.source == "drawer" and not self.till_open:
            self.refused(take_back, command, TillNotOpen)
        elif back.source == "drawer" and amount > model.money["drawer", None]:
            self.refused(take_back, command, DrawerTooLow)
        else:
            self.act(take_back, command)
            back.undone = True
            model.money[back.source, None] -= amount
            for debt, part in back.parts:
                if debt is None:
                    model.ever[back.party]["given"] -= part
                else:
                    debt.recovered -= part
            self.count("owed again")

    def _back(self, party: UUID, amount: int, way: str, debt: DocumentId | None) -> tuple[Any, PayBack | ForgiveDebt]:
        what: dict[str, Any] = {"by": self.by, "party": PartyId(party), "amount": Rupiah(amount), "debt": debt}
        if way == "let go":
            return forgive_debt, ForgiveDebt(id=self.new_document(), reason="sudah lama sakit", **what)
        cash = way == "cash" and self.till_open
        method = PayoutMethod.CASH if cash else PayoutMethod.TRANSFER
        return pay_back, PayBack(id=self.new_document(), method=method, reference="" if cash else "TRX-9", **what)

    # ----------------------------------------------------------------------------------------------------- settlement

    @rule(which=ANY)
    def settle(self, which: int) -> None:
        """Mostly those of whom there is something."""
        dues = [(party, self.model.due(party, self.today)) for party in self.artisans]
        there = [party for party, due in dues if not self._nothing_new(party, due)]
        self.settle_with(pick(there if there and which % 10 else self.artisans, which))

    def settle_with(self, party: UUID) -> None:
        due = self.model.due(party, self.today)
        reviewed = Reviewed(balance=Rupiah(due.balance), lines=len(due.lines))
        command = LockSettlement(id=self.new_document(), by=self.by, party=PartyId(party), reviewed=reviewed)
        if self._nothing_new(party, due):
            self.refused(lock_settlement, command, NothingToSettle)
            return
        assert self.act(lock_settlement, command).to_pay.amount == due.to_pay
        self._settled(party, due, command.id)
        self.count("lock_settlement")

    def _nothing_new(self, party: UUID, due: Due) -> bool:
        if due.lines or due.deducted:
            return False
        newest = self.model.newest.get(party)
        left = newest.total - newest.paid if newest else 0
        return not due.to_pay or bool(left and left == due.to_pay)

    def _settled(self, party: UUID, due: Due, document: DocumentId) -> None:
        with self.store.reading() as session:
            rows = session.execute(
                text(
                    "SELECT refers_document_id, amount FROM document_line WHERE document_id = :it AND kind = 'settled'"
                ),
                {"it": document.bytes},
            ).all()
            owing = debts_of(session, (PartyId(party),), also_recovered=True).get(PartyId(party), ())
        known: Counter[tuple[UUID, int]] = Counter((each.document, each.amount) for each in due.lines)
        assert Counter((UUID(bytes=source), amount) for source, amount in rows) == known
        self.count_if(any(each.sale is not None and each.amount < 0 for each in due.lines), "refund settled")
        self.count_if(len(due.lines) < sum(each.settled is None for each in self.model.accruals[party]), "held back")
        self.count_if(bool(due.debts), "recover")
        self.count_if(due.saved > 0, "save")
        self.count_if(due.balance < 0, "carry below zero")
        self.model.settle(party, due, document)
        assert {each.document: each.recovered.amount for each in owing} == {
            each.identity: each.recovered for each in self.model.debts[party]
        }

    def to_pay(self) -> list[Settled]:
        return [each for each in self.model.newest.values() if self.model.payable_now(each) > 0]

    @precondition(lambda self: self.to_pay())
    @rule(which=ANY, percent=st.sampled_from([100, 60, 1, 101]), way=ANY)
    def pay(self, which: int, percent: int, way: int) -> None:
        self.pay_on(pick(self.to_pay(), which), percent, way)

    def pay_on(self, settlement: Settled, percent: int, way: int) -> None:
        """All of it, a part, or too much; in cash, by transfer, to somebody who came instead."""
        payable = self.model.payable_now(settlement)
        amount = max(payable * percent // 100, 1) + (percent > 100)
        cash = way % 3 != 0 and self.till_open
        command = self._payout(settlement, amount, cash=cash, instead=way % 2 == 0)
        if amount > payable:
            self.refused(pay_out, command, PayoutTooMuch)
        elif cash and amount > self.model.money["drawer", None]:
            self.refused(pay_out, command, DrawerTooLow)
            self.count("beyond the drawer")
        else:
            self.act(pay_out, command)
            self.model.pay(settlement, amount, cash=cash)
            payout = Payout(identity=command.id, settlement=settlement, amount=amount, cash=cash)
            self.model.payouts.append(payout)
            self.count("pay_out cash" if cash else "pay_out transfer")
            self.count_if(amount < payable, "pay_out partial")
            self.count_if(way % 2 == 0, "pay_out representative")

    def _payout(self, settlement: Settled, amount: int, *, cash: bool, instead: bool) -> PayOut:
        return PayOut(
            id=self.new_document(),
            by=self.by,
            settlement=DocumentId(settlement.identity),
            method=PayoutMethod.CASH if cash else PayoutMethod.TRANSFER,
            amount=Rupiah(amount),
            reference="" if cash else "TRX-1",
            representative=Representative(name="Bu Sri", relation="adik") if instead else None,
        )

    @precondition(lambda self: self.model.payouts)
    @rule(which=ANY)
    def void_a_payout(self, which: int) -> None:
        """Mostly one that stands."""
        standing = [each for each in self.model.payouts if not each.voided]
        payout = pick(standing if standing and which % 5 else self.model.payouts, which)
        if payout.cash and not self.till_open:
            return
        command = VoidPayout(
            id=self.new_document(), by=self.by, payout=DocumentId(payout.identity), reason="salah orang"
        )
        if payout.voided:
            self.refused(void_payout, command, PayoutVoidedAlready)
            return
        self.act(void_payout, command)
        payout.voided = True
        self.model.pay(payout.settlement, -payout.amount, cash=payout.cash)
        self.count("void_payout")
        if self.model.newest[payout.settlement.party] is not payout.settlement:
            self.refused(pay_out, self._payout(payout.settlement, 1, cash=False, instead=False), TakenOver)


def owed_back(model: Model, party: UUID, today: date) -> list[tuple[Debt | None, int]]:
    """What the artisan owes: the debts in order, then what stands below zero, held or not."""
    debts = sorted(model.debts[party], key=lambda each: not each.materials)
    below = -max(model.due(party, today).fresh, model.accrued(party)) - model.payable(party)
    owed: list[tuple[Debt | None, int]] = [(debt, debt.amount - debt.recovered) for debt in debts]
    return [*owed, (None, max(below, 0))]


def take_back_of(
    model: Model, party: UUID, amount: int, owing: list[tuple[Debt | None, int]]
) -> list[tuple[Debt | None, int]]:
    """So much of it, in that order: how much of which."""
    parts = []
    for debt, still in owing:
        part = min(amount, still)
        amount -= part
        parts.append((debt, part))
        if debt is None:
            model.ever[party]["given"] += part
        else:
            debt.recovered += part
    return parts


def _plan(plan: tuple[str, int]) -> Plan:
    way, figure = plan
    return Plan(
        way=PlanWay(way),
        amount=Rupiah(figure if way == "fixed" else 0),
        rate=Percent(figure if way == "percent" else 0),
    )
