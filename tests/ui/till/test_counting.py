"""Notes and coins under the fingers: Enter goes on, the sum follows, F6 is the other way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.tills.denominations import FACES, Denominations
from ui.kit.keys import keys_of
from ui.till.cash_count import CashCount
from ui.till.rows import difference_words, signed_words

ENTER, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up


@pytest.fixture
def count(qtbot: QtBot) -> CashCount:
    use_language("en")
    made = CashCount("Counted")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin()
    return made


def keys(count: CashCount, *pressed: Qt.Key | str) -> None:
    for each in pressed:
        target = count.focusWidget()
        assert target is not None
        if isinstance(each, str):
            QTest.keyClicks(target, each)
        else:
            QTest.keyClick(target, each)


def test_each_face_is_counted_and_the_sum_follows(count: CashCount) -> None:
    keys(count, "4", ENTER, DOWN, "2", ENTER, "3")
    assert count.value() == Rupiah(560_000)
    assert count.denominations() == Denominations.of({100_000: 4, 50_000: 2, 20_000: 3})
    keys(count, UP, "1")
    assert count.value() == Rupiah(510_000), "what the cursor comes back to is typed over"


def test_enter_in_the_last_field_ends_the_count(count: CashCount) -> None:
    ended: list[bool] = []
    count.finished.connect(lambda: ended.append(True))
    keys(count, *[ENTER] * (len(FACES) - 1))
    assert ended == []
    keys(count, "7", ENTER)
    assert ended == [True]
    assert count.check() == Rupiah(700)


def test_nothing_counted_is_not_an_empty_drawer(count: CashCount) -> None:
    assert count.check() is None
    assert count.value() is None
    keys(count, "0")
    assert count.check() == Rupiah(0)


def test_a_count_that_cannot_be_is_said_and_not_taken(count: CashCount) -> None:
    keys(count, "99.99")
    field = count.notes.fields[100_000]
    assert count.check() is None
    assert field.problem
    field.clear()
    keys(count, "9999")
    assert count.check() == Rupiah(999_900_000)


def test_the_sum_alone_can_be_typed_and_takes_what_was_counted_along(count: CashCount) -> None:
    keys(count, "4", Qt.Key.Key_F6)
    assert not count.by_notes
    assert count.value() == Rupiah(400_000)
    assert count.denominations() is None
    keys(count, "415000")
    assert count.check() == Rupiah(415_000)
    keys(count, Qt.Key.Key_F6)
    assert count.value() == Rupiah(400_000), "the notes are as they were counted"


def test_the_keys_are_told(count: CashCount) -> None:
    assert {"Enter", "Down", "Up", "F6"} <= {key.key for key in keys_of(count)}


def test_a_difference_is_said_in_words() -> None:
    use_language("en")
    assert difference_words(Rupiah(-5)) == ("Rp\u00a05 too little", "bad")
    assert difference_words(Rupiah(5)) == ("Rp\u00a05 too much", "warn")
    assert difference_words(Rupiah(0))[1] == "good"
    assert difference_words(None)[0] == "–"
    assert [signed_words(Rupiah(each))[0] for each in (-5_000, 0, 5_000)] == ["-5.000", "0", "+5.000"]
