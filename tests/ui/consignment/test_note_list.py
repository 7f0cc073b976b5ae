"""An artisan comes again, with a list: its rows become lines of the note, by a story, by mistakes and by keyboard."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.catalogue.queries import item_by_code, item_card
from sentra_pos.consignment.errors import TagSaysOtherwise
from sentra_pos.consignment.note_queries import note, notes
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import ItemId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import use_language
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.queries import documents_posted
from sentra_pos.shop import Shop
from sentra_pos.stock.queries import in_the_shop
from tests.factories import Founded
from tests.ui.back_room import Desk, clipped_everywhere
from tests.ui.consignment.test_import_presenter import Wizard
from tests.ui.consignment.test_note_presenter import Paper, again, writing
from tests.ui.consignment.test_screen import an_artisan, opened
from ui.consignment.import_rows import Heap
from ui.consignment.note_done_sheet import NoteDoneSheet
from ui.consignment.note_lines import LineInput
from ui.consignment.note_list import NoteListPresenter
from ui.consignment.note_list_sheet import NoteListSheet
from ui.consignment.note_presenter import NotePresenter
from ui.consignment.note_sheet import NoteSheet
from ui.kit.immediate import ImmediateRunner
from ui.tags.tags_sheet import TagsSheet

SCARF = LineInput(
    name="Selendang Koro Renteng", technique=Technique.CAP, kind=ItemKind.COUNTED, motif="Koro Renteng",
    cloth="paris", size="200x50", count=Quantity(4), price=Rupiah(95_000),
)  # fmt: skip
PIECE = LineInput(name="Kain Mrico Bolong", technique=Technique.TULIS, motif="Mrico Bolong", price=Rupiah(1_250_000))
HEAD = ("Kode", "Nama Barang", "Motif", "Teknik", "Jml", "Harga Jual", "Perajin", "Ket.")
BROUGHT = (
    ("", "Selendang Koro Renteng", "Koro Renteng", "Cap", 4, 95_000, "", ""),
    ("SM-7", "Kain Surya Majapahit", "Surya Majapahit", "Cap", 8, "165rb", "", ""),
    ("", "Kain Mrico Bolong", "Mrico Bolong", "Tulis", 1, "Rp 1.250.000", "Sanggar Melati", "1 lembar saja"),
)
OTHERS = (
    ("", "Kain Pring Sedapur", "", "Cap", 6, 150_000, "Rumah Cap Rekaan", ""),
    ("", "Taplak", "", "Cap", "", 60_000, "", ""),
    ("", "Pouch perca", "", "", 5, "murah", "", ""),
    ("", "Serbet", "", "Cap", 0, 20_000, "", ""),
    ("", "Jumlah", "", "", 24, "", "", ""),
)


def workbook(folder: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Titipan Sanggar Melati",), HEAD, *rows):
        sheet.append(list(row))
    file = folder / "titipan.xlsx"
    book.save(file)
    return file


def text(folder: Path, *rows: tuple[object, ...]) -> Path:
    file = folder / "titipan.csv"
    file.write_text("\n".join(";".join(str(cell) for cell in row) for row in (HEAD, *rows)), encoding="utf-8")
    return file


def reading(shop: Shop, founded: Founded, written: NotePresenter) -> tuple[NoteListPresenter, Wizard]:
    wizard = Wizard()
    args = founded.by, written.artisan, written.agreement, written.listed
    return NoteListPresenter(ImmediateRunner(shop), *args, wizard), wizard


def first_delivery(shop: Shop, clock: FixedClock, founded: Founded) -> tuple[NotePresenter, Paper, PartyId, ItemId]:
    """By hand, some weeks ago; and the note of today, still empty."""
    earlier, _paper, party = writing(shop, clock, founded)
    earlier.put(SCARF)
    earlier.put(PIECE)
    earlier.post()
    return (*again(shop, clock, founded, party, earlier.agreement.id), party, earlier.lines[0].item)


def test_a_second_delivery_by_list_is_one_note_with_all_of_it(
    shop: Shop, clock: FixedClock, founded: Founded, tmp_path: Path
) -> None:
    """Bu Melati brings the same four scarves again, a new cloth, and one more piece like the one that was here."""
    written, paper, party, scarf = first_delivery(shop, clock, founded)
    read, wizard = reading(shop, founded, written)
    read.open_file(workbook(tmp_path, *BROUGHT))
    assert [row.number for row in wizard.review.of(Heap.NEW)] == [3, 4, 5]
    with shop.reading() as session:
        assert documents_posted(session) == 1, "reading takes nothing in"
    written.put_all(read.lines)
    with shop.reading() as session:
        assert documents_posted(session) == 1, "nor do the lines"
    assert paper.pieces == Quantity(13)
    written.post()
    written.post()
    taken = paper.taken[0]
    assert paper.taken == [taken, taken], "posted twice, taken in once"
    assert [(line.quantity.units, line.item == scarf) for line in taken.lines] == [(4, True), (8, False), (1, False)]
    with shop.reading() as session:
        assert len(notes(session, party=party)) == 2
        assert in_the_shop(session, (scarf,))[scarf] == Quantity(8)
        cards = [item_card(session, line.item, founded.shelf) for line in taken.lines]
        coded = item_by_code(session, "SM-7", founded.shelf)
    assert [card.kind for card in cards if card] == [ItemKind.COUNTED, ItemKind.COUNTED, ItemKind.UNIQUE]
    assert coded is not None
    assert (coded.name, coded.maker, coded.motif) == ("Kain Surya Majapahit", party, "Surya Majapahit")
    assert examine(shop.store.path) == ()

    third, _paper = again(shop, clock, founded, party, written.agreement.id)
    read, _wizard = reading(shop, founded, third)
    read.open_file(text(tmp_path, ("SM-7", "Kain Surya Majapahit", "", "", 2, 165_000, "", "")))
    assert [line.card.id for line in read.lines if line.card] == [coded.id], "the list's own code is known from then on"


def test_another_price_than_the_tag_s_is_told_and_asked_about(
    shop: Shop, clock: FixedClock, founded: Founded, tmp_path: Path
) -> None:
    written, paper, _party, scarf = first_delivery(shop, clock, founded)
    read, wizard = reading(shop, founded, written)
    read.open_file(text(tmp_path, ("", "Selendang Koro Renteng", "", "", 2, 110_000, "", "")))
    (row,) = wizard.review.of(Heap.NEW)
    assert "110.000" in row.reason
    assert "95.000" in row.reason
    written.put_all(read.lines)
    written.post()
    assert isinstance(paper.questions[0], TagSaysOtherwise)
    assert paper.taken == []
    written.post(TagSaysOtherwise.key)
    with shop.reading() as session:
        card = item_card(session, scarf, founded.shelf)
    assert card is not None
    assert (card.price, card.stock) == (Rupiah(110_000), Quantity(6))
    assert examine(shop.store.path) == ()


def test_rows_that_cannot_be_lines_are_named_with_their_number(
    shop: Shop, clock: FixedClock, founded: Founded, tmp_path: Path
) -> None:
    written, _paper, _party, _scarf = first_delivery(shop, clock, founded)
    read, wizard = reading(shop, founded, written)
    read.open_file(workbook(tmp_path, *BROUGHT, *OTHERS))
    left_out = wizard.review.of(Heap.PROBLEM)
    assert [row.number for row in left_out] == [6, 7, 8, 9]
    assert all(row.reason for row in left_out)
    assert "Rumah Cap Rekaan" in left_out[0].reason
    assert [row.number for row in wizard.review.of(Heap.SKIPPED)] == [10]
    assert len(read.lines) == 3
    summary = read.summary(wizard.review)
    assert all(f"{count} " in summary for count in (3, 13, 4)), summary


def test_the_same_list_twice_puts_nothing_twice_on_the_note(
    shop: Shop, clock: FixedClock, founded: Founded, tmp_path: Path
) -> None:
    written, paper, _party, _scarf = first_delivery(shop, clock, founded)
    file = workbook(tmp_path, *BROUGHT)
    read, _wizard = reading(shop, founded, written)
    read.open_file(file)
    written.put_all(read.lines)
    written.edit(1)
    assert paper.form is not None
    assert written.put(LineInput(name="Kain Surya Majapahit", kind=ItemKind.COUNTED, price=Rupiah(170_000))) == {}
    read, wizard = reading(shop, founded, written)
    read.open_file(file)
    assert read.lines == (), "a line that was changed by hand is still that row's"
    assert len(wizard.review.of(Heap.PROBLEM)) == 3
    written.remove(1)
    read, _wizard = reading(shop, founded, written)
    read.open_file(file)
    assert [line.name for line in read.lines] == ["Kain Surya Majapahit"], "what was taken off can be read again"
    written.post()
    assert len(paper.taken[0].lines) == 2


def test_a_piece_that_is_repeated_by_hand_does_not_take_the_list_s_code_along(
    shop: Shop, clock: FixedClock, founded: Founded, tmp_path: Path
) -> None:
    written, paper, _party, _scarf = first_delivery(shop, clock, founded)
    read, _wizard = reading(shop, founded, written)
    read.open_file(text(tmp_path, ("MB-2", "Kain Sisik", "", "Tulis", 1, 450_000, "", "")))
    written.put_all(read.lines)
    written.repeat(0)
    assert paper.form is not None
    assert written.put(paper.form) == {}
    written.make_new("Kain lain")
    assert paper.form.listed is None
    written.post()
    assert len(paper.taken[0].lines) == 2


def test_a_column_can_be_taken_for_another_and_a_file_that_is_no_list_is_told(
    shop: Shop, clock: FixedClock, founded: Founded, tmp_path: Path
) -> None:
    written, _paper, _party, _scarf = first_delivery(shop, clock, founded)
    read, wizard = reading(shop, founded, written)
    file = tmp_path / "lain.csv"
    file.write_text("Nama;Jumlah;Angka\nKain A;4;500.000\n", encoding="utf-8")
    read.open_file(file)
    assert not read.lines
    read.move_column(2, "price")
    assert [(line.count, line.price) for line in read.lines] == [(Quantity(4), Rupiah(500_000))]
    file.write_text("%PDF-1.7", encoding="utf-8")
    read.open_file(file)
    assert "lain.csv" in wizard.troubles[0]
    assert wizard.page == "review", "what was read before stays"


def on_the_note(desk: Desk, file: Path) -> tuple[NoteSheet, NoteListSheet]:
    desk.press(Qt.Key.Key_F3)
    written = desk.sheet()
    assert isinstance(written, NoteSheet)
    desk.press(Qt.Key.Key_F6)
    sheet = desk.sheet()
    assert isinstance(sheet, NoteListSheet)
    sheet.open_file(file)
    assert sheet.pages.currentWidget() is sheet.busy_page, "the window waits for no list"
    desk.settle()
    assert sheet.pages.currentWidget() is sheet.review_page
    return written, sheet


@pytest.mark.parametrize("save", [workbook, text], ids=["xlsx", "csv"])
def test_a_list_is_taken_in_by_keyboard_alone(desk: Desk, tmp_path: Path, save: object) -> None:
    party = an_artisan(desk)
    opened(desk)
    file = save(tmp_path, *BROUGHT, *OTHERS)  # type: ignore[operator]  # one of the two above
    written, sheet = on_the_note(desk, file)
    assert sheet.review_page.chips.choice() is Heap.PROBLEM, "what stays out is seen first"
    assert sheet.review_page.detail.text() == sheet.review_page.rows.records.rows[0].reason
    desk.press(Qt.Key.Key_F12)
    assert desk.sheet() is written
    assert [line.count.units for line in written.presenter.lines] == [4, 8, 1]
    with desk.shop.reading() as session:
        assert documents_posted(session) == 0
    desk.press(Qt.Key.Key_F12)
    assert isinstance(desk.sheet(), NoteDoneSheet)
    with desk.shop.reading() as session:
        (listed,) = notes(session, party=party)
        taken = note(session, listed.id)
    assert taken is not None
    assert taken.pieces == Quantity(13)
    desk.press(Qt.Key.Key_F10)
    tags = desk.sheet()
    assert isinstance(tags, TagsSheet)
    desk.settle()
    assert sum(line.count for line in tags.lines) == 13


def test_back_leads_to_another_file_and_then_to_the_note(desk: Desk, tmp_path: Path) -> None:
    an_artisan(desk)
    opened(desk)
    written, sheet = on_the_note(desk, workbook(tmp_path, *BROUGHT))
    desk.press(Qt.Key.Key_Escape)
    assert sheet.pages.currentWidget() is sheet.drop
    desk.press(Qt.Key.Key_Escape)
    assert desk.sheet() is written
    assert written.presenter.lines == ()


def test_a_list_without_any_line_for_the_note_cannot_be_put_in(desk: Desk, tmp_path: Path) -> None:
    an_artisan(desk)
    opened(desk)
    written, sheet = on_the_note(desk, workbook(tmp_path, *OTHERS))
    desk.press(Qt.Key.Key_F12)
    assert desk.sheet() is sheet
    assert written.presenter.lines == ()


def test_a_long_list_is_read_and_posted_beside_the_window(desk: Desk, tmp_path: Path) -> None:
    an_artisan(desk)
    opened(desk)
    rows = [(f"K-{n}", f"Kain {n}", "", "Cap", 2, 100_000 + n, "", "") for n in range(500)]
    written, _sheet = on_the_note(desk, text(tmp_path, *rows))
    desk.press(Qt.Key.Key_F12)
    assert len(written.presenter.lines) == 500
    desk.press(Qt.Key.Key_F12)
    assert isinstance(desk.sheet(), NoteDoneSheet)
    assert examine(desk.shop.store.path) == ()


def test_hundreds_of_new_prices_are_asked_about_where_all_of_them_can_be_read(desk: Desk, tmp_path: Path) -> None:
    an_artisan(desk)
    screen = opened(desk)
    for dearer in (0, 5_000):
        rows = [("", f"Kain {n}", "", "Cap", 2, 100_000 + dearer, "", "") for n in range(60)]
        written, _sheet = on_the_note(desk, text(tmp_path, *rows))
        desk.press(Qt.Key.Key_F12)
        desk.press(Qt.Key.Key_F12)
        if not dearer:
            desk.press(Qt.Key.Key_Escape)
    question = desk.sheet()
    assert question is not written
    assert question.findChildren(QScrollArea)
    assert clipped_everywhere(screen.window()) == []
    desk.press(Qt.Key.Key_Return)
    assert isinstance(desk.sheet(), NoteDoneSheet)
    assert examine(desk.shop.store.path) == ()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_text_of_the_list_is_cut(desk: Desk, language: str, tmp_path: Path) -> None:
    an_artisan(desk)
    use_language(language)
    screen = opened(desk)
    desk.press(Qt.Key.Key_F3)
    desk.press(Qt.Key.Key_F6)
    sheet = desk.sheet()
    assert isinstance(sheet, NoteListSheet)
    cut = {"choosing": clipped_everywhere(screen.window())}
    sheet.open_file(workbook(tmp_path, *BROUGHT, *OTHERS))
    desk.settle()
    for heap in (Heap.PROBLEM, Heap.NEW):
        sheet.review_page.chips.chip(heap).click()
        cut[heap] = clipped_everywhere(screen.window())
    assert {name: texts for name, texts in cut.items() if texts} == {}
