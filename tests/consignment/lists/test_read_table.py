"""Files of every kind become the same table, or are refused with what to do."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell

from sentra_pos.consignment.lists.read_csv import table_from_text
from sentra_pos.consignment.lists.read_table import read_table
from sentra_pos.consignment.lists.table import HIGHEST_ROWS
from sentra_pos.consignment.lists.trouble import (
    DamagedSpreadsheet,
    EmptyList,
    ListNotReadable,
    ListTrouble,
    LockedSpreadsheet,
    MacrosInSpreadsheet,
    NotASpreadsheet,
    OldSpreadsheet,
    SpreadsheetTooLarge,
    UnclosedQuote,
)
from sentra_pos.core.resources import resource_path

FIXTURES = resource_path("demo")

Save = Callable[[bytes], Path]
SaveSheet = Callable[[Sequence[Sequence[object]]], Path]

SHEET_XML = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def cells(path: Path) -> list[tuple[str, ...]]:
    return [row.cells for row in read_table(path).rows]


def with_member(path: Path, name: str, content: bytes) -> Path:
    """The same zip with one member replaced or added."""
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    members[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return path


def test_the_shops_own_workbook_is_read_with_its_row_numbers(goods_file: Path) -> None:
    table = read_table(goods_file)
    assert table.sheet == "Stok Nov 2026"
    assert [row.number for row in table.rows if row.number < 7] == [1, 2, 4, 5, 6]
    assert table.rows[-1].cells == ("", "JUMLAH")
    assert table.rows[3].cells[7:9] == ("1", "Rp 1.250.000")


def test_the_shops_own_text_list_loses_its_mark(artisans_file: Path) -> None:
    assert artisans_file.read_bytes().startswith(b"\xef\xbb\xbf")
    table = read_table(artisans_file)
    assert table.rows[0].cells[:2] == ("Kode", "Nama Usaha")
    assert len(table.rows) == 13


def test_numbers_come_as_people_would_have_typed_them(workbook: SaveSheet, tmp_path: Path) -> None:
    path = workbook([[24, 24.0, 12.5, 0.1 + 0.2, 1_250_000, date(2026, 8, 17), True, 1e15]])
    book = openpyxl.load_workbook(path)
    rate = book.worksheets[0]["I1"]
    assert isinstance(rate, Cell)
    rate.value, rate.number_format = 0.175, "0.0%"
    book.save(path)
    assert cells(path) == [("24", "24", "12,5", "0,3", "1250000", "2026-08-17", "TRUE", "1000000000000000", "17,5%")]


def test_cells_are_clean_single_lines(workbook: SaveSheet) -> None:
    path = workbook([["  Kain\n Mrico\u00a0 Bolong\u200b ", "\u202eabc", "e\u0301"]])
    assert cells(path) == [("Kain Mrico Bolong", "abc", "é")]


def test_a_formula_gives_its_value_or_nothing_but_never_runs(workbook: SaveSheet) -> None:
    assert cells(workbook([["Kain", "=1+1"]])) == [("Kain",)]


def test_the_first_sheet_that_holds_anything_is_the_list(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Rahasia").append(["tersembunyi"])
    book["Rahasia"].sheet_state = "hidden"
    book.create_sheet("Stok").append(["Kain"])
    path = tmp_path / "daftar.xlsx"
    book.save(path)
    table = read_table(path)
    assert (table.sheet, table.rows[0].cells) == ("Stok", ("Kain",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_every_usual_text_list_is_read(text_file: Save, encoding: str, separator: str) -> None:
    rows = [["Nama", "Harga", "Ket"], ['"Kain; è, è"', '"1,5"', "x"], ["Syal", "2", ""]]
    text = "\r\n".join(separator.join(row) for row in rows)
    assert cells(text_file(text.encode(encoding))) == [
        ("Nama", "Harga", "Ket"),
        ("Kain; è, è", "1,5", "x"),
        ("Syal", "2"),
    ]


def test_decimal_commas_do_not_outvote_the_semicolons(text_file: Save) -> None:
    path = text_file(b"Nama;Komisi\nA;12,5\nB;17,5\nC;2,5\n")
    assert cells(path)[1] == ("A", "12,5")


def test_marks_inside_quotes_do_not_separate(text_file: Save) -> None:
    path = text_file(b'Nama,Harga\n"Kain; cap; alam","1,5jt"\n"Syal; cap; alam","2,5jt"\n"Tas; perca; besar","3,5jt"\n')
    assert cells(path)[1] == ("Kain; cap; alam", "1,5jt")


def test_the_separator_that_excel_names_is_taken(text_file: Save) -> None:
    table = read_table(text_file(b"sep=;\nNama;Harga\nA, B;1\n"))
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("Nama", "Harga")), (3, ("A, B", "1"))]


def test_blank_lines_keep_the_row_numbers_of_the_sheet(text_file: Save) -> None:
    assert [row.number for row in read_table(text_file(b"a;b\n\n;;\nc;d\n")).rows] == [1, 4]


def test_a_quote_that_is_never_closed_does_not_swallow_rows(text_file: Save) -> None:
    with pytest.raises(UnclosedQuote) as refused:
        read_table(text_file(b'Nama;Harga\n"Kain;1\nSyal;2\n'))
    assert "2" in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\n", b";;;\n;;;\n"])
def test_an_empty_file_is_named_so(text_file: Save, content: bytes) -> None:
    with pytest.raises(EmptyList):
        read_table(text_file(content))


def test_an_empty_workbook_is_named_so(workbook: SaveSheet) -> None:
    with pytest.raises(EmptyList):
        read_table(workbook([]))


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100), NotASpreadsheet),
        (b"%PDF-1.7\n1 0 obj", NotASpreadsheet),
        (b"\n <html><table><tr><td>Kain</td></tr></table>", NotASpreadsheet),
        (b"Kain\x00;1", NotASpreadsheet),
        (b"\xff\xfeK", NotASpreadsheet),
        (b"\x81\x8d\x8f", NotASpreadsheet),
        (b"PK\x03\x04 not a zip", DamagedSpreadsheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), OldSpreadsheet),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            LockedSpreadsheet,
        ),
    ],
)
def test_what_is_no_list_is_refused_whatever_its_name(
    tmp_path: Path, content: bytes, trouble: type[ListTrouble]
) -> None:
    for name in ("daftar.xlsx", "daftar.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(ListTrouble) as refused:
            read_table(path)
        assert type(refused.value) is trouble
        assert name in str(refused.value)


@pytest.mark.parametrize(
    ("member", "trouble"),
    [
        ("xl/vbaProject.bin", MacrosInSpreadsheet),
        ("xl/workbook.bin", OldSpreadsheet),
        ("content.xml", OldSpreadsheet),
    ],
)
def test_other_kinds_of_workbook_are_told_by_what_they_hold(
    workbook: SaveSheet, member: str, trouble: type[ListTrouble]
) -> None:
    with pytest.raises(trouble):
        read_table(with_member(workbook([["Kain"]]), member, b"x"))


def test_a_text_document_is_no_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "surat.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(NotASpreadsheet):
        read_table(path)


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "besar.csv"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    started = time.perf_counter()
    with pytest.raises(SpreadsheetTooLarge):
        read_table(path)
    assert time.perf_counter() - started < 0.5


def test_a_zip_bomb_is_refused_unpacked(workbook: SaveSheet) -> None:
    path = with_member(workbook([["Kain"]]), "xl/worksheets/sheet1.xml", bytes(100 * 1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    with pytest.raises(SpreadsheetTooLarge):
        read_table(path)


def test_a_smaller_bomb_is_told_by_how_much_it_swells(workbook: SaveSheet) -> None:
    path = with_member(workbook([["Kain"]]), "xl/worksheets/sheet1.xml", bytes(15 * 1024 * 1024))
    with pytest.raises(SpreadsheetTooLarge):
        read_table(path)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_either(workbook: SaveSheet) -> None:
    path = with_member(workbook([["Kain"]]), "xl/worksheets/sheet1.xml", bytes(100 * 1024 * 1024))
    true_size = (100 * 1024 * 1024).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true_size, (500).to_bytes(4, "little")))
    with pytest.raises(DamagedSpreadsheet):
        read_table(path)


def test_an_xml_bomb_does_not_go_off(workbook: SaveSheet) -> None:
    entities = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>' + SHEET_XML.format("<row><c t='str'><v>&e9;</v></c></row>")
    with pytest.raises(DamagedSpreadsheet):
        read_table(with_member(workbook([["Kain"]]), "xl/worksheets/sheet1.xml", bomb.encode()))


def test_one_row_far_below_the_sheet_is_no_endless_list(workbook: SaveSheet) -> None:
    far = SHEET_XML.format('<row r="4000000000"><c r="A4000000000" t="str"><v>x</v></c></row>')
    with pytest.raises(SpreadsheetTooLarge):
        read_table(with_member(workbook([["Kain"]]), "xl/worksheets/sheet1.xml", far.encode()))


def test_a_cell_far_to_the_right_costs_nothing(workbook: SaveSheet) -> None:
    wide = SHEET_XML.format('<row r="1"><c r="A1" t="str"><v>x</v></c><c r="ZZZZZZ1" t="str"><v>y</v></c></row>')
    path = with_member(workbook([["Kain"]]), "xl/worksheets/sheet1.xml", wide.encode())
    try:
        assert cells(path) == [("x",)]
    except DamagedSpreadsheet as refused:
        sentence = str(refused)
        assert sentence


def test_too_many_rows_are_refused(text_file: Save) -> None:
    with pytest.raises(SpreadsheetTooLarge):
        read_table(text_file(b"a;b\n" * (HIGHEST_ROWS + 1)))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "hilang.xlsx", tmp_path):
        with pytest.raises(ListNotReadable) as refused:
            read_table(path)
        assert path.name in str(refused.value)


def test_a_file_with_a_name_that_no_screen_can_show_is_still_named(tmp_path: Path) -> None:
    with pytest.raises(ListNotReadable) as refused:
        read_table(tmp_path / "daf\u202etar\udcff.xlsx")
    assert str(refused.value).isprintable()


def test_progress_ends_at_the_end(text_file: Save, workbook: SaveSheet) -> None:
    for path in (text_file(b"a;b\n" * 2500), workbook([["a", "b"]] * 2500)):
        told: list[tuple[int, int]] = []
        read_table(path, progress=lambda done, total, told=told: told.append((done, total)))  # type: ignore[misc]
        assert [done for done, _total in told] == [1000, 2000, 2500]
        assert all(done <= total for done, total in told)
        assert told[-1] == (2500, 2500)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_clear_sentence(content: bytes) -> None:
    try:
        table = table_from_text(content, "daftar.csv", None)
    except ListTrouble as refused:
        sentence = str(refused)
        assert sentence
    else:
        assert all(cell.isprintable() for row in table.rows for cell in row.cells)


@given(data=st.data())
def test_a_damaged_workbook_is_a_table_or_a_clear_sentence(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray((FIXTURES / "daftar-barang.xlsx").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("rusak") / "daftar.xlsx"
    path.write_bytes(bytes(content))
    try:
        assert read_table(path).rows
    except ListTrouble as refused:
        sentence = str(refused)
        assert sentence
