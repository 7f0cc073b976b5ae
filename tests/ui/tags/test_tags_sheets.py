"""The sheets of tags and cards at work: scanned together, begun at a label, measured, saved, sent to the printer."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import ItemId
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.printing.kinds import JobKind
from sentra_pos.printing.queries import jobs
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.tags.queries import tag_sheets
from sentra_pos.tags.rules import MOST_TAGS
from sentra_pos.tags.set_card_slip import card_slip_wanted
from tests.factories import change_the_price
from tests.gallery import Gallery, a_gallery
from tests.ui.back_room import Desk, clipped_everywhere
from ui.kit.dialog import Sheet
from ui.stock.screen import StockScreen
from ui.tags.cards_sheet import CardsSheet
from ui.tags.sheet_editor import SheetEditor
from ui.tags.tags_sheet import TagsSheet


@pytest.fixture
def gallery(desk: Desk, clock: FixedClock) -> Gallery:
    made = a_gallery(desk.shop.store, clock, opened=False)
    with desk.shop.writing() as session:
        receipt_printer(session, desk.shop.store.path.parent / "struk", clock=clock)
    return made


@pytest.fixture
def founded() -> None:
    """The gallery brings its own shop."""


@pytest.fixture
def desk_of(desk: Desk, gallery: Gallery) -> Desk:
    """At the computer of the gallery."""
    desk.founded = gallery.founded
    return desk


def opened(desk: Desk, *items: tuple[ItemId, int]) -> TagsSheet:
    window = desk.open(StockScreen)
    sheet = TagsSheet(window, desk.context(), items)
    sheet.opens = False
    sheet.open()
    desk.settle()
    return sheet


def answers(sheet: Sheet) -> list[object]:
    said: list[object] = []
    sheet.returned.connect(said.append)
    return said


def test_a_scan_adds_a_tag_and_the_sheet_says_how_much_paper_it_takes(desk_of: Desk, gallery: Gallery) -> None:
    sheet = opened(desk_of, (gallery.pouch.id, 3))
    sheet._scanned(gallery.mrico.code)
    sheet._scanned(gallery.mrico.code)
    desk_of.settle()
    assert [(line.tag.name, line.count) for line in sheet.lines] == [("Pouch perca batik", 3), ("Mrico Bolong cap", 2)]
    sheet.count.set_value(Quantity(90))
    assert sheet.total.text().startswith("93 ")
    sheet._scanned("4711")
    desk_of.settle()
    assert "4711" in sheet._problem.accessibleName()


def test_a_press_on_the_little_sheet_says_where_to_begin(desk_of: Desk, gallery: Gallery) -> None:
    sheet = opened(desk_of, (gallery.pouch.id, 3))
    area = sheet.picture._area(7).center()
    QTest.mouseClick(sheet.picture, Qt.MouseButton.LeftButton, pos=QPoint(round(area.x()), round(area.y())))
    assert sheet.picture.start == 7
    QTest.keyClick(sheet.picture, Qt.Key.Key_Left)
    assert "7" in sheet.start_words.text()


def test_the_pdf_is_saved_and_the_next_one_begins_after_it(desk_of: Desk, gallery: Gallery) -> None:
    sheet = opened(desk_of, (gallery.pouch.id, 3))
    said = answers(sheet)
    sheet.picture.choose(2)
    sheet.confirm()
    desk_of.settle()
    (file,) = said
    assert isinstance(file, Path)
    assert PdfReader(file).pages[0].extract_text().count("Pouch perca batik") == 3
    with desk_of.shop.reading() as session:
        assert 5 in [each.first_free for each in tag_sheets(session)]


def test_more_tags_than_are_printed_at_once_are_said_before_any_is_made(desk_of: Desk, gallery: Gallery) -> None:
    sheet = opened(desk_of, (gallery.pouch.id, MOST_TAGS + 1))
    said = answers(sheet)
    sheet.confirm()
    desk_of.settle()
    assert "501" in sheet._problem.accessibleName()
    assert said == []
    assert not (desk_of.shop.store.path.parent / "label").exists()


def test_tags_are_sent_to_the_printer_that_is_there(desk_of: Desk, gallery: Gallery) -> None:
    sheet = opened(desk_of, (gallery.pouch.id, 3))
    sheet.print_labels()
    desk_of.settle()
    with desk_of.shop.reading() as session:
        assert [job.kind for job in jobs(session)] == [JobKind.LABEL]


def test_new_tags_needed_opens_with_all_of_them_chosen(desk_of: Desk, gallery: Gallery, clock: FixedClock) -> None:
    with desk_of.shop.writing() as session:
        change_the_price(session, clock, gallery.founded, gallery.mrico.id, 195_000)
    desk_of.open(StockScreen)
    desk_of.press(Qt.Key.Key_F4)
    sheet = desk_of.sheet()
    assert isinstance(sheet, TagsSheet)
    assert [(line.tag.name, line.count) for line in sheet.lines] == [("Mrico Bolong cap", 14)]


def test_a_sheet_is_measured_anew_and_what_cannot_be_is_said(desk_of: Desk, gallery: Gallery) -> None:
    sheet = opened(desk_of, (gallery.pouch.id, 3))
    sheet.edit_sheet()
    editor = desk_of.sheet()
    assert isinstance(editor, SheetEditor)
    editor.opens = False
    editor.lengths["shift_x"].setText("-1,5")
    editor.make_test_page()
    desk_of.settle()
    assert list((desk_of.shop.store.path.parent / "label").glob("uji-label-*.pdf"))
    editor.lengths["label_width"].setText("20")
    editor.confirm()
    assert editor.isVisible()
    assert "30 mm" in editor._problem.accessibleName()
    editor.lengths["label_width"].setText("33")
    said = answers(editor)
    editor.confirm()
    desk_of.settle()
    (kept,) = said
    assert isinstance(kept, UUID)
    with desk_of.shop.reading() as session:
        assert {each.id: each.shift_x for each in tag_sheets(session)}[kept] == -15


def test_cards_are_saved_and_the_slip_with_the_receipt_is_switched_on(desk_of: Desk, gallery: Gallery) -> None:
    window = desk_of.open(StockScreen)
    sheet = CardsSheet(window, desk_of.context(), [gallery.surya.id])
    sheet.opens = False
    sheet.open()
    desk_of.settle()
    sheet.with_unique.click()
    desk_of.settle()
    said = answers(sheet)
    sheet.confirm()
    desk_of.settle()
    (file,) = said
    assert isinstance(file, Path)
    assert "Sanggar Kencana" in PdfReader(file).pages[0].extract_text()
    with desk_of.shop.reading() as session:
        assert card_slip_wanted(session)


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_word_is_cut(desk_of: Desk, gallery: Gallery, language: str) -> None:
    use_language(language)
    try:
        sheet = opened(desk_of, (gallery.pouch.id, 3), (gallery.surya.id, 1))
        window = desk_of.windows[-1]
        assert clipped_everywhere(window) == []
        sheet.edit_sheet()
        desk_of.settle()
        assert clipped_everywhere(window) == []
    finally:
        use_language("id")
