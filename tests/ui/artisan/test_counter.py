"""The artisans' counter as it is used: a card at the log-in, the pages, the time-out, and what lies below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sentra_pos.artisan_counter.give_card import GiveCard, give_card
from sentra_pos.artisan_counter.set_artisan_pin import SetArtisanPin, set_artisan_pin
from sentra_pos.change_look import Look
from tests.factories import QUICK_HASHER
from tests.ui.visit import Visit
from ui.artisan.counter import Counter
from ui.artisan.pages import OverviewPage
from ui.artisan.presenter import Page
from ui.artisan.sheets import WhySheet
from ui.kit.dialog import Sheet
from ui.start.lock_sheet import LockSheet

PIN = "480215"


@pytest.fixture
def visit(qapp: QApplication, tmp_path: Path) -> Iterator[Visit]:
    made = Visit(tmp_path, Look())
    made.found()
    made.app.begin()
    made.hands.settle()
    yield made
    made.close()


def card_of_kencana(visit: Visit) -> str:
    gallery = visit.gallery
    with visit.app.shop.writing() as session:
        first = SetArtisanPin(by=gallery.founded.by, party=gallery.kencana, pin=PIN)
        set_artisan_pin(session, first, clock=visit.clock, hasher=QUICK_HASHER)
        return give_card(session, GiveCard(by=gallery.founded.by, party=gallery.kencana), clock=visit.clock).code


def counter_of(visit: Visit) -> Counter:
    assert visit.app.entrance is not None
    assert visit.app.entrance.counter is not None
    return visit.app.entrance.counter


def come_in(visit: Visit) -> Counter:
    """By the card at the log-in, and the PIN."""
    visit.scan(card_of_kencana(visit))
    counter = counter_of(visit)
    visit.hands.type(counter.door.pin, PIN)
    visit.hands.press(Qt.Key.Key_Return)
    visit.hands.wait_for("the artisan's pages", lambda: counter.presenter)
    visit.hands.settle()
    return counter


def test_a_card_at_the_log_in_and_a_pin_open_ones_own_counter(visit: Visit) -> None:
    counter = come_in(visit)
    first = counter.pages[Page.OVERVIEW]
    assert isinstance(first, OverviewPage)
    assert first.owed.text() == "Rp\u00a00"
    assert first.figures["here"].figure.text().startswith("11")
    visit.press(Qt.Key.Key_Escape)
    assert visit.app.entrance is not None
    assert visit.app.entrance.counter is None
    assert visit.top() is visit.window, "the log-in is there again"


def test_nobody_touches_it_and_it_closes_with_everything_over_it(visit: Visit) -> None:
    counter = come_in(visit)
    counter.why_owed()
    visit.hands.sheet(WhySheet)
    visit.clock.advance(timedelta(seconds=44))
    counter.time_out.look()
    assert counter.countdown.isHidden()
    visit.clock.advance(timedelta(seconds=6))
    counter.time_out.look()
    assert "10" in counter.countdown.text()
    QTest.keyClick(visit.top().windowHandle(), Qt.Key.Key_Down)
    assert counter.countdown.isHidden(), "a key, and there is a minute again"
    visit.clock.advance(timedelta(seconds=60))
    counter.time_out.look()
    visit.hands.settle()
    assert visit.app.entrance is not None
    assert visit.app.entrance.counter is None
    assert not any(isinstance(each, Sheet) and each.isVisible() for each in QApplication.topLevelWidgets())


def test_a_clock_set_back_keeps_nobodys_figures_on_the_glass(visit: Visit) -> None:
    counter = come_in(visit)
    visit.clock.advance(timedelta(hours=-3))
    counter.time_out.look()
    visit.clock.advance(timedelta(seconds=60))
    counter.time_out.look()
    assert counter.isHidden()


def test_opened_by_staff_it_goes_back_to_the_lock_and_to_nobodys_session(visit: Visit) -> None:
    visit.enter()
    screen = visit.front("artisans")
    visit.hands.wait_for("the artisans", screen.table.current)  # type: ignore[attr-defined]
    visit.press(Qt.Key.Key_F12)
    counter = counter_of(visit)
    assert counter.presenter is not None
    assert counter.presenter.who.opened_by == visit.gallery.founded.owner
    visit.hands.press(Qt.Key.Key_F11)
    visit.press(Qt.Key.Key_Escape)
    assert isinstance(visit.top(), LockSheet)


def test_a_wrong_pin_says_so_and_shows_nothing(visit: Visit) -> None:
    visit.scan(card_of_kencana(visit))
    counter = counter_of(visit)
    visit.hands.type(counter.door.pin, "739164")
    visit.hands.press(Qt.Key.Key_Return)
    visit.hands.wait_for("the refusal", counter.door.problem.text)
    assert counter.presenter is None
    counter.leave()


def test_a_lock_is_opened_by_no_card_and_the_counter_closes_onto_it(visit: Visit) -> None:
    visit.enter()
    visit.hands.wait_for("the lock", lambda: visit.app.lock)
    visit.app.lock_now()
    visit.hands.settle()
    come_in(visit)
    visit.press(Qt.Key.Key_Escape)
    assert isinstance(visit.top(), LockSheet)
