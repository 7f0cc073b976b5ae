"""Blocks laid out once on a grid of character cells; bytes, preview and PDF are all made from this grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sentra_pos.printing.blocks import (
    QR,
    Align,
    Barcode,
    Block,
    Cell,
    Columns,
    Cut,
    Feed,
    Image,
    LabelsEnd,
    Rule,
    Slip,
    Text,
)
from sentra_pos.printing.letters import NO_BREAK, is_plain, plain, width

#: A left cell narrower than this goes on lines of its own above the amounts.
_NARROWEST: Final = 8


class Size(StrEnum):
    """How large the letters of a line are; what is too long for double is set tall: twice as high, no wider."""

    NORMAL = "normal"
    TALL = "tall"
    DOUBLE = "double"

    @property
    def across(self) -> int:
        """Cells that one letter takes."""
        return 2 if self is Size.DOUBLE else 1

    @property
    def down(self) -> int:
        """Cell heights that one letter takes."""
        return 1 if self is Size.NORMAL else 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of cells, padded on the left as its alignment asks, nothing behind the last letter.

    A line that is not ASCII is drawn, not sent as text.
    """

    text: str
    bold: bool = False
    size: Size = Size.NORMAL

    @property
    def drawn(self) -> bool:
        """Whether the line holds letters that printers do not have."""
        return not is_plain(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLine:
    """A picture across the paper."""

    png: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class QrLine:
    """A QR code, centred."""

    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarcodeLine:
    """An EAN-13, centred, its digits under it."""

    digits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CutLine:
    """The end of a piece of paper; where it ``stays`` neither cut nor fed: labels follow."""

    stays: bool = False


Line = TextLine | PictureLine | QrLine | BarcodeLine | CutLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A slip laid out for one paper width."""

    columns: int
    lines: tuple[Line, ...]

    def text(self) -> str:
        """What can be read on the paper, with a word in brackets for what is drawn."""
        return "\n".join(_readable(line) for line in self.lines) + "\n"


def lay_out(slip: Slip, columns: int) -> Grid:
    """The slip on ``columns`` cells (32 at 58 mm, 48 at 80 mm, 42 on some)."""
    return Grid(columns=columns, lines=tuple(line for block in slip.blocks for line in _block(block, columns)))


def _block(block: Block, columns: int) -> Iterator[Line]:
    match block:
        case Text():
            yield from _text(block, columns)
        case Columns():
            yield from _columns(block, columns)
        case Rule():
            yield TextLine(text=("=" if block.heavy else "-") * columns)
        case Image():
            yield PictureLine(png=block.png)
        case QR():
            yield QrLine(data=block.data)
        case Barcode():
            yield BarcodeLine(digits=block.digits)
        case Feed():
            yield from (TextLine(text="") for _ in range(block.lines))
        case Cut():
            yield CutLine()
        case LabelsEnd():
            yield CutLine(stays=True)


def _text(block: Text, columns: int) -> Iterator[TextLine]:
    text = plain(block.text)
    # A word that cannot be had in double size is better narrow than broken.
    fits = all(width(word) <= columns // 2 for word in text.split(" "))
    size = (Size.DOUBLE if fits else Size.TALL) if block.double else Size.NORMAL
    room = columns // size.across
    for line in wrap(text if block.align is Align.LEFT else text.strip(" "), room):
        yield _line(_aligned(line, room, block.align), bold=block.bold, size=size)


def _columns(block: Columns, columns: int) -> Iterator[TextLine]:
    cells = tuple(Cell(plain(cell.text), width=cell.width, align=cell.align) for cell in block.cells)
    if block.double and (widths := _widths(cells, columns // 2)) is not None:
        yield from _side_by_side(cells, widths, bold=block.bold, size=Size.DOUBLE)
        return
    size = Size.TALL if block.double else Size.NORMAL
    if (widths := _widths(cells, columns)) is not None:
        yield from _side_by_side(cells, widths, bold=block.bold, size=size)
    else:
        yield from _stacked(cells, columns, bold=block.bold, size=size)


def _widths(cells: tuple[Cell, ...], columns: int) -> tuple[int, ...] | None:
    """The width of each cell, or None where they do not fit side by side."""
    natural = [_natural(cell) for cell in cells]
    wanted = [_asked(cell, own) for cell, own in zip(cells, natural, strict=True)]
    free = columns - (len(cells) - 1) - sum(size for size in wanted if size is not None)
    stretching = [place for place, size in enumerate(wanted) if size is None]
    if not stretching:
        return tuple(size or 0 for size in wanted) if free >= 0 else None
    share, over = divmod(max(free, 0), len(stretching))
    found = list(wanted)
    for order, place in enumerate(stretching):
        found[place] = share + (1 if order < over else 0)
        if (found[place] or 0) < min(_NARROWEST, natural[place]):
            return None
    return tuple(size or 0 for size in found)


def _natural(cell: Cell) -> int:
    return max((width(line) for line in cell.text.split("\n")), default=0)


def _asked(cell: Cell, natural: int) -> int | None:
    """What a cell insists on; None takes what is left. Amounts insist on all of their letters."""
    if cell.align is Align.RIGHT:
        return max(cell.width or 0, natural)
    return cell.width


def _side_by_side(cells: tuple[Cell, ...], widths: tuple[int, ...], *, bold: bool, size: Size) -> Iterator[TextLine]:
    wrapped = [
        [cell.text.replace("\n", " ")] if cell.align is Align.RIGHT else list(wrap(cell.text, room))
        for cell, room in zip(cells, widths, strict=True)
    ]
    for row in range(max(len(lines) for lines in wrapped)):
        parts = [
            _filled(lines[row] if row < len(lines) else "", room, cell.align)
            for lines, room, cell in zip(wrapped, widths, cells, strict=True)
        ]
        yield _line(" ".join(parts), bold=bold, size=size)


def _stacked(cells: tuple[Cell, ...], columns: int, *, bold: bool, size: Size) -> Iterator[TextLine]:
    """Words first, on lines of their own; then the amounts, right, as many on a line as fit."""
    for cell in cells:
        if cell.align is not Align.RIGHT and cell.text.strip():
            for line in wrap(cell.text, columns):
                yield _line(_aligned(line, columns, cell.align), bold=bold, size=size)
    amounts = [cell.text.replace("\n", " ") for cell in cells if cell.align is Align.RIGHT and cell.text]
    together = " ".join(amounts)
    for part in [together] if amounts and width(together) <= columns else amounts:
        for line in wrap(part.replace(" ", NO_BREAK), columns):
            yield _line(_aligned(line, columns, Align.RIGHT), bold=bold, size=size)


def wrap(text: str, room: int) -> Iterator[str]:
    """Lines of at most ``room`` cells, broken at spaces; only a word longer than the line is broken inside.

    Spaces before the first word indent every line of the paragraph.
    """
    for paragraph in text.split("\n"):
        indent = len(paragraph) - len(paragraph.lstrip(" "))
        indent = indent if indent <= room // 2 else 0
        for line in _filled_lines(paragraph, room - indent):
            yield " " * indent + line


def _filled_lines(paragraph: str, room: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split(" "):
        if not word:
            continue
        joined = f"{line} {word}" if line else word
        if width(joined) <= room:
            line = joined
            continue
        if line:
            yield line
        *full, line = _pieces(word, room)
        yield from full
    yield line


def _pieces(word: str, room: int) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter) > max(room, 1):
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _aligned(line: str, room: int, align: Align) -> str:
    spare = max(0, room - width(line))
    if align is Align.RIGHT:
        return " " * spare + line
    return " " * (spare // 2) + line if align is Align.CENTRE else line


def _filled(line: str, room: int, align: Align) -> str:
    placed = _aligned(line, room, align)
    return placed + " " * max(0, room - width(placed))


def _line(text: str, *, bold: bool, size: Size) -> TextLine:
    return TextLine(text=text.replace(NO_BREAK, " ").rstrip(), bold=bold, size=size)


def _readable(line: Line) -> str:
    match line:
        case TextLine():
            return line.text
        case PictureLine():
            return "[picture]"
        case QrLine():
            return f"[QR {line.data}]"
        case BarcodeLine():
            return f"[EAN-13 {line.digits}]"
        case CutLine():
            return "[cut]"
