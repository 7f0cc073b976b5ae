"""A shift's figures, whatever happened in it: they add up, they are kept, and the doctor finds the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import DocumentKind, EventKind
from sentra_pos.people.permissions import NotAllowed, Permission
from sentra_pos.tills.closing_queries import z_report_of
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.kept_figures import kept_totals, totals_kept
from sentra_pos.tills.queries import open_shift
from sentra_pos.tills.report_queries import ShiftReport
from sentra_pos.tills.report_shift import ReportShift, report_shift
from sentra_pos.tills.shift_queries import Movement, ShiftTotals, shift_totals
from tests.sales.shop import Counter
from tests.tills.cashbox import Cashbox
from tests.tills.tickets import Ticket, Tickets


def tickets_of(cashbox: Cashbox) -> Tickets:
    counter = cashbox.counter
    with counter.store.reading() as session:
        shift = open_shift(session, cashbox.owner.device)
    assert shift is not None
    return Tickets(store=counter.store, clock=counter.clock, by=cashbox.owner, shift=shift.id)


def totals_of(cashbox: Cashbox, tickets: Tickets) -> ShiftTotals:
    with cashbox.counter.store.reading() as session:
        return shift_totals(session, tickets.shift, cashbox.owner.device)


def told_of_the_till(cashbox: Cashbox) -> list[str]:
    """What the doctor says of tills; what it says of other rooms is not this room's."""
    return [str(found) for found in examine(cashbox.counter.store.path) if found.code.startswith("till.")]


def a_day(tickets: Tickets) -> None:
    """One of each."""
    first = tickets.sale(185_000, "cash", rounding=-50)
    second = tickets.sale(35_000, "qris", discount=5_000)
    third = tickets.sale(90_000, "cash")
    fourth = tickets.sale(40_000, "cash")
    tickets.refund(third)
    tickets.void(fourth)
    tickets.exchange(first, 200_000, "cash")
    tickets.payment_change(second, "cash")
    tickets.customer_payment(75_000, "transfer")


def test_each_kind_of_document_has_its_place_in_the_figures(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    tickets = tickets_of(cashbox)
    a_day(tickets)
    totals = totals_of(cashbox, tickets)
    counts = (totals.sales, totals.exchanges, totals.refunds, totals.voids)
    assert counts == (4, 1, 1, 1)
    assert (totals.sold, totals.refunded, totals.voided) == (Rupiah(550_000), Rupiah(275_000), Rupiah(40_000))
    assert (totals.net, totals.discounts, totals.rounding) == (Rupiah(235_000), Rupiah(5_000), Rupiah(-50))
    assert totals.customer_payments == Rupiah(75_000)
    taken = {each.method: (each.count, each.amount.amount) for each in totals.by_method}
    assert taken == {"cash": (5, 184_950 + 15_000 + 35_000), "qris": (1, 0), "transfer": (1, 75_000)}
    assert totals.expected_cash == Rupiah(500_000 + 234_950)


def test_the_numbers_of_a_shift_begin_where_the_last_one_ended(cashbox: Cashbox, clock: FixedClock) -> None:
    cashbox.opens(500_000)
    for _sale in range(3):
        tickets_of(cashbox).sale(10_000, "cash")
    cashbox.closes(530_000, to_safe=530_000)
    clock.advance(timedelta(days=1))
    cashbox.opens(100_000)
    tickets = tickets_of(cashbox)
    tickets.refund(tickets.sale(10_000, "cash"))
    tickets.sale(20_000, "cash")
    numbers = {each.kind: (each.first, each.last, each.count) for each in totals_of(cashbox, tickets).numbers}
    assert numbers == {DocumentKind.SALE: (4, 5, 2), DocumentKind.REFUND: (1, 1, 1)}


def test_the_grand_total_runs_through_the_tills_life(cashbox: Cashbox, clock: FixedClock) -> None:
    grand = []
    for day in range(3):
        cashbox.opens(0)
        tickets = tickets_of(cashbox)
        a_day(tickets)
        tickets.sale(1_000 * day, "cash")
        cash = totals_of(cashbox, tickets).expected_cash.amount
        closed = cashbox.closes(cash, to_safe=cash)
        with cashbox.counter.store.reading() as session:
            grand.append(z_report_of(session, closed.id).grand_total.amount)
        clock.advance(timedelta(days=1))
    assert grand == [235_000, 471_000, 708_000]
    assert told_of_the_till(cashbox) == []


def test_what_the_closing_keeps_is_read_again_as_it_was(cashbox: Cashbox) -> None:
    cashbox.opens(500_000)
    tickets = tickets_of(cashbox)
    a_day(tickets)
    cashbox.moves(Movement.PAID_OUT, 35_000, category="delivery", reason="Ojek")
    totals = totals_of(cashbox, tickets)
    assert totals_kept(kept_totals(totals)) == totals
    closed = cashbox.closes(totals.expected_cash.amount)
    with cashbox.counter.store.reading() as session:
        assert z_report_of(session, closed.id).totals == totals


def test_looking_at_the_shift_ends_nothing_and_is_remembered(printing: Cashbox) -> None:
    store, clock = printing.counter.store, printing.counter.clock

    def looks(command: ReportShift) -> ShiftReport:
        with store.writing() as session:
            return report_shift(session, command, clock=clock)

    with pytest.raises(TillNotOpen):
        looks(ReportShift(by=printing.owner))
    printing.opens(500_000)
    with pytest.raises(NotAllowed) as refused:
        looks(ReportShift(by=printing.cashier))
    assert refused.value.fields["permission"] is Permission.SHIFT_REPORT
    report = looks(ReportShift(by=printing.owner))
    assert (report.till, report.shift.code, report.totals.expected_cash) == ("Kasir 1", "B1-000001", Rupiah(500_000))
    assert looks(ReportShift(by=printing.owner, printed=False)).shift == report.shift
    assert [each["printed"] for each in printing.events(EventKind.SHIFT_REPORT)] == [True, False]
    assert list(printing.papers()) == ["X B1-000001"]


_METHODS = st.sampled_from(["cash", "qris", "transfer"])
_ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("sale"), st.integers(1, 10**9), _METHODS, st.integers(-999, 999)),
        st.tuples(st.just("void"), st.integers(0, 99)),
        st.tuples(st.just("refund"), st.integers(0, 99)),
        st.tuples(st.just("exchange"), st.integers(0, 99), st.integers(1, 10**9), _METHODS),
        st.tuples(st.just("payment_change"), st.integers(0, 99), _METHODS),
        st.tuples(st.just("customer_payment"), st.integers(1, 10**8), _METHODS),
        st.tuples(st.just("move"), st.sampled_from(Movement), st.integers(1, 10**6)),
    ),
    max_size=12,
)


