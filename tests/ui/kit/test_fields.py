"""Fields read what people type and never guess."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from ui.kit.fields import CountEdit, DateEdit, PercentEdit, PinField, RupiahEdit, SearchField, with_problem


def test_money_is_grouped_as_it_is_typed() -> None:
    field = RupiahEdit()
    shown = []
    for digit in "1250000":
        QTest.keyClicks(field, digit)
        shown.append(field.text())
    assert shown == ["1", "12", "125", "1.250", "12.500", "125.000", "1.250.000"]
    assert field.value() == Rupiah(1_250_000)


def test_backspace_takes_a_digit_also_behind_a_dot() -> None:
    field = RupiahEdit(Rupiah(1_250_000))
    for text in ("125.000", "12.500", "1.250", "125"):
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        assert field.text() == text
    field.set_value(Rupiah(1_250))
    field.setCursorPosition(2)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "250"


def test_the_cursor_stays_where_the_digit_was_typed() -> None:
    field = RupiahEdit(Rupiah(1_250))
    field.setCursorPosition(1)
    QTest.keyClicks(field, "9")
    assert (field.text(), field.cursorPosition()) == ("19.250", 2)


@pytest.mark.parametrize(("typed", "value"), [("165rb", 165_000), ("1,5jt", 1_500_000), ("1.500.000", 1_500_000)])
def test_the_ways_people_write_money_are_read_and_shown_our_way(typed: str, value: int) -> None:
    field = RupiahEdit()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == Rupiah(value)
    assert field.text() == f"{value:,}".replace(",", ".")


def test_what_can_be_read_in_two_ways_is_refused_with_a_sentence(qtbot: QtBot) -> None:
    field = RupiahEdit()
    holder = with_problem(field, "Price")
    qtbot.addWidget(holder)
    QTest.keyClicks(field, "1.5jt")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() is None
    assert field.property("invalid") is True
    assert "1.5jt" in field.problem
    assert field.problem in [label.text() for label in holder.findChildren(QLabel)]
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert (field.problem, field.property("invalid")) == ("", False)


def test_a_pasted_amount_is_not_regrouped_into_another() -> None:
    field = RupiahEdit(Rupiah(7))
    field.selectAll()
    field.insert("1.2500")
    assert (field.text(), field.value()) == ("1.2500", None)


def test_a_value_is_told_once_for_each_change() -> None:
    field = RupiahEdit()
    told: list[object] = []
    field.value_changed.connect(told.append)
    QTest.keyClicks(field, "12x")
    assert told == [Rupiah(1), Rupiah(12), None]


def test_an_empty_field_is_no_problem_until_it_is_checked() -> None:
    field = RupiahEdit()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.value(), field.problem) == (None, "")
    assert field.check() is None
    assert field.problem


def test_counts_rates_and_days_are_values_too() -> None:
    count, rate = CountEdit(Quantity(1200)), PercentEdit()
    assert (count.text(), count.value()) == ("1.200", Quantity(1200))
    rate.setText("12,5")
    assert rate.value() == Percent(1250)
    day = DateEdit(today=lambda: date(2026, 11, 22))
    QTest.keyClick(day, Qt.Key.Key_Up)
    assert day.value() == date(2026, 11, 22)
    QTest.keyClick(day, Qt.Key.Key_Down)
    assert day.value() == date(2026, 11, 21)


def test_a_pin_is_digits_from_keys_or_pad() -> None:
    pin = PinField(fixed=4)
    done: list[str] = []
    pin.completed.connect(done.append)
    QTest.keyClicks(pin, "1a2")
    pin.press("3")
    pin.press("x")
    pin.press("4")
    assert (pin.text(), done) == ("1234", ["1234"])
    assert "1234" not in pin.displayText()


def test_a_search_waits_for_the_typing_to_rest(qtbot: QtBot) -> None:
    field = SearchField("Search")
    searched: list[str] = []
    field.searched.connect(searched.append)
    QTest.keyClicks(field, "mrico")
    assert searched == []
    qtbot.waitUntil(lambda: searched == ["mrico"])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    field.search_now()
    assert searched == ["mrico", ""]
