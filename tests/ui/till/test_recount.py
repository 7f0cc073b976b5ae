"""The till's own screen: every closing with its slip, and the last one counted again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from sentra_pos.core.speech import use_language
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.people.facts import Role
from sentra_pos.printing.queries import jobs
from tests.ui.back_room import clipped_everywhere
from tests.ui.till.conftest import ENTER, AtTheTill, F, words_in
from ui.people.approve_sheet import ApproveSheet
from ui.till.recount_sheet import RecountSheet


@pytest.fixture
def closed(at_till: AtTheTill) -> AtTheTill:
    """Rp20.000 too little, Rp380.000 of it in the safe."""
    at_till.opens()
    at_till.cashbox.closes(480_000, to_safe=380_000, reason="nobody knows")
    return at_till


def test_the_newest_closing_is_shown_with_its_slip(closed: AtTheTill) -> None:
    screen = closed.sit()
    assert [row.code for row in screen.closings.records.rows] == ["T1-000001"]
    assert screen.picture.has_picture()
    assert screen.recount.isVisible()


def test_counted_again_with_a_reason_and_the_owners_pin(closed: AtTheTill) -> None:
    screen = closed.sit(Role.CASHIER)
    closed.press(F[6])
    sheet = closed.sheet(RecountSheet)
    assert "Rp\u00a0380.000" in words_in(sheet), "what went into the safe is counted, too"
    closed.writes("5")
    closed.press(F[12])
    assert sheet.reason.problem
    closed.writes("dua lembar menempel")
    closed.press(ENTER)
    assert "Rp\u00a0500.000 · dua lembar menempel" in words_in(closed.sheet(ApproveSheet))
    closed.gives_pin()
    assert not closed.has_sheet()
    (row,) = screen.closings.records.rows
    assert (row.counted.amount, row.difference.amount, row.recounts) == (500_000, 0, 1)
    assert "H1-000001" in words_in(screen)
    assert closed.cashbox.money["drawer"] == 120_000
    assert "dua lembar menempel" in closed.cashbox.papers()["H1-000001"]


def test_after_the_next_opening_it_is_too_late(closed: AtTheTill) -> None:
    closed.opens(100_000)
    screen = closed.sit()
    assert not screen.recount.isVisible()
    assert screen.close_button.isVisible()


def test_less_than_is_in_the_safe_is_refused(closed: AtTheTill) -> None:
    closed.sit()
    closed.press(F[6], F[6])
    closed.writes("300000")
    sheet = closed.sheet(RecountSheet)
    sheet.reason.setFocus()
    closed.writes("salah")
    closed.press(ENTER)
    assert "went into the safe" in words_in(sheet)
    assert closed.sheet(RecountSheet) is sheet


def test_the_page_for_the_folder_opens(closed: AtTheTill, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    closed.sit()
    closed.press(F[7])
    (url,) = opened
    assert Path(url.toLocalFile()).name == "T1-000001.pdf"
    assert Path(url.toLocalFile()).read_bytes().startswith(b"%PDF-")


def test_printing_it_again_is_an_event(closed: AtTheTill) -> None:
    closed.desk.shop.start_printing()
    closed.desk.qtbot.waitUntil(lambda: _all_printed(closed), timeout=20_000)
    closed.sit()
    closed.press(F[8])
    (said,) = closed.cashbox.events(EventKind.REPRINT)
    assert said["paper"] == "T1-000001"


def _all_printed(at: AtTheTill) -> bool:
    with at.desk.shop.reading() as session:
        return all(job.finished_at is not None for job in jobs(session))


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_word_is_cut_off(closed: AtTheTill, language: str) -> None:
    use_language(language)
    screen = closed.sit()
    cut = clipped_everywhere(screen.window())
    closed.press(F[6])
    cut += clipped_everywhere(screen.window())
    closed.press(F[6])
    cut += clipped_everywhere(screen.window())
    assert cut == []
