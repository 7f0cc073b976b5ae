"""The scenes of a till's cash: opened, moved, counted, closed, counted again."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt

from tests.ui.visit import Visit

F = {number: Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)}


def opening(visit: Visit) -> Iterator[str]:
    from ui.till.open_sheet import OpenTillSheet

    visit.front("sell")
    yield "sell-closed"
    sheet = visit.press(F[12], OpenTillSheet)
    assert isinstance(sheet, OpenTillSheet)
    visit.press(F[6])
    yield "open-till-by-notes"
    visit.press(F[6])
    visit.type("500000")
    yield "open-till"
    visit.hands.go_on(sheet)
    yield "open-till-compare"
    visit.hands.go_on(sheet)
    visit.away()


def till(visit: Visit) -> Iterator[str]:
    from ui.settings.cash_card import CategorySheet
    from ui.till.cash_sheet import CashSheet
    from ui.till.report_sheet import ShiftReportSheet

    screen = visit.front("till")
    visit.hands.settle()
    yield "till"
    visit.press(F[9], CashSheet)
    yield "cash-out"
    visit.press(F[6])
    yield "cash-to-bank"
    visit.away()
    visit.press(F[5], ShiftReportSheet)
    yield "shift-so-far"
    visit.away()
    CategorySheet(screen, screen.context, None).open()  # type: ignore[attr-defined]  # the till screen's
    visit.hands.settle()
    yield "cash-category"
    visit.away()


def closing(visit: Visit) -> Iterator[str]:
    from ui.till.close_sheet import CloseTillSheet, Step
    from ui.till.recount_sheet import RecountSheet

    visit.front("till")
    sheet = visit.press(F[10], CloseTillSheet)
    assert isinstance(sheet, CloseTillSheet)
    if sheet.step is Step.OPEN_ENDS:
        yield "close-what-is-open"
        visit.hands.go_on(sheet)
    yield "close-count"
    visit.type("5")
    visit.hands.go_on(sheet)
    yield "close-slips"
    visit.hands.go_on(sheet)
    visit.hands.wait_for("the count beside the book", lambda: sheet.step is Step.COMPARE)
    yield "close-compare"
    sheet.compare.reason.setText("belum tahu")
    visit.hands.go_on(sheet)
    visit.hands.wait_for("the closing", lambda: sheet.step is Step.CLOSED)
    visit.hands.wait_for("the backup", visit.app.shop.newest_backup)
    visit.hands.settle()
    yield "till-closed"
    visit.away()
    visit.hands.settle()
    yield "closings"
    visit.press(F[6], RecountSheet)
    yield "recount"
    visit.away()
