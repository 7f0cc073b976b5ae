"""A drawing as a picture of a printer's dots: for the preview, for thermal labels, and for decoders in tests."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from sentra_pos.printing.ean13 import ean13_modules
from sentra_pos.printing.page_type import face_path
from sentra_pos.printing.picture import BLACK, WHITE, to_dots
from sentra_pos.tags.drawing import THERMAL, Bars, Drawing, Stroke, Words, text_width
from sentra_pos.tags.rolls import Roll
from sentra_pos.tags.tag import TagFacts, tag_drawing

_MUTED = 110
_FIGURES = 0.92
#: Of the screen's preview.
_PREVIEW = 16.0


def picture(drawing: Drawing, dots_per_mm: float) -> Image.Image:
    """The drawing in shades of grey; each bar is a whole number of dots where the drawing was made for them."""
    size = (round(drawing.width * dots_per_mm), round(drawing.height * dots_per_mm))
    whole = Image.new("L", size, WHITE)
    pen = ImageDraw.Draw(whole)
    for part in drawing.parts:
        match part:
            case Bars():
                _bars(pen, part, dots_per_mm)
            case Words():
                _words(pen, part, dots_per_mm)
            case Stroke():
                y = round(part.down * dots_per_mm)
                pen.line(
                    (round(part.across * dots_per_mm), y, round((part.across + part.length) * dots_per_mm), y), _MUTED
                )
    return whole


def preview_png(drawing: Drawing) -> bytes:
    """Large enough for a screen."""
    file = io.BytesIO()
    picture(drawing, _PREVIEW).save(file, "PNG")
    return file.getvalue()


def label_row(tags: tuple[TagFacts, ...], roll: Roll) -> bytes:
    """One row of labels on a roll as black dots, with the gap to the next row below it."""
    width, height = roll.width * 8 // 10, roll.height * 8 // 10
    gap, below = roll.gap_across * 8 // 10, roll.gap_down * 8 // 10
    whole = Image.new("L", (roll.dots, height + below), WHITE)
    for place, tag in enumerate(tags):
        drawing = tag_drawing(tag, roll.width / 10, roll.height / 10, THERMAL)
        whole.paste(picture(drawing, THERMAL), (place * (width + gap), 0))
    file = io.BytesIO()
    to_dots(whole).save(file, "PNG", dpi=(203, 203))
    return file.getvalue()


def _bars(pen: ImageDraw.ImageDraw, bars: Bars, dots_per_mm: float) -> None:
    left, top = round(bars.across * dots_per_mm), round(bars.down * dots_per_mm)
    bottom = round((bars.down + bars.height) * dots_per_mm) - 1
    for place, module in enumerate(ean13_modules(bars.digits)):
        if module == "1":
            begins = left + round(place * bars.module * dots_per_mm)
            ends = left + round((place + 1) * bars.module * dots_per_mm) - 1
            pen.rectangle((begins, top, max(begins, ends), bottom), BLACK)


def _words(pen: ImageDraw.ImageDraw, words: Words, dots_per_mm: float) -> None:
    """Letter by letter at the widths that the paper has, so that what fits there fits here."""
    font = _font(words.face, words.size * dots_per_mm)
    # The paper has figures of one width; those that Pillow draws are wider, and zeros would run together.
    figures = _font(words.face, words.size * dots_per_mm * _FIGURES)
    across = words.across * dots_per_mm
    shade = _MUTED if words.muted else BLACK
    for letter in words.text:
        room = text_width(letter, words.size, words.face) * dots_per_mm
        drawn = figures if letter.isdigit() else font
        inset = (room - drawn.getlength(letter)) / 2 if letter.isdigit() else 0.0
        pen.text((across + inset, words.down * dots_per_mm), letter, shade, drawn, anchor="ls")
        across += room


@lru_cache(maxsize=64)
def _font(face: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face_path(face)), size)
