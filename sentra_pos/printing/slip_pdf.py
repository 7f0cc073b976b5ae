"""The grid as a PDF page as wide as the paper, its text selectable: for sharing a receipt."""

from __future__ import annotations

import io
from typing import Final

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sentra_pos.printing.ean13 import MODULES, ean13_modules
from sentra_pos.printing.fonts import MONO_ADVANCE, mono_path
from sentra_pos.printing.layout import BarcodeLine, CutLine, Grid, Line, QrLine, Size, TextLine
from sentra_pos.printing.picture import BAR_HEIGHT, bar_dots, draw_line
from sentra_pos.printing.profiles import CELL_HEIGHT, DOTS_PER_MM, FONT_A_WIDTH, LINE_HEIGHT, Profile
from sentra_pos.printing.qr_modules import QUIET, qr_modules, qr_scale

_DOT: Final = mm / DOTS_PER_MM
_MARGIN: Final = 4 * mm
_FACES: Final = {False: "SlipMono", True: "SlipMonoBold"}


def slip_pdf(grid: Grid, profile: Profile, *, title: str) -> bytes:
    """One page, as long as the slip; the same slip gives the same bytes."""
    for bold, name in _FACES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(mono_path(bold=bold))))
    lines = [line for line in grid.lines if not isinstance(line, CutLine)]
    heights = [_height(line, grid.columns, profile) for line in lines]
    paper = (profile.paper_mm * mm, 2 * _MARGIN + sum(heights) * _DOT)
    file = io.BytesIO()
    page = Canvas(file, pagesize=paper, invariant=1, pageCompression=1)
    page.setTitle(title)
    # From here on in printer dots, from the top left of the printable width.
    page.translate((paper[0] - profile.dots * _DOT) / 2, paper[1] - _MARGIN)
    page.scale(_DOT, _DOT)
    down = 0
    for line, height in zip(lines, heights, strict=True):
        _draw(page, line, grid.columns, profile, -down, height)
        down += height
    page.showPage()
    page.save()
    return file.getvalue()


def _height(line: Line, columns: int, profile: Profile) -> int:
    if isinstance(line, TextLine) and not line.drawn:
        return LINE_HEIGHT * line.size.down
    return draw_line(line, columns, profile).height


def _draw(page: Canvas, line: Line, columns: int, profile: Profile, top: int, height: int) -> None:
    match line:
        case TextLine(drawn=False):
            _text(page, line, columns, profile, top, height)
        case QrLine():
            _qr(page, line.data, profile.dots, top)
        case BarcodeLine():
            _barcode(page, line.digits, profile.dots, top)
        case _:
            picture = ImageReader(draw_line(line, columns, profile))
            page.drawImage(picture, 0, top - height, profile.dots, height)


def _text(page: Canvas, line: TextLine, columns: int, profile: Profile, top: int, height: int) -> None:
    times = line.size.down
    cell = profile.cell_width
    size = min(cell, FONT_A_WIDTH) / MONO_ADVANCE
    words = page.beginText()
    words.setTextOrigin((profile.dots - columns * cell) / 2, top - height + (height - size * times) / 2 + 5 * times)
    words.setFont(_FACES[line.bold], size * times)
    words.setHorizScale(50 if line.size is Size.TALL else 100)
    words.setCharSpace((cell - size * MONO_ADVANCE) * times)
    # reportlab types `text` loosely; a leading space must stay, it is the alignment.
    words.textOut(line.text)
    page.drawText(words)


def _qr(page: Canvas, data: str, dots: int, top: int) -> None:
    rows, scale = qr_modules(data), qr_scale(data, dots)
    left = (dots - len(rows) * scale) // 2
    for row, modules in enumerate(rows):
        below = top - (QUIET + row + 1) * scale
        for column, module in enumerate(modules):
            if module:
                page.rect(left + column * scale, below, scale, scale, stroke=0, fill=1)


def _barcode(page: Canvas, digits: str, dots: int, top: int) -> None:
    bar = bar_dots(dots)
    left = (dots - MODULES * bar) // 2
    for place, module in enumerate(ean13_modules(digits)):
        if module == "1":
            page.rect(left + place * bar, top - 4 - BAR_HEIGHT, bar, BAR_HEIGHT, stroke=0, fill=1)
    page.setFont(_FACES[False], 20)
    page.drawCentredString(dots / 2, top - BAR_HEIGHT - 4 - CELL_HEIGHT, digits)
