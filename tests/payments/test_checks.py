"""What nobody has seen arrive stands on a list until somebody has, or until it is taken away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, ShiftId
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.ledger.queries import documents_posted, lines_of
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.payments.check_payment import CheckedPayment, CheckPayment, PaymentChecked, check_payment
from sentra_pos.payments.checks import UncheckedPayment, unchecked_payments
from sentra_pos.payments.errors import NothingChosen, PaymentNotOpen
from sentra_pos.people.facts import Role
from sentra_pos.people.permissions import NotAllowed
from tests.payments.ringing import Desk, Paid


def qris(amount: int, *, confirmed: bool = False, reference: str | None = None) -> Paid:
    return Paid(method="qris", amount=amount, confirmed=confirmed, reference=reference)


def waiting(desk: Desk, shift: ShiftId | None = None) -> tuple[UncheckedPayment, ...]:
    with desk.store.reading() as session:
        return unchecked_payments(session, shift=shift)


def check(desk: Desk, *payments: tuple[DocumentId, int, bool], reference: str = "") -> PaymentChecked:
    return send(desk, wish(desk, *payments, reference=reference))


def wish(desk: Desk, *payments: tuple[DocumentId, int, bool], reference: str = "") -> CheckPayment:
    checked = tuple(
        CheckedPayment(document=document, line=line, arrived=arrived, reference=reference)
        for document, line, arrived in payments
    )
    return CheckPayment(id=desk.new(), by=desk.by, payments=checked)


def send(desk: Desk, command: CheckPayment) -> PaymentChecked:
    with desk.store.writing() as session:
        return check_payment(session, command, clock=desk.clock)


def test_only_what_was_asked_for_and_not_seen_waits(desk: Desk) -> None:
    desk.sell(Paid(method="cash", amount=50_000))
    desk.sell(qris(70_000, confirmed=True))
    desk.sell(Paid(method="debit", amount=80_000, reference="4411"))
    sale = desk.sell(Paid(method="cash", amount=15_000), qris(100_000, reference="QR 7"))
    (found,) = waiting(desk)
    assert (found.document, found.line, found.code) == (sale, 3, "J1-000004")
    assert (found.method, found.amount.amount, found.reference) == ("qris", 100_000, "QR 7")
    assert found.at == desk.clock.now()
    assert not found.is_missing


def test_several_are_seen_at_once_and_one_has_not_come(desk: Desk) -> None:
    first, second, third = desk.sell(qris(1_000)), desk.sell(qris(2_000)), desk.sell(qris(3_000))
    done = check(desk, (first, 2, True), (second, 2, False), (third, 2, True), reference=" RRN  5512 ")
    assert done.code == "C1-000001"
    (left,) = waiting(desk)
    assert (left.document, left.is_missing) == (second, True)
    with desk.store.reading() as session:
        lines = lines_of(session, done.id)
    assert [(line.kind, line.refers_to, line.refers_line, line.amount.amount) for line in lines] == [
        (LineKind.CHECKED, first, 2, 1_000),
        (LineKind.CHECKED, second, 2, 2_000),
        (LineKind.CHECKED, third, 2, 3_000),
    ]
    assert [dict(line.details) for line in lines] == [{"arrived": True}, {"arrived": False}, {"arrived": True}]
    assert {line.reference for line in lines} == {"RRN 5512"}


def test_what_came_late_is_seen_after_all(desk: Desk) -> None:
    sale = desk.sell(qris(1_000))
    check(desk, (sale, 2, False))
    check(desk, (sale, 2, False))
    assert [each.is_missing for each in waiting(desk)] == [True]
    check(desk, (sale, 2, True))
    assert waiting(desk) == ()


def test_a_shift_has_its_own_list(desk: Desk) -> None:
    morning, evening = ShiftId(desk.new()), ShiftId(desk.new())
    early = desk.sell(qris(1_000), shift=morning)
    late = desk.sell(qris(2_000), shift=evening)
    assert [each.document for each in waiting(desk, morning)] == [early]
    assert [each.document for each in waiting(desk, evening)] == [late]
    assert len(waiting(desk)) == 2


def test_a_payment_that_was_corrected_waits_no_more(desk: Desk) -> None:
    sale = desk.sell(qris(1_000))
    other = desk.sell(qris(1_000))
    desk.correct(
        Paid(method="qris", amount=-1_000, refers_to=sale, refers_line=2),
        Paid(method="cash", amount=1_000, refers_to=sale),
    )
    assert [each.document for each in waiting(desk)] == [other]


def test_what_a_correction_brings_waits_until_it_is_corrected_again(desk: Desk) -> None:
    sale = desk.sell(Paid(method="cash", amount=1_000))
    change = desk.correct(
        Paid(method="cash", amount=-1_000, refers_to=sale, refers_line=2),
        Paid(method="qris", amount=1_000, confirmed=False, refers_to=sale, refers_line=2),
    )
    assert [(each.document, each.line) for each in waiting(desk)] == [(change, 2)]
    desk.correct(
        Paid(method="qris", amount=-1_000, refers_to=change, refers_line=2),
        Paid(method="cash", amount=1_000, refers_to=sale),
    )
    assert waiting(desk) == ()


def test_a_voided_sale_waits_for_nothing(desk: Desk) -> None:
    sale = desk.sell(qris(1_000))
    desk.void(sale, "qris", 1_000)
    assert waiting(desk) == ()


def test_the_same_check_twice_is_one(desk: Desk) -> None:
    command = wish(desk, (desk.sell(qris(1_000)), 2, True))
    assert send(desk, command).code == send(desk, command).code
    with pytest.raises(OtherWishUnderSameId):
        send(desk, replace(command, payments=(replace(command.payments[0], arrived=False),)))


def test_what_does_not_wait_cannot_be_checked(desk: Desk) -> None:
    sale = desk.sell(Paid(method="cash", amount=500), qris(1_000))
    check(desk, (sale, 3, True))
    open_sale = desk.sell(qris(1_000))
    for command, trouble in (
        (wish(desk), NothingChosen),
        (wish(desk, (sale, 3, True)), PaymentNotOpen),
        (wish(desk, (sale, 3, False)), PaymentNotOpen),
        (wish(desk, (sale, 2, True)), PaymentNotOpen),
        (wish(desk, (desk.new(), 2, True)), PaymentNotOpen),
        (wish(desk, (open_sale, 2, True), (open_sale, 2, False)), PaymentNotOpen),
        (wish(desk, (open_sale, 2, True), (sale, 3, True)), PaymentNotOpen),
    ):
        refused(desk, command, trouble)
    assert len(waiting(desk)) == 1


def refused(desk: Desk, command: CheckPayment, trouble: type[SentraError]) -> None:
    with desk.store.reading() as session:
        stood = documents_posted(session)
    with pytest.raises(trouble) as told:
        send(desk, command)
    assert str(told.value)
    with desk.store.reading() as session:
        assert documents_posted(session) == stood


def test_a_cashier_may_look_and_an_artisan_may_not(desk: Desk) -> None:
    sale = desk.sell(qris(1_000))
    command = wish(desk, (sale, 2, True))
    with pytest.raises(NotAllowed):
        send(desk, replace(command, by=desk.hire(Role.ARTISAN)))
    send(desk, replace(command, by=desk.hire(Role.CASHIER)))
    assert waiting(desk) == ()
