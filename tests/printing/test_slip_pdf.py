"""The slip as a PDF: the same lines, selectable."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from sentra_pos.printing.layout import TextLine, lay_out
from sentra_pos.printing.profiles import GENERIC_58, GENERIC_80, Profile
from sentra_pos.printing.slip_pdf import slip_pdf
from tests.printing.samples import cash_receipt


@pytest.mark.parametrize("profile", [GENERIC_58, GENERIC_80])
def test_the_page_is_as_wide_as_the_paper_and_says_what_the_grid_says(profile: Profile) -> None:
    grid = lay_out(cash_receipt(), profile.columns)
    (page,) = PdfReader(io.BytesIO(slip_pdf(grid, profile, title="Struk"))).pages
    assert float(page.mediabox.width) == pytest.approx(profile.paper_mm / 25.4 * 72, abs=0.01)
    found = "".join(page.extract_text().split())
    for line in grid.lines:
        if isinstance(line, TextLine):
            assert line.text.replace(" ", "") in found


def test_the_same_slip_is_the_same_file() -> None:
    grid = lay_out(cash_receipt(), 32)
    assert slip_pdf(grid, GENERIC_58, title="x") == slip_pdf(grid, GENERIC_58, title="x")
