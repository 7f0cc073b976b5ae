"""What a price tag says, and how that is laid out on a label of any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sentra_pos.catalogue.facts import Technique, technique_label
from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.practice import practising
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.printing.ean13 import MODULES
from sentra_pos.printing.page_type import BOLD, REGULAR, SEMIBOLD
from sentra_pos.printing.practice_mark import practice_words
from sentra_pos.tags.drawing import (
    LASER,
    QUIET_LEFT,
    Bars,
    Drawing,
    Part,
    Words,
    code_width,
    cut,
    fitted,
    module_width,
    text_width,
    wrapped,
)

#: Letters below this (4,5 point) are not read.
_SMALLEST = 1.6
#: On the smallest label (15 mm high); everything grows with the label, up to twice this.
_NAME, _SAID, _DIGITS, _PRICE, _CODE = 2.3, 1.8, 1.7, 3.1, 2.0
_LINE = 1.12
_HIGHEST_BARS = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TagFacts:
    """One item's tag; ``artisan`` is the short code, never a name."""

    item: ItemId
    code: str
    name: str
    size: str
    technique: Technique
    artisan: str
    price: Rupiah


def tag_of(card: ItemCard) -> TagFacts:
    """The tag of an item as it stands."""
    return TagFacts(
        item=card.id,
        code=card.code,
        name=card.name,
        size=card.size,
        technique=card.technique,
        artisan=card.maker_code,
        price=card.price,
    )


def honest_words(technique: Technique) -> tuple[str, ...]:
    """What a tag says of the technique, the longest first. Printed cloth always says that it is no batik (SNI 8184)."""
    if technique is Technique.TIRUAN:
        return technique_label(technique), _("PRINTING, NOT BATIK")
    if technique in (Technique.NONE, Technique.LAINNYA):
        return ()
    return (technique_label(technique), technique_label(technique).split(" (")[0])


def tag_drawing(tag: TagFacts, width: float, height: float, dots_per_mm: float = LASER) -> Drawing:
    """The tag on a label of that size in millimetres; nothing in it goes beyond the label's edge."""
    scale = max(1.0, min(height / 15, width / 33, 2.0))
    if height < 15:
        scale = height / 15
    edge = max(0.7, 0.03 * width) if width > 34 else 0.8
    return Drawing(width=width, height=height, parts=tuple(_parts(tag, width, height, scale, edge, dots_per_mm)))


def _parts(tag: TagFacts, width: float, height: float, scale: float, edge: float, dots_per_mm: float) -> Iterator[Part]:
    room = width - 2 * edge
    said = _said(tag, room, scale)
    name_size, said_size = _NAME * scale, _SAID * scale
    below = (_DIGITS + _PRICE) * scale * _LINE
    free = height - 2 * edge - below - (said_size * _LINE if said else 0.0) - 0.3
    name = practice_words() if practising() else tag.name
    lines = _name_lines(name, room, name_size, free)
    bars = min(free - len(lines) * name_size * _LINE, _HIGHEST_BARS)
    down = edge + max(0.0, free - len(lines) * name_size * _LINE - bars) / 2
    for text, size in lines:
        yield Words(text=text, across=edge, down=down + name_size * 0.8, size=size, face=SEMIBOLD)
        down += name_size * _LINE
    if said:
        text, size = said
        face = BOLD if tag.technique is Technique.TIRUAN else REGULAR
        yield Words(text=text, across=edge, down=down + said_size * 0.8, size=size, face=face)
        down += said_size * _LINE
    down += 0.3
    if tag.code:
        yield from _code(tag.code, width, down, bars, _DIGITS * scale, dots_per_mm)
    down += bars + _DIGITS * scale * _LINE
    yield from _price(tag, edge, room, down + _PRICE * scale * 0.86, scale)


def _name_lines(name: str, room: float, size: float, free: float) -> tuple[tuple[str, float], ...]:
    """One line, made smaller; two where the label is high and the name long."""
    if text_width(name, size, SEMIBOLD) > room and free - 2 * size * _LINE > 6:
        return tuple((line, size) for line in wrapped(name, room, size, SEMIBOLD, 2))
    return (fitted((name,), room, size, max(size * 0.8, _SMALLEST), SEMIBOLD),)


def _said(tag: TagFacts, room: float, scale: float) -> tuple[str, float] | None:
    """The technique, with the size where there is room for both; the technique of printed cloth is never cut."""
    technique = honest_words(tag.technique)
    if practising():
        technique = ()
    if not technique and not tag.size:
        return None
    face = BOLD if tag.technique is Technique.TIRUAN else REGULAR
    with_size = tuple(f"{words} · {tag.size}" for words in technique) if tag.size else ()
    texts = (*with_size, *technique) or (tag.size,)
    size = _SAID * scale
    return fitted(texts, room, size, max(size * 0.75, _SMALLEST), face)


def _code(digits: str, width: float, down: float, height: float, size: float, dots_per_mm: float) -> Iterator[Part]:
    module = module_width(width - 0.8, dots_per_mm)
    across = (width - code_width(module)) / 2 + QUIET_LEFT * module
    yield Bars(digits=digits, across=across, down=down, module=module, height=height)
    # Set wide apart, as under every bar code, so that a worn label can be typed.
    spaced = f"{digits[0]} {digits[1:7]} {digits[7:]}"
    wide = text_width(spaced, size, REGULAR)
    yield Words(text=spaced, across=across + (MODULES * module - wide) / 2, down=down + height + size * 0.92, size=size)


def _price(tag: TagFacts, edge: float, room: float, baseline: float, scale: float) -> Iterator[Part]:
    """The price is never cut: it is made smaller, and the artisan's code gives way."""
    code_size = _CODE * scale
    code = cut(tag.artisan, room * 0.35, code_size, SEMIBOLD)
    taken = text_width(code, code_size, SEMIBOLD) + 1.2 if code else 0.0
    text, size = fitted((format_rupiah(tag.price),), room - taken, _PRICE * scale, _SMALLEST, BOLD)
    yield Words(text=text, across=edge, down=baseline, size=size, face=BOLD)
    if code:
        yield Words(text=code, across=edge + room - taken + 1.2, down=baseline, size=code_size, face=SEMIBOLD)
