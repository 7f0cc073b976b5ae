"""The artisan's card on a page of its own size (85 × 54 mm, as bank cards are), to be printed and laminated."""

from __future__ import annotations

import io
from typing import Final

from reportlab.lib.colors import white
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from sentra_pos.artisan_counter.give_card import CardGiven
from sentra_pos.core.speech import _
from sentra_pos.printing.ean13 import MODULES, ean13_modules
from sentra_pos.printing.page_type import BOLD, BRICK, INK, MUTED, REGULAR, SEMIBOLD, register_type

WIDTH, HEIGHT = 85 * mm, 54 * mm
_EDGE: Final = 6 * mm
_BAND: Final = 13 * mm
#: One bar of 0,33 mm is the size that the code was made for.
_BAR: Final = 0.33 * mm
_BAR_HEIGHT: Final = 11 * mm


def card_pdf(cards: tuple[CardGiven, ...], shop: str) -> bytes:
    """One page a card; the same cards give the same bytes."""
    register_type()
    file = io.BytesIO()
    page = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
    page.setTitle(_("Artisan's card"))
    for card in cards:
        _draw(page, card, shop)
        page.showPage()
    page.save()
    return file.getvalue()


def _draw(page: Canvas, card: CardGiven, shop: str) -> None:
    room = WIDTH - 2 * _EDGE
    page.setFillColor(BRICK)
    page.rect(0, HEIGHT - _BAND, WIDTH, _BAND, stroke=0, fill=1)
    page.setFillColor(white)
    counter = _("Artisans' counter")
    page.setFont(SEMIBOLD, 8)
    page.drawRightString(WIDTH - _EDGE, HEIGHT - _BAND / 2 - 1 * mm, counter)
    _fitted(page, shop, BOLD, 11, HEIGHT - _BAND / 2 - 1.4 * mm, room - stringWidth(counter, SEMIBOLD, 8) - 4 * mm)
    page.setFillColor(INK)
    _fitted(page, card.name, BOLD, 15, HEIGHT - _BAND - 8 * mm, room)
    page.setFillColor(MUTED)
    page.setFont(REGULAR, 9)
    page.drawString(_EDGE, HEIGHT - _BAND - 13 * mm, card.party_code)
    page.setFillColor(INK)
    left = (WIDTH - MODULES * _BAR) / 2
    for place, module in enumerate(ean13_modules(card.code)):
        if module == "1":
            page.rect(left + place * _BAR, 7 * mm, _BAR, _BAR_HEIGHT, stroke=0, fill=1)
    page.setFont(REGULAR, 9)
    page.drawCentredString(WIDTH / 2, 3 * mm, card.code)


def _fitted(page: Canvas, words: str, face: str, size: float, height: float, room: float) -> None:
    """Smaller where it is long, so that no name is cut off."""
    wide = stringWidth(words, face, size)
    page.setFont(face, size if wide <= room else size * room / wide)
    page.drawString(_EDGE, height, words)
