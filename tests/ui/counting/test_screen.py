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
from tests.factories import bring_in
from tests.sales.shop import Counter, line_of
from tests.ui.counting.conftest import context_of
from ui.counting.cases import Which
from ui.counting.decide_sheet import DecideSheet
from ui.counting.put_apart_sheet import PutApartSheet
from ui.counting.report_sheet import ReportSheet
from ui.counting.review_sheet import ReviewSheet
from ui.counting.screen import CASES, CountingScreen
from ui.give_back.goods_paper_sheet import GoodsPaperSheet
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet
from ui.kit.messages import Banner

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


def primary(on: Sheet) -> QPushButton:
    assert on.primary_button is not None
    return on.primary_button


def told(screen: CountingScreen) -> str:
    """What passes by at the lower edge."""
    return next(each.accessibleName() for each in screen.findChildren(Banner) if each.parent() is screen)


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


def test_what_moved_is_put_off_and_the_count_waits_for_it(floor: Floor) -> None:
    pouch, screen = floor.gallery.pouch, opened(floor)
    press(screen, KEY.Key_F12)
    page = screen.counts.sheet
    screen.counts.presenter.scan(pouch.code)
    Counter(store=floor.store, clock=floor.clock, gallery=floor.gallery).sell(line_of(pouch))
    screen.counts.presenter.scan(pouch.code)
    press(sheet(Sheet), KEY.Key_Escape)
    assert told(screen).startswith("Not counted. Pouch perca batik has to be counted again")
    counted = page.table.records.columns[-1]
    assert counted.text(page.table.records.rows[0]) == "count it again"
    assert page._count.text() == "–"
    press(screen, KEY.Key_F12)
    review = sheet(ReviewSheet)
    for _ticked in (False, True):
        assert not primary(review).isEnabled()
        review.looked_through.toggle()
    press(review, KEY.Key_Escape)
    press(screen, KEY.Key_F4)
    QTest.keyClicks(page.quantity, "46")
    press(screen, KEY.Key_Return, KEY.Key_F12)
    press(sheet(ReviewSheet), KEY.Key_F12)
    sheet(ReportSheet).reject()
    assert floor.at(MISSING, pouch) == 1


def test_what_is_short_while_a_zone_is_open_cannot_be_posted(floor: Floor) -> None:
    pouch, count = floor.gallery.pouch, floor.start("Rak 1", "Etalase")
    floor.count(count, pouch, 30, zone=1)
    screen = opened(floor)
    press(screen, KEY.Key_Return, KEY.Key_F7, KEY.Key_F12)
    review = sheet(ReviewSheet)
    assert [row.missing for row in review.table.records.rows] == [18]
    assert not primary(review).isEnabled()
    assert review._zones.isVisible()
    assert review._zones.text().startswith("Zones still open: Etalase. Until they are done nothing can be missing")
    press(review, KEY.Key_F12)
    assert floor.at(MISSING, pouch) == 0
    press(review, KEY.Key_Escape)

    # The rest of them lies there; the count has nothing short any more and may be finished early.
    floor.count(count, pouch, 18, zone=2)
    screen.refresh()
    press(screen, KEY.Key_F12)
    review = sheet(ReviewSheet)
    assert primary(review).isEnabled()
    press(review, KEY.Key_F12)
    sheet(ReportSheet).reject()
    assert floor.at(MISSING, floor.gallery.shirt_m) == 0


def test_a_zone_in_which_nothing_was_seen_is_asked_about_and_all_of_it_is_for_a_person_to_say(floor: Floor) -> None:
    floor.start("Rak 1", "Etalase")
    screen = opened(floor)
    page = screen.counts.sheet
    press(screen, KEY.Key_Return, KEY.Key_F7)
    asked = sheet(Sheet)
    assert asked.accessibleDescription() == "Nothing was seen in Rak 1. Is it empty?"
    # Pressed again and again it ends nothing.
    press(asked, KEY.Key_F7, KEY.Key_F7, KEY.Key_Escape)
    assert page._open_zones.text() == "Zones still open: Rak 1, Etalase"
    for _zone in range(2):
        press(screen, KEY.Key_F7)
        press(sheet(Sheet), KEY.Key_Return)
    assert page._open_zones.text().startswith("Every zone is done")
    press(screen, KEY.Key_F12)
    review = sheet(ReviewSheet)
    assert review.looked_through.isEnabled()
    assert not review.looked_through.isChecked()
    assert review._zones.text().startswith("Nothing was seen in Rak 1, Etalase.")
    assert not primary(review).isEnabled()
    review.looked_through.setFocus()
    press(review, KEY.Key_Space)
    assert review.table.records.rows
    assert primary(review).isEnabled()


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


