"""Who is at the till: the right PIN opens the shop, wrong ones cost a wait."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.people.rules import FREE_TRIES
from tests.factories import Founded, found_a_shop
from tests.ui.front_door import LANGUAGES, clipped_at_all_sizes, clipped_in
from ui.main_window import MainWindow
from ui.start.log_in import LogInWindow
from ui.start.trouble import TroubleWindow
from ui.tour.hands import Hands

PIN = "246813"


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


def asked(hands: Hands) -> LogInWindow:
    hands.app.begin()
    window = hands.window
    assert isinstance(window, LogInWindow)
    hands.wait_for("the PIN's field", window.pin.hasFocus)
    return window


def give(hands: Hands, window: LogInWindow, pin: str) -> str:
    """Type a PIN and press Enter; what is said of it."""
    hands.type(window.pin, pin)
    hands.press(Qt.Key.Key_Return, window.pin)
    hands.wait_for("the answer", lambda: hands.window is not window or window.go.isEnabled())
    hands.settle()
    return window.pin.problem if hands.window is window else ""


def test_the_right_pin_opens_the_shop(founded: Founded, hands: Hands) -> None:
    window = asked(hands)

    assert give(hands, window, PIN) == ""
    assert isinstance(hands.window, MainWindow)


def test_five_wrong_pins_cost_a_wait_that_even_the_right_one_keeps(
    founded: Founded, hands: Hands, clock: FixedClock
) -> None:
    window = asked(hands)
    said = [give(hands, window, "999999") for _try in range(FREE_TRIES)]

    assert "4 kali lagi" in said[0]
    assert "30 detik" in said[-1]
    assert "30 detik" in give(hands, window, PIN)
    assert window.pin.hasFocus()
    clock.advance(timedelta(seconds=31))
    give(hands, window, PIN)
    assert isinstance(hands.window, MainWindow)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_log_in_is_cut(founded: Founded, hands: Hands, language: str) -> None:
    assert clipped_in(hands, language) == []


def test_a_store_that_cannot_be_opened_is_told_whole(hands: Hands) -> None:
    hands.app._show(TroubleWindow("Berkas toko ini rusak. Pulihkan dari cadangan, lalu buka lagi. " * 4))
    hands.settle()

    assert clipped_at_all_sizes(hands) == []
