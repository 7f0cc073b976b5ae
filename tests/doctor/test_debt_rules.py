"""What the doctor says of advances, savings, holds and voided payouts that cannot be right."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.settlement.charge_fees import ChargeFees, charge_fees
from sentra_pos.settlement.deduction_rules import Plan, PlanWay, Purpose, Savings
from sentra_pos.settlement.lend import Lend, lend
from sentra_pos.settlement.pay_savings import PaySavings, pay_savings
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from sentra_pos.settlement.take_back import TakeBack, take_back
from sentra_pos.settlement.take_savings import TakeSavings, take_savings
from sentra_pos.settlement.void_payout import VoidPayout, void_payout
from tests.doctor.a_busy_shop import copied
from tests.made_once import made_once
from tests.settlement.gallery import a_gallery
from tests.stories.test_settlement_day import hold

_SAVED = "(SELECT id FROM account WHERE kind = 'savings')"
FAULTS = {
    "debt.too_much": "UPDATE document_line SET amount = amount - 900000 WHERE kind = 'deduction' AND text = 'mori'",
    "debt.stranger": "UPDATE document_line SET refers_document_id = NULL WHERE kind = 'deduction' AND text = 'mori'",
    "debt.balance": "UPDATE money_move SET amount = amount + 5 WHERE debit_account_id IN "
    "(SELECT id FROM account WHERE kind = 'advance')",
    "savings.below_zero": f"UPDATE money_move SET amount = amount + 900000 WHERE debit_account_id = {_SAVED}",
    "savings.balance": "UPDATE document_line SET amount = -amount WHERE kind = 'saved'",
    "settlement.order": "UPDATE document_line SET line_no = line_no + 100 WHERE kind = 'deduction' AND text = 'mori'",
    "settlement.deducted": "UPDATE document_line SET amount = amount - 900000 WHERE kind = 'deduction'",
    "settlement.held": "UPDATE document SET business_date = '2026-11-23' WHERE kind = 'settlement' AND number = 2",
    "settlement.leftover": "UPDATE document_line SET details = json_set(details, '$.held', 1) WHERE kind = 'balance'",
    "settlement.terms": "UPDATE document_line SET details = json_set(details, '$.agreement', "
    "'00000000-0000-7000-8000-000000000000') WHERE kind = 'balance'",
    "payout.beyond_settlement": "UPDATE document_line SET details = json_set(details, '$.to_pay', 1) "
    "WHERE kind = 'balance'",
    "debt.taken_back": "UPDATE document_line SET amount = amount - 5 WHERE kind = 'fee' AND amount < 0",
    "payout.void": "UPDATE document_line SET method = 'transfer' WHERE document_id IN "
    "(SELECT id FROM document WHERE kind = 'payout_void')",
}


@pytest.fixture
def good(store: Store, clock: FixedClock) -> Path:
    """Two debts, savings put in both ways and taken out, a voided payout, and a sale held back at one settlement."""
    made_once(store, clock, "debts", lambda: _in_debt(store, clock))
    store.close()
    return store.path


def _in_debt(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    party = gallery.party
    debts = ((Purpose.CASH, "sekolah", 60_000), (Purpose.MATERIALS, "mori", 50_000))
    with store.writing() as session:
        for purpose, text, amount in debts:
            wanted = Lend(
                id=gallery.document(), by=gallery.by, party=party, amount=Rupiah(amount), purpose=purpose, text=text
            )
            lend(session, wanted, clock=clock)
        saves = Plan(way=PlanWay.FIXED, amount=Rupiah(20_000))
        plan_recovery(
            session, PlanRecovery(by=gallery.by, party=party, plan=saves, savings=Savings.MANDATORY), clock=clock
        )
    gallery.sell((gallery.items[party], 3, 100_000, 0))
    first = gallery.lock(party)
    paid = gallery.pay(first)
    with store.writing() as session:
        void = VoidPayout(id=gallery.document(), by=gallery.by, payout=paid.id, reason="salah")
        void_payout(session, void, clock=clock)
        back = PaySavings(id=gallery.document(), by=gallery.by, party=party, amount=Rupiah(5_000))
        pay_savings(session, back, clock=clock)
        more = TakeSavings(id=gallery.document(), by=gallery.by, party=party, amount=Rupiah(7_000))
        take_savings(session, more, clock=clock)
        fee = ChargeFees(id=gallery.document(), by=gallery.by, parties=(party,), total=Rupiah(9_000), text="stan")
        charge_fees(session, fee, clock=clock)
        wrong = TakeBack(id=gallery.document(), by=gallery.by, document=fee.id, reason="salah")
        take_back(session, wrong, clock=clock)
    gallery.pay(first)
    hold(gallery, gallery.other, 7)
    held, _note = gallery.take(gallery.other, name="Kain ditahan")
    gallery.sell((held, 1, 100_000, 0))
    clock.advance(timedelta(days=7))
    gallery.sell((held, 1, 100_000, 0))
    gallery.lock(gallery.other)


def test_what_was_lent_saved_held_and_voided_in_order_is_not_spoken_of(good: Path) -> None:
    assert examine(good) == ()


@pytest.mark.parametrize("code", FAULTS)
def test_what_cannot_be_right_is_found(good: Path, tmp_path: Path, code: str) -> None:
    broken = copied(good, tmp_path / "broken.db", lambda connection: connection.execute(FAULTS[code]))
    assert code in {finding.code for finding in examine(broken)}