def test_a_place_is_counted_zone_by_zone_by_scanner_and_keys_alone(floor: Floor) -> None:
    gallery, screen = floor.gallery, opened(floor)
    counts, page = screen.counts, screen.counts.sheet
    counts.zones.setFocus()
    QTest.keyClicks(counts.zones, "Rak 1, rak  1")
    press(screen, KEY.Key_F12)
    assert "rak 1" in counts.zones.problem
    assert counts.zones.hasFocus()
    counts.zones.selectAll()
    QTest.keyClicks(counts.zones, "Rak 1, Etalase")
    press(screen, KEY.Key_F12)
    assert page.zone.isVisible()
    for item in (gallery.pouch, gallery.pouch):
        counts.presenter.scan(item.code)
    press(screen, KEY.Key_F3)
    assert page.zone.hasFocus()
    press(screen, KEY.Key_Down, KEY.Key_F2)
    assert page.zone.value() == 2
    counts.presenter.scan(gallery.pouch.code)
    assert page._count.text() == "1"
    assert page._seen.text() == "In all 3 · Rak 1: 2 · Etalase: 1"
    press(screen, KEY.Key_F4)
    QTest.keyClicks(page.quantity, "46")
    press(screen, KEY.Key_F6)
    assert [(row.here, row.counted) for row in page.table.records.rows[:1]] == [(Quantity(46), Quantity(48))]

    # The case is done: on to the rack, which is still open, and the count cannot be called finished.
    press(screen, KEY.Key_F7)
    assert (page.zone.value(), page._open_zones.text()) == (1, "Zones still open: Rak 1")
    press(screen, KEY.Key_F12)
    review = sheet(ReviewSheet)
    assert not review.looked_through.isChecked()
    assert not review.looked_through.isEnabled()
    assert review._zones.text().startswith("Zones still open: Rak 1.")
    press(review, KEY.Key_Escape)
    press(screen, KEY.Key_F7, KEY.Key_F9)
    assert counts.table.records.rows[0].result == "2 of 2 zones · 48 pieces of 1 item"
    press(screen, KEY.Key_Return)

    # One more turns up in the rack: it is opened again, and done again.
    counts.presenter.scan(gallery.shirt_m.code)
    press(sheet(Sheet), KEY.Key_Return)
    assert [row.name for row in page.shown.seen] == ["Pouch perca batik"]  # type: ignore[union-attr]  # shown above
    press(screen, KEY.Key_F7)
    counts.presenter.scan(gallery.shirt_m.code)
    press(screen, KEY.Key_F7, KEY.Key_F12)
    review = sheet(ReviewSheet)
    assert review.looked_through.isChecked()
    assert not review._zones.isVisible()
    press(review, KEY.Key_F12)
    report = sheet(ReportSheet)
    assert report._zones.text() == "By zone: Rak 1: 3 · Etalase: 46"
    report.reject()
    assert floor.at(MISSING, gallery.pouch) == 0
    assert floor.at(MISSING, gallery.shirt_m) == 4


def test_the_zones_of_last_time_are_offered_and_what_is_typed_is_left_alone(floor: Floor) -> None:
    floor.start("Rak 1", "Etalase")
    screen = opened(floor)
    counts = screen.counts
    assert counts.zones.text() == "Rak 1, Etalase"
    counts.artisan.choose(floor.gallery.kencana)
    assert counts.zones.text() == ""
    counts.zones.setFocus()
    QTest.keyClicks(counts.zones, "Gantungan")
    screen.refresh()
    assert counts.zones.text() == "Gantungan"
    counts.artisan.choose(None)
    assert counts.zones.text() == "Rak 1, Etalase"


