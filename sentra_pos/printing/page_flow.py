"""The drawn parts of papers that reportlab does not have: signatures with room for the duty stamp, QR codes."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from sentra_pos.core.speech import _
from sentra_pos.printing.page import SignatureBox, Signatures
from sentra_pos.printing.page_type import BOLD, BRICK, INK, MUTED, REGULAR, SEMIBOLD, WASH
from sentra_pos.printing.qr_modules import qr_modules

_SIGNATURE_HEIGHT: Final = 36 * mm
#: Still room enough for a hand, not for a stamp's frame.
_LOW: Final = 28 * mm
#: The stamp of 2020 and later is about 32 by 24 mm; the frame says where, the signature runs over it.
_STAMP: Final = (26 * mm, 18 * mm)


class SignatureRow(Flowable):
    """Boxes of equal width."""

    def __init__(self, signatures: Signatures) -> None:
        super().__init__()
        self._signatures = signatures

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Reportlab asks for the room it takes."""
        del available_height
        self.width = available_width
        self.height = _LOW if self._signatures.low else _SIGNATURE_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        """Draw into the room that was given."""
        boxes = self._signatures.boxes
        across = self.width / len(boxes)
        for place, box in enumerate(boxes):
            above = self._signatures.place_and_date if place == len(boxes) - 1 else ""
            self._box(box, (place + 0.5) * across, min(across - 6 * mm, 52 * mm), above)

    def _box(self, box: SignatureBox, middle: float, width: float, above: str) -> None:
        page = self.canv
        page.setFillColor(INK)
        _fitted(page, above, middle, self.height - 4 * mm, width + 4 * mm, REGULAR)
        _fitted(page, box.role, middle, self.height - 9 * mm, width + 4 * mm, SEMIBOLD)
        if box.meterai:
            self._stamp(middle - width / 2, 6.5 * mm)
        page.setStrokeColor(INK)
        page.setLineWidth(0.6)
        page.line(middle - width / 2, 5 * mm, middle + width / 2, 5 * mm)
        page.setFillColor(INK)
        _fitted(page, box.name, middle, 1.2 * mm, width + 4 * mm, REGULAR)

    def _stamp(self, left: float, below: float) -> None:
        page = self.canv
        page.saveState()
        page.setStrokeColor(MUTED)
        page.setDash(2, 2)
        page.setLineWidth(0.6)
        page.rect(left, below, *_STAMP)
        page.setFillColor(MUTED)
        page.setFont(REGULAR, 7)
        page.drawCentredString(left + _STAMP[0] / 2, below + _STAMP[1] / 2 + 1, _("Duty stamp"))
        page.drawCentredString(left + _STAMP[0] / 2, below + _STAMP[1] / 2 - 8, "Rp10.000")
        page.restoreState()


class SumFrame(Flowable):
    """A sum in a frame that leans like the box on a bought pad of receipts."""

    def __init__(self, amount: str) -> None:
        super().__init__()
        self._amount = amount

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Reportlab asks for the room it takes."""
        del available_height
        self.width = min(available_width, max(52 * mm, stringWidth(self._amount, BOLD, 15) + 14 * mm))
        self.height = 14 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw into the room that was given."""
        page, lean = self.canv, 3 * mm
        page.setStrokeColor(BRICK)
        page.setFillColor(WASH)
        page.setLineWidth(1)
        shape = page.beginPath()
        shape.moveTo(lean, 13 * mm)
        shape.lineTo(self.width, 13 * mm)
        shape.lineTo(self.width - lean, 1 * mm)
        shape.lineTo(0, 1 * mm)
        shape.close()
        page.drawPath(shape, 1, 1)
        page.setFillColor(INK)
        page.setFont(BOLD, 15)
        page.drawCentredString(self.width / 2, 5 * mm, self._amount)


class QrFlowable(Flowable):
    """A code 22 mm wide, its words on the right."""

    def __init__(self, data: str, caption: str) -> None:
        super().__init__()
        self._rows = qr_modules(data)
        self._caption = caption

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Reportlab asks for the room it takes."""
        del available_height
        self.width, self.height = available_width, 24 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw into the room that was given."""
        page, side = self.canv, 22 * mm
        module = side / len(self._rows)
        page.setFillColor(INK)
        for row, modules in enumerate(self._rows):
            # Dark ones that touch are one rectangle, a hair larger than they are: viewers leave light seams between
            # rectangles that only touch.
            for dark, run in groupby(enumerate(modules), key=lambda module: bool(module[1])):
                if dark:
                    columns = [column for column, _dark in run]
                    width = len(columns) * module + 0.05
                    page.rect(columns[0] * module, side - (row + 1) * module, width, module + 0.05, 0, 1)
        page.setFillColor(MUTED)
        page.setFont(REGULAR, 8)
        for place, line in enumerate(self._caption.split("\n")):
            page.drawString(side + 5 * mm, side - 4 * mm - place * 11, line)


def _fitted(page: object, text: str, middle: float, at: float, width: float, face: str) -> None:
    """One centred line, in smaller type where the name is long."""
    size = 9.0
    while stringWidth(text, face, size) > width and size > 5:
        size -= 0.5
    page.setFont(face, size)  # type: ignore[attr-defined]  # reportlab's canvas, which its stubs leave open here
    page.drawCentredString(middle, at, text)  # type: ignore[attr-defined]
