"""Cash by its notes and coins: how many of each, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.tills.errors import CountDiffers, NoSuchDenomination, NotACount

#: Notes and coins in circulation, largest first; Rp75.000 is the note of 2020, rare but good money.
FACES = (100_000, 75_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
#: More notes of one kind than this is a slip of the finger.
MOST_OF_ONE = 9_999


@dataclass(frozen=True, slots=True)
class Denominations:
    """``counts`` are (face, how many), largest face first, none of them nothing. Make it by ``of``."""

    counts: tuple[tuple[int, int], ...] = ()

    @staticmethod
    def of(counts: Mapping[int, int]) -> Denominations:
        """From how many there are of each face. Raises NoSuchDenomination."""
        for face, count in counts.items():
            if face not in FACES or not 0 <= count <= MOST_OF_ONE:
                raise NoSuchDenomination(face=format_rupiah(Rupiah(face)), count=count)
        return Denominations(tuple((face, counts[face]) for face in FACES if counts.get(face)))

    @property
    def total(self) -> Rupiah:
        """What they come to."""
        return Rupiah(sum(face * count for face, count in self.counts))

    def to_json(self) -> dict[str, int]:
        """As a document's details keep it."""
        return {str(face): count for face, count in self.counts}

    @staticmethod
    def from_json(kept: Mapping[str, int]) -> Denominations:
        """What ``to_json`` made."""
        return Denominations.of({int(face): count for face, count in kept.items()})


def check_count(counted: Rupiah, denominations: Denominations | None) -> None:
    """Raises NotACount, CountDiffers."""
    if counted < ZERO:
        raise NotACount
    if denominations is not None and denominations.total != counted:
        raise CountDiffers(sum=format_rupiah(denominations.total), counted=format_rupiah(counted))


def kept_denominations(denominations: Denominations | None) -> dict[str, Any]:
    """For a counted line's details: nothing where only the sum was typed."""
    return {} if denominations is None else {"denominations": denominations.to_json()}
