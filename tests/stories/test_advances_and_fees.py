"""Advances, fees and savings, as stories: what an artisan had ahead comes back by plan and is named until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind, LineKind
from sentra_pos.ledger.queries import balance_of, lines_of
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.printing.page import Signatures, render_paper
from sentra_pos.sales.errors import DrawerTooLow
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.settlement.charge_fees import ChargeFees, FeesCharged, Spread, charge_fees, fees_for
from sentra_pos.settlement.debt_queries import debts_of, saved_by
from sentra_pos.settlement.deduction_rules import AT_ONCE, Plan, PlanWay, Purpose, Savings
from sentra_pos.settlement.errors import (
    DebtNotFound,
    FeesChanged,
    NobodySold,
    PlanNotSensible,
    PurposeMissing,
    SavingsTooLittle,
)
from sentra_pos.settlement.lend import Lend, Lent, lend
from sentra_pos.settlement.lock_settlement import SettlementLocked
from sentra_pos.settlement.pay_savings import PaySavings, pay_savings
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from sentra_pos.settlement.queries import owed_to
from sentra_pos.settlement.slip_papers import money_slip_paper, money_slip_slip
from sentra_pos.settlement.slip_queries import money_slip
from sentra_pos.settlement.statement import statement_of
from sentra_pos.settlement.void_payout import VoidPayout, void_payout
from tests.settlement.gallery import Gallery, a_gallery

HALF = Plan(way=PlanWay.PERCENT, rate=Percent.whole(50))


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    return a_gallery(store, clock)


def _lend(
    gallery: Gallery,
    amount: int,
    plan: Plan = AT_ONCE,
    *,
    purpose: Purpose = Purpose.CASH,
    text: str = "biaya sekolah",
    method: PayoutMethod = PayoutMethod.CASH,
) -> Lent:
    command = Lend(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), purpose=purpose, text=text,
        method=method, reference="TRX" if method is PayoutMethod.TRANSFER else "", plan=plan,
    )  # fmt: skip
    with gallery.store.writing() as session:
        first = lend(session, command, clock=gallery.clock)
        assert lend(session, command, clock=gallery.clock) == first
    return first


def _fixed(amount: int) -> Plan:
    return Plan(way=PlanWay.FIXED, amount=Rupiah(amount))


def _sell(gallery: Gallery, pieces: int, party: PartyId | None = None) -> None:
    gallery.sell((gallery.items[party or gallery.party], pieces, 100_000, 0))


def _taken(gallery: Gallery, locked: SettlementLocked) -> list[tuple[str, int]]:
    with gallery.store.reading() as session:
        lines = lines_of(session, locked.id)
    return [(str(line.details["what"]), -line.amount.amount) for line in lines if line.kind is LineKind.DEDUCTION]


def test_materials_come_back_first_then_the_oldest_advance_each_by_its_plan_and_then_savings(gallery: Gallery) -> None:
    old = _lend(gallery, 200_000, _fixed(50_000))
    new = _lend(gallery, 100_000, AT_ONCE, method=PayoutMethod.TRANSFER)
    cloth = _lend(gallery, 300_000, HALF, purpose=Purpose.MATERIALS, text="mori prima 10 lembar")
    with gallery.store.writing() as session:
        for kind, plan in ((Savings.MANDATORY, _fixed(20_000)), (Savings.VOLUNTARY, HALF)):
            plan_recovery(
                session, PlanRecovery(by=gallery.by, party=gallery.party, plan=plan, savings=kind), clock=gallery.clock
            )
    _sell(gallery, 4)

    first = gallery.lock(gallery.party)

    # Earned 340.000: half of it for the cloth, 50.000 and 100.000 for the advances, and of 20.000 all is saved.
    assert _taken(gallery, first) == [
        ("materials", 170_000), ("advance", 50_000), ("advance", 100_000), ("savings", 20_000)
    ]  # fmt: skip
    assert first.to_pay == ZERO
    with gallery.store.reading() as session:
        open_debts = {debt.code: debt.outstanding for debt in debts_of(session, (gallery.party,))[gallery.party]}
        assert open_debts == {old.code: Rupiah(150_000), cloth.code: Rupiah(130_000)}
        assert saved_by(session, gallery.party) == Rupiah(20_000)
        assert statement_of(session, first.id).advance_left == Rupiah(280_000)
        every = debts_of(session, (gallery.party,), also_recovered=True)[gallery.party]
        assert [debt.code for debt in every] == [old.code, new.code, cloth.code]
    _sell(gallery, 4)
    second = gallery.lock(gallery.party)
    assert _taken(gallery, second) == [
        ("materials", 130_000), ("advance", 50_000), ("savings", 20_000), ("savings", 140_000)
    ]  # fmt: skip
    assert examine(gallery.store.path) == ()


def test_what_waits_to_be_paid_is_not_asked_again_by_a_plan(gallery: Gallery) -> None:
    _lend(gallery, 500_000, _fixed(50_000))
    _sell(gallery, 2)
    assert gallery.lock(gallery.party).to_pay == Rupiah(120_000)
    with gallery.store.reading() as session:
        assert owed_to(session, gallery.party).taken == ()
    _sell(gallery, 1)
    assert gallery.lock(gallery.party).to_pay == Rupiah(120_000 + 35_000)
    assert examine(gallery.store.path) == ()


def test_what_a_void_brings_back_of_an_older_settlement_is_not_asked_again_by_a_plan(gallery: Gallery) -> None:
    with gallery.store.writing() as session:
        half = PlanRecovery(by=gallery.by, party=gallery.party, plan=HALF, savings=Savings.VOLUNTARY)
        plan_recovery(session, half, clock=gallery.clock)
    _sell(gallery, 2)
    paid = gallery.pay(gallery.lock(gallery.party))
    _sell(gallery, 1)
    gallery.pay(gallery.lock(gallery.party))
    with gallery.store.writing() as session:
        void = VoidPayout(id=gallery.document(), by=gallery.by, payout=paid.id, reason="salah orang")
        void_payout(session, void, clock=gallery.clock)
    with gallery.store.reading() as session:
        assert owed_to(session, gallery.party).taken == ()
    _sell(gallery, 1)

    third = gallery.lock(gallery.party)

    assert _taken(gallery, third) == [("savings", 42_500)]
    assert third.to_pay == Rupiah(85_000 + 42_500)
    assert examine(gallery.store.path) == ()


def test_the_last_plan_holds_and_nobody_plans_what_is_not_owed(gallery: Gallery) -> None:
    debt = _lend(gallery, 500_000, AT_ONCE)
    _sell(gallery, 2)
    easier = PlanRecovery(by=gallery.by, party=gallery.party, plan=_fixed(10_000), debt=debt.id)
    with gallery.store.writing() as session:
        plan_recovery(session, easier, clock=gallery.clock)
    assert gallery.lock(gallery.party).to_pay == Rupiah(160_000)
    other = PlanRecovery(by=gallery.by, party=gallery.other, plan=AT_ONCE, debt=debt.id)
    with pytest.raises(DebtNotFound), gallery.store.writing() as session:
        plan_recovery(session, other, clock=gallery.clock)
    with pytest.raises(PlanNotSensible), gallery.store.writing() as session:
        plan_recovery(
            session, PlanRecovery(by=gallery.by, party=gallery.party, plan=_fixed(0), debt=debt.id), clock=gallery.clock
        )


def test_an_advance_needs_a_purpose_and_the_cash_to_be_there_and_is_signed_for(gallery: Gallery) -> None:
    with pytest.raises(PurposeMissing):
        _lend(gallery, 1_000, text=" ")
    with pytest.raises(DrawerTooLow):
        _lend(gallery, 20_000_001)
    big = _lend(gallery, 6_000_000, HALF)
    with gallery.store.reading() as session:
        slip, head = money_slip(session, big.id), letterhead(session)
        assert balance_of(session, Account(AccountKind.DRAWER, device=gallery.by.device)) == Rupiah(14_000_000)
    assert money_slip_slip(slip, "Sentra", gallery.clock.zone).blocks
    paper = money_slip_paper(slip, head)
    signed = paper.blocks[-1]
    assert isinstance(signed, Signatures)
    assert signed.boxes[0].meterai
    assert render_paper(paper).startswith(b"%PDF")


def _charge(gallery: Gallery, total: int, spread: Spread, days: tuple[date, date] | None = None) -> FeesCharged:
    since, until = days or (None, None)
    command = ChargeFees(
        id=gallery.document(), by=gallery.by, parties=(gallery.party, gallery.other), total=Rupiah(total),
        text="Sewa stan Agustus", spread=spread, since=since, until=until,
    )  # fmt: skip
    with gallery.store.writing() as session:
        return charge_fees(session, command, clock=gallery.clock)


def test_a_cost_is_shared_to_the_rupiah_and_named_in_each_next_settlement(gallery: Gallery) -> None:
    today = date(2026, 11, 22)
    with pytest.raises(NobodySold):
        _charge(gallery, 100_001, Spread.SALES, (today, today))
    _sell(gallery, 2)
    _sell(gallery, 1, gallery.other)
    _charge(gallery, 100_001, Spread.EQUAL)
    _charge(gallery, 100_001, Spread.SALES, (today, today))

    mine, theirs = gallery.lock(gallery.party), gallery.lock(gallery.other)

    assert mine.to_pay == Rupiah(170_000 - 50_001 - 66_667)
    assert theirs.to_pay == Rupiah(85_000 - 50_000 - 33_334)
    with gallery.store.reading() as session:
        paper = statement_of(session, mine.id)
    assert [(line.text, line.extra) for line in paper.lines if line.what is LineKind.FEE] == [
        ("Sewa stan Agustus", Rupiah(-50_001)),
        ("Sewa stan Agustus", Rupiah(-66_667)),
    ]
    assert examine(gallery.store.path) == ()


def test_a_cost_is_charged_as_it_was_seen_or_not_at_all(gallery: Gallery) -> None:
    today = date(2026, 11, 22)
    _sell(gallery, 2)
    _sell(gallery, 1, gallery.other)
    asked = ChargeFees(
        id=gallery.document(), by=gallery.by, parties=(gallery.party, gallery.other), total=Rupiah(90_000),
        text="Sewa stan Agustus", spread=Spread.SALES, since=today, until=today,
    )  # fmt: skip
    with gallery.store.reading() as session:
        seen = fees_for(session, replace(asked, text=""))
    assert seen == ((gallery.party, Rupiah(60_000)), (gallery.other, Rupiah(30_000)))
    _sell(gallery, 1, gallery.other)

    with pytest.raises(FeesChanged), gallery.store.writing() as session:
        charge_fees(session, replace(asked, shares=seen), clock=gallery.clock)

    with gallery.store.writing() as session:
        now = fees_for(session, asked)
        charged = charge_fees(session, replace(asked, shares=now), clock=gallery.clock)
    with gallery.store.reading() as session:
        assert tuple((line.party, line.amount) for line in lines_of(session, charged.id)) == now
        assert now == ((gallery.party, Rupiah(45_000)), (gallery.other, Rupiah(45_000)))


def test_a_fee_may_take_somebody_below_zero_which_is_carried(gallery: Gallery) -> None:
    _charge(gallery, 100_000, Spread.EQUAL)
    below = gallery.lock(gallery.party)
    assert below.to_pay == ZERO
    _sell(gallery, 1)
    assert gallery.lock(gallery.party).to_pay == Rupiah(35_000)
    assert examine(gallery.store.path) == ()


def test_savings_are_paid_back_never_beyond_what_was_saved(gallery: Gallery) -> None:
    with gallery.store.writing() as session:
        half = PlanRecovery(by=gallery.by, party=gallery.party, plan=HALF, savings=Savings.VOLUNTARY)
        plan_recovery(session, half, clock=gallery.clock)
    _sell(gallery, 2)
    gallery.pay(gallery.lock(gallery.party))

    def back(amount: int) -> Rupiah:
        command = PaySavings(id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount))
        with gallery.store.writing() as session:
            done = pay_savings(session, command, clock=gallery.clock)
            assert pay_savings(session, command, clock=gallery.clock) == done
        return done.left

    assert back(30_000) == Rupiah(55_000)
    with pytest.raises(SavingsTooLittle, match=r"55\.000"):
        back(55_001)
    assert back(55_000) == ZERO
    with gallery.store.writing() as session:
        stop = PlanRecovery(by=gallery.by, party=gallery.party, plan=None, savings=Savings.VOLUNTARY)
        plan_recovery(session, stop, clock=gallery.clock)
    _sell(gallery, 1)
    assert gallery.lock(gallery.party).to_pay == Rupiah(85_000)
    assert examine(gallery.store.path) == ()
