"""The scenes of counting, and of what is missing or damaged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from sentra_pos.counting.facts import Outcome
from tests.counting.floor import Floor
from tests.ui.visit import Visit
from ui.kit.dialog import Sheet

if TYPE_CHECKING:
    from ui.counting.screen import CountingScreen
    from ui.counting.sheet_page import SheetPage

_ZONES = "Rak 1, Etalase kaca, Gantungan kemeja dekat pintu masuk timur, Rak 2, Meja"


def counting(visit: Visit) -> Iterator[str]:
    """A shelf that is counted, openly and blind, and two cases of goods that were not found."""
    from ui.counting.report_sheet import ReportSheet
    from ui.counting.review_sheet import ReviewSheet
    from ui.counting.screen import CountingScreen

    floor = Floor(store=visit.store, clock=visit.clock, gallery=visit.gallery)
    visit.front("stock")
    screen = visit.front("counting")
    assert isinstance(screen, CountingScreen)
    visit.hands.wait_for("the places", screen.counts.begin.isEnabled)
    yield "counting-empty"
    visit.press(Qt.Key.Key_F12)
    visit.hands.wait_for("the count", lambda: screen.counts.presenter.count)
    yield "counting-begun"
    for item in (visit.gallery.mrico, visit.gallery.pouch, visit.gallery.pouch, visit.gallery.shirt_m):
        visit.scan(item.code)
    last = visit.gallery.shirt_m.id
    visit.hands.wait_for("the last scan", lambda: screen.counts.presenter.last == last)
    visit.hands.settle()
    yield "counting"
    visit.press(Qt.Key.Key_F12, ReviewSheet)
    review = visit.hands.sheet(ReviewSheet)
    review.looked_through.setChecked(True)
    visit.hands.wait_for("the differences", lambda: review.table.records.rows)
    yield "differences"
    visit.press(Qt.Key.Key_F12)
    report = visit.hands.sheet(ReportSheet)
    visit.hands.wait_for("the report", lambda: report.table.records.rows)
    yield "count-report"
    visit.away()
    yield from _by_zone(visit, screen)
    # As a person would: what was typed stays while the list is read again.
    screen.counts.zones.clear()
    screen.counts.zones.setModified(True)
    screen.counts.blind.setChecked(True)
    visit.press(Qt.Key.Key_F12)
    visit.hands.wait_for("the blind count", lambda: screen.counts.presenter.count)
    visit.scan(visit.gallery.pouch.code)
    visit.hands.wait_for("the scan", lambda: screen.counts.presenter.last)
    visit.hands.settle()
    yield "counting-blind"
    visit.press(Qt.Key.Key_F9)
    visit.hands.wait_for("the list", lambda: screen.counts.presenter.count is None)
    visit.hands.settle()
    yield "counts"
    yield from _cases(visit, screen, floor)


def _in_zone(page: SheetPage, zone: int) -> bool:
    return page.shown is not None and page.shown.zone is not None and page.shown.zone.number == zone


def _still_open(page: SheetPage, zones: int) -> bool:
    return page.shown is not None and len(page.shown.open_zones) == zones


def _by_zone(visit: Visit, screen: CountingScreen) -> Iterator[str]:
    """The same shelf in five zones, one of them with a long name; it ends as it began, with nothing missing."""
    from ui.counting.report_sheet import ReportSheet
    from ui.counting.review_sheet import ReviewSheet

    counts, page, gallery = screen.counts, screen.counts.sheet, visit.gallery
    visit.clock.advance(timedelta(minutes=1))
    visit.hands.wait_for("the list", lambda: counts.presenter.count is None)
    visit.hands.settle()
    counts.zones.setText(_ZONES + ", rak 1")
    visit.press(Qt.Key.Key_F12)
    visit.hands.wait_for("the refusal", lambda: counts.zones.problem)
    yield "counting-zones-unclear"
    counts.zones.setText(_ZONES)
    visit.press(Qt.Key.Key_F12)
    visit.hands.wait_for("the zones", page.zone.isVisible)
    for zone, items in ((1, (gallery.pouch,)), (3, (gallery.mrico, gallery.shirt_m, gallery.pouch))):
        page.zone.choose(zone)
        visit.hands.wait_for("the zone", partial(_in_zone, page, zone))
        for item in items:
            counts.presenter.last = None
            visit.scan(item.code)
            visit.hands.wait_for("the scan", lambda: counts.presenter.last)
        visit.hands.settle()
        yield f"counting-zone-{zone}"
        visit.press(Qt.Key.Key_F12, ReviewSheet)
        yield f"differences-zone-{zone}"
        visit.away()
    visit.press(Qt.Key.Key_F7)
    visit.hands.wait_for("the next zone", partial(_in_zone, page, 1))
    visit.press(Qt.Key.Key_F9)
    visit.hands.wait_for("the list", lambda: counts.presenter.count is None)
    visit.hands.settle()
    yield "counts-by-zone"
    counts.table.pick_first()
    visit.press(Qt.Key.Key_Return)
    visit.hands.wait_for("the count", lambda: counts.presenter.zone)
    visit.press(Qt.Key.Key_F7)
    visit.hands.wait_for("the end", partial(_still_open, page, 3))
    for left in (2, 1, 0):
        visit.press(Qt.Key.Key_F7)
        asked = visit.hands.sheet(Sheet)
        if left == 0:
            # A tag that is scanned meanwhile is told of on the question.
            visit.scan(gallery.pouch.code)
            yield "counting-zone-empty"
        visit.hands.go_on(asked)
        visit.hands.wait_for("the end", partial(_still_open, page, left))
    visit.hands.settle()
    yield "counting-zones-done"
    visit.press(Qt.Key.Key_F12, ReviewSheet)
    review = visit.hands.sheet(ReviewSheet)
    yield "differences-zones-empty"
    review.looked_through.setChecked(True)
    visit.hands.wait_for("the differences", lambda: review.primary_button and review.primary_button.isEnabled())
    visit.press(Qt.Key.Key_F12)
    report = visit.hands.sheet(ReportSheet)
    visit.hands.wait_for("the report", report._zones.isVisible)
    yield "count-report-by-zone"
    visit.away()


def _cases(visit: Visit, screen: CountingScreen, floor: Floor) -> Iterator[str]:
    """What was not found, and what moths have eaten meanwhile."""
    from ui.counting.cases import Which
    from ui.counting.decide_sheet import DecideSheet
    from ui.counting.put_apart_sheet import PutApartSheet
    from ui.counting.screen import CASES
    from ui.give_back.goods_paper_sheet import GoodsPaperSheet

    screen.show_tab(CASES)
    visit.hands.settle()
    yield "cases"
    visit.press(Qt.Key.Key_F12, DecideSheet)
    yield "decide-case"
    visit.away()
    visit.press(Qt.Key.Key_F8, PutApartSheet)
    visit.scan(visit.gallery.mrico.code)
    apart = visit.hands.sheet(PutApartSheet)
    visit.hands.wait_for("the lots", lambda: apart.table.records.rows)
    apart.reason.setText("Berlubang dimakan ngengat")
    visit.hands.settle()
    yield "put-apart"
    visit.hands.go_on(apart)
    visit.hands.sheet(GoodsPaperSheet)
    yield "damage-paper"
    visit.away()
    floor.decide(floor.cases()[0], Outcome.SHOP_PAYS)
    screen.refresh()
    visit.hands.settle()
    for which in (Which.GIVEN_UP, Which.DECIDED):
        screen.cases.which.chip(which).click()
        visit.hands.settle()
        yield f"cases-{which.value.replace('_', '-')}"