def test_a_figure_half_typed_in_one_zone_is_not_written_in_another(floor: Floor) -> None:
    count = floor.start("Rak 1", "Etalase")
    floor.count(count, floor.gallery.pouch, 30, zone=1)
    screen = opened(floor)
    press(screen, KEY.Key_Return, KEY.Key_F4)
    page = screen.counts.sheet
    QTest.keyClicks(page.quantity, "7")
    press(screen, KEY.Key_F3, KEY.Key_Down)
    assert (page.zone.value(), page.quantity.text()) == (2, "")
    press(screen, KEY.Key_Up)
    assert (page.zone.value(), page.quantity.text()) == (1, "30")


def test_what_moved_between_two_zones_is_told_to_be_counted_again_in_both(floor: Floor) -> None:
    pouch, count = floor.gallery.pouch, floor.start("Rak 1", "Etalase")
    floor.count(count, pouch, 30, zone=1)
    floor.end(count, 1)
    Counter(store=floor.store, clock=floor.clock, gallery=floor.gallery).sell(line_of(pouch))
    screen = opened(floor)
    press(screen, KEY.Key_Return)
    page = screen.counts.sheet
    assert page.zone.value() == 2
    screen.counts.presenter.scan(pouch.code)
    press(sheet(Sheet), KEY.Key_Return)
    assert page._open_zones.text() == "Zones still open: Rak 1, Etalase"
    page.zone.choose(1)
    said = page.table.records.columns[-1].text(page.table.records.rows[0])
    assert said == "count it again"
    press(screen, KEY.Key_F7)
    press(sheet(Sheet), KEY.Key_Return)
    assert page._open_zones.text() == "Zones still open: Rak 1, Etalase"


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


def test_what_was_damaged_in_the_shop_is_put_apart_and_decided_by_keys_alone(floor: Floor) -> None:
    mrico, screen = floor.gallery.mrico, opened(floor)
    screen.show_tab(CASES)
    press(screen, KEY.Key_F8)
    apart = sheet(PutApartSheet)
    QTest.keyClicks(apart.search, "nothing like it")
    press(apart, KEY.Key_Return)
    assert "Nothing is called that" in apart._problem.accessibleName()
    QTest.keyClicks(apart.search, "mrico")
    press(apart, KEY.Key_Return)
    assert [(heap.owner_name, heap.quantity) for heap in apart.table.records.rows] == [("Batik Tirta", Quantity(14))]
    assert apart.count.hasFocus()
    apart.presenter.scan(mrico.code)
    assert apart.count.value() == Quantity(2)
    press(apart, KEY.Key_F12)
    assert "eaten by moths" in apart.reason.problem
    assert apart.reason.hasFocus()
    QTest.keyClicks(apart.reason, "berlubang")
    press(apart, KEY.Key_F12)
    sheet(GoodsPaperSheet).reject()
    QApplication.processEvents()
    (case,) = screen.cases.table.records.rows
    assert (case.quantity, case.why) == (Quantity(2), "berlubang")
    assert "berlubang" in screen.cases._facts.text()
    assert screen.cases.table.hasFocus()
    press(screen, KEY.Key_F12)
    decide = sheet(DecideSheet)
    press(decide, KEY.Key_F2, KEY.Key_F12)
    assert [each.quantity for each in floor.cases()] == [Quantity(1)]
    assert floor.at(floor.shelf, mrico) == 13


def test_of_several_lots_one_is_chosen_to_be_put_apart(floor: Floor) -> None:
    gallery, screen = floor.gallery, opened(floor)
    with floor.store.writing() as session:
        bring_in(session, floor.clock, gallery.founded, gallery.kencana, gallery.mrico.id, pieces=3, price=185_000)
    screen.cases.open_apart()
    apart = sheet(PutApartSheet)
    apart.presenter.scan(gallery.mrico.code)
    assert [(heap.owner_name, heap.quantity.units) for heap in apart.table.records.rows] == [
        ("", 17),
        ("Batik Tirta", 14),
        ("Sanggar Kencana", 3),
    ]
    apart.table.enter()
    press(apart, KEY.Key_Down, KEY.Key_Down)
    apart.count.set_value(Quantity(4))
    apart.reason.setText("lembap")
    press(apart, KEY.Key_F12)
    assert "no more than 3" in apart._problem.accessibleName()
    assert clipped_texts(apart) == []
    apart.count.set_value(Quantity(2))
    press(apart, KEY.Key_F12)
    assert [(case.owner_name, case.quantity.units) for case in floor.cases()] == [("Sanggar Kencana", 2)]


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
