"""Opening and closing the till as a cashier does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import use_language
from sentra_pos.core.words import format_age
from sentra_pos.tills.close_till import TillClosed
from sentra_pos.tills.queries import till_standing
from tests.ui.sell.conftest import Till
from ui.kit.check_text import clipped_texts
from ui.till.close_sheet import CloseTillSheet
from ui.till.open_sheet import OpenTillSheet
from ui.till.rows import difference_words

ENTER = Qt.Key.Key_Return


def words_in(sheet: CloseTillSheet | OpenTillSheet) -> str:
    return "\n".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisible())


def open_sheet(till: Till) -> OpenTillSheet:
    QTest.keyClick(till.screen.search, Qt.Key.Key_F12)
    till.settle()
    sheet = till.sheet()
    assert isinstance(sheet, OpenTillSheet)
    return sheet


def close_sheet(till: Till) -> CloseTillSheet:
    QTest.keyClick(till.screen.search, Qt.Key.Key_F10)
    till.settle()
    sheet = till.sheet()
    assert isinstance(sheet, CloseTillSheet)
    return sheet


def test_what_is_above_the_book_was_put_in_unless_somebody_says_otherwise(build: Callable[..., Till]) -> None:
    till = build(opened=False)
    sheet = open_sheet(till)
    QTest.keyClicks(sheet._counted, "500000")
    assert sheet._added.value() == Rupiah(500_000)
    sheet._added.clear()
    QTest.keyClicks(sheet._added, "400000")
    QTest.keyClicks(sheet._counted, "0")
    assert sheet._added.value() == Rupiah(400_000)
    assert "4.600.000" in sheet._difference.text()


def test_a_wrong_opening_keeps_the_sheet_and_says_why(build: Callable[..., Till]) -> None:
    till = build(opened=False)
    sheet = open_sheet(till)
    QTest.keyClick(sheet._counted, ENTER)
    assert sheet._counted.problem
    QTest.keyClicks(sheet._counted, "5000")
    QTest.keyClicks(sheet._added, "9")
    QTest.keyClick(sheet._added, ENTER)
    till.settle()
    assert sheet._problem.isVisible()
    assert not till.screen.presenter.is_open


def test_the_count_comes_before_what_the_book_expects(till: Till) -> None:
    sheet = close_sheet(till)
    assert "500.000" not in words_in(sheet)
    QTest.keyClick(sheet._counted, ENTER)
    till.settle()
    assert "500.000" not in words_in(sheet)
    QTest.keyClicks(sheet._counted, "480000")
    QTest.keyClick(sheet._counted, ENTER)
    till.settle()
    assert "500.000" in words_in(sheet)
    assert "20.000" in words_in(sheet)


def test_closing_posts_puts_money_into_the_safe_and_backs_up(till: Till) -> None:
    sheet = close_sheet(till)
    closed: list[object] = []
    sheet.returned.connect(closed.append)
    QTest.keyClicks(sheet._counted, "480000")
    QTest.keyClick(sheet._counted, ENTER)
    till.settle()
    sheet._to_safe.clear()
    QTest.keyClicks(sheet._to_safe, "400000")
    QTest.keyClick(sheet._to_safe, ENTER)
    till.settle()
    assert sheet._problem.isVisible()
    QTest.keyClicks(sheet._reason, "kembalian")
    QTest.keyClick(sheet._reason, ENTER)
    till.settle()
    till.qtbot.waitUntil(lambda: till.context.shop.newest_backup() is not None)
    till.settle()
    QTest.keyClick(sheet, ENTER)
    till.settle()
    (answer,) = closed
    assert isinstance(answer, TillClosed)
    assert answer.difference == Rupiah(-20_000)
    assert not till.screen.presenter.is_open
    with till.context.shop.reading() as session:
        standing = till_standing(session, till.context.device)
    assert (standing.drawer, standing.safe) == (Rupiah(80_000), Rupiah(400_000))


def test_an_open_cart_is_named_and_stays(till: Till) -> None:
    till.scan(till.gallery.mrico.code)
    use_language("en")
    sheet = close_sheet(till)
    assert any("1 piece" in words or "1 barang" in words for words in words_in(sheet).splitlines())
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    till.settle()
    assert till.screen.presenter.is_open
    assert till.screen.presenter.cart.pieces == 1


def test_a_difference_and_an_age_are_said_in_words() -> None:
    use_language("en")
    assert difference_words(Rupiah(-5)) == ("Rp\u00a05 too little", "bad")
    assert difference_words(Rupiah(5)) == ("Rp\u00a05 too much", "warn")
    assert difference_words(Rupiah(0))[1] == "good"
    assert difference_words(None)[0] == "–"
    assert [format_age(timedelta(minutes=m)) for m in (0, 1, 59, 60, 47 * 60, 49 * 60)] == [
        "just now", "1 minute ago", "59 minutes ago", "1 hour ago", "47 hours ago", "2 days ago",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)], ids=["wide", "narrow"])
def test_no_word_is_cut_off(build: Callable[..., Till], language: str, size: tuple[int, int]) -> None:
    till = build(size=size, opened=False)
    use_language(language)
    opening = open_sheet(till)
    assert clipped_texts(opening) == []
    QTest.keyClicks(opening._counted, "500000")
    QTest.keyClick(opening._counted, ENTER)
    till.settle()
    till.scan(till.gallery.mrico.code)
    sheet = close_sheet(till)
    assert clipped_texts(sheet) == []
    QTest.keyClicks(sheet._counted, "480000")
    QTest.keyClick(sheet._counted, ENTER)
    till.settle()
    assert clipped_texts(sheet) == []
    QTest.keyClicks(sheet._reason, "kembalian")
    QTest.keyClick(sheet._to_safe, ENTER)
    till.settle()
    assert clipped_texts(sheet) == []
