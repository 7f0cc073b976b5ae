"""The grid as a picture, a pixel a printer dot: preview, PNG to share, and what printers without letters get."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from sentra_pos.printing.ean13 import MODULES, ean13_modules
from sentra_pos.printing.ean13 import QUIET as BAR_QUIET
from sentra_pos.printing.fonts import MONO_ADVANCE, font_for, mono
from sentra_pos.printing.layout import BarcodeLine, CutLine, Grid, Line, PictureLine, QrLine, TextLine
from sentra_pos.printing.letters import width
from sentra_pos.printing.profiles import CELL_HEIGHT, DOTS_PER_MM, FONT_A_WIDTH, LINE_HEIGHT, Profile
from sentra_pos.printing.qr_modules import QUIET, qr_modules, qr_scale

WHITE: Final = 255
BLACK: Final = 0
_CUT_GREY: Final = 160
#: Bars of a receipt's EAN-13: three dots wide is read by every scanner and still fits 58 mm.
BAR_DOTS: Final = 3
BAR_HEIGHT: Final = 80
#: Baseline within a letter's cell, as a part of the cell's height.
_BASELINE: Final = 0.79
_DRAWN_HEIGHT: Final = 48
_RUNS: Final = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")


def draw(grid: Grid, profile: Profile) -> Image.Image:
    """The whole slip in shades of grey, as wide as its paper, with a margin above and below."""
    strips = [draw_line(line, grid.columns, profile) for line in grid.lines]
    across = max(profile.paper_mm * DOTS_PER_MM, profile.dots)
    whole = Image.new("L", (across, 2 * CELL_HEIGHT + sum(strip.height for strip in strips)), WHITE)
    down = CELL_HEIGHT
    for strip in strips:
        whole.paste(strip, ((across - profile.dots) // 2, down))
        down += strip.height
    return whole


def to_png(picture: Image.Image) -> bytes:
    """The picture's PNG file."""
    file = io.BytesIO()
    picture.save(file, "PNG", dpi=(203, 203))
    return file.getvalue()


def to_dots(picture: Image.Image) -> Image.Image:
    """Black or white, nothing between: letters and codes for a thermal head."""
    return picture.point(lambda shade: WHITE if shade > 150 else BLACK).convert("1")


def draw_line(line: Line, columns: int, profile: Profile) -> Image.Image:
    """One line of the grid, across the whole paper."""
    match line:
        case TextLine():
            return _text(line, columns, profile)
        case PictureLine():
            return dithered(line.png, profile.dots).convert("L")
        case QrLine():
            return qr_picture(line.data, profile.dots)
        case BarcodeLine():
            return _barcode(line.digits, profile.dots)
        case CutLine(stays=True):
            return Image.new("L", (profile.dots, 1), WHITE)
        case CutLine():
            return _cut(profile.dots)


