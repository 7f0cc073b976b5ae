"""What is taken off obeys its order and its limits, whatever the debts and plans; and cash in notes adds up."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.settlement.deduction_rules import (
    Debt,
    Plan,
    PlanWay,
    Purpose,
    Savings,
    SavingsPlan,
    deductions,
)
from sentra_pos.settlement.rules import beyond_the_drawer, notes_for, paid_from

AMOUNTS = st.integers(-2_000_000, 5_000_000).map(Rupiah)
ABOVE = st.integers(1, 3_000_000).map(Rupiah)
PLANS = st.one_of(
    st.just(Plan()),
    ABOVE.map(lambda amount: Plan(way=PlanWay.FIXED, amount=amount)),
    st.integers(1, 10_000).map(lambda points: Plan(way=PlanWay.PERCENT, rate=Percent(points))),
)


@st.composite
def debts(draw: st.DrawFn) -> tuple[Debt, ...]:
    """The oldest first, some of each partly recovered."""
    found = []
    for number in range(draw(st.integers(0, 5))):
        amount = draw(ABOVE)
        recovered = Rupiah(draw(st.integers(0, amount.amount)))
        debt = Debt(
            document=DocumentId(UUID(int=number)), line=1, code=f"KB1-{number:06}", date=date(2026, 11, number + 1),
            purpose=draw(st.sampled_from(Purpose)), text="", amount=amount, recovered=recovered, plan=draw(PLANS),
        )  # fmt: skip
        found.append(debt)
    return tuple(found)


SAVINGS = st.lists(PLANS, max_size=2).map(
    lambda plans: tuple(SavingsPlan(kind=kind, plan=plan) for kind, plan in zip(reversed(Savings), plans, strict=False))
)
_RANK = {"materials": 0, "advance": 1, "savings": 2}


@given(due=AMOUNTS, more=AMOUNTS, open_debts=debts(), saving=SAVINGS)
def test_never_more_than_there_is_nor_than_is_owed_and_always_in_order(
    due: Rupiah, more: Rupiah, open_debts: tuple[Debt, ...], saving: tuple[SavingsPlan, ...]
) -> None:
    available = due + more
    taken = deductions(due, available, open_debts, saving)

    assert sum_rupiah(each.amount for each in taken) <= max(available, ZERO)
    assert all(each.amount > ZERO for each in taken)
    ranks = [_RANK[each.what] for each in taken]
    assert ranks == sorted(ranks)
    for kind in Purpose:
        ages = [each.debt.document.int for each in taken if each.debt is not None and each.debt.purpose is kind]
        assert ages == sorted(ages)
    for each in taken:
        if each.debt is not None:
            assert each.amount <= each.debt.outstanding
            if each.debt.plan.way is PlanWay.FIXED:
                assert each.amount <= each.debt.plan.amount
            if each.debt.plan.way is PlanWay.PERCENT:
                assert each.amount <= due.percent(each.debt.plan.rate)
    if due <= ZERO or available <= ZERO:
        assert taken == ()


@given(due=ABOVE, open_debts=debts())
def test_what_comes_all_at_once_leaves_nothing_while_something_is_owed(
    due: Rupiah, open_debts: tuple[Debt, ...]
) -> None:
    at_once = tuple(debt for debt in open_debts if debt.plan.way is PlanWay.ALL)
    owed = sum_rupiah(debt.outstanding for debt in at_once)
    assert sum_rupiah(each.amount for each in deductions(due, due, at_once)) == min(due, owed)


@given(st.lists(st.integers(0, 9_999_999).map(Rupiah), max_size=8))
def test_envelopes_hold_what_they_should_with_as_few_notes_as_can_be(amounts: list[Rupiah]) -> None:
    notes = notes_for(amounts)
    assert sum(face * count for face, count in notes.counts) + notes.rest.amount == sum(each.amount for each in amounts)
    assert notes.rest < Rupiah(100 * len(amounts) or 1)
    assert dict(notes_for([Rupiah(1_888_800)]).counts) == {
        100_000: 18, 50_000: 1, 20_000: 1, 10_000: 1, 5_000: 1, 2_000: 1, 1_000: 1, 500: 1, 200: 1, 100: 1
    }  # fmt: skip


@given(st.integers(0, 5_000_000).map(Rupiah), st.lists(ABOVE, max_size=8))
def test_whom_the_drawer_reaches_is_counted_as_it_is_named(cash: Rupiah, amounts: list[Rupiah]) -> None:
    beyond = beyond_the_drawer(cash, dict(enumerate(amounts)))
    assert len(amounts) - len(beyond) == paid_from(cash, amounts)
    assert sum_rupiah(amount for who, amount in enumerate(amounts) if who not in beyond) <= cash
