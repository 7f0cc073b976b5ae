"""The cell grid: words wrap, amounts never do."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra_pos.printing.blocks import Align, Cell, Columns, Rule, Slip, Text, pair
from sentra_pos.printing.layout import Grid, Size, TextLine, lay_out
from sentra_pos.printing.letters import plain, width
from tests.printing.samples import cash_receipt, qris_receipt

WIDTHS = st.sampled_from((32, 42, 48))
amounts = st.integers(min_value=-(10**12), max_value=10**12).map(lambda n: f"Rp\u00a0{n:,}".replace(",", "."))
anything = st.text(st.characters(codec="utf-8"), max_size=120)


def _lines(grid: Grid) -> list[TextLine]:
    return [line for line in grid.lines if isinstance(line, TextLine)]


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("slip", [cash_receipt(), qris_receipt()])
def test_no_line_of_a_receipt_is_wider_than_the_paper(slip: Slip, columns: int) -> None:
    for line in _lines(lay_out(slip, columns)):
        assert width(line.text) * line.size.across <= columns


@given(left=anything, right=amounts, columns=WIDTHS, double=st.booleans())
def test_an_amount_is_never_wrapped_whatever_stands_beside_it(
    left: str, right: str, columns: int, double: bool
) -> None:
    lines = _lines(lay_out(Slip((pair(left, right, double=double),)), columns))
    assert sum(line.text.endswith(right.replace("\u00a0", " ")) for line in lines) >= 1
    assert all(width(line.text) * line.size.across <= columns for line in lines)


@given(text=anything, columns=WIDTHS, align=st.sampled_from(Align), double=st.booleans())
def test_wrapping_loses_no_letter(text: str, columns: int, align: Align, double: bool) -> None:
    lines = _lines(lay_out(Slip((Text(text, align=align, double=double),)), columns))
    bare = plain(text).replace("\u00a0", " ").replace("\n", " ").replace(" ", "")
    assert "".join(line.text for line in lines).replace(" ", "") == bare
    assert all(width(line.text) * line.size.across <= max(columns, 2) for line in lines)


@given(text=st.text(string.ascii_letters + "    ", max_size=200))
def test_words_stay_whole_where_they_fit(text: str) -> None:
    words = [word for word in text.split() if len(word) <= 32]
    printed = " ".join(line.text for line in _lines(lay_out(Slip((Text(text),)), 32))).split()
    assert [word for word in words if word not in printed] == []


def test_a_total_too_long_for_double_letters_is_set_tall() -> None:
    total = pair("TOTAL", "Rp\u00a01.555.000", double=True)
    narrow, wide = (_lines(lay_out(Slip((total,)), columns))[0] for columns in (32, 48))
    assert (narrow.size, wide.size) == (Size.TALL, Size.DOUBLE)
    assert narrow.text == "TOTAL               Rp 1.555.000"


def test_many_columns_keep_their_widths() -> None:
    cells = (Cell("12", width=3), Cell("Dompet kecil motif kawung"), Cell("140.000", align=Align.RIGHT))
    assert [line.text for line in _lines(lay_out(Slip((Columns(cells),)), 32))] == [
        "12  Dompet kecil motif   140.000",
        "    kawung",
    ]


def test_columns_that_cannot_stand_side_by_side_stand_below_each_other() -> None:
    cells = (Cell("Kain batik tulis"), Cell("Rp 1.250.000.000", align=Align.RIGHT), Cell("Rp 9", align=Align.RIGHT))
    assert [line.text for line in _lines(lay_out(Slip((Columns(cells),)), 24))] == [
        "Kain batik tulis",
        "   Rp 1.250.000.000 Rp 9",
    ]


def test_an_indent_hangs_over_all_lines_of_a_paragraph() -> None:
    lines = _lines(lay_out(Slip((Text("  satu dua tiga empat"),)), 20))
    assert [line.text for line in lines] == ["  satu dua tiga", "  empat"]


def test_typographers_letters_become_plain_ones() -> None:
    assert plain("\u201cSurya\u201d \u2014 240\u00d7110 caf\u00e9\u2026 \u00bd \u00b7 \u2192") == (
        '"Surya" - 240x110 cafe... 1/2 * ->'
    )


def test_a_name_cannot_command_the_printer() -> None:
    assert plain("Kain\x1bp\x00\x1d\x07 merah") == "Kainp merah"


def test_other_scripts_are_kept_to_be_drawn() -> None:
    (line,) = _lines(lay_out(Slip((Text("\ua9a7\ua9a0\ua9b6\ua98f\ua9c0 batik"),)), 32))
    assert line.drawn
    assert line.text.endswith("batik")


def test_a_rule_is_as_wide_as_the_paper() -> None:
    assert lay_out(Slip((Rule(),)), 42).text() == "-" * 42 + "\n"
