"""Who takes over the till scans at once: what comes before the cart is there waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication

from sentra_pos.core.speech import use_language
from tests.ui.come_home import PATIENCE_MS
from tests.ui.sell.conftest import Till
from ui.kit.runner import Runner
from ui.kit.type_scan import type_scan
from ui.main_window import MainWindow, RailEntry
from ui.sell.screen import SellScreen


def _keep_busy(session: object, until: Event, *, clock: object) -> None:
    assert until.wait(PATIENCE_MS / 1000), "nobody let the writing thread go on"


@pytest.fixture
def taken_over(till: Till) -> Iterator[tuple[SellScreen, Event]]:
    """The till of the next person, while the writing thread still has something of the one before to do."""
    use_language("en")
    till.scan(till.gallery.pouch.code)
    runner, context, until = till.context.runner, till.context, Event()
    assert isinstance(runner, Runner)
    runner.write(_keep_busy, until)
    window = MainWindow(
        [RailEntry(key="sell", title="Sell", icon="cash-register", factory=lambda: SellScreen(context))]
    )
    window.resize(1366, 768)
    till.window.hide()
    window.show()
    screen = window.open("sell")
    assert isinstance(screen, SellScreen)
    yield screen, until
    until.set()
    till.settle()
    window.close()
    window.deleteLater()


def scan(screen: SellScreen, *codes: str) -> None:
    for code in codes:
        type_scan(screen.window(), code)
        QApplication.processEvents()


def cart(screen: SellScreen) -> list[tuple[str, int]]:
    return [(line.card.code, line.quantity.units) for line in screen.presenter.cart.lines]


def test_scans_before_the_cart_is_there_are_rung_up_in_their_order(
    till: Till, taken_over: tuple[SellScreen, Event]
) -> None:
    screen, until = taken_over
    gallery = till.gallery
    scan(screen, gallery.mrico.code, gallery.surya.code, gallery.mrico.code)
    assert screen.presenter.shelf is None
    assert screen.presenter.cart.is_empty
    until.set()
    till.settle()
    # What the one before left in the cart stays the first.
    assert cart(screen) == [(gallery.pouch.code, 1), (gallery.mrico.code, 2), (gallery.surya.code, 1)]


def test_an_unknown_code_among_them_is_told(till: Till, taken_over: tuple[SellScreen, Event]) -> None:
    screen, until = taken_over
    scan(screen, "8990000000017", till.gallery.mrico.code)
    until.set()
    till.settle()
    assert cart(screen) == [(till.gallery.pouch.code, 1), (till.gallery.mrico.code, 1)]
    assert "8990000000017" in screen._banner.accessibleName()
