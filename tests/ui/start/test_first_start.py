"""An empty store asks three things, by keyboard alone, and is a shop."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from sentra_pos.change_shop import shop_facts
from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.tills.queries import till_standing
from tests.factories import found_a_shop
from tests.ui.front_door import LANGUAGES, clipped_in
from ui.main_window import MainWindow
from ui.start.first_start import FirstStart
from ui.start.log_in import LogInWindow
from ui.tour.hands import Hands


def begin(hands: Hands) -> FirstStart:
    hands.app.begin()
    window = hands.window
    assert isinstance(window, FirstStart)
    hands.wait_for("the first field", window.shop_name.hasFocus)
    return window


def test_the_keyboard_alone_makes_a_shop_of_an_empty_store(hands: Hands) -> None:
    window = begin(hands)
    for field, text in ((window.shop_name, "Galeri Contoh"), (window.pin, "4711"), (window.pin_again, "4711")):
        assert field.hasFocus()
        hands.type(field, text)
        hands.press(Qt.Key.Key_Return)

    hands.wait_for("the shop's own window", lambda: isinstance(hands.window, MainWindow))
    hands.settle()
    shop = hands.app.shop
    with shop.reading() as session:
        assert shop_facts(session).name == "Galeri Contoh"
        assert till_standing(session, shop.device).name == "Kasir 1"


def test_two_different_pins_are_asked_for_again_and_nothing_is_saved(hands: Hands) -> None:
    window = begin(hands)
    for field, text in ((window.shop_name, "Galeri Contoh"), (window.pin, "4711"), (window.pin_again, "4712")):
        hands.type(field, text)
    hands.press(Qt.Key.Key_Return)

    hands.settle()
    assert window.pin_again.problem == "Kedua PIN tidak sama. Mohon ketik sekali lagi."
    assert window.pin_again.hasFocus()
    assert window.pin_again.text() == ""
    assert not hands.app.shop.founded


def test_a_pin_too_easy_to_guess_is_refused_in_a_sentence(hands: Hands) -> None:
    window = begin(hands)
    for field, text in ((window.shop_name, "Galeri Contoh"), (window.pin, "11"), (window.pin_again, "11")):
        hands.type(field, text)
    hands.press(Qt.Key.Key_Return)

    hands.wait_for("the sentence", lambda: bool(window.pin.problem))
    assert window.pin.hasFocus()
    assert window.go.isEnabled()
    assert not hands.app.shop.founded


def test_what_is_left_empty_is_marked(hands: Hands) -> None:
    window = begin(hands)
    hands.click(window.go)

    assert window.shop_name.problem
    assert window.pin.problem
    assert not window.till_name.problem
    assert window.shop_name.hasFocus()


def test_the_second_start_asks_who_is_there(store: Store, clock: FixedClock, hands: Hands) -> None:
    found_a_shop(store, clock)
    hands.app.begin()

    assert isinstance(hands.window, LogInWindow)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_first_start_is_cut(hands: Hands, language: str) -> None:
    assert clipped_in(hands, language) == []
