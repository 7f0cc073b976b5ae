"""Papers' blocks laid on pages by reportlab."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any, Final

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, KeepTogether, PageTemplate, Spacer
from reportlab.platypus import Paragraph as Running
from reportlab.platypus import Table as Grid

from sentra_pos.printing.page import (
    BarChart,
    Beside,
    Facts,
    Gap,
    Heading,
    PageBlock,
    Paper,
    PaperSize,
    Paragraph,
    Particulars,
    QrMark,
    Signatures,
    SumBox,
    Table,
    TableRow,
    Together,
    Totals,
)
from sentra_pos.printing.page_canvas import MARGIN, SIZES, SheetCanvas
from sentra_pos.printing.page_flow import QrFlowable, SignatureRow, SumFrame
from sentra_pos.printing.page_type import (
    BOLD,
    BRICK,
    INK,
    LINE,
    MUTED,
    REGULAR,
    SEMIBOLD,
    WASH,
    printed,
    register_type,
    style,
    words,
)

_BODY: Final = {PaperSize.A4: 9.0, PaperSize.A5: 8.0, PaperSize.A5_WIDE: 9.0}
_PADDING: Final = 2 * mm
_AIR: Final = 5 * mm
_NO_PADDING: Final[list[Any]] = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def render(paper: Paper) -> bytes:
    """See ``page.render_paper``."""
    register_type()
    # Written as bytes, not as letters that stand for bytes: a quarter smaller, and sooner.
    rl_config.useA85 = 0
    across, up = SIZES[paper.size]
    margin = MARGIN[paper.size]
    frame = Frame(
        margin, margin, across - 2 * margin, up - 2 * margin,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    file = io.BytesIO()
    document = BaseDocTemplate(
        file, pagesize=(across, up), invariant=1, pageCompression=1, title=paper.title, author="", lang="id"
    )
    document.addPageTemplates(PageTemplate("page", [frame]))
    room, body = across - 2 * margin, _BODY[paper.size]
    story: list[Flowable] = []
    for block in paper.blocks:
        story += [_together(block, room, body)] if isinstance(block, Together) else _flow(block, room, body)
    document.build(story or [Spacer(1, 1)], canvasmaker=partial(SheetCanvas, paper=paper))
    return file.getvalue()


def _flow(block: PageBlock, room: float, body: float) -> list[Flowable]:
    match block:
        case Heading():
            return [_heading(block, room, body), Spacer(1, 4 * mm)]
        case Facts():
            return [_facts(block, room, body), Spacer(1, 4 * mm)]
        case Table():
            return [*_table(block, room, body), Spacer(1, 2 * mm)]
        case Totals():
            return [KeepTogether([_totals(block, room, body)]), Spacer(1, 4 * mm)]
        case Paragraph():
            face = SEMIBOLD if block.bold else REGULAR
            return [Running(words(block.text), style(body, face=face, muted=block.muted)), Spacer(1, 1.5 * mm)]
        case Particulars():
            return [_particulars(block, room, body), Spacer(1, 3 * mm)]
        case Beside():
            return _beside(block, room, body)
        case _:
            return _drawn(block, room, body)


def _beside(block: Beside, room: float, body: float) -> list[Flowable]:
    if isinstance(block.right, Totals):
        # Sums leave room on their left anyway.
        left, words_first = _flow(block.left, room / 2, body), isinstance(block.left, Paragraph)
        return [_totals(block.right, room, body, left=left, snug=words_first), Spacer(1, 4 * mm)]
    halves = [_flow(half, room / 2, body) for half in (block.left, block.right)]
    rules = [*_NO_PADDING, ("VALIGN", (0, 0), (-1, -1), "BOTTOM")]
    return [Grid([halves], colWidths=[room / 2] * 2, style=rules)]


def _drawn(block: Signatures | QrMark | SumBox | BarChart | Gap, room: float, body: float) -> list[Flowable]:
    match block:
        case BarChart():
            from sentra_pos.printing.page_chart import chart  # few papers have one, and it takes all of reportlab's

            title = Running(words(block.title), style(body + 1, face=SEMIBOLD))
            return [KeepTogether([title, Spacer(1, 2 * mm), chart(block, room, body - 1.5), Spacer(1, 3 * mm)])]
        case Signatures():
            return [Spacer(1, (1 if block.low else 4) * mm), SignatureRow(block)]
        case QrMark():
            return [QrFlowable(block.data, block.caption)]
        case SumBox():
            return [SumFrame(block.amount)]
        case Gap():
            return [Spacer(1, block.mm * mm)]


def _together(group: Together, room: float, body: float) -> Flowable:
    flows: list[Flowable] = []
    for block in group.blocks:
        # One KeepTogether within another always starts a new page, so sums go in bare.
        bare = [_totals(block, room, body), Spacer(1, 4 * mm)] if isinstance(block, Totals) else None
        flows += _flow(block, room, body) if bare is None else bare
    return KeepTogether(flows)


def _heading(block: Heading, room: float, body: float) -> Flowable:
    ours = [Running(words(block.shop), style(body + 3, face=BOLD))]
    ours += [Running(words(line), style(body - 1, muted=True)) for line in block.shop_lines]
    theirs = [Running(words(block.title), style(_title_size(block.title, room / 2, body), face=BOLD, right=True))]
    if block.number:
        theirs.append(Running(words(block.number), style(body, face=SEMIBOLD, muted=True, right=True)))
    rules = [*_NO_PADDING, ("BOTTOMPADDING", (0, 0), (-1, -1), 3 * mm), ("LINEBELOW", (0, 0), (-1, -1), 1.4, BRICK)]
    return Grid([[ours, theirs]], colWidths=[room * 0.5, room * 0.5], style=rules)


def _title_size(title: str, room: float, body: float) -> float:
    """Somewhat smaller rather than one word on a second line."""
    return next((size for size in (body + 5, body + 4) if _wide(title, BOLD, size) <= room), body + 3)


def _facts(block: Facts, room: float, body: float) -> Flowable:
    small = style(body - 1, muted=True)
    cells = [[Running(words(label), small), Running(words(value), style(body))] for label, value in block.pairs]
    # Two facts share the whole line.
    columns = max(min(block.columns, len(cells)), 1)
    cells += [[] for _ in range(-len(cells) % columns)]
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    rules = [*_NO_PADDING, ("RIGHTPADDING", (0, 0), (-1, -1), 4 * mm), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8 * mm)]
    return Grid(rows, colWidths=[room / columns] * columns, style=rules)


def _particulars(block: Particulars, room: float, body: float) -> Flowable:
    labels = max(stringWidth(label, REGULAR, body) for label, _value in block.pairs) + 4 * mm
    rows = [
        [Running(words(label), style(body, muted=True)), ":", Running(words(value), style(body + 1, face=SEMIBOLD))]
        for label, value in block.pairs
    ]
    rules = [
        *_NO_PADDING,
        ("FONT", (1, 0), (1, -1), REGULAR, body),
        ("TEXTCOLOR", (1, 0), (1, -1), MUTED),
        ("TOPPADDING", (0, 0), (-1, -1), 1.6 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6 * mm),
        ("LINEBELOW", (2, 0), (2, -1), 0.4, LINE),
    ]
    return Grid(rows, colWidths=[labels, 4 * mm, room - labels - 4 * mm], style=rules)


#: A title, its table's headings and a row of three lines.
_WITH_TITLE = 34 * mm


def _table(block: Table, room: float, body: float) -> list[Flowable]:
    widths = _widths(block, room, body)
    heads = [
        Running(words(column.heading), style(body - 1, face=SEMIBOLD, muted=True, right=column.figures))
        for column in block.columns
    ]
    rules: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING / 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING / 2),
        ("TOPPADDING", (0, 0), (-1, -1), 1.3 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.3 * mm),
        # Most cells are one line and need no paragraph, which would cost ten times as much to lay out.
        ("FONTNAME", (0, 1), (-1, -1), REGULAR),
        ("FONTSIZE", (0, 1), (-1, -1), body),
        ("LEADING", (0, 1), (-1, -1), body * 1.4),
        ("TEXTCOLOR", (0, 1), (-1, -1), INK),
        *(("ALIGN", (at, 1), (at, -1), "RIGHT") for at, column in enumerate(block.columns) if column.figures),
        *(("LEFTPADDING", (at, 0), (at, -1), _PADDING / 2 + _apart(block, at)) for at in range(len(block.columns))),
        # The headings' line last: on a continued page reportlab draws the rows' line at the same place.
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK),
    ]
    for place, row in enumerate(block.rows, start=1):
        if row.strong:
            strong = (0, place), (-1, place)
            rules += [("BACKGROUND", *strong, WASH), ("FONTNAME", *strong, SEMIBOLD)]
    rows = [_row(block, row, body, widths) for row in block.rows]
    grid = Grid([heads, *rows], colWidths=widths, style=rules, repeatRows=1)
    if not block.title:
        return [grid]
    title = Running(words(block.title), style(body + 1, face=SEMIBOLD))
    # Never alone at the foot of a page: its table's headings and first rows follow it.
    return [CondPageBreak(_WITH_TITLE), title, Spacer(1, 1 * mm), grid]


def _row(block: Table, row: TableRow, body: float, widths: Sequence[float]) -> list[str | list[Flowable]]:
    face = SEMIBOLD if row.strong else REGULAR
    small = bool(row.note or row.aside)
    noted = next((at for at, column in enumerate(block.columns) if not column.figures), 0) if small else None
    cells: list[str | list[Flowable]] = []
    for at, (said, column) in enumerate(zip(row.cells, block.columns, strict=True)):
        text = printed(_whole(said) if column.figures else said)
        if at != noted and "\n" not in text and _wide(text, face, body) <= widths[at] - _PADDING - _apart(block, at):
            cells.append(text)
            continue
        said_small = _aside(row.aside, body) if at == noted else ""
        cells.append([Running(words(text) + said_small, style(body, face=face, right=column.figures))])
        if at == noted and row.note:
            cells[at] = [*cells[at], Running(words(row.note), style(body - 1.5, muted=True))]
    return cells


def _aside(text: str, body: float) -> str:
    return f'  <font size="{body - 1.5}" color="{MUTED.hexval()}">{words(text)}</font>' if text else ""


def _apart(block: Table, at: int) -> float:
    """Words keep off the figures on their left, which end where they begin."""
    return 2 * mm if at and block.columns[at - 1].figures and not block.columns[at].figures else 0.0


#: The same figures and names stand on hundreds of papers.
_wide = lru_cache(maxsize=8192)(stringWidth)


def _whole(figure: str) -> str:
    """A figure is one word."""
    return figure.replace(" ", "\u00a0")


def _widths(block: Table, room: float, body: float) -> list[float]:
    """Figures get what the longest needs, text shares the rest."""
    widths: list[float | None] = []
    for place, column in enumerate(block.columns):
        if not column.figures:
            widths.append(None)
            continue
        longest = max((_wide(_whole(row.cells[place]), SEMIBOLD, body) for row in block.rows), default=0.0)
        head = max(stringWidth(word, SEMIBOLD, body - 1) for word in column.heading.split() or [""])
        widths.append(max(longest, head) + _PADDING + 2)
    left = room - sum(width for width in widths if width is not None)
    if block.airy:
        # As far as the text keeps half of the room it had.
        air = min(_AIR, left / 2 / max(sum(width is not None for width in widths), 1))
        widths = [None if width is None else width + air for width in widths]
        left = room - sum(width for width in widths if width is not None)
    shares = sum(column.share for column in block.columns if not column.figures)
    return [
        left * column.share / shares if width is None else width
        for width, column in zip(widths, block.columns, strict=True)
    ]


#: How much of the room sums take, on the right of it; and where something stands on their left.
_SUMS, _SUMS_BESIDE = 0.62, 0.58


def _totals(block: Totals, room: float, body: float, *, left: Sequence[Flowable] = (), snug: bool = False) -> Flowable:
    """``snug`` takes no more room than the sums need, so that the words on their left stay few lines."""
    rows, rules = [], [*_NO_PADDING, ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2 * mm)]
    rules += [("SPAN", (0, 0), (0, -1)), ("RIGHTPADDING", (0, 0), (0, -1), 5 * mm)] if left else []
    for place, row in enumerate(block.rows):
        size, face = (body + 2, BOLD) if row.strong else (body, REGULAR)
        rows.append(
            [
                "" if place else list(left),
                Running(words(row.label), style(size, face=face)),
                Running(words(_whole(row.amount)), style(size, face=face, right=True)),
            ]
        )
        if row.strong:
            rules += [
                ("LINEABOVE", (1, place), (-1, place), 0.8, INK),
                ("TOPPADDING", (1, place), (-1, place), 1.6 * mm),
            ]
    amounts = max(stringWidth(_whole(row.amount), BOLD, body + 2) for row in block.rows) + 4
    labels = max(room * (_SUMS_BESIDE if left else _SUMS) - amounts, room * 0.3)
    if snug:
        labels = min(labels, max(stringWidth(row.label, BOLD, body + 2) for row in block.rows) + 2 * mm)
    return Grid(rows, colWidths=[room - labels - amounts, labels, amounts], style=rules)
