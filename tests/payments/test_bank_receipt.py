"""What the bank brought is matched with the payments it was for, each once; what it kept is what they cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.draft import CLEARING, Account
from sentra_pos.ledger.kinds import AccountKind, LineKind
from sentra_pos.ledger.queries import header_of, lines_of
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.payments.bank_queries import UnreceivedPayment, suggested, unreceived_payments
from sentra_pos.payments.bank_receipt import BankReceipt, BankReceived, bank_receipt
from sentra_pos.payments.checks import unchecked_payments
from sentra_pos.payments.errors import (
    AmountNotReceived,
    BankDiffers,
    MethodUnknown,
    NothingChosen,
    NotInTransit,
    PaymentNotOpen,
    ReceivedTooEarly,
)
from sentra_pos.payments.methods import in_transit
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from tests.payments.ringing import Desk, Paid

BANK, COST = Account(AccountKind.BANK), Account(AccountKind.PAYMENT_COST)


def qris(amount: int, cost: int = 0, *, confirmed: bool = True) -> Paid:
    return Paid(method="qris", amount=amount, cost=cost, confirmed=confirmed)


def on_the_way(desk: Desk, method: str = "qris") -> tuple[UnreceivedPayment, ...]:
    with desk.store.reading() as session:
        return unreceived_payments(session, method)


def wish(desk: Desk, amount: int, *payments: tuple[DocumentId, int], method: str = "qris") -> BankReceipt:
    return BankReceipt(
        id=desk.new(),
        by=desk.by,
        method=method,
        received_on=business_today(desk.clock),
        amount=Rupiah(amount),
        payments=payments,
        reference="  MUTASI 3 ",
    )


def send(desk: Desk, command: BankReceipt) -> BankReceived:
    with desk.store.writing() as session:
        return bank_receipt(session, command, clock=desk.clock)


def test_what_was_paid_is_on_its_way_until_the_bank_brings_it(desk: Desk) -> None:
    first = desk.sell(qris(100_000, 700))
    second = desk.sell(Paid(method="cash", amount=5_000), qris(50_000, 350))
    desk.sell(Paid(method="debit", amount=80_000))
    assert [(each.document, each.line, each.amount.amount, each.cost.amount) for each in on_the_way(desk)] == [
        (first, 2, 100_000, 700),
        (second, 3, 50_000, 350),
    ]
    done = send(desk, wish(desk, 148_950, (first, 2), (second, 3)))
    assert done.code == "M1-000001"
    assert on_the_way(desk) == ()
    assert desk.balance(in_transit("qris")) == 0
    assert desk.balance(in_transit("debit")) == 80_000
    assert (desk.balance(BANK), desk.balance(COST), desk.balance(CLEARING)) == (148_950, 1_050, 0)
    with desk.store.reading() as session:
        header, lines = header_of(session, done.id), lines_of(session, done.id)
    assert header is not None
    assert [(line.kind, line.amount.amount, line.refers_to, line.refers_line) for line in lines] == [
        (LineKind.RECEIVED, 148_950, None, None),
        (LineKind.CHECKED, 99_300, first, 2),
        (LineKind.CHECKED, 49_650, second, 3),
    ]
    assert lines[0].reference == "MUTASI 3"


@pytest.mark.parametrize("brought", [99_300, 100_000, 99_000, 100_293, 98_307])
def test_a_small_difference_is_what_the_bank_charged_or_gave(desk: Desk, brought: int) -> None:
    sale = desk.sell(qris(100_000, 700))
    send(desk, wish(desk, brought, (sale, 2)))
    assert (desk.balance(BANK), desk.balance(in_transit("qris"))) == (brought, 0)
    assert desk.balance(COST) == 100_000 - brought


@pytest.mark.parametrize("brought", [98_306, 60_000, 100_294, 250_000])
def test_a_large_difference_is_asked_about_and_the_answer_is_for_that_difference(desk: Desk, brought: int) -> None:
    sale = desk.sell(qris(100_000, 700))
    command = wish(desk, brought, (sale, 2))
    with pytest.raises(BankDiffers) as question:
        send(desk, command)
    assert str(question.value)
    assert desk.balance(BANK) == 0
    answered = replace(command, confirmed=frozenset({question.value.answer}))
    with pytest.raises(BankDiffers):
        send(desk, replace(answered, amount=Rupiah(brought + 5_000)))
    send(desk, answered)
    assert (desk.balance(BANK), desk.balance(COST), on_the_way(desk)) == (brought, 100_000 - brought, ())


def test_what_the_bank_brought_has_been_seen(desk: Desk) -> None:
    sale, other = desk.sell(qris(100_000, confirmed=False)), desk.sell(qris(1_000, confirmed=False))
    send(desk, wish(desk, 100_000, (sale, 2)))
    with desk.store.reading() as session:
        assert [each.document for each in unchecked_payments(session)] == [other]


def test_two_payments_of_one_sale_may_come_apart(desk: Desk) -> None:
    sale = desk.sell(qris(100_000, 700), qris(50_000, 350))
    send(desk, wish(desk, 49_650, (sale, 4)))
    assert [(each.line, each.expected.amount) for each in on_the_way(desk)] == [(2, 99_300)]


def test_money_that_went_back_is_taken_off_what_the_bank_brings(desk: Desk) -> None:
    sale, refund = desk.sell(qris(100_000)), desk.give_back("qris", 30_000)
    assert [each.amount.amount for each in on_the_way(desk)] == [100_000, -30_000]
    send(desk, wish(desk, 70_000, (sale, 2), (refund, 2)))
    assert desk.balance(in_transit("qris")) == 0


def test_a_correction_takes_its_payment_off_the_list_and_may_bring_another(desk: Desk) -> None:
    sale = desk.sell(qris(100_000, 700))
    change = desk.correct(
        Paid(method="qris", amount=-100_000, refers_to=sale, refers_line=2),
        Paid(method="debit", amount=100_000, refers_to=sale, refers_line=2, cost=200),
    )
    assert on_the_way(desk) == ()
    assert [(each.document, each.line, each.cost.amount) for each in on_the_way(desk, "debit")] == [(change, 2, 200)]


def test_a_voided_sale_brings_nothing(desk: Desk) -> None:
    sale = desk.sell(qris(100_000))
    desk.void(sale, "qris", 100_000)
    assert on_the_way(desk) == ()
    assert desk.balance(in_transit("qris")) == 0


def test_the_same_receipt_twice_is_one_and_a_payment_is_matched_once(desk: Desk) -> None:
    sale = desk.sell(qris(100_000))
    command = wish(desk, 100_000, (sale, 2))
    assert send(desk, command).code == send(desk, command).code
    with pytest.raises(OtherWishUnderSameId):
        send(desk, replace(command, amount=Rupiah(99_999)))
    with pytest.raises(PaymentNotOpen):
        send(desk, wish(desk, 100_000, (sale, 2)))
    assert desk.balance(BANK) == 100_000


def test_what_makes_no_sense_is_refused(desk: Desk) -> None:
    sale = desk.sell(Paid(method="cash", amount=5_000), qris(100_000))
    good = wish(desk, 100_000, (sale, 3))
    tomorrow = good.received_on + timedelta(days=1)
    for command, trouble in (
        (replace(good, payments=()), NothingChosen),
        (replace(good, payments=((sale, 3), (sale, 3))), PaymentNotOpen),
        (replace(good, payments=((sale, 2),)), PaymentNotOpen),
        (replace(good, method="debit"), PaymentNotOpen),
        (replace(good, amount=Rupiah(0)), AmountNotReceived),
        (replace(good, amount=Rupiah(-1)), AmountNotReceived),
        (replace(good, received_on=tomorrow), ReceivedTooEarly),
        (replace(good, method="cash"), NotInTransit),
        (replace(good, method="transfer"), NotInTransit),
        (replace(good, method="shells"), MethodUnknown),
    ):
        refused(desk, command, trouble)


def refused(desk: Desk, command: BankReceipt, trouble: type[SentraError]) -> None:
    with pytest.raises(trouble) as told:
        send(desk, command)
    assert str(told.value)
    assert desk.balance(BANK) == 0


def test_only_who_sees_the_bank_account_records_it(desk: Desk) -> None:
    sale = desk.sell(qris(100_000))
    with pytest.raises(NotAllowed):
        send(desk, replace(wish(desk, 100_000, (sale, 2)), by=desk.hire(Role.CASHIER)))


# --------------------------------------------------------------------------------------------------------- suggestions


def three_days(desk: Desk, clock: FixedClock) -> None:
    for amounts in ((100_000, 50_000), (70_000,), (30_000, 20_000)):
        for amount in amounts:
            desk.sell(qris(amount, amount * 7 // 1_000))
        clock.advance(timedelta(days=1))


@pytest.mark.parametrize(
    ("brought", "paid"),
    [
        (148_950, [100_000, 50_000]),
        (69_510, [70_000]),
        (150_000, [100_000, 50_000]),
        (218_460, [100_000, 50_000, 70_000]),
        (119_160, [70_000, 30_000, 20_000]),
        (69_200, [70_000]),
        (12_345, []),
    ],
)
def test_whole_days_that_come_to_the_amount_are_suggested(
    desk: Desk, clock: FixedClock, brought: int, paid: list[int]
) -> None:
    three_days(desk, clock)
    found = suggested(on_the_way(desk), Rupiah(brought))
    assert [each.amount.amount for each in found] == paid
