"""A tag that is scanned while something has to be answered first: it is told of, and what is asked stays as it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from tests.gallery import Gallery, a_gallery
from tests.ui.front_door import LANGUAGES, SIZES, hands
from ui.counting.screen import CountingScreen
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet
from ui.kit.messages import Banner, ask, say
from ui.sell.screen import SellScreen
from ui.settlement.screen import SettlementScreen
from ui.tour.hands import Hands

__all__ = ["hands"]


@pytest.fixture
def gallery(hands: Hands, store: Store, clock: FixedClock) -> Gallery:
    """With its till open, and the owner at it."""
    made = a_gallery(store, clock)
    role = Role.OWNER
    hands.app.enter(LoggedIn(staff=made.founded.by.staff, name="Ibu Ratna", role=role, permissions=PERMISSIONS[role]))
    use_language("en")
    hands.settle()
    return made


def told_on(sheet: Sheet) -> Banner:
    """What passes by on the sheet in front."""
    (banner,) = (each for each in sheet.findChildren(Banner) if each.parent() is sheet and not each.isHidden())
    return banner


def test_a_tag_scanned_at_the_till_while_a_question_is_open_is_told_of(hands: Hands, gallery: Gallery) -> None:
    screen = hands.go_to("sell", SellScreen)
    hands.scan(gallery.pouch.code)
    answers: list[bool] = []
    question = ask(screen, "Is that right?", answers.append)
    hands.wait_for("the question", question.isActiveWindow)
    before = question.geometry()
    focused = QApplication.focusWidget()

    hands.scan(gallery.mrico.code)
    told = told_on(question)
    assert told.accessibleName() == f"The scan of {gallery.mrico.code} was not taken: answer this first."
    assert (question.geometry(), QApplication.focusWidget(), answers) == (before, focused, [])
    hands.scan(gallery.surya.code)
    assert gallery.surya.code in told_on(question).accessibleName(), "the newest takes the place of the one before"

    # What is asked is answered as ever, and the next scan is rung up.
    hands.go_on(question)
    assert answers == [True]
    hands.no_sheet()
    hands.scan(gallery.mrico.code)
    assert [line.card.code for line in screen.presenter.cart.lines] == [gallery.pouch.code, gallery.mrico.code]


def test_a_count_tells_of_what_was_scanned_over_its_message(hands: Hands, gallery: Gallery) -> None:
    screen = hands.go_to("counting", CountingScreen)
    hands.wait_for("the places", screen.counts.begin.isEnabled)
    hands.click(screen.counts.begin)
    hands.wait_for("the count", lambda: screen.counts.presenter.count)
    hands.scan(gallery.pouch.code)
    message = say(screen, "Something to read first.")
    hands.scan(gallery.pouch.code)
    assert gallery.pouch.code in told_on(message).accessibleName()
    hands.go_on(message)
    shown = screen.counts.sheet.shown
    assert shown is not None
    assert [row.counted.units for row in shown.seen if row.counted is not None] == [1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_what_is_told_hides_neither_the_question_nor_its_answers(
    hands: Hands, gallery: Gallery, language: str, size: tuple[int, int]
) -> None:
    use_language(language)
    screen = hands.go_to("sell", SellScreen)
    hands.window.resize(*size)
    question = ask(screen, "Is that right, although it takes more than one line to say what it is about?", bool)
    hands.scan("7" * 40)
    told = told_on(question)
    assert question.rect().contains(told.geometry())
    (asked,) = (each for each in question.findChildren(QLabel) if each.text().startswith("Is that right"))
    for widget in (asked, question.back_button, question.primary_button):
        assert widget is not None
        there = widget.rect().translated(widget.mapTo(question, widget.rect().topLeft()))
        assert not told.geometry().intersects(there)
    assert clipped_texts(question) == []


def test_where_nothing_is_scanned_a_scan_is_told_of_too(hands: Hands, gallery: Gallery) -> None:
    hands.go_to("settlement", SettlementScreen)
    hands.scan(gallery.pouch.code)
    said = [each.accessibleName() for each in hands.window.findChildren(Banner) if each.parent() is hands.window]
    assert said == [f"The scan of {gallery.pouch.code} was not taken: nothing is scanned here."]
