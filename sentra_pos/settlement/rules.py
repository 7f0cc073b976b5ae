"""What settlement day decides over values alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sentra_pos.core.duty_stamp import needs_duty_stamp
from sentra_pos.core.money import ZERO, Rupiah


def needs_stamp(amounts: Iterable[Rupiah]) -> bool:
    """Whether a paper that says these sums were received needs the duty stamp of Rp10.000."""
    return any(needs_duty_stamp(amount) for amount in amounts)


def paid_from(cash: Rupiah, amounts: Iterable[Rupiah]) -> int:
    """How many of the amounts the cash pays in full, the smallest first."""
    left, count = cash, 0
    for amount in sorted(amount for amount in amounts if amount > ZERO):
        if amount > left:
            break
        left, count = left - amount, count + 1
    return count


#: What envelopes are filled with: the note of Rp75.000 is too rare to be counted on.
FACES = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """How many of each note and coin, the largest first; ``rest`` is what no coin is small enough for."""

    counts: tuple[tuple[int, int], ...]
    rest: Rupiah


def notes_for(amounts: Iterable[Rupiah]) -> Notes:
    """What it takes to fill one envelope for each amount with as few notes as there can be."""
    counts: Counter[int] = Counter()
    rest = 0
    for amount in amounts:
        left = max(amount.amount, 0)
        for face in FACES:
            many, left = divmod(left, face)
            counts[face] += many
        rest += left
    return Notes(counts=tuple((face, counts[face]) for face in FACES if counts[face]), rest=Rupiah(rest))


_Who = TypeVar("_Who")


def beyond_the_drawer(cash: Rupiah, amounts: Mapping[_Who, Rupiah]) -> tuple[_Who, ...]:
    """Whom the cash does not reach when the smallest amounts are paid first, as ``paid_from`` counts."""
    left, beyond = cash, []
    for who, amount in sorted(amounts.items(), key=lambda each: each[1]):
        if amount > left:
            beyond.append(who)
        elif amount > ZERO:
            left -= amount
    return tuple(beyond)
