"""The sell screen as a cashier uses it: scans typed key by key, keys pressed, sheets answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sentra_pos.catalogue.codes import CodeKind, make_code
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.people.facts import Role
from sentra_pos.sales.queries import newest_sales
from tests.ui.sell.conftest import Till
from ui.kit.check_text import clipped_texts
from ui.kit.type_scan import type_scan
from ui.sell.discount_sheet import DiscountSheet
from ui.sell.pay_sheet import PaySheet
from ui.sell.receipt_picture import ReceiptSheet
from ui.sell.sizes_sheet import SizesSheet

ENTER = Qt.Key.Key_Return


def cart(till: Till) -> list[tuple[str, int]]:
    return [(line.card.name, line.quantity.units) for line in till.screen.presenter.cart.lines]


def sales(till: Till) -> int:
    with till.context.shop.reading() as session:
        return len(newest_sales(session))


def press(till: Till, key: Qt.Key) -> None:
    """As a person would: into whatever has the keys."""
    top = QApplication.activeModalWidget() or till.window
    focused: QWidget | None = top.focusWidget()
    QTest.keyClick(top if focused is None else focused, key)
    till.settle()


def _click(widget: QWidget, at: QPoint) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def pay_sheet(till: Till) -> PaySheet:
    sheet = till.sheet()
    assert isinstance(sheet, PaySheet)
    return sheet


def wait_for_the_sale(till: Till, sheet: PaySheet) -> None:
    till.qtbot.waitUntil(lambda: sheet.payment.done is not None)


def test_five_scans_and_two_keys_are_a_sale_with_exact_money(till: Till) -> None:
    gallery = till.gallery
    for item in (gallery.mrico, gallery.mrico, gallery.pouch, gallery.surya, gallery.shirt_l):
        till.scan(item.code)
    assert [count for _name, count in cart(till)] == [2, 1, 1, 1]
    press(till, Qt.Key.Key_F12)
    sheet = pay_sheet(till)
    press(till, ENTER)
    wait_for_the_sale(till, sheet)
    assert sales(till) == 1
    assert cart(till) == []
    assert till.screen.search.text() == ""


def test_fifty_presses_of_pay_ring_up_once(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    press(till, Qt.Key.Key_F12)
    sheet = pay_sheet(till)
    button = sheet.primary_button
    assert button is not None
    for _press in range(25):
        QTest.keyClick(sheet, ENTER)
        button.click()
    wait_for_the_sale(till, sheet)
    till.settle()
    assert sheet.isVisible(), "the change must stay to be seen"
    assert sales(till) == 1


def test_the_change_stays_until_the_next_customer_and_a_scan_begins_him(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    press(till, Qt.Key.Key_F12)
    sheet = pay_sheet(till)
    QTest.keyClicks(sheet._given, "200000")
    QTest.keyClick(sheet._given, ENTER)
    wait_for_the_sale(till, sheet)
    till.settle()
    assert sheet.done_page.change.text().endswith("15.000")
    till.scan(till.gallery.pouch.code)
    till.settle()
    assert not till.has_sheet()
    assert cart(till) == [("Pouch perca batik", 1)]


def test_the_reference_is_typed_anew_for_another_way_of_paying(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    press(till, Qt.Key.Key_F12)
    sheet = pay_sheet(till)
    press(till, Qt.Key.Key_F3)
    assert sheet.focusWidget() is sheet._reference
    QTest.keyClicks(sheet._reference, "QR 1")
    press(till, Qt.Key.Key_F4)
    assert sheet._reference.text() == ""
    QTest.keyClicks(sheet._reference, "TRX 2")
    press(till, ENTER)
    wait_for_the_sale(till, sheet)
    assert sales(till) == 1


def test_what_is_scanned_while_paying_is_in_the_cart_after_going_back(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    press(till, Qt.Key.Key_F12)
    till.scan(till.gallery.pouch.code)
    assert cart(till) == [("Mrico Bolong cap", 1)]
    press(till, Qt.Key.Key_Escape)
    till.settle()
    assert cart(till) == [("Mrico Bolong cap", 1), ("Pouch perca batik", 1)]


def test_esc_goes_back_from_paying_and_keeps_the_cart(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    press(till, Qt.Key.Key_F12)
    assert till.has_sheet()
    press(till, Qt.Key.Key_Escape)
    assert not till.has_sheet()
    assert cart(till) == [("Mrico Bolong cap", 1)]


def test_a_scan_never_leaks_into_the_search_nor_the_amount(till: Till) -> None:
    till.screen.search.setText("sur")
    till.scan(till.gallery.mrico.code)
    assert till.screen.search.text() == "sur"
    press(till, Qt.Key.Key_F12)
    sheet = pay_sheet(till)
    QTest.keyClicks(sheet._given, "200000")
    till.scan(till.gallery.pouch.code)
    assert sheet._given.value() == Rupiah(200_000)
    assert cart(till) == [("Mrico Bolong cap", 1)]
    assert sales(till) == 0


def test_an_unknown_code_is_named_and_stops_nobody(till: Till) -> None:
    till.scan("8991234567891")
    assert "8991234567891" in till.screen._banner.accessibleName()
    assert not till.has_sheet()
    till.scan(till.gallery.mrico.code)
    assert cart(till) == [("Mrico Bolong cap", 1)]


def test_garbage_from_the_scanner_is_told(till: Till) -> None:
    type_scan(till.window, "\x01\x02ab\x03cd")
    till.settle()
    assert cart(till) == []
    assert till.screen._banner.isVisible()


def test_a_receipt_is_shown_and_the_next_scan_goes_on_selling(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    press(till, Qt.Key.Key_F12)
    sheet = pay_sheet(till)
    press(till, ENTER)
    wait_for_the_sale(till, sheet)
    till.scan(make_code(CodeKind.RECEIPT, 1, 1, 1))
    till.settle()
    assert isinstance(till.sheet(), ReceiptSheet)
    till.scan(till.gallery.pouch.code)
    till.settle()
    assert not till.has_sheet()
    assert cart(till) == [("Pouch perca batik", 1)]


def test_the_selected_line_is_changed_by_keys_from_the_search_field(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    till.scan(till.gallery.pouch.code)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        press(till, key)
    assert cart(till) == [("Mrico Bolong cap", 1), ("Pouch perca batik", 2)]
    press(till, Qt.Key.Key_Delete)
    assert cart(till) == [("Mrico Bolong cap", 1)]


def test_a_line_is_chosen_and_its_quantity_typed(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    till.scan(till.gallery.pouch.code)
    press(till, Qt.Key.Key_F3)
    press(till, Qt.Key.Key_Up)
    press(till, ENTER)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "12")
    QTest.keyClick(editor, ENTER)
    till.settle()
    assert cart(till) == [("Mrico Bolong cap", 12), ("Pouch perca batik", 1)]


def test_plus_and_minus_are_pressed_with_a_finger(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    lines = till.screen.panel.lines
    row = lines.visualRect(lines.records.index(0))
    plus = QPoint(row.right() - 84 - 4 - 20, row.center().y())
    _click(lines.viewport(), plus)
    till.settle()
    assert cart(till) == [("Mrico Bolong cap", 2)]
    _click(lines.viewport(), plus - QPoint(64, 0))
    till.settle()
    assert cart(till) == [("Mrico Bolong cap", 1)]


def test_typing_finds_and_enter_takes(till: Till) -> None:
    QTest.keyClicks(till.screen.search, "mriko", Qt.KeyboardModifier.NoModifier, 60)
    till.qtbot.waitUntil(lambda: len(till.screen.grid.records.cards) == 1)
    press(till, ENTER)
    till.settle()
    assert cart(till) == [("Mrico Bolong cap", 1)]
    assert till.screen.search.text() == ""


def test_cards_are_walked_and_picked_with_the_keys_and_sizes_asked(till: Till) -> None:
    press(till, Qt.Key.Key_Down)
    assert till.screen.grid.hasFocus()
    press(till, ENTER)
    assert cart(till) == [("Kelas membatik", 1)]
    press(till, Qt.Key.Key_Right)
    press(till, ENTER)
    assert isinstance(till.sheet(), SizesSheet)
    press(till, Qt.Key.Key_Down)
    press(till, ENTER)
    assert cart(till)[-1] == ("Kemeja Sisik L", 1)


def test_a_discount_is_given_by_keys(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    press(till, Qt.Key.Key_F6)
    sheet = till.sheet()
    assert isinstance(sheet, DiscountSheet)
    QTest.keyClicks(sheet._percent, "10")
    QTest.keyClick(sheet._percent, ENTER)
    assert sheet.reason.problem
    QTest.keyClicks(sheet.reason, "langganan")
    QTest.keyClick(sheet.reason, ENTER)
    till.settle()
    (line,) = till.screen.presenter.cart.lines
    assert line.discount == Rupiah(18_500)


def test_a_cashier_may_take_a_little_off(build: Callable[..., Till]) -> None:
    till = build(role=Role.CASHIER)
    till.scan(till.gallery.mrico.code)
    press(till, Qt.Key.Key_F6)
    assert isinstance(till.sheet(), DiscountSheet)


def test_selling_below_zero_is_asked_over_the_payment(till: Till) -> None:
    till.scan(till.gallery.shirt_m.code)
    for _more in range(5):
        press(till, Qt.Key.Key_Plus)
    press(till, Qt.Key.Key_F12)
    sheet = pay_sheet(till)
    press(till, ENTER)
    till.qtbot.waitUntil(lambda: till.sheet() is not sheet)
    QTest.keyClick(till.sheet(), ENTER)
    wait_for_the_sale(till, sheet)
    assert sales(till) == 1


def test_a_closed_till_offers_to_be_opened(build: Callable[..., Till]) -> None:
    till = build(opened=False)
    till.scan(till.gallery.mrico.code)
    assert cart(till) == []
    press(till, Qt.Key.Key_F12)
    QTest.keyClicks(till.sheet().focusWidget(), "500000")
    press(till, ENTER)
    press(till, ENTER)
    till.qtbot.waitUntil(lambda: till.screen.presenter.is_open)
    till.scan(till.gallery.mrico.code)
    assert cart(till) == [("Mrico Bolong cap", 1)]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)], ids=["wide", "narrow"])
def test_no_word_is_cut_off(build: Callable[..., Till], language: str, size: tuple[int, int]) -> None:
    use_language(language)
    till = build(size=size)
    assert clipped_texts(till.window) == []
    till.scan(till.gallery.surya.code)
    till.scan("8991234567891")
    assert clipped_texts(till.window) == []
    press(till, Qt.Key.Key_F6)
    assert clipped_texts(till.sheet()) == []
    press(till, Qt.Key.Key_Escape)
    press(till, Qt.Key.Key_F12)
    sheet = pay_sheet(till)
    assert clipped_texts(sheet) == []
    sheet._choose("transfer")
    assert sheet.focusWidget() is sheet._reference
    QTest.keyClicks(sheet._given, "1000000")
    QTest.keyClick(sheet._given, ENTER)
    till.settle()
    assert clipped_texts(sheet) == []
    assert sheet.focusWidget() is sheet._reference
    QTest.keyClicks(sheet._reference, "TRX 8")
    assert clipped_texts(sheet) == []
    QTest.keyClick(sheet._given, ENTER)
    till.settle()
    assert clipped_texts(sheet) == []
    QTest.keyClick(sheet._given, ENTER)
    wait_for_the_sale(till, sheet)
    till.settle()
    assert clipped_texts(sheet) == []
