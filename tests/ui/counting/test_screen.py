"""The counting screen: scanner and keys alone work it, it fits, and the money is shown before it is decided."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.counting.facts import Outcome
from sentra_pos.counting.queries import open_counts
from sentra_pos.stock.places import MISSING
from tests.counting.floor import Floor
from tests.sales.shop import Counter, line_of
from tests.ui.counting.conftest import context_of
from ui.counting.cases import Which
from ui.counting.decide_sheet import DecideSheet
from ui.counting.report_sheet import ReportSheet
from ui.counting.review_sheet import ReviewSheet
from ui.counting.screen import CASES, CountingScreen
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet

SIZES = ((1366 - 92, 712), (1024 - 92, 712))
KEY = Qt.Key
S = TypeVar("S", bound=Sheet)
pytestmark = pytest.mark.usefixtures("dressed")


def opened(floor: Floor, size: tuple[int, int] = SIZES[0]) -> CountingScreen:
    screen = CountingScreen(context_of(floor))
    screen.resize(*size)
    screen.show()
    screen.activateWindow()
    assert QTest.qWaitForWindowActive(screen)
    screen.shown()
    QApplication.processEvents()
    return screen


def sheet(kind: type[S]) -> S:
    QApplication.processEvents()
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def press(on: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        focused: QWidget | None = on.focusWidget()
        QTest.keyClick(on if focused is None else focused, key)
        QApplication.processEvents()


def test_a_shelf_is_counted_by_scanner_and_keys_alone(floor: Floor) -> None:
    gallery, screen = floor.gallery, opened(floor)
    press(screen, KEY.Key_F12)
    counts = screen.counts
    for item in (gallery.shirt_m, gallery.pouch, gallery.pouch):
        counts.presenter.scan(item.code)
    assert counts.sheet._count.text() == "2"
    press(screen, KEY.Key_F4)
    QTest.keyClicks(counts.sheet.quantity, "47")
    press(screen, KEY.Key_Return)
    assert counts.sheet._count.text() == "47"
    assert counts.sheet.search.hasFocus()
    press(screen, KEY.Key_F12)
    review = sheet(ReviewSheet)
    assert [(row.name, row.missing) for row in review.table.records.rows] == [
        ("Kemeja Sisik M", 4),
        ("Pouch perca batik", 1),
    ]
    press(review, KEY.Key_F12)
    report = sheet(ReportSheet)
    assert [row[2] for row in report.table.records.rows] == ["1 missing", "4 missing"]
    report.reject()
    assert floor.at(MISSING, gallery.pouch) == 1
    assert screen.counts.presenter.count is None
    assert [row.going_on for row in counts.table.records.rows] == [False]


def test_a_name_that_is_typed_counts_one_and_an_unclear_one_is_told(floor: Floor) -> None:
    screen = opened(floor)
    press(screen, KEY.Key_F12)
    search = screen.counts.sheet.search
    for typed in ("pouch", "kemeja", "nothing like it"):
        search.setText(typed)
        press(screen, KEY.Key_Return)
    shown = screen.counts.sheet.shown
    assert shown is not None
    assert [(row.name, row.counted) for row in shown.seen] == [("Pouch perca batik", Quantity(1))]


def test_what_moved_between_two_scans_is_asked_about(floor: Floor) -> None:
    pouch, screen = floor.gallery.pouch, opened(floor)
    press(screen, KEY.Key_F12)
    screen.counts.presenter.scan(pouch.code)
    Counter(store=floor.store, clock=floor.clock, gallery=floor.gallery).sell(line_of(pouch))
    screen.counts.presenter.scan(pouch.code)
    press(sheet(Sheet), KEY.Key_Return)
    shown = screen.counts.sheet.shown
    assert shown is not None
    assert [row.counted for row in shown.seen] == [Quantity(1)]


def test_a_blind_count_shows_no_figure_of_the_book(floor: Floor) -> None:
    screen = opened(floor)
    screen.counts.blind.setChecked(True)
    press(screen, KEY.Key_F12)
    screen.counts.presenter.scan(floor.gallery.pouch.code)
    titles = [column.title for column in screen.counts.sheet.table.records.columns]
    assert "Book now" not in titles
    press(screen, KEY.Key_F12)
    review = sheet(ReviewSheet)
    assert [column.title for column in review.table.records.columns] == ["Item", "Counted", "Difference"]
    assert "48" not in review._words.text()


def test_a_count_is_left_gone_on_with_and_given_up(floor: Floor) -> None:
    screen = opened(floor)
    press(screen, KEY.Key_F12)
    screen.counts.presenter.scan(floor.gallery.pouch.code)
    press(screen, KEY.Key_F9)
    assert [row.going_on for row in screen.counts.table.records.rows] == [True]
    press(screen, KEY.Key_Return)
    shown = screen.counts.sheet.shown
    assert shown is not None
    assert len(shown.seen) == 1
    press(screen, KEY.Key_F8)
    press(sheet(Sheet), KEY.Key_Return)
    with floor.store.reading() as session:
        assert open_counts(session, floor.by.device) == ()


def test_a_case_is_noted_and_decided_with_the_money_shown_before(floor: Floor) -> None:
    floor.lose(floor.gallery.pouch, 46)
    screen = opened(floor)
    screen.show_tab(CASES)
    assert screen.cases.table.hasFocus()
    screen.cases.note.setText("dicari di gudang")
    press(screen, KEY.Key_F7)
    assert "dicari di gudang" in screen.cases._notes.text()
    press(screen, KEY.Key_F12)
    decide = sheet(DecideSheet)
    assert "35.000" in decide._pays.text()
    press(decide, KEY.Key_F12)
    assert [case.quantity.units for case in floor.cases()] == [1]
    assert screen.cases.table.hasFocus(), "the next key would not reach the list"
    screen.cases.which.chip(Which.DECIDED).click()
    assert [case.outcome for case in screen.cases.done.records.rows] == [Outcome.SHOP_PAYS]


def test_a_figure_that_is_being_typed_is_left_alone_while_the_count_is_read_again(floor: Floor) -> None:
    screen = opened(floor)
    press(screen, KEY.Key_F12)
    page = screen.counts.sheet
    screen.counts.presenter.scan(floor.gallery.pouch.code)
    press(screen, KEY.Key_F4)
    QTest.keyClicks(page.quantity, "48")
    screen.refresh()
    assert page.quantity.text() == "48"
    press(screen, KEY.Key_F6)
    assert page.table.records.rows[0].counted == Quantity(48)
    screen.counts.presenter.scan(floor.gallery.pouch.code)
    assert page.quantity.text() == "49"


def test_what_was_paid_for_and_turns_up_in_a_count_is_not_taken_in_anew(floor: Floor) -> None:
    floor.lose(floor.gallery.pouch, 47)
    floor.decide(floor.cases()[0], Outcome.SHOP_PAYS)
    screen = opened(floor)
    count = floor.lose(floor.gallery.pouch, 48)
    report = ReportSheet(screen, context_of(floor), count)
    report.open()
    QApplication.processEvents()
    assert "Given up" in report._over.text()


def test_empty_pages_say_what_comes_there_and_nothing_is_cut_off(floor: Floor) -> None:
    for language in ("id", "en"):
        context = context_of(floor)
        use_language(language)
        screen = CountingScreen(context)
        for size in SIZES:
            screen.resize(*size)
            screen.show()
            screen.shown()
            cut = clipped_texts(screen)
            screen.show_tab(CASES)
            for which in Which:
                button = screen.cases.which.chip(which)
                assert isinstance(button, QPushButton)
                button.click()
                QApplication.processEvents()
                cut += clipped_texts(screen)
            assert cut == []
        screen.close()
