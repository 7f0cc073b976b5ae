"""The reports on the screen: asked for, drilled into, checked, and written into a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.people.facts import Role
from sentra_pos.settlement.locked import settlements_of
from sentra_pos.settlement.statement import statement_of
from tests.settlement.gallery import Gallery
from tests.ui.settlement.conftest import context_of
from ui.kit.dialog import Sheet
from ui.kit.runner import Runner
from ui.rail import rail_entries
from ui.records.rows import Page
from ui.records.screen import RecordsScreen
from ui.settlement.explain_sheet import ExplainSheet


def _screen(gallery: Gallery, qtbot: QtBot) -> RecordsScreen:
    screen = RecordsScreen(context_of(gallery))
    qtbot.addWidget(screen)
    screen.resize(1200, 740)
    screen.show()
    screen.shown()
    return screen


def _words(screen: RecordsScreen) -> str:
    shown = (label.text() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen))
    return "\n".join(shown).replace("\u00a0", " ")


def test_the_first_artisans_stock_card_is_there_at_once(busy: Gallery, qtbot: QtBot) -> None:
    screen = _screen(busy, qtbot)

    lines = screen.stock.table.records.rows
    assert [line.what for line in lines] == [
        "Opening stock",
        "Received",
        "Sold",
        "Brought back by a customer",
        "Closing stock",
    ]
    assert lines[-1].left.units == 47


def test_the_recap_leads_to_the_artisans_stock_card_of_that_month(busy: Gallery, qtbot: QtBot) -> None:
    screen = _screen(busy, qtbot)
    screen.show_page(Page.RECAP)
    other = next(row for row in screen.recap.table.records.rows if row.party == busy.other)
    screen.recap.table.pick(other.party)

    QTest.keyClick(screen.recap.table, Qt.Key.Key_Return)

    assert screen.page is Page.STOCK
    assert screen.stock.artisan.value() == busy.other
    assert {line.item for line in screen.stock.table.records.rows} == {"Kain Kawung"}
    assert str(screen.stock.last.value()) == "2026-11-30"


def test_an_entry_of_the_books_opens_where_it_comes_from(busy: Gallery, qtbot: QtBot) -> None:
    screen = _screen(busy, qtbot)
    screen.show_page(Page.BOOKS)
    screen.books.artisan.choose(busy.other)
    screen.books.table.pick_first()

    QTest.keyClick(screen.books.table, Qt.Key.Key_Return)

    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ExplainSheet)
    assert "2 × Rp 100.000" in sheet.table.records.rows[0].text.replace("\u00a0", " ")
    sheet.reject()
    assert "They reckon no tax" in _words(screen)


def test_a_scan_on_any_page_checks_the_paper_and_says_so_in_one_sentence(busy: Gallery, qtbot: QtBot) -> None:
    screen = _screen(busy, qtbot)
    with busy.store.reading() as session:
        code = statement_of(session, settlements_of(session)[0].id).qr

    screen._scanned(code)
    assert screen.page is Page.CHECK
    assert "Genuine: L1-000002" in _words(screen)

    screen.check.code.setText("2000001234563")
    QTest.keyClick(screen.check.code, Qt.Key.Key_Return)
    assert "is no code of a statement" in _words(screen)
    assert not screen.check.explain.isVisible()


def test_a_genuine_statement_opens_into_all_that_it_is_made_of(busy: Gallery, qtbot: QtBot) -> None:
    screen = _screen(busy, qtbot)
    with busy.store.reading() as session:
        statement = statement_of(session, settlements_of(session)[0].id)
    screen._scanned(statement.qr)

    screen.check.explain.click()

    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ExplainSheet)
    assert sum(part.amount.amount for part in sheet.table.records.rows if part.amount) == statement.balance.amount
    sheet.reject()


def test_books_are_written_into_the_folder_that_was_chosen_and_it_is_remembered(
    busy: Gallery, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "stik"))
    screen = _screen(busy, qtbot)
    screen.show_page(Page.BOOKS)
    screen.books.artisan.choose(busy.party)

    screen.books.save.click()

    written = sorted(file.suffix for file in (tmp_path / "stik").iterdir())
    assert written == [".pdf", ".xlsx"]
    with busy.store.reading() as session:
        (event,) = session.query(Event).where(Event.kind == EventKind.RECORDS_EXPORTED).all()
        said = event.details
    assert said == {"what": "books", "period": "2026", "party": str(busy.party)}


def test_nothing_is_written_by_who_may_not(
    busy: Gallery, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "stik"))
    cashier = busy.somebody(Role.CASHIER)
    context = context_of(busy)
    screen = RecordsScreen(replace(context, who=replace(context.who, staff=cashier.staff)))
    qtbot.addWidget(screen)
    screen.show()
    screen.shown()
    screen.show_page(Page.RECAP)

    screen.recap.save.click()

    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, Sheet)
    assert not (tmp_path / "stik").exists()
    sheet.reject()


def test_every_artisans_month_goes_onto_the_stick_and_can_be_stopped_between_two(
    busy: Gallery, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the real threads: progress comes from the one that writes."""
    stick = tmp_path / "stik"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(stick))
    context = context_of(busy)
    runner = Runner(context.shop)
    screen = RecordsScreen(replace(context, runner=runner))
    qtbot.addWidget(screen)
    screen.show()
    try:
        screen.shown()
        qtbot.waitUntil(lambda: screen.archive.artisan.count() > 2, timeout=10_000)
        screen.show_page(Page.ARCHIVE)
        screen.archive.artisan.choose(None)
        assert "One folder for each of" in _words(screen)
        screen.archive.write.click()
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Sheet), timeout=10_000)
        qtbot.waitUntil(lambda: any(stick.glob("*/READ ME.txt")), timeout=20_000)
        sheet = QApplication.activeModalWidget()
        if isinstance(sheet, Sheet):
            sheet.reject()
        qtbot.waitUntil(lambda: screen.writing._sheet is None, timeout=20_000)
    finally:
        runner.close()
    folders = list(stick.iterdir())
    assert folders
    assert not list(stick.rglob("*.part"))
    assert all((folder / "READ ME.txt").exists() for folder in folders)


def test_an_empty_shop_says_what_to_do(gallery: Gallery, qtbot: QtBot) -> None:
    screen = _screen(gallery, qtbot)
    screen.show_page(Page.BOOKS)

    assert screen.books.table.records.rows == ()
    assert "Turnover of the year\nRp 0" in _words(screen)


def test_only_who_may_see_reports_finds_them_in_the_rail(busy: Gallery) -> None:
    def keys(role: Role) -> set[str]:
        entries = rail_entries(context_of(busy, role=role), leave=lambda: None, restart=lambda _context: None)
        return {entry.key for entry in entries}

    assert "records" in keys(Role.OWNER)
    assert "records" in keys(Role.SUPERVISOR)
    assert "records" not in keys(Role.CASHIER)
