"""Customers are found as they are typed, chosen with Enter, and entered by as little as a name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sentra_pos.core.speech import use_language
from sentra_pos.people.customer_queries import Customer, find_customers
from tests.ui.money.conftest import Till, context_of
from ui.customers.customer_sheet import CustomerSheet
from ui.customers.picker import CustomerPicker
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet

pytestmark = pytest.mark.usefixtures("dressed")
SIZES = ((1366, 768), (1024, 768))


def opened(till: Till, size: tuple[int, int] = SIZES[0]) -> tuple[CustomerPicker, list[object]]:
    window = QWidget()
    window.resize(*size)
    window.show()
    picker = CustomerPicker(window, context_of(till))
    answers: list[object] = []
    picker.returned.connect(answers.append)
    picker.open()
    QApplication.processEvents()
    picker.window_behind = window  # type: ignore[attr-defined]  # kept alive with the sheet
    return picker, answers


def top() -> Sheet:
    QApplication.processEvents()
    found = QApplication.activeModalWidget()
    assert isinstance(found, Sheet)
    return found


def test_typed_and_taken_before_the_typing_has_rested(till: Till) -> None:
    picker, answers = opened(till)
    QTest.keyClicks(picker.search, "misalan")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)

    (chosen,) = answers
    assert isinstance(chosen, Customer)
    assert chosen.id == till.school


def test_the_cursor_is_walked_with_the_arrows(till: Till) -> None:
    picker, answers = opened(till)
    assert [each.id for each in picker.table.records.rows] == [till.school, till.dinas]
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    QTest.keyClick(picker.table, Qt.Key.Key_Down)
    QTest.keyClick(picker.table, Qt.Key.Key_Return)

    assert [each.id for each in answers if isinstance(each, Customer)] == [till.dinas]


def test_a_name_that_nobody_has_becomes_a_customer(till: Till) -> None:
    picker, answers = opened(till)
    QTest.keyClicks(picker.search, "Bu Tini")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    form = top()
    assert isinstance(form, CustomerSheet)
    assert (form.name.text(), form.phone.hasFocus()) == ("Bu Tini", True)
    QTest.keyClicks(form.phone, "0812 3456 7890")
    QTest.keyClick(form.phone, Qt.Key.Key_Return)

    # The agency has that number: whoever enters it twice is asked.
    question = top()
    assert question is not form
    QTest.keyClick(question, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert [each.name for each in answers if isinstance(each, Customer)] == ["Bu Tini"]
    with till.counter.store.reading() as session:
        assert len(find_customers(session, "0812 3456")) == 2


def test_left_it_chose_nobody(till: Till) -> None:
    picker, answers = opened(till)
    QTest.keyClick(picker.search, Qt.Key.Key_Escape)
    assert answers == [None]


def test_a_customer_without_a_name_is_refused_beside_the_field(till: Till) -> None:
    picker, _answers = opened(till)
    picker.new.click()
    form = top()
    assert isinstance(form, CustomerSheet)
    form.confirm()
    assert form.name.problem


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off(till: Till, size: tuple[int, int], language: str) -> None:
    context_of(till)
    use_language(language)
    picker, _answers = opened(till, size)
    cut = clipped_texts(picker)
    picker.search.setText("nobody of that name")
    picker.search.search_now()
    cut += clipped_texts(picker)
    picker.new.click()
    cut += clipped_texts(top())
    assert cut == []
