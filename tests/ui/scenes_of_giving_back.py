"""Goods that lie too long: what is set aside, handed over, offered for less, and an artisan who leaves."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt

from tests.ui.visit import Visit


def giving_back(visit: Visit) -> Iterator[str]:
    """The screen, its sheets, and goods moved in the stock screen."""
    from ui.give_back.goods_paper_sheet import GoodsPaperSheet
    from ui.give_back.hand_over_sheet import HandOverSheet
    from ui.give_back.leave_sheet import LeaveSheet
    from ui.give_back.lower_price_sheet import LowerPriceSheet
    from ui.give_back.past_papers_sheet import PastPapersSheet
    from ui.give_back.proposals_sheet import ProposalsSheet
    from ui.give_back.screen import GiveBackScreen
    from ui.give_back.transfer_sheet import TransferSheet

    key = Qt.Key
    screen = _open(visit)
    assert isinstance(screen, GiveBackScreen)
    yield "give-back"
    for _each in range(3):
        visit.scan(visit.gallery.pouch.code)
    visit.scan(visit.gallery.mrico.code)
    yield "give-back-chosen"
    visit.press(key.Key_F7, LowerPriceSheet)
    sheet = visit.hands.sheet(LowerPriceSheet)
    for field, price in zip(sheet.prices.values(), ("150.000", "30.000"), strict=True):
        field.setText(price)
    yield "lower-price"
    sheet.reason.setText("Sudah tiga bulan di etalase")
    visit.hands.go_on(sheet)
    visit.hands.no_sheet()
    visit.press(key.Key_F10, ProposalsSheet)
    yield "proposals"
    visit.away()
    for _each in range(2):
        visit.scan(visit.gallery.mrico.code)
    visit.press(key.Key_F6, GoodsPaperSheet)
    yield "pull-list"
    visit.away()
    visit.press(key.Key_F12, HandOverSheet)
    yield "hand-over"
    visit.away()
    visit.press(key.Key_F5, PastPapersSheet)
    yield "goods-papers"
    visit.away()
    visit.press(key.Key_F9, LeaveSheet)
    yield "leave"
    visit.away()
    visit.front("stock")
    visit.press(key.Key_F3, TransferSheet)
    visit.scan(visit.gallery.mrico.code)
    yield "move-goods"
    visit.away()


def _open(visit: Visit) -> object:
    """It stands beside the consigned goods."""
    visit.window.open("give_back")  # type: ignore[attr-defined]  # the main window's
    visit.hands.settle()
    return visit.window.front()  # type: ignore[attr-defined]  # the main window's
