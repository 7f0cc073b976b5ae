"""The receipts screen: found by number, word or scan, and what can be done with each."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from sentra_pos.catalogue.codes import receipt_code
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.people.facts import Role
from sentra_pos.printing.queries import jobs
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.sales.queries import newest_sales
from tests.ui.back_room import clipped_everywhere
from tests.ui.receipts.conftest import OWNERS_PIN, Morning
from ui.activity.rows import Period
from ui.kit.keys import keys_of
from ui.kit.type_scan import type_scan
from ui.people.approve_sheet import ApproveSheet
from ui.receipts.find_sale_sheet import FindSaleSheet
from ui.receipts.open_receipt import Deed
from ui.receipts.payment_change_sheet import PaymentChangeSheet
from ui.receipts.return_sheet import ReturnSheet
from ui.receipts.rows import Kinds, goods_words, second_words
from ui.receipts.screen import ReceiptsScreen
from ui.receipts.void_sheet import VoidSheet
from ui.sell.receipt_picture import ReceiptSheet


@pytest.fixture(autouse=True)
def english(morning: Morning) -> None:
    use_language("en")


def codes(screen: ReceiptsScreen) -> list[str]:
    return [row.code for row in screen.table.records.rows]


def test_the_newest_is_on_top_and_open(morning: Morning) -> None:
    _window, screen = morning.open()
    assert codes(screen) == ["V1-000001", "J1-000004", "R1-000001", "J1-000003", "J1-000002", "J1-000001"]
    assert [second_words(row) for row in screen.table.records.rows[:4]] == [
        "Void of J1-000004 · 2 pieces",
        "voided · 2 pieces",
        "Return for J1-000003 · 1 piece",
        "partly came back · 2 pieces",
    ]
    assert screen.panel.title.text() == "V1-000001"
    assert screen.panel.picture.has_picture()
    assert not screen.panel.deeds[Deed.TAKE_BACK].isEnabled()
    assert "is no sale" in screen.panel.deeds[Deed.VOID].toolTip()


def test_search_narrows_and_keys_alone_walk(morning: Morning) -> None:
    window, screen = morning.open()
    morning.desk.press(Qt.Key.Key_F2, window)
    morning.desk.type("surya")
    morning.desk.press(Qt.Key.Key_Return)
    assert codes(screen) == ["J1-000002"]
    assert screen.table.hasFocus()
    assert goods_words(screen.table.records.rows[0]) == "Surya Majapahit"
    assert screen.presenter.opened is not None
    assert screen.presenter.opened.receipt.code == "J1-000002"
    screen.search.clear()
    screen.search.search_now()
    screen.kinds.chip(Kinds.VOIDS).click()
    morning.desk.settle()
    assert codes(screen) == ["V1-000001"]
    screen.kinds.chip(Kinds.ALL).click()
    screen.cashier.choose(morning.counter.gallery.cashier.staff)
    morning.desk.settle()
    assert codes(screen) == []


def test_days_can_be_typed(morning: Morning, clock: FixedClock) -> None:
    _window, screen = morning.open()
    screen.period.choose(Period.DAYS)
    screen.last.set_value(clock.now().date().replace(day=1))
    morning.desk.settle()
    assert codes(screen) == []
    screen.period.choose(Period.TODAY)
    morning.desk.settle()
    assert len(codes(screen)) == 6


def test_a_scanned_receipt_is_opened_and_anything_else_is_looked_for(morning: Morning) -> None:
    window, screen = morning.open()
    type_scan(window, receipt_code(1, 1, 1))
    morning.desk.qtbot.waitUntil(lambda: screen.panel.title.text() == "J1-000001")
    row = screen.table.current()
    assert row is not None
    assert row.code == "J1-000001"
    type_scan(window, receipt_code(1, 1, 77))
    morning.desk.qtbot.waitUntil(lambda: _has_sheet(morning))
    morning.desk.sheet().reject()


def _has_sheet(morning: Morning) -> bool:
    from PySide6.QtWidgets import QApplication

    morning.desk.settle()
    return QApplication.activeModalWidget() is not None


def test_a_sale_offers_all_deeds_and_says_why_not(morning: Morning) -> None:
    _window, screen = morning.open()
    morning.show(screen, morning.mixed)
    deeds = screen.panel.deeds
    assert [deed for deed, button in deeds.items() if button.isEnabled()] == [
        Deed.TAKE_BACK,
        Deed.CHANGE_PAYMENT,
        Deed.VOID,
    ]
    assert "printer" in deeds[Deed.PRINT].toolTip()
    morning.show(screen, morning.shirts)
    assert "came back already" in deeds[Deed.VOID].toolTip()
    assert deeds[Deed.TAKE_BACK].isEnabled()
    morning.show(screen, morning.voided)
    assert not any(deeds[deed].isEnabled() for deed in (Deed.TAKE_BACK, Deed.VOID, Deed.CHANGE_PAYMENT))


def test_a_copy_goes_to_the_printer_that_was_set_up_since(morning: Morning, tmp_path: Path) -> None:
    with morning.counter.store.writing() as session:
        receipt_printer(session, tmp_path, clock=morning.desk.clock)
    window, screen = morning.open()
    morning.show(screen, morning.dear)
    morning.desk.press(Qt.Key.Key_F5, window)
    with morning.counter.store.reading() as session:
        assert [job.title for job in jobs(session)] == [morning.dear.code]


def test_the_whole_receipt_and_its_papers_open_over_it(morning: Morning) -> None:
    window, screen = morning.open()
    morning.show(screen, morning.dear)
    morning.desk.press(Qt.Key.Key_F9, window)
    assert isinstance(morning.desk.sheet(), ReceiptSheet)
    morning.desk.press(Qt.Key.Key_Escape)
    screen.table.setFocus()
    morning.desk.press(Qt.Key.Key_Return)
    assert isinstance(morning.desk.sheet(), ReceiptSheet)


def test_a_sale_is_voided_with_the_second_persons_pin(morning: Morning) -> None:
    window, screen = morning.open(role=Role.CASHIER)
    morning.show(screen, morning.dear)
    morning.desk.press(Qt.Key.Key_F8, window)
    sheet = morning.desk.sheet()
    assert isinstance(sheet, VoidSheet)
    morning.desk.press(Qt.Key.Key_Return)
    assert morning.desk.sheet() is sheet
    morning.desk.type("salah barang")
    morning.desk.press(Qt.Key.Key_Return)
    approving = morning.desk.sheet()
    assert isinstance(approving, ApproveSheet)
    morning.desk.type(OWNERS_PIN)
    morning.desk.press(Qt.Key.Key_Return)
    morning.desk.qtbot.waitUntil(lambda: codes(screen)[0] == "V1-000002")


def test_a_wrong_button_is_corrected(morning: Morning) -> None:
    window, screen = morning.open()
    morning.show(screen, morning.dear)
    morning.desk.press(Qt.Key.Key_F7, window)
    sheet = morning.desk.sheet()
    assert isinstance(sheet, PaymentChangeSheet)
    assert sheet.parts[0].way.value() == "qris"
    sheet.parts[0].amount.setText("1.000.000")
    morning.desk.press(Qt.Key.Key_F4, sheet)
    assert sheet.parts[1].amount.text() == "850.000"
    sheet.parts[1].way.choose("lost")
    sheet.reason.field.setText("salah tombol")
    sheet.confirm()
    morning.desk.settle()
    opened = screen.presenter.opened
    assert opened is not None
    assert [(each.method, each.amount.amount) for each in opened.tenders] == [("qris", 1_000_000), ("lost", 850_000)]


def test_without_a_receipt_the_piece_is_scanned(morning: Morning) -> None:
    window, screen = morning.open()
    morning.desk.press(Qt.Key.Key_F3, window)
    finding = morning.desk.sheet()
    assert isinstance(finding, FindSaleSheet)
    type_scan(window, morning.counter.gallery.mrico.code)
    morning.desk.qtbot.waitUntil(lambda: bool(finding.sales.records.rows))
    morning.desk.press(Qt.Key.Key_Return)
    sheet = morning.desk.sheet()
    assert isinstance(sheet, ReturnSheet)
    assert [line.quantity.units for line in sheet.taking.returned] == [1]
    sheet.reason.field.setText("struk hilang")
    sheet.confirm()
    morning.desk.settle()
    assert codes(screen)[0] == "R1-000002"
    assert screen.table.records.rows[0].kind is DocumentKind.REFUND


def test_a_word_finds_the_piece_too(morning: Morning) -> None:
    window, _screen = morning.open()
    morning.desk.press(Qt.Key.Key_F3, window)
    finding = morning.desk.sheet()
    assert isinstance(finding, FindSaleSheet)
    morning.desk.type("kemeja")
    morning.desk.press(Qt.Key.Key_Return)
    morning.desk.settle()
    assert finding.items.hasFocus()
    finding.items.pick(morning.counter.gallery.shirt_l.id)
    morning.desk.press(Qt.Key.Key_Return)
    assert finding.sales.records.rows == ()
    assert finding.primary_button is not None
    assert not finding.primary_button.isEnabled()


def test_what_is_sold_meanwhile_appears(morning: Morning) -> None:
    from tests.sales.shop import line_of

    _window, screen = morning.open()
    morning.counter.sell(line_of(morning.counter.gallery.pouch))
    screen.shop_changed(screen.watches, focused=True)
    morning.desk.settle()
    with morning.counter.store.reading() as session:
        assert codes(screen)[0] == newest_sales(session)[0].code


def test_no_key_is_given_twice(morning: Morning) -> None:
    window, screen = morning.open()
    morning.show(screen, morning.dear)
    keys = [key.key for key in keys_of(screen) if key.everywhere]
    assert len(keys) == len(set(keys)), keys
    assert {"F2", "F3", "F5", "F6", "F7", "F8", "F9"} <= set(keys)
    assert window.isVisible()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_text_is_cut(morning: Morning, language: str) -> None:
    use_language(language)
    window, screen = morning.open()
    morning.show(screen, morning.mixed)
    assert clipped_everywhere(window) == []
    for deed in (Deed.TAKE_BACK, Deed.VOID, Deed.CHANGE_PAYMENT):
        screen.panel.deeds[deed].click()
        morning.desk.settle()
        assert clipped_everywhere(window) == [], deed
        morning.desk.sheet().reject()
        morning.desk.settle()
    screen.begin_without_receipt()
    assert clipped_everywhere(window) == []
    morning.desk.sheet().reject()
    screen.period.choose(Period.DAYS)
    morning.desk.settle()
    assert clipped_everywhere(window) == []
