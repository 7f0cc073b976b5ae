"""The bank's list from the settlement day's sheet: whom it leaves out is said, and nobody writes it twice unasked."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from sentra_pos.core.ids import PartyId
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.models import Party
from tests.settlement.gallery import Gallery
from tests.ui.settlement.conftest import context_of
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet
from ui.settlement.run_sheet import RunSheet
from ui.settlement.screen import SettlementScreen


def _account(gallery: Gallery, party: PartyId, account: str) -> None:
    with gallery.store.writing() as session:
        row = session.get_one(Party, party)
        row.payout_method, row.bank_account = PayoutMethod.TRANSFER, account


@pytest.fixture
def sold(gallery: Gallery) -> Gallery:
    """Both artisans sold something and wish to be paid by the bank; one of them has an account."""
    _account(gallery, gallery.party, "BRI 0123")
    _account(gallery, gallery.other, "")
    for party in (gallery.party, gallery.other):
        gallery.sell((gallery.items[party], 1, 100_000, 0))
    return gallery


@pytest.fixture
def sheet(sold: Gallery, qapp: QApplication) -> Iterator[RunSheet]:
    """Of a settlement day on which everybody is locked."""
    screen = SettlementScreen(context_of(sold))
    screen.resize(1024 - 92, 768)
    screen.show()
    screen.shown()
    screen.bar.presenter.start()
    screen.bar.presenter.review()
    screen.bar.lock()
    qapp.processEvents()
    for each in qapp.topLevelWidgets():
        if isinstance(each, Sheet):
            each.reject()
    screen.bar.open_sheet()
    (made,) = screen.findChildren(RunSheet)
    yield made
    screen.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the dialog for a file's name says yes to whatever name it was offered; it leaves a mark of each time."""

    def chosen(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        with (tmp_path / "dialogs").open("a", encoding="utf-8") as dialogs:
            dialogs.write(".")
        return str(tmp_path / "bank" / Path(start).name), "CSV (*.csv)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    (tmp_path / "bank").mkdir()
    return tmp_path / "bank"


def _names(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return [row[1] for row in csv.reader(text, delimiter=";")][1:]


def _question(sheet: RunSheet, qapp: QApplication) -> Sheet:
    qapp.processEvents()
    (asked,) = (each for each in sheet.findChildren(Sheet) if each.isVisible())
    return asked


def _written(gallery: Gallery) -> int:
    with gallery.store.reading() as session:
        return session.query(Event).where(Event.kind == EventKind.RECORDS_EXPORTED).count()


def test_whoever_has_no_account_is_left_out_and_named(
    sheet: RunSheet, sold: Gallery, folder: Path, qapp: QApplication
) -> None:
    QTest.keyClick(sheet, Qt.Key.Key_F6)
    qapp.processEvents()

    assert _names(folder / "transfer-1.csv") == ["Sanggar Malam Andaian"]
    assert sheet._problem.isVisible()
    assert sheet._problem.accessibleName() == (
        "Not in the file, because no bank account is known: Griya Canting Purwarupa (P02). Write it under “Consigned”,"
        " or pay in cash."
    )
    assert clipped_texts(sheet) == []


def test_a_list_that_was_written_is_named_before_another_is(
    sheet: RunSheet, sold: Gallery, folder: Path, qapp: QApplication
) -> None:
    sheet.transfers()
    file = folder / "transfer-1.csv"
    file.unlink()
    _account(sold, sold.other, "BCA 7788")

    sheet.transfers()
    asked = _question(sheet, qapp)
    assert "on 22 November 2026 at" in asked.accessibleDescription()
    assert clipped_texts(asked) == []
    asked.reject()
    assert (file.exists(), _written(sold)) == (False, 1)
    # Nobody chose a name for a file that was not to be.
    assert (folder.parent / "dialogs").read_text(encoding="utf-8") == "."

    sheet.transfers()
    _question(sheet, qapp).confirm()
    assert sorted(_names(file)) == ["Griya Canting Purwarupa", "Sanggar Malam Andaian"]
    assert _written(sold) == 2
    assert not sheet._problem.isVisible()


def test_one_that_was_written_while_the_name_was_chosen_is_asked_about_too(
    sheet: RunSheet, sold: Gallery, tmp_path: Path, qapp: QApplication
) -> None:
    sheet.write_transfers(tmp_path / "first.csv")

    sheet.write_transfers(tmp_path / "second.xlsx")
    assert not (tmp_path / "second.xlsx").exists()
    _question(sheet, qapp).confirm()

    book = openpyxl.load_workbook(tmp_path / "second.xlsx").active
    assert book is not None
    assert [row[1] for row in book.iter_rows(values_only=True)][1:] == ["Sanggar Malam Andaian"]


def test_where_nobody_has_an_account_no_file_is_asked_for(
    sheet: RunSheet, sold: Gallery, folder: Path, qapp: QApplication
) -> None:
    _account(sold, sold.party, "")

    sheet.transfers()
    qapp.processEvents()

    assert list(folder.iterdir()) == []
    assert not (folder.parent / "dialogs").exists()
    assert _written(sold) == 0
    assert sheet._problem.accessibleName().startswith("No file was written, because no bank account is known of ")
    assert clipped_texts(sheet) == []
