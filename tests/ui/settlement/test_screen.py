"""The settlement screen: what it shows fits, what is pressed happens once, and what is refused is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.people.facts import PayoutMethod, Role
from sentra_pos.settlement.deduction_rules import Purpose
from sentra_pos.settlement.figures import Standing
from sentra_pos.settlement.lend import Lend, lend
from sentra_pos.settlement.locked import SettlementRow, settlements_of
from sentra_pos.settlement.void_payout import VoidPayout, void_payout
from tests.settlement.gallery import Gallery
from tests.ui.settlement.conftest import context_of
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet
from ui.kit.runner import Runner
from ui.settlement.debts_sheet import DebtsSheet
from ui.settlement.explain_sheet import ExplainSheet
from ui.settlement.fee_sheet import FeeSheet
from ui.settlement.print_sheet import PrintSheet
from ui.settlement.screen import SettlementScreen
from ui.settlement.settle_sheet import SettleSheet

SIZES = ((1366 - 92, 768), (1024 - 92, 768))


def _screen(
    gallery: Gallery, qapp: QApplication, size: tuple[int, int] = SIZES[0], *, role: Role = Role.OWNER
) -> SettlementScreen:
    screen = SettlementScreen(context_of(gallery, role=role))
    screen.resize(*size)
    screen.show()
    screen.activateWindow()
    assert QTest.qWaitForWindowActive(screen)
    screen.shown()
    qapp.processEvents()
    return screen


def _sheet(kind: type[Sheet], qapp: QApplication) -> Sheet:
    qapp.processEvents()
    return next(each for each in qapp.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def _rows(gallery: Gallery) -> tuple[SettlementRow, ...]:
    with gallery.store.reading() as session:
        return settlements_of(session)


def _clipped(qapp: QApplication, *parts: QWidget) -> list[str]:
    qapp.processEvents()
    return [text for part in parts for text in clipped_texts(part)]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off(busy: Gallery, qapp: QApplication, size: tuple[int, int], language: str) -> None:
    context = context_of(busy)
    use_language(language)
    screen = SettlementScreen(context)
    screen.resize(*size)
    screen.show()
    screen.shown()
    assert _clipped(qapp, screen) == []
    for open_sheet, kind in ((screen.lock_and_pay, SettleSheet), (screen.explain, ExplainSheet)):
        open_sheet()
        sheet = _sheet(kind, qapp)
        assert _clipped(qapp, sheet) == []
        sheet.reject()
    screen.show_tab("history")
    assert _clipped(qapp, screen) == []
    screen.print_statement()
    assert _clipped(qapp, _sheet(PrintSheet, qapp)) == []


@pytest.mark.parametrize("size", SIZES)
def test_an_empty_day_says_what_will_be_here(gallery: Gallery, qapp: QApplication, size: tuple[int, int]) -> None:
    screen = _screen(gallery, qapp, size)

    assert not screen.lock_button.isEnabled()
    assert not screen.lock_all_button.isEnabled()
    assert not screen.print_button.isEnabled()
    assert _clipped(qapp, screen) == []


def test_the_cards_and_the_panel_say_what_the_book_says(busy: Gallery, qapp: QApplication) -> None:
    screen = _screen(busy, qapp)
    day = screen.presenter.day

    assert day is not None
    assert day.sold - day.commission == day.earned
    assert screen.cards["cash"].below.text() == f"enough for {day.cash_suffices_for} of {len(day.cash_payouts)} payouts"
    screen.table.pick(busy.party)
    detail = screen._detail
    assert detail is not None
    assert [line.share.amount for line in detail.lines] == [250_000, 340_000, -85_000]
    assert detail.today.owed.to_pay == Rupiah(5_000)


def test_lock_and_pay_is_one_press_and_the_statement_is_offered(busy: Gallery, qapp: QApplication) -> None:
    screen = _screen(busy, qapp)
    before = len(_rows(busy))

    QTest.keyClick(screen, Qt.Key.Key_F12)
    sheet = _sheet(SettleSheet, qapp)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    QTest.keyClick(sheet, Qt.Key.Key_Return)

    rows = _rows(busy)
    assert len(rows) == before + 1
    assert (rows[0].total, rows[0].paid) == (Rupiah(4_460_800), Rupiah(4_460_800))
    assert isinstance(_sheet(PrintSheet, qapp), PrintSheet)


def test_a_drawer_too_low_leaves_the_settlement_locked_and_a_transfer_pays_it(
    busy: Gallery, qapp: QApplication
) -> None:
    other = _screen(busy, qapp).table.records.rows[1].owed.party
    busy.pay(busy.lock(other), 3_000_000)
    screen = _screen(busy, qapp)
    screen.lock_and_pay()
    sheet = _sheet(SettleSheet, qapp)
    assert isinstance(sheet, SettleSheet)

    sheet.confirm()

    assert "The drawer holds only" in sheet._problem.accessibleName()
    assert _clipped(qapp, sheet) == []
    sheet._choose(PayoutMethod.TRANSFER)
    sheet.confirm()
    assert sheet.reference.problem
    sheet.reference.setText("BCA 7788")
    sheet.confirm()
    newest = _rows(busy)[0]
    assert (newest.left, newest.paid == newest.total) == (ZERO, True)


def test_part_of_it_can_be_paid_now_and_the_rest_from_the_list(busy: Gallery, qapp: QApplication) -> None:
    screen = _screen(busy, qapp)
    screen.lock_and_pay()
    sheet = _sheet(SettleSheet, qapp)
    assert isinstance(sheet, SettleSheet)
    sheet.amount_field.set_value(Rupiah(4_000_000))
    sheet.confirm()
    _sheet(PrintSheet, qapp).reject()

    each = screen.table.current()
    assert each is not None
    screen.table.pick(_rows(busy)[0].party)
    each = screen.table.current()
    assert each is not None
    assert (each.standing, each.owed.to_pay) == (Standing.LOCKED, Rupiah(460_800))
    assert screen.lock_button.accessibleName() == "Pay"
    screen.lock_and_pay()
    _sheet(SettleSheet, qapp).confirm()
    assert _rows(busy)[0].left == ZERO
    assert isinstance(_sheet(PrintSheet, qapp), PrintSheet), "whoever gets the rest signs for it, too"


def test_figures_that_moved_are_shown_anew_before_anything_is_locked(busy: Gallery, qapp: QApplication) -> None:
    screen = _screen(busy, qapp)
    screen.table.pick(busy.party)
    before = len(_rows(busy))
    screen.lock_and_pay()
    sheet = _sheet(SettleSheet, qapp)
    busy.sell((busy.items[busy.party], 1, 100_000, 0))

    sheet.confirm()

    assert len(_rows(busy)) == before
    told = _sheet(Sheet, qapp)
    assert "Look at the new figures" in told.accessibleDescription()
    each = screen.table.current()
    assert each is not None
    assert each.owed.to_pay == Rupiah(90_000)


def test_all_are_locked_each_with_a_number_and_somebody_who_cannot_be_is_named(
    busy: Gallery, qapp: QApplication
) -> None:
    screen = _screen(busy, qapp)
    wanted = len(screen.presenter.lockable)
    before = len(_rows(busy))
    busy.sell((busy.items[busy.party], 1, 100_000, 0))

    screen.lock_all()
    _sheet(Sheet, qapp).confirm()

    assert len(_rows(busy)) == before + wanted - 1
    assert "Sanggar Malam Andaian" in _sheet(Sheet, qapp).accessibleDescription()
    assert [each.owed.name for each in screen.presenter.lockable] == ["Sanggar Malam Andaian"]


def test_locking_all_stops_where_it_is_safe(busy: Gallery, qapp: QApplication) -> None:
    screen = _screen(busy, qapp)
    before = len(_rows(busy))
    told: list[int] = []

    def stop(done: int, of: int, name: str) -> None:
        told.append(done)
        if done == 2:
            screen.presenter.stop()

    screen.show_progress = stop  # type: ignore[method-assign]
    screen.presenter.lock_all()

    assert told == [0, 1, 2]
    assert len(_rows(busy)) == before + 3


def test_every_amount_opens_down_to_the_receipt_and_back(busy: Gallery, qapp: QApplication) -> None:
    screen = _screen(busy, qapp)
    screen.table.pick(busy.party)
    QTest.keyClick(screen, Qt.Key.Key_F6)
    sheet = _sheet(ExplainSheet, qapp)
    assert isinstance(sheet, ExplainSheet)
    titles = [sheet.heading.text()]
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    titles.append(sheet.heading.text())
    sheet.table.selectRow(1)
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    titles.append(sheet.heading.text())

    assert [title.split(" · ")[0] for title in titles] == ["To be paid", "Earned, not yet settled", "Kain Kawung"]
    assert sheet.table.records.rows[-1].amount == Rupiah(340_000)
    QTest.keyClick(sheet, Qt.Key.Key_Backspace)
    assert sheet.heading.text() == titles[1]


def test_the_statement_and_the_list_are_files(
    busy: Gallery, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    for name in ("ui.settlement.print_sheet.open_paper", "ui.settlement.screen.open_paper"):
        monkeypatch.setattr(name, opened.append)
    screen = _screen(busy, qapp)
    screen.print_list()
    screen.show_tab("history")
    screen.print_statement()
    sheet = _sheet(PrintSheet, qapp)
    assert isinstance(sheet, PrintSheet)
    sheet.confirm()
    screen.print_statement()
    again = _sheet(PrintSheet, qapp)
    assert isinstance(again, PrintSheet)
    again.make(tmp_path / "file" / "mine.pdf", opens=False)

    assert [file.name for file in opened] == ["2026-11-22.pdf", "L1-000002.pdf"]
    assert all(file.read_bytes().startswith(b"%PDF") for file in (*opened, tmp_path / "file" / "mine.pdf"))


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(
    busy: Gallery, qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    screen = _screen(busy, qapp)
    screen.show_tab("history")
    screen.print_statement()
    sheet = _sheet(PrintSheet, qapp)
    assert isinstance(sheet, PrintSheet)

    sheet.make(tmp_path / "taken" / "mine.pdf", opens=False)

    assert "could not be saved" in sheet._problem.accessibleName()
    assert sheet.isVisible()


def test_who_has_nothing_to_settle_can_be_given_an_advance_and_charged(gallery: Gallery, qapp: QApplication) -> None:
    screen = _screen(gallery, qapp)
    assert screen.table.records.rows == ()
    QTest.keyClick(screen, Qt.Key.Key_F3)
    debts = _sheet(DebtsSheet, qapp)
    assert isinstance(debts, DebtsSheet)
    debts.who.choose(gallery.other)
    lent = Lend(
        id=gallery.document(),
        by=gallery.by,
        party=gallery.other,
        amount=Rupiah(50_000),
        purpose=Purpose.CASH,
        text="Lilin",
        method=PayoutMethod.CASH,
    )
    with gallery.store.writing() as session:
        lend(session, lent, clock=gallery.clock)
    debts.who.choose(gallery.party)
    assert [debt.code for debt in debts.table.records.rows] == []
    debts.who.choose(gallery.other)
    assert [debt.amount for debt in debts.table.records.rows] == [Rupiah(50_000)]
    assert _clipped(qapp, debts) == []
    debts.reject()
    assert QTest.qWaitForWindowActive(screen)
    QTest.keyClick(screen, Qt.Key.Key_F4)
    fees = _sheet(FeeSheet, qapp)
    assert isinstance(fees, FeeSheet)
    assert {each.party for each in fees.choice.records.rows} == {gallery.party, gallery.other}
    fees.reject()


def test_a_payout_that_was_voided_is_not_said_to_be_paid(gallery: Gallery, qapp: QApplication) -> None:
    item, _note = gallery.take(gallery.party, price=200_000)
    gallery.sell((item, 1, 200_000, 0))
    locked = gallery.lock(gallery.party)
    payout = gallery.pay(locked)
    command = VoidPayout(id=gallery.document(), by=gallery.by, payout=payout.id, reason="salah orang")
    with gallery.store.writing() as session:
        voided = void_payout(session, command, clock=gallery.clock)
    screen = _screen(gallery, qapp)
    screen.show_tab("history")
    qapp.processEvents()
    words = [each.text() for each in screen.panel.findChildren(QLabel)]
    (paid,) = (text for text in words if "Paid on" in text)
    assert f"voided by {voided.code}" in paid


@pytest.mark.parametrize("kind", [DebtsSheet, FeeSheet])
def test_a_second_press_opens_no_second_sheet_and_the_artisan_is_the_one_that_was_chosen(
    busy: Gallery, qapp: QApplication, qtbot: QtBot, kind: type[Sheet]
) -> None:
    """With the real threads: the answer comes after the press."""
    context = context_of(busy)
    runner = Runner(context.shop)
    screen = SettlementScreen(replace(context, runner=runner))
    screen.resize(*SIZES[0])
    screen.show()
    try:
        screen.shown()
        qtbot.waitUntil(lambda: len(screen.table.records.rows) > 1 and not runner.is_awaited)
        screen.table.selectRow(1)
        owed = screen.table.records.rows[1].owed
        for _press in range(2):
            (screen.acts.open_debts if kind is DebtsSheet else screen.acts.open_fees)()
        # The list moves on before the answers are here.
        screen.table.selectRow(0)
        qtbot.waitUntil(lambda: not runner.is_awaited)
        qapp.processEvents()
        (sheet,) = (each for each in qapp.topLevelWidgets() if isinstance(each, kind) and each.isVisible())
        if isinstance(sheet, DebtsSheet):
            assert sheet.who.value() == owed.party
            assert sheet.who.currentText() == f"{owed.name} ({owed.code})"
        sheet.reject()
    finally:
        runner.close()