def _do(cashbox: Cashbox, tickets: Tickets, act: tuple[object, ...], sales: list[Ticket]) -> int:
    """The act, unless there is nothing to do it to; gives what went into the drawer besides tenders."""
    name, *rest = act
    if name == "sale":
        sales.append(tickets.sale(*rest))  # type: ignore[arg-type]
    elif name == "customer_payment":
        tickets.customer_payment(*rest)  # type: ignore[arg-type]
    elif name == "move":
        return _move(cashbox, *rest)  # type: ignore[arg-type]
    elif sales:
        sale = sales.pop(rest[0] % len(sales))  # type: ignore[operator]
        if name == "exchange":
            sales.append(tickets.exchange(sale, *rest[1:]))  # type: ignore[arg-type]
        else:
            getattr(tickets, str(name))(sale, *rest[1:])
    return 0


def _move(cashbox: Cashbox, movement: Movement, amount: int) -> int:
    money = cashbox.money
    source = {Movement.FROM_SAFE: "safe", Movement.SAFE_TO_BANK: "safe", Movement.PAID_IN: ""}.get(movement, "drawer")
    amount = min(amount, money.get(source, amount))
    if amount <= 0:
        return 0
    category = {Movement.PAID_IN: "income", Movement.PAID_OUT: "delivery"}.get(movement)
    cashbox.moves(movement, amount, category=category, reason="x")
    return movement.drawer_sign * amount


@settings(max_examples=25)
@given(acts=_ACTS, off=st.integers(-10_000, 10_000))
def test_whatever_happened_the_figures_add_up_and_the_doctor_finds_the_same(
    shop_of_one_till: Counter, acts: list[tuple[object, ...]], off: int
) -> None:
    cashbox = Cashbox(counter=shop_of_one_till)
    cashbox.opens(500_000)
    tickets, sales = tickets_of(cashbox), list[Ticket]()
    moved = sum(_do(cashbox, tickets, act, sales) for act in acts)
    totals = totals_of(cashbox, tickets)

    assert (totals.sold.amount, totals.refunded.amount, totals.voided.amount) == (
        tickets.sold, tickets.refunded, tickets.voided,
    )  # fmt: skip
    assert (totals.rounding.amount, totals.discounts.amount) == (tickets.rounding, tickets.discounts)
    assert {each.method: each.amount.amount for each in totals.by_method} == tickets.taken
    assert sum(tickets.taken.values()) == (totals.net + totals.rounding + totals.customer_payments).amount
    assert totals.expected_cash.amount == 500_000 + tickets.taken.get("cash", 0) + moved
    counted = max(totals.expected_cash.amount + off, 0)
    closed = cashbox.closes(counted, to_safe=counted, reason="?")
    assert closed.difference == Rupiah(counted) - totals.expected_cash
    assert told_of_the_till(cashbox) == []
