"""Savings (*simpanan*): brought along, paid in, put aside by plan, taken out; and what was recorded wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from sentra_pos.artisan_counter import money_queries as counter
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.core.clock import FixedClock, business_today
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.ledger.standing import OtherWishUnderSameId
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.printing.kinds import JobKind
from sentra_pos.printing.layout import TextLine, lay_out
from sentra_pos.printing.page import Signatures
from sentra_pos.printing.queries import jobs, slip_of
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.reports.activity import activity
from sentra_pos.reports.activity_facts import ActivityFilter
from sentra_pos.reports.activity_wording import amount_of, sentence_of
from sentra_pos.sales.errors import DrawerTooLow
from sentra_pos.sales.spool_receipt import letterhead
from sentra_pos.settlement.debt_queries import saved_by
from sentra_pos.settlement.deduction_rules import Plan, PlanWay, Savings
from sentra_pos.settlement.errors import (
    AmountNotSensible,
    ArtisanNotFound,
    SavingsPaidMeanwhile,
    SavingsTooLittle,
    TakenBackAlready,
    TransferNotNamed,
)
from sentra_pos.settlement.figures import Figure, explain_document_line, explain_figure
from sentra_pos.settlement.pay_savings import PaySavings, SavingsPaid, pay_savings
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from sentra_pos.settlement.slip_papers import money_slip_paper
from sentra_pos.settlement.slip_queries import money_slip
from sentra_pos.settlement.statement import statement_of
from sentra_pos.settlement.take_back import TakeBack, TakenBack, take_back
from sentra_pos.settlement.take_savings import SavingsTaken, TakeSavings, take_savings
from sentra_pos.settlement.taken_back_queries import recorded_of
from sentra_pos.tills.close_till import CloseTill, close_till
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.kept_figures import kept_totals, totals_kept
from sentra_pos.tills.queries import open_shift
from sentra_pos.tills.shift_queries import ShiftTotals, shift_totals
from tests.settlement.gallery import Gallery, a_gallery

FLOAT = 20_000_000


@pytest.fixture
def gallery(store: Store, clock: FixedClock, tmp_path: Path) -> Gallery:
    """With a printer, whose papers wait."""
    gallery = a_gallery(store, clock, cash=FLOAT)
    with store.writing() as session:
        receipt_printer(session, tmp_path / "struk", clock=clock)
    return gallery


def _pay_in(
    gallery: Gallery, amount: int, method: PayoutMethod = PayoutMethod.CASH, reference: str = ""
) -> SavingsTaken:
    command = TakeSavings(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), method=method,
        reference=reference,
    )  # fmt: skip
    with gallery.store.writing() as session:
        first = take_savings(session, command, clock=gallery.clock)
        assert take_savings(session, command, clock=gallery.clock) == first
    return first


def _take_out(gallery: Gallery, amount: int) -> SavingsPaid:
    command = PaySavings(id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount))
    with gallery.store.writing() as session:
        return pay_savings(session, command, clock=gallery.clock)


def _take_back(gallery: Gallery, document: DocumentId) -> TakenBack:
    command = TakeBack(id=gallery.document(), by=gallery.by, document=document, reason="salah perajin")
    with gallery.store.writing() as session:
        first = take_back(session, command, clock=gallery.clock)
        assert take_back(session, command, clock=gallery.clock) == first
    return first


def _saves(gallery: Gallery, amount: int) -> None:
    plan = Plan(way=PlanWay.FIXED, amount=Rupiah(amount))
    promise = PlanRecovery(by=gallery.by, party=gallery.party, plan=plan, savings=Savings.MANDATORY)
    with gallery.store.writing() as session:
        plan_recovery(session, promise, clock=gallery.clock)


def _saved(gallery: Gallery) -> Rupiah:
    with gallery.store.reading() as session:
        return saved_by(session, gallery.party)


def _stands(gallery: Gallery, kind: AccountKind) -> Rupiah:
    device = gallery.by.device if kind is AccountKind.DRAWER else None
    with gallery.store.reading() as session:
        return balance_of(session, Account(kind, device=device))


def _totals(gallery: Gallery) -> ShiftTotals:
    with gallery.store.reading() as session:
        shift = open_shift(session, gallery.by.device)
        assert shift is not None
        return shift_totals(session, shift.id, gallery.by.device)


def _adds_up(totals: ShiftTotals) -> bool:
    """From the float to what is expected, as the X report tells it."""
    came = totals.float_cash + totals.taken_by("cash") - totals.paid_out + totals.paid_back + totals.deposited
    return came == totals.expected_cash


def _told(gallery: Gallery, code: str) -> list[tuple[str, Rupiah | None]]:
    with gallery.store.reading() as session:
        rows = activity(session, ActivityFilter(text=code), zone=gallery.clock.zone).rows
    return [(sentence_of(each), amount_of(each)) for each in rows if each.code == code]


def _printed(gallery: Gallery, code: str) -> str:
    with gallery.store.reading() as session:
        (paper,) = (each for each in jobs(session) if each.kind is JobKind.RECEIPT and each.title == code)
        slip = slip_of(session, paper.id)
    assert slip is not None
    lines = (line.text.strip() for line in lay_out(slip, 48).lines if isinstance(line, TextLine))
    return "\n".join(lines).replace("\u00a0", " ")


def _openings(gallery: Gallery) -> int:
    with gallery.store.reading() as session:
        return sum(each.kind is JobKind.DRAWER for each in jobs(session, limit=100))


def test_a_member_brings_savings_along_pays_in_saves_by_plan_and_takes_some_out(gallery: Gallery) -> None:
    gallery.open_balances(savings=240_000)
    assert _saved(gallery) == Rupiah(240_000)

    _pay_in(gallery, 50_000)
    _saves(gallery, 20_000)
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    locked = gallery.lock(gallery.party)
    gallery.pay(locked)
    _take_out(gallery, 100_000)

    assert locked.to_pay == Rupiah(170_000 - 20_000)
    left = Rupiah(240_000 + 50_000 + 20_000 - 100_000)
    who = ArtisanSession(device=gallery.by.device, party=gallery.party, code="P01", name="Sanggar Malam Andaian")
    with gallery.store.reading() as session:
        assert saved_by(session, gallery.party) == left
        assert statement_of(session, locked.id).savings == Rupiah(310_000)
        assert counter.overview(session, who, business_today(gallery.clock)).savings == left
        reasons = counter.savings(session, who)
        explained = explain_figure(session, gallery.party, Figure.SAVINGS)
    assert [each.running.amount for each in reasons] == [240_000, 290_000, 310_000, 210_000]
    assert explained.total == left
    assert len({part.text for part in explained.parts}) == 4
    totals = _totals(gallery)
    assert (totals.deposits, totals.deposited) == (1, Rupiah(50_000))
    assert (totals.payouts, totals.paid_out) == (2, Rupiah(250_000))
    assert _stands(gallery, AccountKind.DRAWER) == totals.expected_cash == Rupiah(FLOAT + 200_000 + 50_000 - 250_000)
    assert _adds_up(totals)
    assert examine(gallery.store.path) == ()


def test_what_was_saved_before_this_program_says_so_and_stands_against_capital(gallery: Gallery) -> None:
    capital = _stands(gallery, AccountKind.CAPITAL)
    opened = gallery.open_balances(savings=240_000)
    with gallery.store.reading() as session:
        why = explain_document_line(session, gallery.party, opened.id, 1)
    assert why.total == Rupiah(240_000)
    assert why.parts[0].text == "Simpanan dari sebelum program ini dipakai"
    assert opened.capital == Rupiah(-240_000)
    assert _stands(gallery, AccountKind.CAPITAL) == capital + Rupiah(240_000)
    assert examine(gallery.store.path) == ()


def test_both_sign_for_what_was_paid_in_and_the_drawer_opens_for_cash_alone(gallery: Gallery) -> None:
    gallery.open_balances(savings=240_000)
    before = _openings(gallery)

    cash = _pay_in(gallery, 50_000)
    assert _openings(gallery) == before + 1
    bank = _pay_in(gallery, 30_000, PayoutMethod.TRANSFER, "TRX 77")
    assert _openings(gallery) == before + 1

    said = _printed(gallery, cash.code)
    for words in ("SIMPANAN DISETOR", "Sanggar Malam Andaian (P01)", "lima puluh ribu", "Rp 290.000"):
        assert words in said
    assert said.count("Dibayar oleh perajin") == said.count("Diterima untuk toko") == 1
    assert "TRX 77" in _printed(gallery, bank.code)
    assert _stands(gallery, AccountKind.BANK) == Rupiah(30_000)
    assert _totals(gallery).deposited == Rupiah(50_000)
    assert examine(gallery.store.path) == ()


def test_the_stamp_is_for_whoever_receives_the_money(gallery: Gallery) -> None:
    documents = (_pay_in(gallery, 6_000_000).id, _take_out(gallery, 6_000_000).id)
    stamped = []
    with gallery.store.reading() as session:
        for document in documents:
            signed = money_slip_paper(money_slip(session, document), letterhead(session)).blocks[-1]
            assert isinstance(signed, Signatures)
            stamped.append([box.meterai for box in signed.boxes])
    assert stamped == [[False, True], [True, False]]


def test_paid_in_for_the_wrong_artisan_it_is_taken_back_once(gallery: Gallery) -> None:
    drawer, before = _stands(gallery, AccountKind.DRAWER), _openings(gallery)
    wrong = _pay_in(gallery, 50_000)
    with gallery.store.reading() as session:
        (listed,) = recorded_of(session, gallery.party)
    assert (listed.amount, listed.paid_in) == (Rupiah(50_000), True)

    back = _take_back(gallery, wrong.id)

    assert back.amount == Rupiah(50_000)
    assert (_saved(gallery), _stands(gallery, AccountKind.DRAWER)) == (ZERO, drawer)
    assert _openings(gallery) == before + 2
    assert "SETORAN SIMPANAN DIBATALKAN" in _printed(gallery, back.code)
    totals = _totals(gallery)
    assert (totals.deposited, totals.paid_out) == (ZERO, ZERO)
    assert _adds_up(totals)
    with pytest.raises(TakenBackAlready):
        _take_back(gallery, wrong.id)
    with gallery.store.reading() as session:
        assert recorded_of(session, gallery.party) == ()
    assert examine(gallery.store.path) == ()


def test_each_of_the_four_is_told_and_explained_as_what_it_was(gallery: Gallery) -> None:
    taken = _pay_in(gallery, 50_000)
    paid = _take_out(gallery, 20_000)
    unpaid = _take_back(gallery, paid.id)
    untaken = _take_back(gallery, taken.id)

    name = "Sanggar Malam Andaian"
    assert _told(gallery, taken.code) == [(f"Menerima simpanan Rp\xa050.000 dari {name}", Rupiah(50_000))]
    assert _told(gallery, paid.code) == [(f"Mengembalikan simpanan Rp\xa020.000 kepada {name}", Rupiah(20_000))]
    assert _told(gallery, unpaid.code) == [
        (f"Membatalkan pembayaran simpanan {name} pada {paid.code}: Rp\xa020.000", Rupiah(-20_000))
    ]
    assert _told(gallery, untaken.code) == [
        (f"Membatalkan simpanan yang disetor {name} pada {taken.code}: Rp\xa050.000", Rupiah(-50_000))
    ]
    with gallery.store.reading() as session:
        moved = explain_figure(session, gallery.party, Figure.SAVINGS).parts
        why = [explain_document_line(session, gallery.party, each.id, 1) for each in (taken, paid, unpaid, untaken)]
    assert [part.amount for part in moved] == [Rupiah(50_000), Rupiah(-20_000), Rupiah(20_000), Rupiah(-50_000)]
    assert [each.parts[0].text for each in why] == [part.text for part in moved]
    assert [part.text for part in moved] == [
        "Simpanan disetor",
        "Simpanan dikembalikan",
        "Simpanan yang keliru dibayarkan, masuk lagi",
        "Simpanan yang keliru disetor, dikembalikan",
    ]
    assert taken.code in why[3].parts[0].detail


def test_what_was_paid_in_and_is_not_there_any_more_stays(gallery: Gallery) -> None:
    wrong = _pay_in(gallery, 50_000)
    out = _take_out(gallery, 30_000)
    with pytest.raises(SavingsPaidMeanwhile, match=r"20\.000"):
        _take_back(gallery, wrong.id)
    assert _saved(gallery) == Rupiah(20_000)

    _take_back(gallery, out.id)
    _take_back(gallery, wrong.id)

    assert _saved(gallery) == ZERO
    with pytest.raises(SavingsTooLittle):
        _take_out(gallery, 1)
    assert examine(gallery.store.path) == ()


def test_cash_is_given_back_only_out_of_a_drawer_that_has_it(gallery: Gallery) -> None:
    wrong = _pay_in(gallery, 50_000)
    by_bank = _pay_in(gallery, 70_000, PayoutMethod.TRANSFER, "TRX 77")
    gallery.open_balances(payable=FLOAT)
    gallery.pay(gallery.lock(gallery.party))
    assert _stands(gallery, AccountKind.DRAWER) == Rupiah(50_000)
    _take_out(gallery, 10_000)
    with pytest.raises(DrawerTooLow, match=r"40\.000"):
        _take_back(gallery, wrong.id)
    with gallery.store.writing() as session:
        close = CloseTill(id=gallery.document(), by=gallery.by, counted=Rupiah(40_000))
        close_till(session, close, clock=gallery.clock)
    with pytest.raises(TillNotOpen):
        _take_back(gallery, wrong.id)
    with pytest.raises(TillNotOpen):
        _pay_in(gallery, 50_000)

    _take_back(gallery, by_bank.id)

    assert _stands(gallery, AccountKind.BANK) == ZERO
    assert _saved(gallery) == Rupiah(40_000)
    assert examine(gallery.store.path) == ()


def test_the_closing_keeps_what_was_paid_in(gallery: Gallery) -> None:
    _pay_in(gallery, 50_000)
    totals = _totals(gallery)
    assert totals_kept(kept_totals(totals)) == totals
    assert totals.deposits == 1


def test_nonsense_is_refused(gallery: Gallery) -> None:
    for amount in (0, -1):
        with pytest.raises(AmountNotSensible):
            _pay_in(gallery, amount)
    with pytest.raises(TransferNotNamed):
        _pay_in(gallery, 50_000, PayoutMethod.TRANSFER, "  ")
    stranger = TakeSavings(
        id=gallery.document(), by=gallery.by, party=PartyId(new_id(gallery.clock)), amount=Rupiah(1_000)
    )
    with pytest.raises(ArtisanNotFound), gallery.store.writing() as session:
        take_savings(session, stranger, clock=gallery.clock)
    first = TakeSavings(id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(1_000))
    other = TakeSavings(id=first.id, by=gallery.by, party=gallery.party, amount=Rupiah(2_000))
    with gallery.store.writing() as session:
        take_savings(session, first, clock=gallery.clock)
    with pytest.raises(OtherWishUnderSameId), gallery.store.writing() as session:
        take_savings(session, other, clock=gallery.clock)
    assert _saved(gallery) == Rupiah(1_000)


def test_whoever_may_not_pay_savings_back_may_not_take_them_either(gallery: Gallery) -> None:
    taken = _pay_in(gallery, 50_000)
    cashier = gallery.somebody(Role.CASHIER)
    more = TakeSavings(id=gallery.document(), by=cashier, party=gallery.party, amount=Rupiah(1_000))
    with pytest.raises(NotAllowed), gallery.store.writing() as session:
        take_savings(session, more, clock=gallery.clock)
    undo = TakeBack(id=gallery.document(), by=cashier, document=taken.id, reason="salah")
    with pytest.raises(NotAllowed), gallery.store.writing() as session:
        take_back(session, undo, clock=gallery.clock)
