"""Taking back what this book did not sell: by keys and scans alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from sentra_pos.catalogue.codes import receipt_code
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.people.facts import Role
from sentra_pos.sales.cart import Condition
from sentra_pos.sales.elsewhere_queries import OpenReturn, open_returns
from tests.ui.back_room import clipped_everywhere
from tests.ui.receipts.conftest import OWNERS_PIN, Morning
from ui.kit.type_scan import type_scan
from ui.people.approve_sheet import ApproveSheet
from ui.receipts.elsewhere_sheet import ElsewhereSheet


@pytest.fixture(autouse=True)
def english(morning: Morning) -> None:
    use_language("en")


def begun(morning: Morning, role: Role = Role.OWNER) -> ElsewhereSheet:
    window, _screen = morning.open(role=role)
    morning.desk.press(Qt.Key.Key_F4, window)
    morning.desk.settle()
    sheet = morning.desk.sheet()
    assert isinstance(sheet, ElsewhereSheet)
    return sheet


def chosen(morning: Morning, sheet: ElsewhereSheet, code: str) -> None:
    type_scan(sheet, code)
    morning.desk.settle()


def waiting(morning: Morning) -> tuple[OpenReturn, ...]:
    with morning.counter.store.reading() as session:
        return open_returns(session)


def test_a_scanned_receipt_and_a_scanned_piece_fill_the_form_in(morning: Morning) -> None:
    sheet = begun(morning)
    pouch = morning.counter.gallery.pouch
    chosen(morning, sheet, receipt_code(3, 1, 12))
    chosen(morning, sheet, pouch.code)
    assert not sheet.is_choosing
    assert (sheet.receipt.text(), sheet.price.value(), sheet.way.value()) == ("J3-000012", pouch.price, "cash")
    sheet.count.set_value(Quantity(2))
    sheet.reason.field.setText("kebesaran")
    sheet.conditions.choose(Condition.DAMAGED_ARTISAN)
    morning.desk.press(Qt.Key.Key_Return)
    morning.desk.settle()
    (each,) = waiting(morning)
    assert (each.receipt, each.amount, each.condition) == ("J3-000012", Rupiah(70_000), Condition.DAMAGED_ARTISAN)


def test_the_piece_is_searched_for_and_another_one_can_be_chosen(morning: Morning) -> None:
    sheet = begun(morning)
    assert sheet.primary_button is not None
    assert not sheet.primary_button.isEnabled()
    sheet.picker.search.setText("mrico")
    sheet.picker.search.search_now()
    morning.desk.settle()
    sheet.confirm()
    assert sheet.item is not None
    assert sheet.item.id == morning.counter.gallery.mrico.id
    morning.desk.press(Qt.Key.Key_Escape)
    assert sheet.is_choosing
    chosen(morning, sheet, "8991234567891")
    assert sheet.is_choosing


def test_what_is_missing_is_said_before_anybody_types_a_pin(morning: Morning) -> None:
    sheet = begun(morning, Role.CASHIER)
    chosen(morning, sheet, morning.counter.gallery.pouch.code)
    sheet.receipt.setText("J3-1")
    sheet.confirm()
    assert sheet.reason.field.hasFocus()
    sheet.reason.field.setText("luntur")
    sheet.confirm()
    morning.desk.settle()
    asked = morning.desk.sheet()
    assert isinstance(asked, ApproveSheet)
    morning.desk.type(OWNERS_PIN)
    morning.desk.press(Qt.Key.Key_Return)
    morning.desk.qtbot.waitUntil(lambda: len(waiting(morning)) == 1)


def test_more_than_the_tag_is_asked_about(morning: Morning) -> None:
    sheet = begun(morning)
    chosen(morning, sheet, morning.counter.gallery.pouch.code)
    sheet.receipt.setText("J3-1")
    sheet.price.set_value(Rupiah(36_000))
    sheet.reason.field.setText("luntur")
    sheet.confirm()
    morning.desk.settle()
    assert waiting(morning) == ()
    morning.desk.press(Qt.Key.Key_Return)
    morning.desk.settle()
    assert [each.price for each in waiting(morning)] == [Rupiah(36_000)]


def test_a_receipt_of_this_book_is_sent_to_its_own_return(morning: Morning) -> None:
    sheet = begun(morning)
    chosen(morning, sheet, morning.counter.gallery.pouch.code)
    sheet.receipt.setText(morning.mixed.code)
    sheet.reason.field.setText("luntur")
    sheet.confirm()
    morning.desk.settle()
    assert "is in this book" in sheet._problem.text()
    assert waiting(morning) == ()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_text_is_cut(morning: Morning, language: str) -> None:
    use_language(language)
    sheet = begun(morning)
    assert clipped_everywhere(sheet.base()) == []
    chosen(morning, sheet, receipt_code(3, 1, 12))
    chosen(morning, sheet, morning.counter.gallery.surya.code)
    sheet.confirm()
    assert clipped_everywhere(sheet.base()) == []
