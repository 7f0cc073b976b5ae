"""What an A4 or A5 paper is made of (note, statement, agreement): blocks in the house's type, then one PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class PaperSize(StrEnum):
    """Upright sheets, but for the wide A5 of a receipt of money. Two copies of an A5 share one A4, side by side."""

    A4 = "A4"
    A5 = "A5"
    A5_WIDE = "A5 wide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The top of the first page: who we are on the left, which paper this is on the right."""

    shop: str
    shop_lines: tuple[str, ...] = ()
    title: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of label and value, read row by row."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = field(default=2, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """``share`` of the room that the figures leave. Figures are right-aligned, never wrapped."""

    heading: str
    share: int = 1
    figures: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row; ``strong`` for sums. Small type: ``note`` is a line below the first text cell, ``aside`` follows it."""

    cells: tuple[str, ...]
    strong: bool = False
    note: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Breaks over pages between rows, its headings on each of them. ``airy`` sets figures further apart."""

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    title: str = ""
    airy: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{len(row.cells)} cells for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """One line of a sum; the last, or what is paid, is ``strong``."""

    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums on the right under a table; never torn over two pages."""

    rows: tuple[TotalRow, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words."""

    text: str
    bold: bool = field(default=False, kw_only=True)
    muted: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBox:
    """Room for one hand; ``meterai`` frames the place of the Rp10.000 duty stamp, half under the signature."""

    role: str
    name: str = ""
    meterai: bool = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """Boxes side by side, ``place_and_date`` above the last; never torn over two pages. ``low`` on a wide A5."""

    boxes: tuple[SignatureBox, ...]
    place_and_date: str = field(default="", kw_only=True)
    low: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class QrMark:
    """A QR code with a few words beside it."""

    data: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Particulars:
    """Label and value on lines of their own, as on a form that was filled in."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SumBox:
    """One sum in a frame, large."""

    amount: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty room, in millimetres."""

    mm: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart: a part for each series, and what stands above it."""

    label: str
    parts: tuple[int, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Bars side by side, each stacked from its parts, with the series named below; never torn over two pages."""

    title: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]

    def __post_init__(self) -> None:
        for bar in self.bars:
            if len(bar.parts) != len(self.series):
                raise ValueError(f"{len(bar.parts)} parts for {len(self.series)} series")


PlainBlock = Heading | Facts | Table | Totals | Paragraph | Signatures | QrMark | Particulars | SumBox | BarChart | Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Two blocks side by side, standing on one line."""

    left: PlainBlock
    right: PlainBlock


PageBlock = PlainBlock | Beside


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that are never torn over two pages, so that no signature stands on a page of its own."""

    blocks: tuple[PageBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A whole paper.

    ``copies`` names each copy ("for the artisan", "for the shop"); two A5 copies share an A4 sheet, A4 copies follow
    one another. ``footer`` stands on every page beside its number.
    """

    title: str
    blocks: tuple[PageBlock | Together, ...]
    size: PaperSize = PaperSize.A4
    footer: str = ""
    copies: tuple[str, ...] = ()


def render_paper(paper: Paper) -> bytes:
    """The PDF; the same paper gives the same bytes. reportlab is loaded here, not at the start of a till."""
    from sentra_pos.printing.page_render import render

    return render(paper)
