"""Sheets beside the settlement: who bears a fee is seen before it is charged, and what was wrong is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from sqlalchemy import select

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Document
from sentra_pos.ledger.queries import headers, lines_of
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.people.set_pin import SetPin, set_pin
from sentra_pos.printing.kinds import JobKind
from sentra_pos.printing.profiles import GENERIC_58
from sentra_pos.printing.queries import job_of
from sentra_pos.printing.set_up_printer import SetUpPrinter, set_up_printer
from sentra_pos.printing.ways import Way
from sentra_pos.settlement.charge_fees import ChargeFees, Spread, charge_fees
from sentra_pos.settlement.debt_queries import saved_by
from sentra_pos.settlement.deduction_rules import Plan, PlanWay, Purpose, Savings, SavingsPlan
from sentra_pos.settlement.errors import (
    DaysNotInOrder,
    FeesChanged,
    NobodyChosen,
    NobodySold,
    NoPrinterForMoneySlip,
    ReasonToTakeBackMissing,
    RecoveredMeanwhile,
    SavingsTooLittle,
    TransferNotNamed,
)
from sentra_pos.settlement.forgive_debt import ForgiveDebt, forgive_debt
from sentra_pos.settlement.lend import Lend, Lent, lend
from sentra_pos.settlement.limit_payout import LimitPayout, limit_payout
from sentra_pos.settlement.pay_back import PayBack, pay_back
from sentra_pos.settlement.plan_recovery import PlanRecovery, plan_recovery
from sentra_pos.settlement.queries import Owed, owed_by_artisan
from sentra_pos.settlement.take_back import TakeBack, take_back
from sentra_pos.settlement.take_savings import TakeSavings, take_savings
from tests.factories import QUICK_HASHER
from tests.settlement.gallery import Gallery
from tests.ui.settlement.conftest import context_of
from ui.context import Context
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet
from ui.kit.table import SECOND_ROLE
from ui.people.approve_sheet import ApproveSheet
from ui.settlement.debts_sheet import DebtsSheet
from ui.settlement.fee_sheet import FeeSheet
from ui.settlement.lend_sheet import LendSheet
from ui.settlement.plan_sheet import PlanSheet
from ui.settlement.savings_sheet import SavingsSheet
from ui.settlement.slips_sheet import SlipsSheet
from ui.settlement.statement_pdf import papers_folder
from ui.settlement.undo_sheet import UndoSheet

S = TypeVar("S", bound=Sheet)


@pytest.fixture
def context(gallery: Gallery) -> Context:
    return context_of(gallery)


@pytest.fixture
def behind(qapp: QApplication) -> QWidget:
    """The window that sheets lie over."""
    window = QWidget()
    window.resize(1024, 768)
    window.show()
    return window


def _opened(sheet: S, qapp: QApplication) -> S:
    sheet.open()
    assert QTest.qWaitForWindowExposed(sheet)
    qapp.processEvents()
    return sheet


def _everybody(gallery: Gallery) -> tuple[Owed, ...]:
    with gallery.store.reading() as session:
        return tuple(each for each in owed_by_artisan(session) if each.party in (gallery.party, gallery.other))


def _bears(sheet: FeeSheet) -> list[str]:
    column = sheet.choice.records.columnCount() - 1
    records = sheet.choice.records
    return [str(records.data(records.index(row, column))) for row in range(records.rowCount())]


def _fees(sheet: FeeSheet, total: int, text: str = "Sewa stan") -> None:
    sheet.total.set_value(Rupiah(total))
    sheet.what.setText(text)


def _charged(gallery: Gallery) -> list[list[Rupiah]]:
    with gallery.store.reading() as session:
        return [[line.amount for line in lines_of(session, each.id)] for each in headers(session, DocumentKind.CHARGE)]


# ---------------------------------------------------------------------------------------------------------------- fees


def test_who_bears_what_is_shown_as_soon_as_it_is_known_and_exactly_that_is_charged(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    sheet = _opened(FeeSheet(behind, context, _everybody(gallery), gallery.party), qapp)
    assert _bears(sheet) == ["", ""]
    _fees(sheet, 100_001)
    assert _bears(sheet) == ["Rp\xa0100.001", ""]
    sheet.choice.take_all()
    assert _bears(sheet) == ["Rp\xa050.001", "Rp\xa050.000"]
    sheet.total.set_value(Rupiah(50))
    assert _bears(sheet) == ["Rp\xa025", "Rp\xa025"]
    sheet.total.set_value(None)
    assert _bears(sheet) == ["", ""]
    sheet.total.set_value(Rupiah(100_001))

    QTest.keyClick(sheet, Qt.Key.Key_F12)

    assert not sheet.isVisible()
    assert _charged(gallery) == [[Rupiah(50_001), Rupiah(50_000)]]


def test_what_was_sold_meanwhile_is_shown_before_anything_is_charged_by_it(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    sheet = _opened(FeeSheet(behind, context, _everybody(gallery), None), qapp)
    sheet.choice.take_all()
    _fees(sheet, 90_000)
    sheet.spread.chip(Spread.SALES).click()
    assert sorted(_bears(sheet)) == ["Rp\xa090.000", "–"]
    gallery.sell((gallery.items[gallery.other], 2, 100_000, 0))

    sheet.confirm()

    assert sheet.isVisible()
    assert sheet._sending.banner.accessibleName() == str(FeesChanged())
    assert sorted(_bears(sheet)) == ["Rp\xa030.000", "Rp\xa060.000"]
    assert _charged(gallery) == []
    sheet.confirm()
    assert sorted(_charged(gallery)[0]) == [Rupiah(30_000), Rupiah(60_000)]


def test_why_nobody_can_bear_it_is_said_and_nothing_is_charged(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    sheet = _opened(FeeSheet(behind, context, _everybody(gallery), None), qapp)
    _fees(sheet, 90_000)
    sheet.confirm()
    assert sheet._sending.banner.accessibleName() == str(NobodyChosen())
    sheet.choice.take_all()
    sheet.spread.chip(Spread.SALES).click()
    assert str(NobodySold()) in sheet._count.text()
    sheet.confirm()
    assert sheet._sending.banner.accessibleName() == str(NobodySold())
    sheet.since.set_value(None)
    sheet.confirm()
    assert sheet._sending.banner.accessibleName() == str(DaysNotInOrder())
    assert _charged(gallery) == []


# ---------------------------------------------------------------------------------------------------------- taken back


def _lend(gallery: Gallery, amount: int) -> Lent:
    command = Lend(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(amount), purpose=Purpose.CASH,
        text="Uang sekolah",
    )  # fmt: skip
    with gallery.store.writing() as session:
        return lend(session, command, clock=gallery.clock)


def _paid_and_let_go(gallery: Gallery) -> tuple[DocumentId, DocumentId]:
    back = PayBack(id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(40_000))
    gone = ForgiveDebt(
        id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(30_000), reason="sudah lama sakit"
    )
    with gallery.store.writing() as session:
        pay_back(session, back, clock=gallery.clock)
        forgive_debt(session, gone, clock=gallery.clock)
    return back.id, gone.id


def _debts(gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication) -> tuple[DebtsSheet, UndoSheet]:
    debts = _opened(DebtsSheet(behind, context, gallery.party, "Sanggar Malam Andaian"), qapp)
    QTest.keyClick(debts, Qt.Key.Key_F9)
    qapp.processEvents()
    (sheet,) = (each for each in qapp.topLevelWidgets() if isinstance(each, UndoSheet) and each.isVisible())
    return debts, sheet


def test_an_advance_typed_wrongly_is_taken_back_from_where_it_is_listed(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    wrong = _lend(gallery, 5_000_000)
    _lend(gallery, 20_000)
    debts, sheet = _debts(gallery, context, behind, qapp)
    chosen = sheet.table.current()
    assert chosen is not None
    assert chosen.document == wrong.id
    QTest.keyClick(sheet, Qt.Key.Key_F12)
    assert sheet._sending.banner.accessibleName() == str(ReasonToTakeBackMissing())
    sheet.reason.field.setText("Salah ketik")
    QTest.keyClick(sheet, Qt.Key.Key_F12)
    assert not sheet.isVisible()
    rows = {debt.code: debt for debt in debts.table.records.rows}
    assert rows[wrong.code].taken_back
    shown = [str(debts.table.records.data(debts.table.records.index(0, column))) for column in range(4)]
    assert shown[1] == f"taken back by {rows[wrong.code].taken_back}"
    assert shown[3] == "–"


def test_what_came_back_in_part_stays_and_says_so(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    wrong = _lend(gallery, 5_000_000)
    gallery.sell((gallery.items[gallery.party], 1, 100_000, 0))
    gallery.lock(gallery.party)
    _debts_sheet, sheet = _debts(gallery, context, behind, qapp)
    sheet.reason.field.setText("Salah ketik")
    sheet.confirm()
    assert sheet.isVisible()
    said = str(RecoveredMeanwhile(code=wrong.code, amount="Rp\xa085.000"))
    assert sheet._sending.banner.accessibleName() == said


def test_where_nothing_was_recorded_there_is_nothing_to_press(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    _debts_sheet, sheet = _debts(gallery, context, behind, qapp)
    assert sheet.primary_button is not None
    assert not sheet.primary_button.isEnabled()
    assert not sheet.table.records.rows
    QTest.keyClick(sheet, Qt.Key.Key_F12)
    assert sheet.isVisible()


def test_a_debt_paid_back_or_let_go_by_mistake_is_listed_as_what_it_was_and_owed_again(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    _lend(gallery, 500_000)
    paid, gone = _paid_and_let_go(gallery)
    debts, sheet = _debts(gallery, context, behind, qapp)
    records = sheet.table.records
    assert [each.document for each in records.rows][:2] == [gone, paid]
    told = [str(records.data(records.index(row, 0), SECOND_ROLE)) for row in range(2)]
    assert [words.split(" · ")[1] for words in told] == ["Debt let go", "Debt paid back"]
    sheet.table.pick(gone)
    sheet.reason.field.setText("Salah ketik")
    QTest.keyClick(sheet, Qt.Key.Key_F12)
    assert not sheet.isVisible()
    (debt,) = debts.table.records.rows
    assert debt.outstanding == Rupiah(500_000 - 40_000)


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_of_them_is_cut_off(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication, language: str
) -> None:
    use_language("id" if language == "id" else "en")
    _lend(gallery, 5_000_000)
    fee = ChargeFees(
        id=gallery.document(), by=gallery.by, parties=(gallery.party, gallery.other), total=Rupiah(1_250_000),
        text="Sewa stan pameran batik nasional di Surabaya",
    )  # fmt: skip
    with gallery.store.writing() as session:
        charge_fees(session, fee, clock=gallery.clock)
    _paid_and_let_go(gallery)
    gallery.sell((gallery.items[gallery.party], 2, 100_000, 0))
    sheet = _opened(FeeSheet(behind, context, _everybody(gallery), gallery.party), qapp)
    _fees(sheet, 12_500_000)
    sheet.spread.chip(Spread.SALES).click()
    qapp.processEvents()
    assert clipped_texts(sheet) == []
    sheet.reject()
    debts, undo = _debts(gallery, context, behind, qapp)
    assert clipped_texts(undo) == []
    assert clipped_texts(debts) == []
    undo.reject()
    debts.reject()
    assert clipped_texts(_slips(gallery, context, behind, qapp)) == []


# ---------------------------------------------------------------------------------------------------------- slips again


def _slips(gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication) -> SlipsSheet:
    """From the advances, with the chosen one."""
    debts = _opened(DebtsSheet(behind, context, gallery.party, "Sanggar Malam Andaian"), qapp)
    QTest.keyClick(debts, Qt.Key.Key_F10)
    qapp.processEvents()
    (sheet,) = (each for each in qapp.topLevelWidgets() if isinstance(each, SlipsSheet) and each.isVisible())
    return sheet


def test_the_chosen_advances_slip_is_printed_again_by_keys(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    first = _lend(gallery, 500_000)
    _lend(gallery, 20_000)
    sheet = _slips(gallery, context, behind, qapp)
    chosen = sheet.table.current()
    assert chosen is not None
    assert chosen.document == first.id, "the one that was chosen among the advances"

    QTest.keyClick(sheet, Qt.Key.Key_F12)
    assert sheet._problem.accessibleName() == str(NoPrinterForMoneySlip())

    with gallery.store.writing() as session:
        printer = SetUpPrinter(name="Struk", way=Way.FOLDER, address="struk", profile=GENERIC_58)
        set_up_printer(session, printer, clock=gallery.clock)
    QTest.keyClick(sheet, Qt.Key.Key_F12)
    assert not sheet._problem.isVisible()
    assert sheet.isVisible(), "the next one may be asked for"
    with gallery.store.reading() as session:
        assert job_of(session, str(first.id), JobKind.RECEIPT) is not None


def test_a_receipt_is_a_page_and_only_of_what_the_artisan_received(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    lent = _lend(gallery, 5_000_001)
    undo = TakeBack(id=gallery.document(), by=gallery.by, document=lent.id, reason="salah")
    with gallery.store.writing() as session:
        take_back(session, undo, clock=gallery.clock)
    sheet = _slips(gallery, context, behind, qapp)

    QTest.keyClick(sheet, Qt.Key.Key_F9)

    (url,) = opened
    file = Path(url.toLocalFile())
    assert file.name == f"{lent.code}.pdf"
    text = PdfReader(file).pages[0].extract_text()
    assert "Rp10.000" in text, "the frame for the duty stamp"
    sheet.table.pick(undo.id)
    assert not sheet.receipt_button.isEnabled()
    QTest.keyClick(sheet, Qt.Key.Key_F9)
    assert len(opened) == 1


def test_a_folder_that_cannot_be_written_says_so(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    _lend(gallery, 500_000)
    papers_folder(context.shop).write_text("in the way")
    sheet = _slips(gallery, context, behind, qapp)
    QTest.keyClick(sheet, Qt.Key.Key_F9)
    assert "stands in the book" in sheet._problem.accessibleName()


def test_where_nothing_was_signed_there_is_nothing_to_print(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    sheet = _slips(gallery, context, behind, qapp)
    assert sheet.primary_button is not None
    assert not sheet.primary_button.isEnabled()
    assert not sheet.receipt_button.isEnabled()


# ------------------------------------------------------------------------------------------------------ a second person

PIN = "590317"


@pytest.fixture
def limited(gallery: Gallery) -> Gallery:
    """One person gives half a million a day; somebody else has a PIN and may agree to more."""
    second = gallery.somebody(Role.SUPERVISOR)
    with gallery.store.writing() as session:
        limit_payout(session, LimitPayout(by=gallery.by, limit=Rupiah(500_000)), clock=gallery.clock)
        pin = SetPin(by=gallery.by, staff=second.staff, pin=PIN)
        set_pin(session, pin, clock=gallery.clock, hasher=QUICK_HASHER)
    return gallery


def _type(qapp: QApplication, text: str, *keys: Qt.Key) -> None:
    """Into whatever has the focus."""
    focus = qapp.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)
    for key in keys:
        QTest.keyClick(qapp.focusWidget() or focus, key)
    qapp.processEvents()


def _second_agrees(qapp: QApplication, amount: str) -> None:
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, ApproveSheet)
    assert amount in " ".join(label.text() for label in asked.findChildren(QLabel))
    _type(qapp, PIN, Qt.Key.Key_Return)


def _approvers(gallery: Gallery, kind: DocumentKind) -> list[bool]:
    with gallery.store.reading() as session:
        found = session.execute(select(Document.approver_id).where(Document.kind == kind)).scalars()
        return [approver is not None for approver in found]


def test_a_large_advance_asks_a_second_person_and_goes_on_by_keys_alone(
    limited: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    sheet = _opened(LendSheet(behind, context, limited.party, "Sanggar Malam Andaian"), qapp)
    _type(qapp, "4000000")
    sheet.what.setFocus()
    _type(qapp, "Uang sekolah", Qt.Key.Key_Return)
    assert _approvers(limited, DocumentKind.ADVANCE) == []
    _second_agrees(qapp, "4.000.000")
    assert QApplication.activeModalWidget() is None
    assert _approvers(limited, DocumentKind.ADVANCE) == [True]


def test_large_savings_ask_a_second_person_and_whoever_gives_up_pays_nothing(
    limited: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    saves = Plan(way=PlanWay.FIXED, amount=Rupiah(600_000))
    with limited.store.writing() as session:
        promise = PlanRecovery(by=limited.by, party=limited.party, plan=saves, savings=Savings.VOLUNTARY)
        plan_recovery(session, promise, clock=limited.clock)
    limited.sell((limited.items[limited.party], 8, 100_000, 0))
    limited.lock(limited.party)
    sheet = _opened(SavingsSheet(behind, context, limited.party, "Sanggar Malam Andaian", Rupiah(600_000)), qapp)
    _type(qapp, "", Qt.Key.Key_Return)
    _type(qapp, "", Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert "second person" in sheet._sending.banner.accessibleName()
    assert _approvers(limited, DocumentKind.SAVINGS) == []
    sheet.amount.setFocus()
    _type(qapp, "", Qt.Key.Key_Return)
    _second_agrees(qapp, "600.000")
    assert QApplication.activeModalWidget() is None
    assert _approvers(limited, DocumentKind.SAVINGS) == [True]


# ------------------------------------------------------------------------------------------------------------- savings


def _savings(debts: DebtsSheet, qapp: QApplication) -> SavingsSheet:
    qapp.processEvents()
    QTest.keyClick(debts, Qt.Key.Key_F6)
    qapp.processEvents()
    (sheet,) = (each for each in qapp.topLevelWidgets() if isinstance(each, SavingsSheet) and each.isVisible())
    return sheet


def _saved(gallery: Gallery) -> Rupiah:
    with gallery.store.reading() as session:
        return saved_by(session, gallery.party)


def test_savings_come_in_and_go_out_by_keyboard_with_what_is_saved_before_and_after(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    debts = _opened(DebtsSheet(behind, context, gallery.party, "Sanggar Malam Andaian"), qapp)
    sheet = _savings(debts, qapp)
    # Nothing is saved yet: it can only come in.
    assert (sheet.way.choice(), sheet.amount.text()) == ("in", "")
    QTest.keyClicks(sheet.amount, "50000")
    assert "50.000" in sheet._after.text()
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert not sheet.isVisible()
    assert _saved(gallery) == Rupiah(50_000)
    assert "50.000" in debts._savings.text()

    sheet = _savings(debts, qapp)
    assert (sheet.way.choice(), sheet.amount.value()) == ("out", Rupiah(50_000))
    QTest.keyClicks(sheet.amount, "20000")
    assert "30.000" in sheet._after.text()
    QTest.keyClicks(sheet.amount, "0")
    assert sheet._after.text() == "That is more than is put aside."
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet._sending.banner.accessibleName() == str(SavingsTooLittle(saved="Rp\xa050.000"))
    sheet.amount.selectAll()
    QTest.keyClicks(sheet.amount, "20000")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert _saved(gallery) == Rupiah(30_000)

    sheet = _savings(debts, qapp)
    sheet.way.chip("out").setFocus()
    QTest.keyClick(sheet.way.chip("out"), Qt.Key.Key_Right)
    assert (sheet.way.choice(), sheet.amount.text()) == ("in", "")
    sheet.how.chip(PayoutMethod.TRANSFER).click()
    QTest.keyClicks(sheet.amount, "45000")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet._sending.banner.accessibleName() == str(TransferNotNamed())
    QTest.keyClicks(sheet.reference, "TRX 77")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert not sheet.isVisible()
    assert _saved(gallery) == Rupiah(75_000)


def test_savings_paid_in_are_taken_back_from_where_they_are_listed(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    wrong = TakeSavings(id=gallery.document(), by=gallery.by, party=gallery.party, amount=Rupiah(50_000))
    with gallery.store.writing() as session:
        take_savings(session, wrong, clock=gallery.clock)
    debts, sheet = _debts(gallery, context, behind, qapp)
    shown = [str(sheet.table.records.data(sheet.table.records.index(0, column))) for column in (0, 2)]
    assert shown == ["Savings paid in", "Rp\xa050.000"]
    sheet.reason.field.setText("Salah perajin")
    QTest.keyClick(sheet, Qt.Key.Key_F12)
    assert not sheet.isVisible()
    assert _saved(gallery) == ZERO
    debts.reject()
    slips = _slips(gallery, context, behind, qapp)
    named = [str(slips.table.records.data(slips.table.records.index(row, 0))) for row in (0, 1)]
    assert named == ["Paying in of savings taken back", "Savings paid in"]
    assert not slips.receipt_button.isEnabled()
    slips.table.pick(wrong.id)
    assert not slips.receipt_button.isEnabled(), "the shop received it"


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_of_the_savings_is_cut_off(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication, language: str
) -> None:
    use_language("id" if language == "id" else "en")
    for saved in (ZERO, Rupiah(1_250_000)):
        sheet = _opened(SavingsSheet(behind, context, gallery.party, "Sanggar Malam Andaian", saved), qapp)
        assert clipped_texts(sheet) == []
        sheet.way.chip("in").click()
        sheet.how.chip(PayoutMethod.TRANSFER).click()
        sheet.amount.set_value(Rupiah(12_500_000))
        qapp.processEvents()
        assert clipped_texts(sheet) == []
        sheet.reject()


# ----------------------------------------------------------------------------------------------------- plans and titles


def test_each_kind_of_savings_starts_from_its_own_promise(
    gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication
) -> None:
    promised = SavingsPlan(kind=Savings.MANDATORY, plan=Plan(way=PlanWay.FIXED, amount=Rupiah(20_000)))
    sheet = _opened(PlanSheet(behind, context, gallery.party, debt=None, saving=(promised,)), qapp)
    assert sheet.plan.amount.value() == Rupiah(20_000)
    assert sheet.stop_button.isEnabled()

    sheet.kind.chip(Savings.VOLUNTARY).click()
    assert sheet.plan.amount.text() == ""
    assert not sheet.stop_button.isEnabled()

    sheet.plan.way.chip(PlanWay.PERCENT).click()
    sheet.plan.rate.setText("5")
    sheet.kind.chip(Savings.MANDATORY).click()
    assert (sheet.plan.way.choice(), sheet.plan.amount.value()) == (PlanWay.FIXED, Rupiah(20_000))
    assert sheet.plan.rate.text() == ""


def test_the_artisan_is_named_once(gallery: Gallery, context: Context, behind: QWidget, qapp: QApplication) -> None:
    alone = _opened(DebtsSheet(behind, context, gallery.party, "Sanggar Malam Andaian"), qapp)
    assert "Sanggar Malam Andaian" in alone.heading.text()
    both = ((gallery.party, "Sanggar Malam Andaian"), (gallery.other, "Batik Tirta"))
    chosen = _opened(DebtsSheet(behind, context, gallery.party, "Sanggar Malam Andaian", both), qapp)
    assert chosen.who.currentText() == "Sanggar Malam Andaian"
    assert "Sanggar Malam Andaian" not in chosen.heading.text()
