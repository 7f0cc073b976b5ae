"""What a slip is made of: a short list of blocks that says nothing about printers, and can be kept as JSON."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from sentra_pos.printing.ean13 import checked_ean13


class Align(StrEnum):
    """Where a text stands in its line or cell."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Text:
    """Words that wrap; a no-break space keeps what it joins on one line. ``double`` is twice as wide and high."""

    text: str
    align: Align = field(default=Align.LEFT, kw_only=True)
    bold: bool = field(default=False, kw_only=True)
    double: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a line. ``width`` in characters; without it a left cell takes the room that is left.

    A right-aligned cell holds an amount: it is never wrapped or cut, the others give way.
    """

    text: str
    width: int | None = field(default=None, kw_only=True)
    align: Align = field(default=Align.LEFT, kw_only=True)


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells side by side, one space between them."""

    cells: tuple[Cell, ...]
    bold: bool = field(default=False, kw_only=True)
    double: bool = field(default=False, kw_only=True)


def pair(left: str, right: str, *, bold: bool = False, double: bool = False) -> Columns:
    """What it is on the left, how much on the right: the commonest line of a receipt."""
    return Columns((Cell(left), Cell(right, align=Align.RIGHT)), bold=bold, double=double)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the slip."""

    heavy: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Image:
    """A PNG, printed centred at one dot a pixel, made smaller only where it is wider than the paper."""

    png: bytes


@dataclass(frozen=True, slots=True)
class QR:
    """A QR code of error correction level M."""

    data: str


@dataclass(frozen=True, slots=True)
class Barcode:
    """An EAN-13; thirteen digits with a right check digit, or ValueError."""

    digits: str

    def __post_init__(self) -> None:
        checked_ean13(self.digits)


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of a piece of paper; a printer without a knife only feeds."""


@dataclass(frozen=True, slots=True)
class LabelsEnd:
    """The end of a run of labels: the paper stays, for the next label lies under the head already."""


Block = Text | Columns | Rule | Image | QR | Barcode | Feed | Cut | LabelsEnd

_KINDS: Final[dict[str, type[Block]]] = {
    "text": Text,
    "columns": Columns,
    "rule": Rule,
    "image": Image,
    "qr": QR,
    "barcode": Barcode,
    "feed": Feed,
    "cut": Cut,
    "labels_end": LabelsEnd,
}
_NAMES: Final = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Slip:
    """A whole slip: receipt, test print, count sheet."""

    blocks: tuple[Block, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; ``from_json`` gives an equal slip back."""
        return {"blocks": [_block_to_json(block) for block in self.blocks]}

    @staticmethod
    def from_json(value: dict[str, Any]) -> Slip:
        """The slip that ``to_json`` wrote. Raises ValueError for anything else."""
        try:
            return Slip(tuple(_block_from_json(block) for block in value["blocks"]))
        except (KeyError, TypeError) as error:
            raise ValueError("not a slip") from error

    def headed(self, words: str) -> Slip:
        """The same slip under one large heading, for copies."""
        heading = (Text(f"** {words} **", align=Align.CENTRE, bold=True), Feed())
        return Slip((*heading, *self.blocks))


def _block_to_json(block: Block) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": _NAMES[type(block)]}
    for name in block.__dataclass_fields__:
        value = getattr(block, name)
        if isinstance(value, bytes):
            made[name] = base64.b64encode(value).decode("ascii")
        elif isinstance(value, tuple):
            made[name] = [{"text": c.text, "width": c.width, "align": c.align.value} for c in value]
        else:
            made[name] = value.value if isinstance(value, Align) else value
    return made


def _block_from_json(value: dict[str, Any]) -> Block:
    given = dict(value)
    kind = _KINDS[given.pop("kind")]
    if "align" in given:
        given["align"] = Align(given["align"])
    if "png" in given:
        given["png"] = base64.b64decode(given["png"], validate=True)
    if "cells" in given:
        given["cells"] = tuple(
            Cell(cell["text"], width=cell["width"], align=Align(cell["align"])) for cell in given["cells"]
        )
    return kind(**given)
