"""When a certificate may be named on a card, and how large a card's or tag's run may be. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sentra_pos.catalogue.facts import Technique
from sentra_pos.core.ids import PartyId

#: More at once is a slip of the finger, and an hour of a roll.
MOST_TAGS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A Batikmark certificate: whose, what it covers, and its last day."""

    party: PartyId
    number: str
    techniques: frozenset[Technique]
    valid_until: date


def certificate_number(
    certificates: Iterable[Certificate], maker: PartyId | None, technique: Technique, today: date
) -> str:
    """The number that truly applies to a piece of the maker, or "": right technique, and not expired."""
    fitting = [
        each
        for each in certificates
        if each.party == maker and technique.is_batik and technique in each.techniques and each.valid_until >= today
    ]
    return max(fitting, key=lambda each: (each.valid_until, each.number)).number if fitting else ""
