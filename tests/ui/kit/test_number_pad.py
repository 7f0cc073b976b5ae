"""The number pad types as a keyboard does, and never takes the focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from ui.kit.dialog import Sheet
from ui.kit.fields import CountEdit, PinField, RupiahEdit, TextField
from ui.kit.number_pad import NumberPad, use_number_pad
from ui.kit.scan import ScanChannel
from ui.kit.theme import PAD_KEY

WIDE, NARROW = (1366, 768), (1024, 768)


@pytest.fixture(autouse=True)
def fingers() -> Iterator[None]:
    """A computer with a touch screen."""
    use_number_pad(True)
    yield
    use_number_pad(False)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(*WIDE)
    made.show()
    made.activateWindow()
    return made


def opened(sheet: Sheet) -> Sheet:
    sheet.open()
    QApplication.processEvents()
    return sheet


def pad_of(sheet: QWidget) -> NumberPad:
    (pad,) = sheet.findChildren(NumberPad)
    return pad


def tap(pad: NumberPad, *keys: str) -> None:
    for key in keys:
        QTest.mouseClick(pad.keys[key], Qt.MouseButton.LeftButton)


def count_sheet(window: QWidget) -> tuple[Sheet, RupiahEdit, CountEdit, PinField]:
    sheet = Sheet(window, title="Hitung", primary_text="Simpan")
    fields = RupiahEdit(name="Uang"), CountEdit(name="Lembar"), PinField(name="PIN")
    for field in fields:
        sheet.content.addWidget(field)
    opened(sheet)
    return sheet, *fields


def test_its_keys_type_into_the_field_with_the_focus(window: QWidget) -> None:
    sheet, money, count, pin = count_sheet(window)
    pad = pad_of(sheet)
    money.setFocus()
    tap(pad, "1", "2", "5", "000", "0", "back")
    assert (money.text(), money.value()) == ("125.000", Rupiah(125_000))
    count.setFocus()
    tap(pad, "1", "4")
    pin.setFocus()
    tap(pad, "2", "4", "6", "8", "back")
    assert (count.value(), pin.text()) == (Quantity(14), "246")
    assert sheet.focusWidget() is pin


def test_what_is_selected_is_typed_over(window: QWidget) -> None:
    sheet, money, _count, _pin = count_sheet(window)
    money.set_value(Rupiah(500_000))
    money.setFocus()
    money.selectAll()
    tap(pad_of(sheet), "7")
    assert money.text() == "7"


def test_without_a_number_field_in_focus_the_first_one_gets_it(window: QWidget) -> None:
    sheet, money, _count, _pin = count_sheet(window)
    assert sheet.primary_button is not None
    sheet.primary_button.setFocus()
    tap(pad_of(sheet), "9")
    assert money.hasFocus()
    assert money.text() == "9"


def test_quick_fingers_are_no_scanner(window: QWidget, qapp: QApplication) -> None:
    scans = ScanChannel(qapp)
    heard: list[str] = []
    scans.scanned.connect(heard.append)
    sheet, money, _count, _pin = count_sheet(window)
    money.setFocus()
    tap(pad_of(sheet), *"250000123")
    QTest.keyClick(money, Qt.Key.Key_Tab)
    qapp.processEvents()
    scans.close()
    assert (heard, money.value()) == ([], Rupiah(250_000_123))


def test_every_key_is_large_enough_and_has_a_name(window: QWidget) -> None:
    sheet, *_fields = count_sheet(window)
    keys = pad_of(sheet).keys.values()
    assert {(key.width(), key.height()) for key in keys} == {PAD_KEY}
    assert all(key.accessibleName() for key in keys)


def test_a_sheet_without_numbers_and_a_computer_without_fingers_have_none(window: QWidget) -> None:
    words = Sheet(window, title="Nama")
    words.content.addWidget(TextField(name="Nama"))
    opened(words)
    use_number_pad(False)
    sheet, *_fields = count_sheet(window)
    assert [words.findChildren(NumberPad), sheet.findChildren(NumberPad)] == [[], []]


@pytest.mark.parametrize(("size", "side_stays"), [(WIDE, True), (NARROW, False)])
def test_where_there_is_no_room_the_side_gives_way(window: QWidget, size: tuple[int, int], *, side_stays: bool) -> None:
    window.resize(*size)
    side = QLabel("Struk")
    side.setFixedWidth(300)
    sheet = Sheet(window, title="Bayar", primary_text="Selesai", side=side, width=900)
    sheet.content.addWidget(RupiahEdit(big=True, name="Uang diterima"))
    opened(sheet)
    assert pad_of(sheet).isVisible()
    assert side.isVisible() is side_stays
    assert sheet.width() <= size[0]
    sheet.reject()


def test_a_side_that_is_typed_into_stays_and_the_pad_gives_way(window: QWidget) -> None:
    window.resize(*NARROW)
    side = RupiahEdit(name="Harga")
    sheet = Sheet(window, title="Nota", primary_text="Simpan", side=side, width=900)
    opened(sheet)
    assert side.isVisible()
    assert not pad_of(sheet).isVisible()
    sheet.reject()
