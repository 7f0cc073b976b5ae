"""The papers' type and colours: Plus Jakarta Sans with tabular figures, the tokens of the look."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sentra_pos.core.resources import resource_path

INK: Final = HexColor("#2A211B")
MUTED: Final = HexColor("#7C6E62")
LINE: Final = HexColor("#E6DDD0")
BRICK: Final = HexColor("#9C3D1B")
WASH: Final = HexColor("#F7F3EC")

REGULAR: Final = "Jakarta"
SEMIBOLD: Final = "Jakarta-SemiBold"
BOLD: Final = "Jakarta-Bold"
_FILES: Final = {
    REGULAR: "fonts/PlusJakartaSans_400Regular.ttf",
    SEMIBOLD: "fonts/PlusJakartaSans_600SemiBold.ttf",
    BOLD: "fonts/PlusJakartaSans_700Bold.ttf",
}
#: Glyphs zero.tf to nine.tf, the same numbers in every weight of the shipped files. reportlab knows no OpenType
#: features, so the digits themselves are pointed at the figures of one width.
_FIRST_TABULAR_GLYPH: Final = 844

_NOT_PRINTED: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def face_path(face: str) -> Path:
    """Where a face lies, for pictures."""
    return resource_path(_FILES[face])


def register_type() -> None:
    """Make the typefaces known to reportlab, once a process."""
    known = pdfmetrics.getRegisteredFontNames()
    for name, file in _FILES.items():
        if name not in known:
            font = TTFont(name, str(resource_path(file)))
            _point_digits_at_tabular_figures(font)
            _widen_spaces(font)
            _remember_subsets(font)
            pdfmetrics.registerFont(font)
    if REGULAR not in known:
        pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def _point_digits_at_tabular_figures(font: TTFont) -> None:
    face = font.face
    for digit in range(10):
        glyph = _FIRST_TABULAR_GLYPH + digit
        face.charToGlyph[ord("0") + digit] = glyph
        face.charWidths[ord("0") + digit] = _TABULAR_WIDTH


def _widen_spaces(font: TTFont) -> None:
    # The typeface's own space is so narrow that words run together at the sizes of a statement.
    for space in (" ", "\u00a0"):
        font.face.charWidths[ord(space)] = _SPACE_WIDTH


def _remember_subsets(font: TTFont) -> None:
    # Hundreds of papers in a row embed the same letters; to cut them out of the typeface takes longer than a page.
    cut = lru_cache(maxsize=32)(font.face.makeSubset)
    font.face.makeSubset = lambda subset: cut(tuple(subset))  # type: ignore[method-assign]


#: Thousandths of an em, in every weight.
_TABULAR_WIDTH: Final = 600
_SPACE_WIDTH: Final = 240


def style(size: float = 9, *, face: str = REGULAR, muted: bool = False, right: bool = False) -> ParagraphStyle:
    """A paragraph's type."""
    made = ParagraphStyle(f"{face}-{size}", fontName=face, fontSize=size, leading=size * 1.4)
    made.textColor = MUTED if muted else INK
    if right:
        made.alignment = TA_RIGHT
    return made


def words(text: str) -> str:
    """Typed text as reportlab's mark-up: nothing in it is a command, line ends are kept."""
    return escape(printed(text)).replace("\n", "<br/>")


def printed(text: str) -> str:
    """Typed text without what no paper can show."""
    return _NOT_PRINTED.sub("", text)
