"""What one person may give an artisan in a day: one limit, whichever document the money goes out by."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account, ActedBy
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.people.permissions import SecondPersonNeeded
from sentra_pos.settlement.deduction_rules import Plan, PlanWay, Purpose, Savings
from sentra_pos.settlement.lend import Lend, Lent, lend
from sentra_pos.settlement.limit_payout import LimitPayout, limit_payout
from sentra_pos.settlement.pay_back import PayBack, pay_back
from sentra_pos.settlement.pay_savings import PaySavings, SavingsPaid, pay_savings
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from sentra_pos.settlement.take_back import TakeBack, take_back
from sentra_pos.settlement.take_savings import TakeSavings, take_savings
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.settlement.gallery import Gallery, a_gallery

LIMIT = 500_000


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    """One person gives an artisan half a million a day."""
    gallery = a_gallery(store, clock)
    with store.writing() as session:
        limit_payout(session, LimitPayout(by=gallery.by, limit=Rupiah(LIMIT)), clock=clock)
    return gallery


def _lend(
    gallery: Gallery,
    amount: int,
    *,
    by: ActedBy | None = None,
    party: PartyId | None = None,
    method: PayoutMethod = PayoutMethod.CASH,
    purpose: Purpose = Purpose.CASH,
) -> Lent:
    command = Lend(
        id=gallery.document(), by=by or gallery.by, party=party or gallery.party, amount=Rupiah(amount),
        purpose=purpose, text="biaya sekolah", method=method, reference="TRX",
        plan=Plan(way=PlanWay.FIXED, amount=Rupiah(1_000)),
    )  # fmt: skip
    with gallery.store.writing() as session:
        first = lend(session, command, clock=gallery.clock)
        assert lend(session, command, clock=gallery.clock) == first
    return first


def _pay_savings(gallery: Gallery, amount: int, *, by: ActedBy | None = None) -> SavingsPaid:
    command = PaySavings(id=gallery.document(), by=by or gallery.by, party=gallery.party, amount=Rupiah(amount))
    with gallery.store.writing() as session:
        first = pay_savings(session, command, clock=gallery.clock)
        assert pay_savings(session, command, clock=gallery.clock) == first
    return first


def _saves(gallery: Gallery, amount: int) -> None:
    """All of what is sold goes into savings."""
    plan = Plan(way=PlanWay.FIXED, amount=Rupiah(amount))
    promise = PlanRecovery(by=gallery.by, party=gallery.party, plan=plan, savings=Savings.VOLUNTARY)
    with gallery.store.writing() as session:
        plan_recovery(session, promise, clock=gallery.clock)
    gallery.sell((gallery.items[gallery.party], amount // 85_000, 100_000, 0))
    assert gallery.lock(gallery.party).to_pay == ZERO


def _take_back(gallery: Gallery, document: DocumentId, *, by: ActedBy | None = None) -> None:
    command = TakeBack(id=gallery.document(), by=by or gallery.by, document=document, reason="salah ketik")
    with gallery.store.writing() as session:
        take_back(session, command, clock=gallery.clock)


def _two(gallery: Gallery) -> ActedBy:
    return replace(gallery.by, approver=gallery.somebody(Role.SUPERVISOR).staff)


def _next_day(gallery: Gallery, clock: FixedClock) -> None:
    with gallery.store.writing() as session:
        holds = balance_of(session, Account(AccountKind.DRAWER, device=gallery.by.device))
        close_till(session, CloseTill(id=gallery.document(), by=gallery.by, counted=holds), clock=clock)
        clock.advance(timedelta(days=1))
        open_till(session, OpenTill(id=gallery.document(), by=gallery.by, counted=holds, added=ZERO), clock=clock)


def test_what_is_lent_at_once_is_no_way_around_the_limit_of_payouts(gallery: Gallery) -> None:
    gallery.sell((gallery.items[gallery.party], 5, 100_000, 0))
    _lend(gallery, 400_000)
    with pytest.raises(SecondPersonNeeded):
        _lend(gallery, 100_001, method=PayoutMethod.TRANSFER)
    locked = gallery.lock(gallery.party)
    with pytest.raises(SecondPersonNeeded):
        gallery.pay(locked, 100_001)
    gallery.pay(locked, 100_000)
    with pytest.raises(SecondPersonNeeded):
        _lend(gallery, 1)
    # Another artisan's day is another one.
    _lend(gallery, LIMIT, party=gallery.other)
    assert examine(gallery.store.path) == ()


def test_one_large_advance_takes_two_in_cash_and_by_transfer_but_not_in_materials(gallery: Gallery) -> None:
    for method in PayoutMethod:
        with pytest.raises(SecondPersonNeeded):
            _lend(gallery, 4_000_000, method=method)
    two = _two(gallery)
    _lend(gallery, 4_000_000, by=two)
    # What two agreed to does not count, nor does what is no money.
    _lend(gallery, 2_000_000, purpose=Purpose.MATERIALS)
    _lend(gallery, LIMIT)
    with pytest.raises(SecondPersonNeeded):
        _lend(gallery, 1)
    _lend(gallery, 1, by=two)


def test_whoever_may_not_agree_to_it_is_no_second_person(gallery: Gallery) -> None:
    for nobody in (gallery.somebody(Role.CASHIER).staff, gallery.by.staff):
        with pytest.raises(SecondPersonNeeded):
            _lend(gallery, LIMIT + 1, by=replace(gallery.by, approver=nobody))


def test_savings_of_any_size_count_too(gallery: Gallery) -> None:
    _saves(gallery, 850_000)
    with pytest.raises(SecondPersonNeeded):
        _pay_savings(gallery, LIMIT + 1)
    _pay_savings(gallery, 300_000)
    with pytest.raises(SecondPersonNeeded):
        _lend(gallery, 200_001)
    _lend(gallery, 200_000)
    with pytest.raises(SecondPersonNeeded):
        _pay_savings(gallery, 1)
    assert _pay_savings(gallery, 550_000, by=_two(gallery)).left == ZERO


def test_what_was_taken_back_that_day_is_not_counted_any_more(gallery: Gallery) -> None:
    _saves(gallery, 850_000)
    for give in (_lend, _pay_savings):
        wrong = give(gallery, LIMIT).id
        with pytest.raises(SecondPersonNeeded):
            _lend(gallery, 1)
        _take_back(gallery, wrong)
    _lend(gallery, LIMIT)


def test_the_next_day_begins_anew_and_what_is_taken_back_of_the_day_before_makes_it_no_longer(
    gallery: Gallery, clock: FixedClock
) -> None:
    wrong = _lend(gallery, LIMIT)
    _next_day(gallery, clock)
    _take_back(gallery, wrong.id)
    with pytest.raises(SecondPersonNeeded):
        _lend(gallery, LIMIT + 1)
    _lend(gallery, LIMIT)


def test_what_was_paid_back_goes_out_again_within_the_same_limit(gallery: Gallery, clock: FixedClock) -> None:
    two = _two(gallery)
    _lend(gallery, 2_000_000, by=two)
    with gallery.store.writing() as session:
        backs = [
            pay_back(
                session,
                PayBack(id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount)),
                clock=clock,
            )
            for amount in (300_000, 200_001, LIMIT + 1)
        ]
    with pytest.raises(SecondPersonNeeded):
        _take_back(gallery, backs[2].id)
    _take_back(gallery, backs[0].id)
    with pytest.raises(SecondPersonNeeded):
        _take_back(gallery, backs[1].id)
    with pytest.raises(SecondPersonNeeded):
        _lend(gallery, 200_001)
    _lend(gallery, 200_000)
    _take_back(gallery, backs[1].id, by=two)
    assert examine(gallery.store.path) == ()


def test_what_was_paid_into_savings_counts_only_where_it_goes_out_again(gallery: Gallery, clock: FixedClock) -> None:
    with gallery.store.writing() as session:
        wrong = [
            take_savings(
                session,
                TakeSavings(id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount)),
                clock=clock,
            )
            for amount in (300_000, 200_001, LIMIT + 1)
        ]
    with pytest.raises(SecondPersonNeeded):
        _take_back(gallery, wrong[2].id)
    _take_back(gallery, wrong[0].id)
    with pytest.raises(SecondPersonNeeded):
        _take_back(gallery, wrong[1].id)
    with pytest.raises(SecondPersonNeeded):
        _pay_savings(gallery, 200_001)
    _lend(gallery, 200_000)
    _take_back(gallery, wrong[1].id, by=_two(gallery))
    assert examine(gallery.store.path) == ()


def test_without_a_limit_nobody_is_asked(gallery: Gallery) -> None:
    with gallery.store.writing() as session:
        limit_payout(session, LimitPayout(by=gallery.by, limit=None), clock=gallery.clock)
    _lend(gallery, 10_000_000)
