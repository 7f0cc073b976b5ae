"""Advances, fees, savings, settlement and payouts as rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import text

from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.errors import DrawerTooLow
from sentra_pos.settlement.charge_fees import ChargeFees, charge_fees
from sentra_pos.settlement.close_run import CloseRun, close_run
from sentra_pos.settlement.debt_queries import debts_of
from sentra_pos.settlement.deduction_rules import Plan, PlanWay, Purpose, Savings
from sentra_pos.settlement.errors import (
    ChangedSinceReview,
    LockedAlready,
    NobodyChosen,
    NothingToSettle,
    PayoutTooMuch,
    PayoutVoidedAlready,
    SavingsTooLittle,
    TakenOver,
)
from sentra_pos.settlement.lend import Lend, lend
from sentra_pos.settlement.lock_in_run import LockInRun, lock_in_run
from sentra_pos.settlement.lock_settlement import LockSettlement, Reviewed, lock_settlement
from sentra_pos.settlement.mark_absent import MarkAbsent, mark_absent
from sentra_pos.settlement.pay_out import PayOut, Representative, pay_out
from sentra_pos.settlement.pay_savings import PaySavings, pay_savings
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from sentra_pos.settlement.review_run import ReviewRun, Seen, review_run
from sentra_pos.settlement.run_queries import open_run, run_day
from sentra_pos.settlement.start_run import StartRun, start_run
from sentra_pos.settlement.void_payout import VoidPayout, void_payout
from tests.ledger.consignment_floor import ANY, pick
from tests.ledger.consignment_model import Accrual, Debt, Due, Payout, Settled
from tests.ledger.consignment_sales import SalesRules
from tests.ledger.shop_model import spread

_PLANS = st.sampled_from(
    [("all", 0), ("fixed", 1), ("fixed", 75_000), ("percent", 1), ("percent", 3_333), ("percent", 10_000)]
)
_AMOUNTS = st.integers(1, 900_000)


@dataclass(kw_only=True)
class Run:
    """A settlement day: what was reviewed of whom."""

    identity: UUID
    reviewed: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    waiting: set[UUID] = field(default_factory=set)


class ConsignmentMachine(SalesRules):
    """One shop, four artisans, any order of acts."""

    def __init__(self) -> None:
        super().__init__()
        self.run: Run | None = None

    # ----------------------------------------------------------------------------------------- advances, fees, savings

    @rule(which=ANY, amount=_AMOUNTS, materials=st.booleans(), cash=st.booleans(), plan=_PLANS)
    def lend(self, which: int, amount: int, materials: bool, cash: bool, plan: tuple[str, int]) -> None:
        party = pick(self.artisans, which)
        money = self.model.money
        cash = cash and self.till_open and not materials
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

    @rule(which=ANY, plan=_PLANS, saves=st.sampled_from(["", "mandatory", "voluntary"]), stops=st.booleans())
    def plan_anew(self, which: int, plan: tuple[str, int], saves: str, stops: bool) -> None:
        party = pick(self.artisans, which)
        command = PlanRecovery(by=self.by, party=PartyId(party), plan=_plan(plan))
        if saves:
            kept = None if stops else command.plan
            command = PlanRecovery(by=self.by, party=PartyId(party), plan=kept, savings=Savings(saves))
            self.act(plan_recovery, command)
            self.model.saving[party].pop(saves, None)
            if not stops:
                self.model.saving[party][saves] = plan
            self.count("plan savings")
            return
        owing = [debt for debt in self.model.debts[party] if debt.recovered < debt.amount]
        if not owing:
            return
        debt = pick(owing, which)
        self.act(
            plan_recovery,
            PlanRecovery(by=self.by, party=PartyId(party), plan=command.plan, debt=DocumentId(debt.identity)),
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

    # ----------------------------------------------------------------------------------------------------- settlement

    @rule(which=ANY)
    def settle(self, which: int) -> None:
        party = pick(self.artisans, which)
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

    @rule(which=ANY, percent=st.sampled_from([100, 100, 60, 1, 101]), way=ANY)
    def pay(self, which: int, percent: int, way: int) -> None:
        """All of it, a part, or too much; in cash, by transfer, to somebody who came instead."""
        owing = [each for each in self.model.newest.values() if self.model.payable_now(each) > 0]
        if not owing:
            return
        settlement = pick(owing, which)
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
        payout = pick(self.model.payouts, which)
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

    # ----------------------------------------------------------------------------------------------------------- runs

    @precondition(lambda self: self.run is None)
    @rule(who=st.lists(ANY, max_size=3), seldom=st.booleans())
    def begin_a_run(self, who: list[int], seldom: bool) -> None:
        if seldom:
            return
        parties = tuple(dict.fromkeys(PartyId(pick(self.artisans, each)) for each in who))
        command = StartRun(id=new_id(self.clock), by=self.by, parties=parties)
        self.act(start_run, command)
        self.run = Run(identity=command.id)
        self.count("start_run")

    @precondition(lambda self: self.run is not None and (self.run.waiting or not self.run.reviewed))
    @rule(leaves_out=st.none() | ANY)
    def review(self, leaves_out: int | None) -> None:
        assert self.run is not None
        with self.store.reading() as session:
            run = open_run(session)
            assert run is not None
            day = run_day(session, run, self.by.device, self.today)
        out = None if leaves_out is None else pick(self.artisans, leaves_out)
        seen = []
        for each in day.artisans:
            owed, due = each.today.owed, self.model.due(each.party, self.today)
            told = owed.balance.amount, owed.lines, owed.deduction.amount
            assert told == (due.balance, len(due.lines), due.deducted), f"{told} and {due}"
            if each.party != out and each.settlement is None:
                seen.append(Seen(party=each.party, figures=Reviewed(balance=owed.balance, lines=owed.lines)))
        command = ReviewRun(by=self.by, run=self.run.identity, seen=tuple(seen))
        if not seen and not any(each.settlement for each in day.artisans):
            self.refused(review_run, command, NobodyChosen)
            return
        with self.store.writing() as session:
            review_run(session, command, clock=self.clock)
            found = session.execute(
                text("SELECT party_id, settlement_id FROM settlement_run_party WHERE run_id = :it"),
                {"it": self.run.identity.bytes},
            ).all()
        self.run.reviewed |= {each.party: (each.figures.balance.amount, each.figures.lines) for each in seen}
        self.run.reviewed = {UUID(bytes=row[0]): self.run.reviewed[UUID(bytes=row[0])] for row in found}
        self.run.waiting = {UUID(bytes=party) for party, settlement in found if settlement is None}
        self.count("review_run")

    @precondition(lambda self: self.run is not None and self.run.reviewed)
    @rule(which=ANY)
    def lock(self, which: int) -> None:
        assert self.run is not None
        party = pick(sorted(self.run.waiting) or list(self.run.reviewed), which)
        due = self.model.due(party, self.today)
        command = LockInRun(id=self.new_document(), by=self.by, run=self.run.identity, party=PartyId(party))
        if party not in self.run.waiting:
            self.refused(lock_in_run, command, LockedAlready)
            return
        if self._nothing_new(party, due) or self.run.reviewed[party] != (due.balance, len(due.lines)):
            self.refused(lock_in_run, command, ChangedSinceReview)
            self.count("changed since review")
            return
        self.act(lock_in_run, command)
        self.run.waiting.discard(party)
        self._settled(party, due, command.id)
        self.count("lock_in_run")

    @precondition(lambda self: self.run is not None and self.run.reviewed)
    @rule(which=ANY, absent=st.booleans())
    def nobody_came(self, which: int, absent: bool) -> None:
        assert self.run is not None
        party = PartyId(pick(list(self.run.reviewed), which))
        self.act(mark_absent, MarkAbsent(by=self.by, run=self.run.identity, party=party, absent=absent))
        self.count("mark_absent")

    @precondition(lambda self: self.run is not None and not self.run.waiting)
    @rule(seldom=st.integers(0, 3))
    def end_the_run(self, seldom: int) -> None:
        if seldom:
            return
        assert self.run is not None
        self.act(close_run, CloseRun(by=self.by, run=self.run.identity))
        self.run = None
        self.count("close_run")


def _plan(plan: tuple[str, int]) -> Plan:
    way, figure = plan
    return Plan(
        way=PlanWay(way),
        amount=Rupiah(figure if way == "fixed" else 0),
        rate=Percent(figure if way == "percent" else 0),
    )
