"""The preview shows what the paper will show."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from sentra_pos.printing.blocks import Slip, Text
from sentra_pos.printing.layout import Size, TextLine, lay_out
from sentra_pos.printing.picture import draw, draw_line, to_dots, to_png
from sentra_pos.printing.profiles import CELL_HEIGHT, GENERIC_58, GENERIC_80, LINE_HEIGHT, Profile
from tests.printing.samples import QRIS, RECEIPT_CODE, cash_receipt, qris_receipt

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=32)


def _codes(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("profile", [GENERIC_58, GENERIC_80])
def test_the_codes_in_the_preview_can_be_scanned(profile: Profile) -> None:
    assert _codes(draw(lay_out(cash_receipt(), profile.columns), profile)) == [RECEIPT_CODE]
    assert _codes(draw(lay_out(qris_receipt(), profile.columns), profile)) == [QRIS]


@settings(max_examples=20)
@given(text=PRINTABLE)
def test_each_letter_of_the_preview_stands_in_its_own_cell(text: str) -> None:
    """A line is the sum of its letters drawn one by one: none is moved or hidden by its neighbours."""
    together = draw_line(TextLine(text=text), 32, GENERIC_58)
    alone = Image.new("L", together.size, 255)
    for place, letter in enumerate(text):
        one = draw_line(TextLine(text=" " * place + letter), 32, GENERIC_58)
        alone = ImageChops.multiply(alone, one)
    # Two greys on one dot round differently; a letter out of place would differ by far more.
    assert ImageChops.difference(together, alone).point(lambda shade: max(0, shade - 2)).getbbox() is None


def test_a_letter_stays_within_its_cell() -> None:
    drawn = to_dots(draw_line(TextLine(text="    W"), 32, GENERIC_58)).convert("L")
    left, top, right, bottom = ImageChops.invert(drawn).getbbox() or (0, 0, 0, 0)
    assert 48 <= left < right <= 60
    assert 0 <= top < bottom <= LINE_HEIGHT


@pytest.mark.parametrize(("size", "height"), [(Size.NORMAL, 1), (Size.TALL, 2), (Size.DOUBLE, 2)])
def test_larger_letters_take_higher_lines(size: Size, height: int) -> None:
    drawn = draw_line(TextLine(text="Agj", size=size), 32, GENERIC_58)
    assert drawn.size == (384, LINE_HEIGHT * height)
    box = ImageChops.invert(drawn).getbbox()
    assert box is not None
    assert box[3] - box[1] > CELL_HEIGHT * height * 0.6


def test_javanese_letters_are_drawn_and_not_boxes() -> None:
    javanese, other = (draw(lay_out(Slip((Text(text),)), 32), GENERIC_58) for text in ("\ua9a7\ua9a0", "\ua9a7\ua9a1"))
    assert ImageChops.difference(javanese, other).getbbox() is not None


def test_the_png_is_the_same_each_time() -> None:
    grid = lay_out(qris_receipt(), 48)
    first, second = (to_png(draw(grid, GENERIC_80)) for _ in range(2))
    assert first == second
    with Image.open(io.BytesIO(first)) as opened:
        assert opened.width == 640
