"""Opening the till: counted first, then held against what the last closing left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.queries import lines_of
from sentra_pos.tills.queries import till_standing
from tests.ui.till.conftest import ENTER, AtTheTill, F, words_in
from ui.till.open_sheet import OpenTillSheet
from ui.till.screen import TillScreen


@pytest.fixture
def screen(at_till: AtTheTill) -> TillScreen:
    """Yesterday left Rp300.000 in the drawer and Rp200.000 in the safe."""
    at_till.opens(500_000)
    at_till.cashbox.closes(500_000, to_safe=200_000)
    return at_till.sit()


def test_what_was_left_is_told_only_after_the_count(at_till: AtTheTill, screen: TillScreen) -> None:
    at_till.press(F[12])
    sheet = at_till.sheet(OpenTillSheet)
    assert "300.000" not in words_in(sheet)
    at_till.writes("290000")
    at_till.press(ENTER)
    assert sheet.is_comparing
    assert "Rp\u00a0300.000" in words_in(sheet)
    assert "Rp\u00a010.000 too little" in words_in(sheet)
    at_till.press(ENTER)
    assert not at_till.has_sheet()
    with at_till.desk.shop.reading() as session:
        till = till_standing(session, at_till.desk.founded.device)
        assert till.shift is not None
        (line,) = lines_of(session, DocumentId(till.shift.id))
    assert (till.drawer, line.details["variance"]) == (Rupiah(290_000), -10_000)


def test_just_what_was_left_opens_at_once(at_till: AtTheTill, screen: TillScreen) -> None:
    at_till.press(F[12])
    at_till.writes("300000")
    at_till.press(ENTER)
    assert not at_till.has_sheet()
    assert "is open since" in screen.state.text()


def test_what_is_above_the_book_was_put_in_unless_somebody_says_otherwise(
    at_till: AtTheTill, screen: TillScreen
) -> None:
    at_till.press(F[12])
    sheet = at_till.sheet(OpenTillSheet)
    at_till.writes("450000")
    at_till.press(ENTER)
    assert sheet.added.value() == Rupiah(150_000)
    at_till.writes("100000")
    assert "Rp\u00a050.000 too much" in words_in(sheet)
    at_till.press(ENTER)
    assert at_till.cashbox.money == {"drawer": 450_000, "safe": 100_000, "bank": 0, "over_short": -50_000}


def test_the_float_is_counted_by_notes_and_coins(at_till: AtTheTill, screen: TillScreen) -> None:
    at_till.press(F[12], F[6])
    at_till.writes("3")
    at_till.press(F[12])
    assert not at_till.has_sheet()
    with at_till.desk.shop.reading() as session:
        shift = till_standing(session, at_till.desk.founded.device).shift
        assert shift is not None
        (line,) = lines_of(session, DocumentId(shift.id))
    assert line.details["denominations"] == {"100000": 3}


def test_esc_goes_back_to_the_count_and_then_away(at_till: AtTheTill, screen: TillScreen) -> None:
    at_till.press(F[12])
    sheet = at_till.sheet(OpenTillSheet)
    at_till.press(ENTER)
    assert sheet.count.sum.problem, "nothing was counted yet"
    at_till.writes("1")
    at_till.press(ENTER, Qt.Key.Key_Escape)
    assert not sheet.is_comparing
    at_till.press(Qt.Key.Key_Escape)
    assert not at_till.has_sheet()


def test_more_put_in_than_counted_is_refused_in_a_sentence(at_till: AtTheTill, screen: TillScreen) -> None:
    at_till.press(F[12])
    sheet = at_till.sheet(OpenTillSheet)
    at_till.writes("5000")
    at_till.press(ENTER)
    at_till.writes("6000")
    at_till.press(ENTER)
    assert at_till.sheet(OpenTillSheet) is sheet
    assert "more than was counted" in words_in(sheet)
