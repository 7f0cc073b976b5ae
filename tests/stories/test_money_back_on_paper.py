"""Money that goes to an artisan, or comes back: the drawer opens for it, and what was taken back is on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.printing.kinds import JobKind
from sentra_pos.printing.layout import TextLine, lay_out
from sentra_pos.printing.queries import jobs, slip_of
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.settlement.charge_fees import ChargeFees, charge_fees
from sentra_pos.settlement.deduction_rules import Purpose
from sentra_pos.settlement.errors import NotTakenBack
from sentra_pos.settlement.forgive_debt import ForgiveDebt, forgive_debt
from sentra_pos.settlement.lend import Lend, lend
from sentra_pos.settlement.pay_back import PayBack, pay_back
from sentra_pos.settlement.take_back import TakeBack, take_back
from sentra_pos.settlement.taken_back_queries import taken_back_slip
from sentra_pos.settlement.void_payout import VoidPayout, void_payout
from tests.settlement.gallery import Gallery, a_gallery


@pytest.fixture
def gallery(store: Store, clock: FixedClock, tmp_path: Path) -> Gallery:
    """With a printer, whose papers wait."""
    gallery = a_gallery(store, clock)
    with store.writing() as session:
        receipt_printer(session, tmp_path / "struk", clock=clock)
    return gallery


def lent(gallery: Gallery, amount: int, method: PayoutMethod = PayoutMethod.CASH) -> DocumentId:
    command = Lend(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), text="biaya sekolah",
        purpose=Purpose.CASH, method=method, reference="TRX" if method is PayoutMethod.TRANSFER else "",
    )  # fmt: skip
    with gallery.store.writing() as session:
        return lend(session, command, clock=gallery.clock).id


def taken_back(gallery: Gallery, document: DocumentId) -> DocumentId:
    command = TakeBack(id=gallery.document(), by=gallery.by, document=document, reason="salah ketik")
    with gallery.store.writing() as session:
        first = take_back(session, command, clock=gallery.clock)
        take_back(session, command, clock=gallery.clock)
    return first.id


def printed(gallery: Gallery, code: str) -> str:
    """The one paper of that number, line by line."""
    with gallery.store.reading() as session:
        (paper,) = (each for each in jobs(session) if each.kind is JobKind.RECEIPT and each.title == code)
        slip = slip_of(session, paper.id)
    assert slip is not None
    return "\n".join(line.text.strip() for line in lay_out(slip, 48).lines if isinstance(line, TextLine))


def openings(gallery: Gallery) -> int:
    """How often the drawer was asked to open."""
    with gallery.store.reading() as session:
        return sum(each.kind is JobKind.DRAWER for each in jobs(session, limit=100))


def code_of(gallery: Gallery, document: DocumentId) -> str:
    with gallery.store.reading() as session:
        return taken_back_slip(session, document).code


def test_an_advance_taken_back_opens_the_drawer_and_both_sign_for_it(gallery: Gallery) -> None:
    wrong = lent(gallery, 500_000)
    before = openings(gallery)

    back = taken_back(gallery, wrong)

    assert openings(gallery) == before + 1
    said = printed(gallery, code_of(gallery, back))
    for words in ("KASBON DIBATALKAN", "Sanggar Malam Andaian (P01)", "KB1-000001, 22/11/26", "biaya sekolah"):
        assert words in said
    assert "lima ratus ribu" in said
    assert "salah ketik" in said
    assert said.count("Perajin") == said.count("Untuk toko") == 1


def test_what_came_by_the_bank_is_on_paper_too_and_leaves_the_drawer_shut(gallery: Gallery) -> None:
    wrong = lent(gallery, 500_000, PayoutMethod.TRANSFER)

    back = taken_back(gallery, wrong)

    assert "Transfer" in printed(gallery, code_of(gallery, back))
    assert openings(gallery) == 0


def test_a_shared_fee_taken_back_names_everybody_and_is_the_shops_to_sign(gallery: Gallery) -> None:
    command = ChargeFees(
        id=gallery.document(), by=gallery.by, parties=(gallery.party, gallery.other), total=Rupiah(100_001), text="Sewa"
    )
    with gallery.store.writing() as session:
        charged = charge_fees(session, command, clock=gallery.clock)

    back = taken_back(gallery, charged.id)

    said = printed(gallery, code_of(gallery, back))
    with gallery.store.reading() as session:
        parts = taken_back_slip(session, back).parts
    assert sorted(part.amount.amount for part in parts) == [50_000, 50_001]
    for part in parts:
        assert f"{part.name} ({part.code})" in said
    assert "Rp 100.001" in said.replace("\u00a0", " ")
    assert "Perajin" not in said
    assert openings(gallery) == 0


def test_cash_for_an_artisan_opens_the_drawer_and_so_does_a_payout_that_was_voided(gallery: Gallery) -> None:
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    locked = gallery.lock(gallery.party)
    before = openings(gallery)
    in_cash = gallery.pay(locked, 50_000)
    assert openings(gallery) == before + 1
    gallery.pay(locked, 10_000, method=PayoutMethod.TRANSFER, reference="TRX")
    assert openings(gallery) == before + 1

    command = VoidPayout(id=gallery.document(), by=gallery.by, payout=in_cash.id, reason="salah orang")
    with gallery.store.writing() as session:
        void = void_payout(session, command, clock=gallery.clock)
        void_payout(session, command, clock=gallery.clock)

    assert openings(gallery) == before + 2
    said = printed(gallery, void.code)
    for words in ("SETORAN DIBATALKAN", f"{in_cash.code}, 22/11/26", "lima puluh ribu", "salah orang"):
        assert words in said


def test_a_debt_paid_back_by_mistake_opens_the_drawer_and_both_sign_that_it_is_owed_again(gallery: Gallery) -> None:
    for _each in range(2):
        lent(gallery, 50_000)
    command = PayBack(id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(80_000))
    with gallery.store.writing() as session:
        paid = pay_back(session, command, clock=gallery.clock)
    before = openings(gallery)

    back = taken_back(gallery, paid.id)

    assert openings(gallery) == before + 1
    said = printed(gallery, code_of(gallery, back))
    for words in (
        "PEMBAYARAN UTANG DIBATALKAN",
        "Sanggar Malam Andaian (P01)",
        f"{paid.code}, 22/11/26",
        "salah ketik",
    ):
        assert words in said
    # Two debts, one artisan, one sum.
    assert "delapan puluh ribu" in said
    assert said.count("Sanggar Malam Andaian") == 1
    assert said.count("Perajin") == said.count("Untuk toko") == 1


def test_a_debt_let_go_by_mistake_says_so_and_leaves_the_drawer_shut(gallery: Gallery) -> None:
    lent(gallery, 50_000, PayoutMethod.TRANSFER)
    command = ForgiveDebt(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(50_000), reason="sudah lama sakit"
    )
    with gallery.store.writing() as session:
        gone = forgive_debt(session, command, clock=gallery.clock)

    back = taken_back(gallery, gone.id)

    said = printed(gallery, code_of(gallery, back))
    for words in ("PEMBEBASAN UTANG DIBATALKAN", f"{gone.code}, 22/11/26", "biaya sekolah", "lima puluh ribu"):
        assert words in said
    assert said.count("Perajin") == said.count("Untuk toko") == 1
    assert openings(gallery) == 0


def test_what_takes_nothing_back_has_no_such_paper(gallery: Gallery) -> None:
    wrong = lent(gallery, 500_000)
    sale = gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    for never in (wrong, sale.id, gallery.document()):
        with pytest.raises(NotTakenBack), gallery.store.reading() as session:
            taken_back_slip(session, never)
