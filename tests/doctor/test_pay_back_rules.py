"""What the doctor says of money that artisans paid back, or the shop let go, and that cannot be right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.settlement.deduction_rules import Purpose
from sentra_pos.settlement.forgive_debt import ForgiveDebt, forgive_debt
from sentra_pos.settlement.lend import Lend, lend
from sentra_pos.settlement.pay_back import PayBack, pay_back
from sentra_pos.settlement.take_back import TakeBack, take_back
from tests.doctor.a_busy_shop import copied
from tests.made_once import made_once
from tests.settlement.gallery import Gallery, a_gallery

_ACCOUNT = "(SELECT id FROM account WHERE kind = '{}')"
_PAID_BACK = "document_id IN (SELECT id FROM document WHERE kind = 'pay_back')"
FAULTS = {
    "pay_back.money": "UPDATE document_line SET method = 'transfer' WHERE kind = 'paid_back'",
    "pay_back.too_much": f"UPDATE money_move SET amount = amount + 900000 WHERE {_PAID_BACK} AND credit_account_id IN "
    + _ACCOUNT.format("payable"),
    "debt.too_much": "UPDATE document_line SET amount = amount + 900000 WHERE kind = 'forgiven' AND text = 'sekolah'",
    "debt.stranger": "UPDATE document_line SET refers_line_no = 2 WHERE kind = 'paid_back' AND text = 'sekolah'",
    "debt.taken_back": "UPDATE document_line SET refers_line_no = 2 WHERE kind = 'forgiven' AND amount < 0 "
    "AND text = 'sekolah'",
    "pay_back.settled": "UPDATE document_line SET party_id = (SELECT party_id FROM document_line WHERE kind = 'lent') "
    "WHERE kind = 'balance'",
    "debt.balance": f"UPDATE money_move SET amount = amount + 5 WHERE {_PAID_BACK} AND credit_account_id IN "
    + _ACCOUNT.format("advance"),
}


@pytest.fixture
def good(store: Store, clock: FixedClock) -> Path:
    """An advance and a balance below zero: parts of both paid back, the rest let go; each once by mistake before."""
    made_once(store, clock, "paid back", lambda: _paid_back(store, clock))
    store.close()
    return store.path


def _paid_back(store: Store, clock: FixedClock) -> None:
    gallery = a_gallery(store, clock)
    party = gallery.party
    sale = gallery.sell((gallery.items[party], 1, 100_000, 0))
    gallery.pay(gallery.lock(party))
    gallery.refund(sale)
    with store.writing() as session:
        for text, amount in (("sekolah", 60_000), ("obat", 20_000)):
            wanted = Lend(
                id=gallery.document(), by=gallery.by, party=party, amount=Rupiah(amount), purpose=Purpose.CASH,
                text=text,
            )  # fmt: skip
            lend(session, wanted, clock=clock)
        wrong = PayBack(id=gallery.document(), by=gallery.by, party=party, amount=Rupiah(165_000))
        pay_back(session, wrong, clock=clock)
    # The other artisan's settlement, meanwhile, is none of this one's business.
    gallery.sell((gallery.items[gallery.other], 1, 100_000, 0))
    gallery.lock(gallery.other)
    with store.writing() as session:
        _by_mistake(session, gallery, wrong.id)
        for debt in (wanted.id, None):
            back = PayBack(id=gallery.document(), by=gallery.by, party=party, amount=Rupiah(15_000), debt=debt)
            pay_back(session, back, clock=clock)
        gone = ForgiveDebt(
            id=gallery.document(), by=gallery.by, party=party, amount=Rupiah(100_000), reason="sudah lama sakit"
        )
        forgive_debt(session, gone, clock=clock)
        _by_mistake(session, gallery, gone.id)
        forgive_debt(session, replace(gone, id=gallery.document()), clock=clock)


def _by_mistake(session: Session, gallery: Gallery, document: DocumentId) -> None:
    command = TakeBack(id=gallery.document(), by=gallery.by, document=document, reason="salah ketik")
    take_back(session, command, clock=gallery.clock)


def test_what_was_paid_back_and_let_go_in_order_is_not_spoken_of(good: Path) -> None:
    assert examine(good) == ()


@pytest.mark.parametrize("code", FAULTS)
def test_what_cannot_be_right_is_found(good: Path, tmp_path: Path, code: str) -> None:
    broken = copied(good, tmp_path / "broken.db", lambda connection: connection.execute(FAULTS[code]))
    assert code in {finding.code for finding in examine(broken)}
