"""A note that says more than came, corrected at its screen after a count has missed the difference."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from sentra_pos.consignment.note_queries import notes
from sentra_pos.core.ids import DocumentId, ItemId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.counting.case_queries import open_cases
from sentra_pos.counting.count_item import CountItem, count_item
from sentra_pos.counting.post_count import PostCount, post_count
from sentra_pos.counting.start_count import StartCount, start_count
from tests.factories import add_item, bring_in
from tests.ui.back_room import Desk, clipped_everywhere
from tests.ui.consignment.test_screen import an_artisan, opened
from ui.consignment.correction_sheet import CorrectionSheet


def miss(desk: Desk, item: ItemId, seen: int) -> None:
    """So many are seen at a count."""
    by, count = desk.founded.by, DocumentId(new_id(desk.clock))
    with desk.shop.writing() as session:
        start_count(session, StartCount(id=count, by=by, place=desk.founded.shelf), clock=desk.clock)
        counted = CountItem(count=count, by=by, item=item, quantity=Quantity(seen), anew=True)
        count_item(session, counted, clock=desk.clock)
        post_count(session, PostCount(id=count, by=by, finished=False), clock=desk.clock)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_sheet_says_what_is_missing_and_the_correction_takes_that(desk: Desk, language: str) -> None:
    party = an_artisan(desk)
    with desk.shop.writing() as session:
        item = add_item(session, desk.clock, maker=party)
        bring_in(session, desk.clock, desk.founded, party, item, pieces=14)
    miss(desk, item, 12)
    use_language(language)
    screen = opened(desk)
    screen.panel.chips.chip("notes").click()
    screen.doors.correct()
    desk.settle()
    sheet = desk.sheet()
    assert isinstance(sheet, CorrectionSheet)
    line = sheet.presenter.rows[0].line
    assert (line.brought.units, line.here.units, line.missing.units) == (14, 12, 2)
    assert clipped_everywhere(desk.windows[-1]) == []
    sheet.count.setFocus()
    sheet.count.selectAll()
    desk.type("12")
    desk.press(Qt.Key.Key_Return)
    assert sheet.presenter.rows[0].count == Quantity(12)
    sheet.reason.setFocus()
    desk.type("salah hitung")
    desk.press(Qt.Key.Key_F12)
    desk.settle()
    with desk.shop.reading() as session:
        assert open_cases(session, desk.founded.device) == ()
        (listed,) = notes(session)
    assert listed.corrected_by == ("KN1-000001",)