def dithered(png: bytes, dots: int) -> Image.Image:
    """A PNG as black and white dots, centred on the full width; python-escpos' own centring prints a black block."""
    with Image.open(io.BytesIO(png), formats=["PNG"]) as opened:
        picture = opened.convert("RGBA")
    flat = Image.new("RGBA", picture.size, (WHITE, WHITE, WHITE, WHITE))
    flat.alpha_composite(picture)
    grey = flat.convert("L")
    if grey.width > dots:
        grey = grey.resize((dots, max(1, grey.height * dots // grey.width)), Image.Resampling.LANCZOS)
    whole = Image.new("L", (dots, grey.height), WHITE)
    whole.paste(grey, ((dots - grey.width) // 2, 0))
    return whole.convert("1", dither=Image.Dither.FLOYDSTEINBERG)


def qr_picture(data: str, dots: int) -> Image.Image:
    """The code with its quiet zone, centred."""
    rows = qr_modules(data)
    scale = qr_scale(data, dots)
    small = Image.new("L", (len(rows), len(rows)), WHITE)
    small.putdata([BLACK if module else WHITE for row in rows for module in row])
    code = small.resize((len(rows) * scale, len(rows) * scale), Image.Resampling.NEAREST)
    whole = Image.new("L", (dots, code.height + 2 * QUIET * scale), WHITE)
    whole.paste(code, ((dots - code.width) // 2, QUIET * scale))
    return whole


def bar_dots(dots: int) -> int:
    """Dots of one bar of an EAN-13 on this paper."""
    return BAR_DOTS if dots >= (MODULES + 2 * BAR_QUIET) * BAR_DOTS else 2


def _text(line: TextLine, columns: int, profile: Profile) -> Image.Image:
    """Each letter in its cell; tall letters are drawn double and pressed together."""
    times = line.size.down
    cell = profile.cell_width * times
    height = max(_DRAWN_HEIGHT if line.drawn else LINE_HEIGHT, CELL_HEIGHT) * times
    strip = Image.new("L", (profile.dots * times // line.size.across, height), WHITE)
    pen = ImageDraw.Draw(strip)
    size = round(min(profile.cell_width, FONT_A_WIDTH) / MONO_ADVANCE) * times
    baseline = (height - CELL_HEIGHT * times) // 2 + round(CELL_HEIGHT * times * _BASELINE)
    left = (profile.dots - columns * profile.cell_width) // 2 * times // line.size.across
    for run in _RUNS.findall(line.text):
        if run.isascii():
            for place, letter in enumerate(run):
                if letter != " ":
                    shape = _letter(letter, size, cell, bold=line.bold)
                    strip.paste(BLACK, (left + (place - 1) * cell, baseline - 2 * size), shape)
        else:
            _draw_script(pen, run, (left, baseline), width(run) * cell, size, bold=line.bold)
        left += width(run) * cell
    return strip if strip.width == profile.dots else strip.resize((profile.dots, height))


@lru_cache(maxsize=2048)
def _letter(letter: str, size: int, cell: int, *, bold: bool) -> Image.Image:
    """The letter as a stencil, a cell of room on either side, its line two sizes down; a slip is few letters."""
    font = mono(size, bold=bold)
    stencil = Image.new("L", (3 * cell, 3 * size), 0)
    inset = (cell - font.getlength("0")) / 2
    ImageDraw.Draw(stencil).text((cell + inset, 2 * size), letter, WHITE, font, anchor="ls")
    return stencil


def _draw_script(pen: ImageDraw.ImageDraw, run: str, at: tuple[int, int], room: int, size: int, *, bold: bool) -> None:
    """A run of another script as one piece, for its letters join and stack; made smaller until it fits its cells."""
    font = font_for(run, size, bold=bold)
    while font.getlength(run) > room and size > 8:
        size -= 1
        font = font_for(run, size, bold=bold)
    pen.text(at, run, BLACK, font, anchor="ls")


def _barcode(digits: str, dots: int) -> Image.Image:
    bar = bar_dots(dots)
    whole = Image.new("L", (dots, BAR_HEIGHT + LINE_HEIGHT + 8), WHITE)
    pen = ImageDraw.Draw(whole)
    left = (dots - MODULES * bar) // 2
    for place, module in enumerate(ean13_modules(digits)):
        if module == "1":
            across = left + place * bar
            pen.rectangle((across, 4, across + bar - 1, 4 + BAR_HEIGHT - 1), BLACK)
    pen.text((dots // 2, BAR_HEIGHT + 4 + CELL_HEIGHT), digits, BLACK, mono(20, bold=False), anchor="ms")
    return whole


def _cut(dots: int) -> Image.Image:
    whole = Image.new("L", (dots, 2 * LINE_HEIGHT), WHITE)
    pen = ImageDraw.Draw(whole)
    for across in range(0, dots, 16):
        pen.line((across, LINE_HEIGHT, across + 8, LINE_HEIGHT), _CUT_GREY)
    return whole
