"""What the identity card of a piece says: as a card laid out in millimetres, and as a slip with the receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sentra_pos.catalogue.facts import Dye, Technique, dye_label, technique_label
from sentra_pos.core.ids import ItemId, MotifId, PartyId
from sentra_pos.core.practice import practising
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number
from sentra_pos.printing.blocks import Align, Barcode, Block, Cut, Feed, Rule, Slip, Text
from sentra_pos.printing.page_type import BOLD, REGULAR, SEMIBOLD
from sentra_pos.printing.practice_mark import practice_words
from sentra_pos.tags.drawing import (
    LASER,
    QUIET_LEFT,
    Bars,
    Drawing,
    Part,
    Stroke,
    Words,
    code_width,
    cut,
    fitted,
    module_width,
    text_width,
    wrapped,
)

_EDGE = 4.5
_LONG_NAME = 3.5
_NAME, _HONEST, _FACT, _STORY, _SMALL = 4.2, 2.9, 2.5, 2.45, 2.1
_LINE = 1.3
#: The band at the foot with the code.
_FOOT, _CODE_WIDTH, _BARS = 10.0, 38.0, 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """A piece as its card tells of it; ``batikmark`` is a number only where one truly applies."""

    item: ItemId
    code: str
    name: str
    motif: str
    motif_id: MotifId | None
    story: str
    maker: str
    maker_id: PartyId | None
    technique: Technique
    dye: Dye
    cloth: str
    size: str
    work_days: int | None
    batikmark: str

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """What is known, each under its name."""
        days = self.work_days
        worked = "" if not days else ngettext("{count} day", "{count} days", days).format(count=format_number(days))
        facts = (
            (_("Motif"), self.motif),
            (_("Made by"), self.maker),
            (_("Dye"), dye_label(self.dye)),
            (_("Cloth"), self.cloth),
            (_("Size"), self.size),
            (_("Work"), worked),
        )
        return tuple((name, value) for name, value in facts if value)


def card_drawing(card: CardFacts, shop: str, width: float, height: float, dots_per_mm: float = LASER) -> Drawing:
    """The card at that size in millimetres; a long story ends in an ellipsis, nothing goes beyond the edge."""
    return Drawing(width=width, height=height, parts=tuple(_parts(card, shop, width, height, dots_per_mm)))


def _parts(card: CardFacts, shop: str, width: float, height: float, dots_per_mm: float) -> Iterator[Part]:
    room = width - 2 * _EDGE
    down = _EDGE
    name = practice_words() if practising() else card.name
    for line, size in _name(name, room):
        yield Words(text=line, across=_EDGE, down=down + size * 0.8, size=size, face=BOLD)
        down += size * 1.18
    if technique_label(card.technique):
        text, size = fitted((technique_label(card.technique),), room, _HONEST, 1.9, SEMIBOLD)
        yield Words(text=text, across=_EDGE, down=down + _HONEST * 0.8, size=size, face=SEMIBOLD)
        down += _HONEST * _LINE
    yield Stroke(across=_EDGE, down=down + 0.6, length=room)
    down += 1.9
    facts = tuple(_facts(card, room, down))
    yield from facts
    if facts:
        down = max(part.down for part in facts) + _FACT * 0.75
    foot = height - _EDGE - _FOOT
    most = int((foot - down) / (_STORY * _LINE))
    if card.story and most > 0:
        for line in wrapped(card.story, room, _STORY, REGULAR, most):
            yield Words(text=line, across=_EDGE, down=down + _STORY * 0.9, size=_STORY)
            down += _STORY * _LINE
    yield from _foot(card, shop, width, height, dots_per_mm)


def _name(name: str, room: float) -> tuple[tuple[str, float], ...]:
    """One line where a smaller letter does it: every line that a name takes is lost to the story."""
    text, size = fitted((name,), room, _NAME, _LONG_NAME, BOLD)
    if text == name:
        return ((text, size),)
    return tuple((line, _LONG_NAME) for line in wrapped(name, room, _LONG_NAME, BOLD, 2))


def _facts(card: CardFacts, room: float, down: float) -> Iterator[Words]:
    """Two beside each other, each value beside its name."""
    half = (room - 3) / 2
    names = max((text_width(name, _FACT, REGULAR) for name, _value in card.said), default=0.0) + 1.6
    for number, (name, value) in enumerate(card.said):
        left = _EDGE + (number % 2) * (half + 3)
        baseline = down + (number // 2) * _FACT * 1.36 + _FACT * 0.8
        yield Words(text=name, across=left, down=baseline, size=_FACT, muted=True)
        text, size = fitted((value,), half - names, _FACT, 1.8, SEMIBOLD)
        yield Words(text=text, across=left + names, down=baseline, size=size, face=SEMIBOLD)


def _foot(card: CardFacts, shop: str, width: float, height: float, dots_per_mm: float) -> Iterator[Part]:
    """Who vouches for it on the left, the code on the right."""
    bottom = height - _EDGE
    left_room = width - 2 * _EDGE - (_CODE_WIDTH if card.code else 0)
    if card.batikmark:
        number = _("Batikmark No. {number}").format(number=card.batikmark)
        text, size = fitted((number,), left_room, _FACT, 1.6, SEMIBOLD)
        yield Words(text=text, across=_EDGE, down=bottom - _SMALL * 1.6, size=size, face=SEMIBOLD)
    text, size = fitted((shop,), left_room, _SMALL, 1.7, REGULAR)
    yield Words(text=text, across=_EDGE, down=bottom - 0.4, size=size, muted=True)
    if not card.code:
        return
    module = module_width(_CODE_WIDTH, dots_per_mm)
    left = width - _EDGE - code_width(module) + QUIET_LEFT * module
    top = bottom - _BARS - _SMALL * 1.1
    yield Bars(digits=card.code, across=left, down=top, module=module, height=_BARS)
    digits = f"{card.code[0]} {card.code[1:7]} {card.code[7:]}"
    wide = text_width(digits, _SMALL, REGULAR)
    yield Words(text=digits, across=left + (95 * module - wide) / 2, down=bottom - 0.1, size=_SMALL)


def card_slip(card: CardFacts, shop: str) -> Slip:
    """The card on receipt paper."""
    blocks: list[Block] = [
        Text(shop, align=Align.CENTRE, bold=True),
        Rule(),
        Text(card.name, align=Align.CENTRE, bold=True, double=True),
    ]
    if technique_label(card.technique):
        blocks.append(Text(technique_label(card.technique), align=Align.CENTRE))
    blocks.append(Feed())
    blocks += [Text(f"{name}: {value}") for name, value in card.said]
    if card.batikmark:
        blocks.append(Text(_("Batikmark No. {number}").format(number=card.batikmark), bold=True))
    if card.story:
        blocks += [Feed(), Text(cut(card.story, 600, 1, REGULAR))]
    if card.code:
        blocks += [Feed(), Barcode(card.code)]
    return Slip((*blocks, Cut()))
