"""Whose goods a row means: by code, by name in any capitals, or else a question with the likely ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from sentra_pos.consignment.queries import Consignor
from sentra_pos.core.ids import PartyId
from sentra_pos.core.spelling import fold

#: From here on two names are likely one name with a slip in it; below, they are two.
_ALIKE = 0.75
_MOST_SUGGESTIONS = 3


def find_consignor(written: str, known: Iterable[Consignor], remembered: Mapping[str, PartyId]) -> Consignor | None:
    """The one that is meant beyond doubt; ``remembered`` holds what the person answered, by folded name."""
    folded = fold(written)
    everybody = tuple(known)
    answered = remembered.get(folded)
    for one in everybody:
        if folded in (fold(one.name), fold(one.code), fold(f"{one.code} {one.name}")) or one.id == answered:
            return one
    return None


def likely_consignors(written: str, known: Iterable[Consignor]) -> tuple[Consignor, ...]:
    """Those whose names are nearly this one, the nearest first."""
    rated = [(likeness(written, one.name), one) for one in known]
    near = sorted((pair for pair in rated if pair[0] >= _ALIKE), key=lambda pair: -pair[0])
    return tuple(one for _rating, one in near[:_MOST_SUGGESTIONS])


def likeness(one: str, other: str) -> float:
    """From 0 to 1, 1 being the same but for capitals, accents and spaces."""
    return SequenceMatcher(None, _squeezed(one), _squeezed(other), autojunk=False).ratio()


def alike(one: str, other: str) -> bool:
    """Whether two spellings are likely one name."""
    return likeness(one, other) >= _ALIKE


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")
