"""Charts on papers, drawn by reportlab's graphics in the house's type and colours."""

from __future__ import annotations

from typing import Final

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from sentra_pos.printing.page import BarChart
from sentra_pos.printing.page_type import BRICK, INK, LINE, MUTED, REGULAR, SEMIBOLD

_HEIGHT: Final = 46 * mm
_BELOW: Final = 7 * mm
_LEGEND: Final = 7 * mm
#: Told apart also where they are printed in grey.
_COLOURS: Final = (BRICK, *(HexColor(each) for each in ("#D9A66B", "#4E5D4A", "#B8C0A8", "#2F3E4E", "#C9BFB2")))
_WIDEST_BAR: Final = 22 * mm


def chart(block: BarChart, room: float, size: float) -> Drawing:
    """The bars over the whole width, each with its sum above and its name below; then what the colours mean."""
    drawing = Drawing(room, _HEIGHT + _BELOW + _LEGEND)
    base = int(_BELOW + _LEGEND)
    most = max((sum(bar.parts) for bar in block.bars), default=0) or 1
    bars = VerticalBarChart()
    bars.x, bars.y, bars.width, bars.height = 0, int(base), int(room), int(_HEIGHT - 5 * mm)
    bars.data = [tuple(bar.parts[at] for bar in block.bars) for at in range(len(block.series))]
    bars.categoryAxis.style = "stacked"
    bars.valueAxis.valueMin, bars.valueAxis.valueMax = 0, most
    bars.valueAxis.visible = bars.categoryAxis.visible = 0
    across = room / max(len(block.bars), 1)
    # Both are only proportions: reportlab scales them to the room.
    bars.barWidth, bars.groupSpacing = 100, max(int(100 * (across / min(across * 0.6, _WIDEST_BAR) - 1)), 1)
    for at in range(len(block.series)):
        bars.bars[at].fillColor = _COLOURS[at % len(_COLOURS)]
        bars.bars[at].strokeColor = None
    drawing.add(bars)
    drawing.add(Line(0, base, room, base, strokeColor=LINE, strokeWidth=0.8))
    for at, bar in enumerate(block.bars):
        middle, top = (at + 0.5) * across, base + max(sum(bar.parts), 0) / most * bars.height
        drawing.add(_words(bar.said, middle, top + 1.2 * mm, across, size, SEMIBOLD))
        drawing.add(_words(bar.label, middle, base - 4 * mm, across, size, REGULAR))
    _legend(drawing, block.series, size)
    return drawing


def _words(text: str, middle: float, at: float, width: float, size: float, face: str) -> String:
    """One centred line, in smaller type where there are many bars."""
    while stringWidth(text, face, size) > width - 2 and size > 4:
        size -= 0.5
    colour = INK if face == SEMIBOLD else MUTED
    return String(middle, at, text, fontName=face, fontSize=size, fillColor=colour, textAnchor="middle")


def _legend(drawing: Drawing, series: tuple[str, ...], size: float) -> None:
    left = 0.0
    for at, name in enumerate(series):
        mark = Rect(left, 1 * mm, 2.6 * mm, 2.6 * mm)
        mark.fillColor, mark.strokeColor = _COLOURS[at % len(_COLOURS)], None
        drawing.add(mark)
        drawing.add(String(left + 4 * mm, 1.2 * mm, name, fontName=REGULAR, fontSize=size, fillColor=INK))
        left += 4 * mm + stringWidth(name, REGULAR, size) + 6 * mm
