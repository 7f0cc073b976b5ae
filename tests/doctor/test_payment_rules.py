"""What the doctor says of payment checks and bank receipts that cannot be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.payments.bank_receipt import BankReceipt, bank_receipt
from sentra_pos.payments.check_payment import CheckedPayment, CheckPayment, check_payment
from tests.doctor.a_busy_shop import copied
from tests.payments.ringing import Desk, Paid

FAULTS = {
    "payment.twice": "UPDATE document_line SET refers_document_id = (SELECT refers_document_id FROM document_line "
    "WHERE kind = 'checked' AND line_no = 2 LIMIT 1) WHERE kind = 'checked' AND line_no = 3",
    "payment.stranger": "UPDATE document_line SET refers_line_no = 1 WHERE kind = 'checked' AND line_no = 1",
    "payment.line": "UPDATE document_line SET amount = amount + 1 WHERE kind = 'checked' AND line_no = 2",
    "payment.sum": "UPDATE document_line SET amount = amount + 1 WHERE kind = 'received'",
}


@pytest.fixture
def good(store: Store, clock: FixedClock) -> Path:
    """Three QRIS payments, one of them seen by the cashier, two of them brought by the bank."""
    desk = Desk(store, clock)
    sales = [desk.sell(Paid(method="qris", amount=amount, cost=70, confirmed=False)) for amount in (10_000, 20_000, 5)]
    seen = CheckedPayment(document=sales[2], line=2, arrived=True)
    brought = tuple((sale, 2) for sale in sales[:2])
    receipt = BankReceipt(
        id=desk.new(),
        by=desk.by,
        method="qris",
        received_on=business_today(clock),
        amount=Rupiah(29_800),
        payments=brought,
    )
    with store.writing() as session:
        check_payment(session, CheckPayment(id=desk.new(), by=desk.by, payments=(seen,)), clock=clock)
        bank_receipt(session, receipt, clock=clock)
    store.close()
    return store.path


def payment_codes(file: Path) -> set[str]:
    return {finding.code for finding in examine(file) if finding.code.startswith(("payment.", "money."))}


def test_what_was_checked_and_brought_in_order_is_not_spoken_of(good: Path) -> None:
    assert payment_codes(good) == set()


@pytest.mark.parametrize("code", FAULTS)
def test_what_cannot_be_right_is_found(good: Path, tmp_path: Path, code: str) -> None:
    broken = copied(good, tmp_path / "broken.db", lambda connection: connection.execute(FAULTS[code]))
    assert code in payment_codes(broken)
