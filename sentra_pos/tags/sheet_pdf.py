"""Drawings on sheets as a PDF of exactly the sheet's size, and the page by which a sheet is measured."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from sentra_pos.core.speech import _
from sentra_pos.printing.ean13 import ean13_modules
from sentra_pos.printing.page_type import BRICK, INK, LINE, MUTED, REGULAR, SEMIBOLD, register_type
from sentra_pos.tags.drawing import LASER, Bars, Drawing, Stroke, Words
from sentra_pos.tags.sheets import TagSheet, millimetres, pages_of

_HAIR: Final = 0.15 * mm
#: From the page's edge to the first mark of a ruler: nearer, no printer prints.
_RULER_FROM: Final = 10


def sheet_pdf(
    sheet: TagSheet, drawings: Sequence[Drawing], start: int, *, title: str, cut_marks: bool = False
) -> bytes:
    """One drawing a label, the first at ``start``; ``cut_marks`` frames each for scissors."""
    canvas, file = _canvas(sheet, title)
    for page in pages_of(sheet, drawings, start):
        for place, drawing in page:
            x, y = sheet.corner(place)
            corner = ((x + sheet.shift_x) / 10, (y + sheet.shift_y) / 10)
            if cut_marks:
                _frame(canvas, sheet, corner, LINE)
            _draw(canvas, drawing, corner, sheet.page_height / 10)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def calibration_pdf(sheet: TagSheet) -> bytes:
    """Every label as a frame with its number, and rulers: held against a sheet, it shows how far printing is off."""
    canvas, file = _canvas(sheet, _("Test page for {sheet}").format(sheet=sheet.name))
    for place in range(sheet.labels):
        x, y = sheet.corner(place)
        corner = ((x + sheet.shift_x) / 10, (y + sheet.shift_y) / 10)
        _frame(canvas, sheet, corner, INK)
        low = (corner[0] + sheet.label_width / 10 - 6, corner[1] + sheet.label_height / 10 - 2.5)
        _say(canvas, sheet, str(place + 1), *low, 8, SEMIBOLD)
    _rulers(canvas, sheet)
    _explain(canvas, sheet)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _canvas(sheet: TagSheet, title: str) -> tuple[Canvas, io.BytesIO]:
    register_type()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(sheet.page_width / 10 * mm, sheet.page_height / 10 * mm))
    canvas.setTitle(title)
    # Readers that scale to fit would undo every measure.
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas, file


def _frame(canvas: Canvas, sheet: TagSheet, corner: tuple[float, float], shade: Color) -> None:
    canvas.setLineWidth(_HAIR)
    canvas.setStrokeColor(shade)
    width, height = sheet.label_width / 10, sheet.label_height / 10
    canvas.rect(corner[0] * mm, (sheet.page_height / 10 - corner[1] - height) * mm, width * mm, height * mm)


def _draw(canvas: Canvas, drawing: Drawing, corner: tuple[float, float], page_height: float) -> None:
    for part in drawing.parts:
        x, y = corner[0] + part.across, page_height - corner[1] - part.down
        match part:
            case Words():
                canvas.setFillColor(MUTED if part.muted else INK)
                canvas.setFont(part.face, part.size * mm)
                canvas.drawString(x * mm, y * mm, part.text)
            case Bars():
                _bars(canvas, part, x, y)
            case Stroke():
                canvas.setLineWidth(_HAIR)
                canvas.setStrokeColor(LINE)
                canvas.line(x * mm, y * mm, (x + part.length) * mm, y * mm)


def _bars(canvas: Canvas, bars: Bars, x: float, y: float) -> None:
    """Begun on a whole dot of the page, so that bars of whole dots stay such."""
    left = round(x * LASER) / LASER
    canvas.setFillGray(0)
    path = canvas.beginPath()
    modules = ean13_modules(bars.digits)
    place = 0
    while place < len(modules):
        run = 1
        while place + run < len(modules) and modules[place + run] == modules[place]:
            run += 1
        if modules[place] == "1":
            begins = (left + place * bars.module) * mm
            path.rect(begins, (y - bars.height) * mm, run * bars.module * mm, bars.height * mm)
        place += run
    canvas.drawPath(path, stroke=0, fill=1)


def _say(canvas: Canvas, sheet: TagSheet, text: str, x: float, y: float, size: float, face: str = REGULAR) -> None:
    canvas.setFillColor(INK)
    canvas.setFont(face, size)
    canvas.drawString(x * mm, (sheet.page_height / 10 - y) * mm, text)


def _rulers(canvas: Canvas, sheet: TagSheet) -> None:
    """Millimetres from the paper's own upper left corner, along its top and its left side; never shifted."""
    canvas.setStrokeColor(BRICK)
    canvas.setFillColor(BRICK)
    canvas.setFont(REGULAR, 5)
    canvas.setLineWidth(_HAIR)
    high = sheet.page_height / 10
    for at in range(_RULER_FROM, sheet.page_width // 10 - 4):
        long = 3.0 if at % 10 == 0 else 2.0 if at % 5 == 0 else 1.2
        canvas.line(at * mm, (high - 5) * mm, at * mm, (high - 5 - long) * mm)
        if at % 10 == 0:
            canvas.drawCentredString(at * mm, (high - 4.6) * mm, str(at))
    for at in range(_RULER_FROM, sheet.page_height // 10 - 4):
        long = 3.0 if at % 10 == 0 else 2.0 if at % 5 == 0 else 1.2
        canvas.line(5 * mm, (high - at) * mm, (5 + long) * mm, (high - at) * mm)
        if at % 10 == 0:
            canvas.drawRightString(4.8 * mm, (high - at) * mm - 1.5, str(at))


def _explain(canvas: Canvas, sheet: TagSheet) -> None:
    """In the first labels, where there is room for words."""
    across = _("Right: {mm} mm").format(mm=millimetres(sheet.shift_x))
    down = _("Down: {mm} mm").format(mm=millimetres(sheet.shift_y))
    lines = (sheet.name, _("Print at 100 %, not “fit to page”."), _("Shift now"), across, down)
    x, y = sheet.corner(0)
    left, top = (x + sheet.shift_x) / 10 + 9, (y + sheet.shift_y) / 10 + 5.5
    room = (sheet.label_width / 10 - 10) * mm
    canvas.setFillColor(BRICK)
    most = max(1, int((sheet.label_height / 10 - 6) / 2.2))
    for number, line in enumerate(lines[:most]):
        width = canvas.stringWidth(line, REGULAR, 5)
        size = min(5.0, 5.0 * room / width) if width else 5.0
        _say(canvas, sheet, line, left, top + number * 2.2, size)
