"""The scenes of counting, and of what is missing or damaged."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt

from sentra_pos.counting.facts import Outcome
from tests.counting.floor import Floor
from tests.ui.visit import Visit


def counting(visit: Visit) -> Iterator[str]:
    """A shelf that is counted, openly and blind, and two cases of goods that were not found."""
    from ui.counting.decide_sheet import DecideSheet
    from ui.counting.report_sheet import ReportSheet
    from ui.counting.review_sheet import ReviewSheet
    from ui.counting.screen import CASES, CountingScreen

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
    screen.show_tab(CASES)
    visit.hands.settle()
    yield "cases"
    visit.press(Qt.Key.Key_F12, DecideSheet)
    yield "decide-case"
    visit.away()
    floor.decide(floor.cases()[0], Outcome.SHOP_PAYS)
    screen.refresh()
    visit.hands.settle()
    from ui.counting.cases import Which

    for which in (Which.GIVEN_UP, Which.DECIDED):
        screen.cases.which.chip(which).click()
        visit.hands.settle()
        yield f"cases-{which.value.replace('_', '-')}"
