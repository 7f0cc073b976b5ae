"""The bytes say what the grid says, and nothing that a cheap printer cannot do."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sentra_pos.printing.blocks import QR, Align, Cell, Columns, Feed, Image, Slip, Text, pair
from sentra_pos.printing.escpos_bytes import drawer_bytes, receipt_bytes
from sentra_pos.printing.layout import TextLine, lay_out
from sentra_pos.printing.profiles import GENERIC_58, GENERIC_80, Profile, TextMode
from tests.printing.escpos_reader import read
from tests.printing.samples import QRIS, RECEIPT_CODE, cash_receipt, logo, qris_receipt

PROFILES = (GENERIC_58, GENERIC_80, Profile(name="42", paper_mm=80, dots=512, columns=42))
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z", "Cc")), max_size=60)
blocks = st.one_of(
    st.builds(lambda t, a, b, d: Text(t, align=a, bold=b, double=d), words, st.sampled_from(Align), st.booleans(),
              st.booleans()),
    st.builds(lambda a, b, d: pair(a, b, double=d), words, words, st.booleans()),
    st.builds(lambda a, b, c: Columns((Cell(a, width=4), Cell(b), Cell(c, align=Align.RIGHT))), words, words, words),
    st.builds(Feed, st.integers(0, 3)),
)  # fmt: skip


@pytest.mark.parametrize("profile", PROFILES)
@settings(max_examples=30)
@given(parts=st.lists(blocks, max_size=6))
def test_the_lines_on_paper_are_the_lines_of_the_grid(profile: Profile, parts: list[Text]) -> None:
    grid = lay_out(Slip(tuple(parts)), profile.columns)
    plain_lines = [line.text for line in grid.lines if isinstance(line, TextLine) and not line.drawn]
    assert read(receipt_bytes(grid, profile)).lines == plain_lines


def test_the_preamble_leaves_chinese_mode_and_takes_the_first_code_page() -> None:
    assert receipt_bytes(lay_out(Slip(()), 32), GENERIC_58).startswith(b"\x1b@\x1c.\x1bt\x00")


def test_the_same_slip_gives_the_same_bytes() -> None:
    grid = lay_out(qris_receipt(), 48)
    assert receipt_bytes(grid, GENERIC_80) == receipt_bytes(grid, GENERIC_80)


def test_a_receipt_carries_its_barcode_and_one_cut() -> None:
    found = read(receipt_bytes(lay_out(cash_receipt(), 48), GENERIC_80))
    assert (found.barcodes, found.cuts) == ([RECEIPT_CODE], 1)


def test_a_printer_without_a_knife_is_not_told_to_cut() -> None:
    assert read(receipt_bytes(lay_out(cash_receipt(), 32), GENERIC_58)).cuts == 0


def test_the_qr_code_is_the_printers_own_at_80_mm_and_a_picture_at_58() -> None:
    native = read(receipt_bytes(lay_out(Slip((QR(QRIS),)), 48), GENERIC_80))
    drawn = read(receipt_bytes(lay_out(Slip((QR(QRIS),)), 32), GENERIC_58))
    assert (native.qr, native.picture_heights) == ([QRIS], [])
    assert drawn.qr == []
    assert sum(drawn.picture_heights) > 200


def test_a_tall_logo_goes_in_small_pieces_and_has_no_black_block() -> None:
    found = read(receipt_bytes(lay_out(Slip((Image(logo()),)), 48), GENERIC_80))
    assert max(found.picture_heights) <= GENERIC_80.fragment_height
    assert sum(found.picture_heights) == 130
    assert found.picture_dots < 240 * 130 * 0.7


def test_a_printer_without_letters_gets_one_picture_a_line() -> None:
    raster = Profile(name="r", paper_mm=58, dots=384, columns=32, text_mode=TextMode.RASTER)
    found = read(receipt_bytes(lay_out(cash_receipt(), 32), raster))
    assert found.lines == []
    assert sum(found.picture_heights) > 400


@pytest.mark.parametrize(("pin", "sent"), [(2, b"\x1bp\x00\x32\x32"), (5, b"\x1bp\x01\x32\x32")])
def test_the_drawers_job_is_its_pulse_alone(pin: int, sent: bytes) -> None:
    assert drawer_bytes(Profile(name="d", paper_mm=58, dots=384, columns=32, drawer_pin=pin)) == sent


def test_the_encoder_neither_talks_nor_touches_logging(capfd: pytest.CaptureFixture[str]) -> None:
    before = list(logging.root.handlers)
    receipt_bytes(lay_out(qris_receipt(), 32), GENERIC_58)
    assert logging.root.handlers == before
    assert capfd.readouterr().out == ""


def test_the_encoder_and_the_drawing_library_stay_out_of_the_tills_start() -> None:
    code = (
        "import sys; import sentra_pos.printing.worker, sentra_pos.printing.set_up_printer, sentra_pos.printing.page;"
        "sys.exit([m for m in ('escpos', 'PIL', 'reportlab', 'segno', 'yaml') if m in sys.modules] or 0)"
    )
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False, capture_output=True).stderr == b""


def test_a_first_import_in_a_fresh_process_is_silent() -> None:
    code = (
        "import logging; from sentra_pos.printing.escpos_bytes import drawer_bytes;"
        "from sentra_pos.printing.profiles import GENERIC_58; drawer_bytes(GENERIC_58);"
        "assert logging.root.handlers == []"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], check=False, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
