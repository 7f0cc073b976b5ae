"""Pages numbered "1 of 3" and laid two to a sheet: both need all pages before the first can be written."""

from __future__ import annotations

from math import atan2, degrees, hypot
from typing import Any, Final

from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from sentra_pos.core.practice import practising
from sentra_pos.core.speech import _
from sentra_pos.printing.page import Paper, PaperSize
from sentra_pos.printing.page_type import BOLD, BRICK, LINE, MUTED, REGULAR, SEMIBOLD
from sentra_pos.printing.practice_mark import practice_words

SIZES: Final = {PaperSize.A4: A4, PaperSize.A5: A5, PaperSize.A5_WIDE: landscape(A5)}
MARGIN: Final = {PaperSize.A4: 18 * mm, PaperSize.A5: 12 * mm, PaperSize.A5_WIDE: 14 * mm}


class SheetCanvas(Canvas):
    """Keeps each page as it is done; writes them, with footers and copies, at the end."""

    #: reportlab's own list of the drawing commands of the open page.
    _code: list[Any]

    def __init__(self, *given: Any, paper: Paper, **options: Any) -> None:
        super().__init__(*given, **options)
        self._paper = paper
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keep the page instead of writing it."""
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # as reportlab's own examples of numbered pages do

    def save(self) -> None:
        """Write every page of every copy."""
        kept, copies = list(self._kept), self._paper.copies
        two_up = self._paper.size is PaperSize.A5 and len(copies) == 2
        for copy in [copies] if two_up else [(name,) for name in copies or ("",)]:
            for number, page in enumerate(kept, start=1):
                self.__dict__.update(page)
                self._write(list(self._code), copy, number, len(kept))
        # What was drawn is written; `Canvas.save` would add the page that is open, which is empty.
        self._code = []
        Canvas.save(self)

    def _write(self, drawn: list[Any], names: tuple[str, ...], number: int, pages: int) -> None:
        across, up = SIZES[self._paper.size]
        self._code = []
        self.setPageSize((across * len(names), up))
        for place, name in enumerate(names):
            self.saveState()
            self.translate(place * across, 0)
            if place:
                self.setStrokeColor(LINE)
                self.setDash(3, 3)
                self.line(0, 0, 0, up)
                self.setDash()
            self._code.extend(drawn)
            if practising():
                self._say_practice(across, up)
            self._footer(name, number, pages)
            self.restoreState()
        Canvas.showPage(self)

    def _say_practice(self, across: float, up: float) -> None:
        """Across the whole page and over what stands there: no part of it passes for a paper of the shop."""
        self.saveState()
        self.setFillColor(BRICK, alpha=0.22)
        self.translate(across / 2, up / 2)
        self.rotate(degrees(atan2(up, across)))
        words = practice_words()
        size = 0.8 * hypot(across, up) / stringWidth(words, BOLD, 1)
        self.setFont(BOLD, size)
        self.drawCentredString(0, -size / 3, words)
        self.restoreState()

    def _footer(self, name: str, number: int, pages: int) -> None:
        margin = MARGIN[self._paper.size]
        across, up = SIZES[self._paper.size]
        base = margin - 5 * mm
        self.setFillColor(MUTED)
        self.setFont(REGULAR, 7.5)
        self.drawString(margin, base, self._paper.footer)
        self.drawRightString(across - margin, base, _("Page {number} of {pages}").format(number=number, pages=pages))
        if name:
            self.setFont(SEMIBOLD, 7.5)
            self.drawRightString(across - margin, up - margin + 2.5 * mm, name)
