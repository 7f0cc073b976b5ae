"""The return sheet: pieces by key or scan, their condition, the money, and an exchange instead."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from sentra_pos.core.speech import use_language
from sentra_pos.people.facts import Role
from sentra_pos.sales.cart import Condition
from sentra_pos.sales.returnable import returnable
from tests.ui.receipts.conftest import OWNERS_PIN, Morning
from ui.kit.type_scan import type_scan
from ui.people.approve_sheet import ApproveSheet
from ui.receipts.return_sheet import ReturnSheet
from ui.receipts.screen import ReceiptsScreen


@pytest.fixture(autouse=True)
def english(morning: Morning) -> None:
    use_language("en")


def opened(morning: Morning, role: Role = Role.OWNER) -> tuple[ReturnSheet, ReceiptsScreen]:
    """The mixed sale: three of Mrico, one pouch, paid in cash and QRIS."""
    window, screen = morning.open(role=role)
    morning.show(screen, morning.mixed)
    morning.desk.press(Qt.Key.Key_F6, window)
    sheet = morning.desk.sheet()
    assert isinstance(sheet, ReturnSheet)
    return sheet, screen


def total(sheet: ReturnSheet) -> str:
    return sheet._total.text().replace("\N{NO-BREAK SPACE}", " ")


def problem(sheet: ReturnSheet) -> str:
    return "" if sheet._problem.isHidden() else sheet._problem.text()


def test_plus_and_minus_choose_and_the_amount_follows(morning: Morning) -> None:
    sheet, _screen = opened(morning)
    assert sheet.table.hasFocus()
    for _again in range(4):
        morning.desk.type("+")
        morning.desk.settle()
    assert (sheet.count.text(), total(sheet)) == ("3", "Rp 555.000")
    morning.desk.type("-")
    morning.desk.settle()
    assert total(sheet) == "Rp 370.000"
    morning.desk.press(Qt.Key.Key_Right)
    assert [(each.line, each.quantity.units, each.condition) for each in sheet.taking.returned] == [
        (1, 2, Condition.DAMAGED_SHOP)
    ]
    morning.desk.press(Qt.Key.Key_Left)
    morning.desk.press(Qt.Key.Key_Down)
    morning.desk.type("+")
    morning.desk.settle()
    assert total(sheet) == "Rp 405.000"
    assert [each.condition for each in sheet.taking.returned] == [Condition.GOOD, Condition.GOOD]


def test_what_is_scanned_is_counted(morning: Morning) -> None:
    sheet, screen = opened(morning)
    gallery = morning.counter.gallery
    type_scan(screen.window(), gallery.pouch.code)
    morning.desk.qtbot.waitUntil(lambda: bool(sheet.taking.returned))
    assert [each.line for each in sheet.taking.returned] == [2]
    type_scan(screen.window(), gallery.surya.code)
    morning.desk.qtbot.waitUntil(lambda: "Surya Majapahit is not on this receipt" in problem(sheet))
    sheet.taking.scan(gallery.pouch.code)
    morning.desk.settle()
    assert "Only 1 of Pouch perca batik" in problem(sheet)
    sheet.taking.scan("9999")
    morning.desk.settle()
    assert "9999 is not on this receipt" in problem(sheet)


def test_everything_and_by_which_way(morning: Morning) -> None:
    sheet, screen = opened(morning)
    morning.desk.press(Qt.Key.Key_F4, sheet)
    assert total(sheet) == "Rp 590.000"
    sheet.way.choose("qris")
    morning.desk.settle()
    assert "QRIS" in sheet._parts.text()
    assert "Cash" in sheet._parts.text()
    sheet.reason.quick._buttons[0][0].click()
    sheet.confirm()
    morning.desk.settle()
    assert screen.table.records.rows[0].code == "R1-000002"
    assert screen.table.records.rows[0].amount.amount == -590_000


def test_nothing_goes_back_without_goods_or_a_reason(morning: Morning) -> None:
    sheet, screen = opened(morning)
    morning.desk.press(Qt.Key.Key_Return)
    assert "Choose what comes back" in problem(sheet)
    morning.desk.type("+")
    morning.desk.settle()
    morning.desk.press(Qt.Key.Key_Return)
    assert "why" in problem(sheet)
    assert sheet.reason.field.hasFocus()
    morning.desk.type("luntur")
    morning.desk.press(Qt.Key.Key_Return)
    assert screen.table.records.rows[0].code == "R1-000002"


def test_two_presses_give_the_money_back_once(morning: Morning) -> None:
    sheet, screen = opened(morning)
    morning.desk.type("+")
    morning.desk.settle()
    sheet.reason.field.setText("luntur")
    sheet.confirm()
    sheet.confirm()
    morning.desk.settle()
    assert [row.code for row in screen.table.records.rows if row.code.startswith("R")] == ["R1-000002", "R1-000001"]


def test_a_cashier_asks_the_owner(morning: Morning) -> None:
    sheet, screen = opened(morning, Role.CASHIER)
    morning.desk.type("+")
    morning.desk.settle()
    sheet.reason.field.setText("luntur")
    sheet.confirm()
    morning.desk.settle()
    approving = morning.desk.sheet()
    assert isinstance(approving, ApproveSheet)
    morning.desk.press(Qt.Key.Key_Escape)
    assert morning.desk.sheet() is sheet
    assert "may not give money back" in problem(sheet)
    sheet.confirm()
    morning.desk.settle()
    morning.desk.type(OWNERS_PIN)
    morning.desk.press(Qt.Key.Key_Return)
    morning.desk.qtbot.waitUntil(lambda: screen.table.records.rows[0].code == "R1-000002")


def test_goods_for_goods_go_to_the_till(morning: Morning) -> None:
    sheet, screen = opened(morning)
    morning.desk.press(Qt.Key.Key_F9, sheet)
    assert "Choose what comes back" in problem(sheet)
    morning.desk.type("+")
    morning.desk.settle()
    morning.desk.press(Qt.Key.Key_F9, sheet)
    ((back,),) = morning.exchanged
    assert (back.name, back.code, back.due.amount) == ("Mrico Bolong cap", morning.mixed.code, 185_000)
    assert screen.isVisible()


def test_what_came_back_before_is_said_and_not_offered_again(morning: Morning) -> None:
    window, screen = morning.open()
    morning.show(screen, morning.shirts)
    morning.desk.press(Qt.Key.Key_F6, window)
    sheet = morning.desk.sheet()
    assert isinstance(sheet, ReturnSheet)
    (row,) = sheet.table.records.rows
    assert (row.earlier, row.line.left.units) == (1, 1)
    with morning.counter.store.reading() as session:
        assert returnable(session, morning.shirts.id).lines[0].left.units == 1
    morning.desk.press(Qt.Key.Key_F4, sheet)
    assert total(sheet) == "Rp 285.000"
