"""Which motif a few typed letters mean, in any spelling and with a slip in them."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from sentra_pos.catalogue.queries import MotifRecord
from sentra_pos.core.spelling import fold

#: Below this rapidfuzz finds likeness between any two words.
_LIKE_ENOUGH = 70
_CONTAINED = 90.0
_BEGUN = 95.0


def suggest_motifs(typed: str, known: Iterable[MotifRecord], limit: int = 3) -> tuple[str, ...]:
    """Names of motifs, the likeliest first; nothing for an empty text, or one that is a motif's own name already."""
    wanted = fold(typed)
    motifs = tuple(known)
    if not wanted or any(fold(motif.name) == wanted for motif in motifs):
        return ()
    rated = [(max(_likeness(wanted, fold(each)) for each in (motif.name, *motif.aliases)), motif) for motif in motifs]
    near = sorted((pair for pair in rated if pair[0] >= _LIKE_ENOUGH), key=lambda pair: (-pair[0], pair[1].name))
    return tuple(motif.name for _rating, motif in near[:limit])


def _likeness(wanted: str, name: str) -> float:
    if name == wanted:
        return 100.0
    if name.startswith(wanted):
        return _BEGUN
    if f" {wanted}" in f" {name}":
        return _CONTAINED
    return fuzz.ratio(wanted.replace(" ", ""), name.replace(" ", ""))
