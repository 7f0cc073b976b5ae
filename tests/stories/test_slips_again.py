"""Slips of advances and savings, as stories: signed, lost, and printed again as the copies they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import DocumentKind, EventKind, LineKind
from sentra_pos.ledger.models import Event
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.people.permissions import NotAllowed
from sentra_pos.printing.errors import StillPrinting
from sentra_pos.printing.profiles import GENERIC_58
from sentra_pos.printing.set_up_printer import SetUpPrinter, set_up_printer
from sentra_pos.printing.ways import Way
from sentra_pos.printing.worker import PrinterWorker
from sentra_pos.settlement.charge_fees import ChargeFees, charge_fees
from sentra_pos.settlement.deduction_rules import Plan, PlanWay, Purpose, Savings
from sentra_pos.settlement.errors import NoMoneySlip, NoPrinterForMoneySlip
from sentra_pos.settlement.forgive_debt import ForgiveDebt, forgive_debt
from sentra_pos.settlement.lend import Lend, Lent, lend
from sentra_pos.settlement.paper_queries import SlipKept, slips_of
from sentra_pos.settlement.pay_back import PayBack, pay_back
from sentra_pos.settlement.pay_savings import PaySavings, pay_savings
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from sentra_pos.settlement.print_money_slip import PrintMoneySlip, print_money_slip
from sentra_pos.settlement.take_back import TakeBack, take_back
from sentra_pos.settlement.take_savings import TakeSavings, take_savings
from tests.settlement.gallery import Gallery, a_gallery

_STAMP = "meterai Rp 10.000"


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    use_language("id")
    return a_gallery(store, clock)


class Printer:
    """A folder in place of the receipt printer; ``slips`` are the words of what came out."""

    def __init__(self, gallery: Gallery, folder: Path) -> None:
        self._folder = folder
        wanted = SetUpPrinter(name="Struk", way=Way.FOLDER, address=str(folder), profile=GENERIC_58)
        with gallery.store.writing() as session:
            made = set_up_printer(session, wanted, clock=gallery.clock)
        self._worker = PrinterWorker(gallery.store, made.printer_id, gallery.clock)

    def slips(self) -> list[str]:
        while self._worker.run_once():
            pass
        files = sorted(self._folder.glob("*.txt"))
        texts = [" ".join(file.read_text(encoding="utf-8").split()) for file in files]
        return [text for text in texts if not text.startswith("[")]


def _lend(gallery: Gallery, amount: int, *, purpose: Purpose = Purpose.CASH) -> Lent:
    command = Lend(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), purpose=purpose,
        text="biaya sekolah",
    )  # fmt: skip
    with gallery.store.writing() as session:
        return lend(session, command, clock=gallery.clock)


def _pay_savings(gallery: Gallery) -> DocumentId:
    plan = Plan(way=PlanWay.FIXED, amount=Rupiah(50_000))
    save = PlanRecovery(by=gallery.by, party=gallery.party, plan=plan, savings=Savings.VOLUNTARY)
    with gallery.store.writing() as session:
        plan_recovery(session, save, clock=gallery.clock)
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.pay(gallery.lock(gallery.party))
    command = PaySavings(id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(30_000))
    with gallery.store.writing() as session:
        return pay_savings(session, command, clock=gallery.clock).id


def _pay_in(gallery: Gallery, amount: int) -> DocumentId:
    command = TakeSavings(id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount))
    with gallery.store.writing() as session:
        return take_savings(session, command, clock=gallery.clock).id


def _pay_back(gallery: Gallery, amount: int) -> DocumentId:
    command = PayBack(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), method=PayoutMethod.CASH
    )
    with gallery.store.writing() as session:
        return pay_back(session, command, clock=gallery.clock).id


def _forgive(gallery: Gallery, amount: int) -> DocumentId:
    command = ForgiveDebt(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), reason="sakit"
    )
    with gallery.store.writing() as session:
        return forgive_debt(session, command, clock=gallery.clock).id


def _charge(gallery: Gallery) -> DocumentId:
    command = ChargeFees(
        id=gallery.document(), by=gallery.by, parties=(gallery.party, gallery.other), total=Rupiah(100_001), text="Sewa"
    )
    with gallery.store.writing() as session:
        return charge_fees(session, command, clock=gallery.clock).id


def _take_back(gallery: Gallery, document: DocumentId) -> DocumentId:
    command = TakeBack(id=gallery.document(), by=gallery.by, document=document, reason="salah ketik")
    with gallery.store.writing() as session:
        return take_back(session, command, clock=gallery.clock).id


def _again(gallery: Gallery, document: DocumentId) -> int:
    with gallery.store.writing() as session:
        command = PrintMoneySlip(by=gallery.by, document=document)
        return print_money_slip(session, command, clock=gallery.clock).copy_no


def _kept(gallery: Gallery, party: PartyId) -> tuple[SlipKept, ...]:
    with gallery.store.reading() as session:
        return slips_of(session, party)


def _reprints(gallery: Gallery) -> list[object]:
    with gallery.store.reading() as session:
        return [each.details["paper"] for each in session.query(Event).filter(Event.kind == EventKind.REPRINT)]


def _copy(number: int, slip: str) -> str:
    return f"** SALINAN {number} ** {slip}"


def test_a_lost_slip_comes_out_again_as_a_copy_and_who_asked_for_it_is_kept(gallery: Gallery, tmp_path: Path) -> None:
    printer = Printer(gallery, tmp_path / "struk")
    lent = _lend(gallery, 200_000)
    (first,) = printer.slips()

    copies = []
    for _time in range(2):
        copies.append(_again(gallery, lent.id))
        printer.slips()

    assert copies == [1, 2]
    assert "SALINAN" not in first
    assert printer.slips() == [first, _copy(1, first), _copy(2, first)]
    assert _reprints(gallery) == [lent.code, lent.code]
    assert examine(gallery.store.path) == ()


def test_what_was_recorded_without_a_printer_is_printed_as_the_original_and_no_drawer_opens(
    gallery: Gallery, tmp_path: Path
) -> None:
    lent = _lend(gallery, 200_000)
    with pytest.raises(NoPrinterForMoneySlip):
        _again(gallery, lent.id)
    printer = Printer(gallery, tmp_path / "struk")

    assert _again(gallery, lent.id) == 0

    with pytest.raises(StillPrinting):
        _again(gallery, lent.id)
    (slip,) = printer.slips()
    assert "SALINAN" not in slip
    assert len(list((tmp_path / "struk").glob("*.txt"))) == 1, "and nothing that opens a drawer"
    assert _reprints(gallery) == [lent.code]


def test_every_slip_is_found_again_under_its_artisan(gallery: Gallery, tmp_path: Path) -> None:
    """Given, paid back, let go, saved, taken back: the newest first; what left no slip is not there."""
    printer = Printer(gallery, tmp_path / "struk")
    saved = _pay_savings(gallery)
    cloth = _lend(gallery, 100_000, purpose=Purpose.MATERIALS).id
    twice = _pay_back(gallery, 60_000)
    unback = _take_back(gallery, twice)
    back, forgiven = _pay_back(gallery, 60_000), _forgive(gallery, 40_000)
    wrong = _lend(gallery, 5_000_000).id
    undone = _take_back(gallery, wrong)
    fee = _charge(gallery)
    unfee = _take_back(gallery, fee)
    unsaved = _take_back(gallery, saved)
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    paid = gallery.pay(gallery.lock(gallery.party))
    void = gallery.void(paid).id
    came = printer.slips()

    kept = _kept(gallery, gallery.party)

    assert [each.document for each in kept] == [
        void, unsaved, unfee, undone, wrong, forgiven, back, unback, twice, cloth, saved
    ]  # fmt: skip
    assert [each.document for each in kept if each.has_receipt] == [wrong, cloth, saved]
    assert [each.document for each in kept if each.undoes] == [void, unsaved, unfee, undone, unback]
    assert [each.document for each in kept if each.what is LineKind.FORGIVEN] == [forgiven]
    assert {each.document: each.purpose for each in kept}[cloth] is Purpose.MATERIALS
    assert {each.document: each.amount for each in kept}[unfee] == Rupiah(100_001)
    assert [each.kind for each in _kept(gallery, gallery.other)] == [DocumentKind.CHARGE]
    assert [_again(gallery, each.document) for each in kept] == [1] * len(kept)
    copies = [slip for slip in printer.slips() if "SALINAN 1" in slip]
    signed = [slip for slip in came if any(each.code in slip for each in kept)]
    assert sorted(copies) == sorted(_copy(1, slip) for slip in signed)
    for none in (fee, paid.id):
        with pytest.raises(NoMoneySlip):
            _again(gallery, none)
    assert examine(gallery.store.path) == ()


def test_savings_paid_in_and_taken_back_are_found_as_what_they_are_and_the_artisan_received_nothing(
    gallery: Gallery, tmp_path: Path
) -> None:
    printer = Printer(gallery, tmp_path / "struk")
    out = _pay_savings(gallery)
    wrong = _pay_in(gallery, 50_000)
    untaken = _take_back(gallery, wrong)
    unpaid = _take_back(gallery, out)
    printer.slips()

    kept = _kept(gallery, gallery.party)

    assert [(each.document, each.paid_in, each.undoes, each.has_receipt) for each in kept] == [
        (unpaid, False, True, False), (untaken, True, True, False),
        (wrong, True, False, False), (out, False, False, True),
    ]  # fmt: skip
    assert {each.amount for each in kept} == {Rupiah(30_000), Rupiah(50_000)}
    assert [_again(gallery, each.document) for each in kept] == [1] * len(kept)
    came = printer.slips()
    for each in kept:
        first, copy = sorted((slip for slip in came if f"{each.code} *" in slip), key=len)
        assert copy == _copy(1, first)


def test_nothing_is_printed_by_somebody_who_may_not(gallery: Gallery) -> None:
    lent = _lend(gallery, 200_000)
    command = PrintMoneySlip(by=gallery.somebody(Role.ARTISAN), document=lent.id)
    with pytest.raises(NotAllowed), gallery.store.writing() as session:
        print_money_slip(session, command, clock=gallery.clock)
    assert _reprints(gallery) == []


def test_above_five_million_the_slip_asks_for_a_stamp_where_money_was_received(
    gallery: Gallery, tmp_path: Path
) -> None:
    printer = Printer(gallery, tmp_path / "struk")

    def asks(act: Callable[[Gallery, int], object], amount: int) -> bool:
        act(gallery, amount)
        return _STAMP in printer.slips()[-1]

    assert not asks(_lend, 5_000_000)
    assert asks(_lend, 5_000_001)
    assert asks(_pay_back, 5_000_001)
    assert not asks(_pay_back, 5_000_000)
    assert asks(_lend, 7_000_000)
    assert not asks(_forgive, 7_000_000), "nobody received anything"


def test_the_stamp_is_stuck_where_whoever_received_the_money_signs(gallery: Gallery, tmp_path: Path) -> None:
    printer = Printer(gallery, tmp_path / "struk")
    _lend(gallery, 6_000_000)
    _pay_in(gallery, 6_000_000)
    lent, paid_in = sorted(printer.slips(), key=lambda slip: "SIMPANAN DISETOR" in slip)
    assert lent.index(_STAMP) < lent.index("Yang menerima") < lent.index("Untuk toko")
    assert paid_in.index("Dibayar oleh perajin") < paid_in.index(_STAMP) < paid_in.index("Diterima untuk toko")
