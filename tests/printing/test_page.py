"""A4 and A5 papers."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from sentra_pos.printing.page import (
    Facts,
    Heading,
    Paper,
    PaperSize,
    Paragraph,
    QrMark,
    SignatureBox,
    Signatures,
    Table,
    TableColumn,
    TableRow,
    TotalRow,
    Totals,
    render_paper,
)
from sentra_pos.printing.page_render import _widths
from sentra_pos.printing.page_type import BOLD, REGULAR, SEMIBOLD, register_type

COLUMNS = (
    TableColumn(heading="Tanggal", share=2),
    TableColumn(heading="Barang", share=5),
    TableColumn(heading="Bagian perajin", figures=True),
)


def _paper(rows: int, *, size: PaperSize = PaperSize.A4, copies: tuple[str, ...] = ()) -> Paper:
    table = Table(
        title="Terjual",
        columns=COLUMNS,
        rows=tuple(
            TableRow(cells=("22/11/26", "Kain <batik> & sutra", f"Rp {number}.111.111"), note=f"nota {number}")
            for number in range(rows)
        ),
    )
    return Paper(
        title="Nota",
        size=size,
        copies=copies,
        footer="Sentra Batik Contoh",
        blocks=(
            Heading(shop="Sentra Batik Contoh", shop_lines=("Trowulan",), title="Nota titip", number="N-1"),
            Facts((("Perajin", "Sanggar Melati"), ("Tanggal", "22 November 2026"), ("Kota", "Mojokerto"))),
            table,
            Totals((TotalRow(label="Jumlah", amount="Rp 9"), TotalRow(label="Dibayar", amount="Rp 9", strong=True))),
            Paragraph("Terbilang: sembilan rupiah"),
            QrMark("N-1", "Pindai"),
            Signatures(
                (SignatureBox(role="Perajin", name="Ibu Sri", meterai=True), SignatureBox(role="Toko")),
                place_and_date="Mojokerto, 22 November 2026",
            ),
        ),
    )


def _pages(paper: Paper) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(render_paper(paper))).pages]


def test_a_long_table_repeats_its_headings_and_every_page_its_number() -> None:
    pages = _pages(_paper(70))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"{number} " in page
        assert "Sentra Batik Contoh" in page
    assert all("Bagian" in page for page in pages[:-1])
    together = "".join(pages)
    assert all(f"{number}.111.111" in together for number in range(70))


def test_two_a5_copies_share_one_sheet_each_with_its_name() -> None:
    made = PdfReader(io.BytesIO(render_paper(_paper(3, size=PaperSize.A5, copies=("perajin", "toko")))))
    (page,) = made.pages
    assert float(page.mediabox.width) > float(page.mediabox.height)
    assert page.extract_text().count("Sanggar Melati") == 2
    assert "toko" in page.extract_text()


def test_two_a4_copies_follow_one_another() -> None:
    pages = _pages(_paper(3, copies=("Untuk perajin", "Untuk toko")))
    assert ["Untuk perajin" in page for page in pages] == [True, False]
    assert ["Untuk toko" in page for page in pages] == [False, True]


def test_the_stamps_frame_and_typed_angle_brackets_are_on_the_paper() -> None:
    (page,) = _pages(_paper(2))
    assert "Rp10.000" in page
    assert "Kain <batik> & sutra" in page


def test_the_same_paper_is_the_same_file() -> None:
    assert render_paper(_paper(30)) == render_paper(_paper(30))


@pytest.mark.parametrize("face", [REGULAR, SEMIBOLD, BOLD])
def test_all_digits_are_of_one_width(face: str) -> None:
    register_type()
    assert {stringWidth(digit, face, 10) for digit in "0123456789"} == {6.0}
    assert stringWidth("i", face, 10) < 4


def test_a_row_with_too_few_cells_is_a_bug_that_is_told() -> None:
    with pytest.raises(ValueError, match="1 cells for 3 columns"):
        Table(columns=COLUMNS, rows=(TableRow(cells=("a",)),))


def test_an_airy_table_sets_its_figures_apart_and_leaves_its_words_half_their_room() -> None:
    rows = (TableRow(cells=("22/11/26", "Kain", "715.000")),)
    close, airy = (_widths(Table(columns=COLUMNS, rows=rows, airy=airy), 400.0, 9.0) for airy in (False, True))
    assert airy[2] == pytest.approx(close[2] + 5 * mm)
    assert sum(airy) == pytest.approx(sum(close))
    columns = (COLUMNS[1], *(TableColumn(heading="Jumlah", figures=True) for _number in range(12)))
    full = (TableRow(cells=("Kain", *("100.000" for _number in range(12)))),)
    close, airy = (_widths(Table(columns=columns, rows=full, airy=airy), 700.0, 9.0) for airy in (False, True))
    assert airy[0] == pytest.approx(close[0] / 2)
