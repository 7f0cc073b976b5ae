"""A tag or card as a drawing in millimetres: one geometry, from which the PDF and the picture are both made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from reportlab.pdfbase.pdfmetrics import stringWidth

from sentra_pos.printing.ean13 import MODULES
from sentra_pos.printing.page_type import REGULAR, register_type

#: A code's light margins in modules (GS1): eleven on the left, seven on the right.
QUIET_LEFT: Final = 11
QUIET_RIGHT: Final = 7
#: Thermal printers have 8 dots a millimetre; 300 divides 600 and 1200 dpi, so such bars are whole dots there as well.
THERMAL: Final = 8.0
LASER: Final = 300 / 25.4
#: A third more than GS1's nominal width: wider bars only take room.
_WIDEST_MODULE: Final = 0.44
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One line of text; ``size`` is its em, ``down`` its baseline."""

    text: str
    across: float
    down: float
    size: float
    face: str = REGULAR
    muted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """An EAN-13 without its digits; ``across`` is where the first bar begins."""

    digits: str
    across: float
    down: float
    module: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A hairline from left to right."""

    across: float
    down: float
    length: float


Part = Words | Bars | Stroke


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What stands on one label or card, measured from its upper left corner, in millimetres."""

    width: float
    height: float
    parts: tuple[Part, ...]


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, face: str) -> float:
    """How wide the words are, in the unit of ``size``."""
    register_type()
    return float(stringWidth(text, face, size))


def fitted(texts: Sequence[str], room: float, size: float, least: float, face: str) -> tuple[str, float]:
    """The first of the texts that fits, made smaller down to ``least``; the last one is cut where none does."""
    for text in texts:
        natural = text_width(text, size, face)
        if natural <= room:
            return text, size
        if natural * least / size <= room:
            return text, size * room / natural * 0.999
    return cut(texts[-1], room, least, face), least


def cut(text: str, room: float, size: float, face: str) -> str:
    """As much of the text as fits, ending in an ellipsis where something is missing."""
    if text_width(text, size, face) <= room:
        return text
    kept = text
    while kept and text_width(kept.rstrip() + _ELLIPSIS, size, face) > room:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS if kept else ""


def wrapped(text: str, room: float, size: float, face: str, most: int) -> tuple[str, ...]:
    """At most so many lines; the last one is cut where there is more."""
    lines: list[str] = []
    for line in _lines(text.split(), room, size, face):
        if len(lines) == most:
            lines[-1] = cut(f"{lines[-1]} {line}{_ELLIPSIS * 2}", room, size, face).rstrip(_ELLIPSIS) + _ELLIPSIS
            break
        lines.append(line)
    return tuple(lines)


def _lines(words: Sequence[str], room: float, size: float, face: str) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size, face) > room:
            yield cut(line, room, size, face)
            line = word
        else:
            line = longer
    if line:
        yield cut(line, room, size, face)


def module_width(room: float, dots_per_mm: float) -> float:
    """The widest bars of whole dots whose code fits with its light margins; one dot where nothing does."""
    widest = min(room / (MODULES + QUIET_LEFT + QUIET_RIGHT), _WIDEST_MODULE)
    return max(int(widest * dots_per_mm + 1e-6), 1) / dots_per_mm


def code_width(module: float) -> float:
    """With its light margins."""
    return (MODULES + QUIET_LEFT + QUIET_RIGHT) * module
