"""What a count means when goods came and went while it was going on, how zones are called, and who bears a loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from sentra_pos.consignment.facts import Liability
from sentra_pos.core.ids import LotId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_number
from sentra_pos.counting.errors import TooManyZones, ZoneNameTooLong, ZoneTwice
from sentra_pos.counting.facts import Outcome

WHOLE, NOTHING, HALF = Percent.whole(100), Percent.whole(0), Percent.whole(50)
#: More than a team walks through in a day, and longer than a list shows.
MOST_ZONES, LONGEST_ZONE = 30, 40


@dataclass(frozen=True, slots=True)
class Passing:
    """Goods that came to the place (above zero) or left it (below) in the document of that sequence."""

    seq: int
    units: int


@dataclass(frozen=True, slots=True)
class Part:
    """So many pieces of one lot."""

    lot: LotId
    units: int


def expected_then(now: int, passed: Sequence[Passing], seq: int) -> int:
    """What the book had when the document ``seq`` was its newest: today's balance less what has passed since."""
    return now - sum(move.units for move in passed if move.seq > seq)


def lay_all_along(now: int, passed: Sequence[Passing], seq: int) -> int:
    """The least that the book had at any moment from ``seq`` until now; never below zero.

    So many are missing of what nobody saw on the whole way round: whoever passes when none is there proves the book of
    that moment wrong, and no place ever holds less than none.
    """
    since = sorted((move for move in passed if move.seq > seq), key=lambda move: -move.seq)
    return max(min(accumulate((-move.units for move in since), initial=now)), 0)


def difference(now: int, passed: Sequence[Passing], start: int, counted: tuple[int, int] | None) -> int:
    """How many are there beyond the book; below zero, how many are missing.

    ``counted`` is how many were seen, and the newest document when they were; None for what nobody saw since the
    document ``start``, though all of the place was looked through.
    """
    if counted is None:
        return -lay_all_along(now, passed, start)
    units, seq = counted
    return units - expected_then(now, passed, seq)


def take_in_turn(lots: Sequence[Part], units: int) -> tuple[Part, ...]:
    """So many pieces out of the lots in their order, from each no more than it holds.

    For what is missing the newest lot comes first: sales take the oldest, so on the book the oldest are gone already.
    For what turns up again it is the one that was missed first.
    """
    taken: list[Part] = []
    for lot in lots:
        here = min(lot.units, units)
        if here > 0:
            taken.append(Part(lot.lot, here))
            units -= here
    return tuple(taken)


def zone_names(typed: Sequence[str]) -> tuple[str, ...]:
    """The zones of a place as they are kept, in the order in which they are walked; what is empty is left out.

    Raises TooManyZones, ZoneNameTooLong, ZoneTwice.
    """
    names = tuple(name for name in map(one_line, typed) if name)
    if len(names) > MOST_ZONES:
        raise TooManyZones(most=format_number(MOST_ZONES))
    known: set[str] = set()
    for name in names:
        if len(name) > LONGEST_ZONE:
            raise ZoneNameTooLong(name=f"{name[:LONGEST_ZONE]}…", most=format_number(LONGEST_ZONE))
        if name.casefold() in known:
            raise ZoneTwice(name=name)
        known.add(name.casefold())
    return names


def by_agreement(liability: Liability) -> Outcome:
    """How a case ends if nobody decides otherwise."""
    return {
        Liability.SHOP: Outcome.SHOP_PAYS,
        Liability.ARTISAN: Outcome.ARTISAN_BEARS,
        Liability.SHARED: Outcome.SHARED,
    }[liability]


def shop_percent(outcome: Outcome, shared: Percent) -> Percent:
    """The shop's part of a loss; ``shared`` is what the agreement says of a shared one. An insurer pays the shop."""
    if outcome in (Outcome.SHOP_PAYS, Outcome.INSURED):
        return WHOLE
    return shared if outcome is Outcome.SHARED else NOTHING


def shop_pays(value: Rupiah, units: int, percent: Percent) -> Rupiah:
    """The shop's part of what so many pieces are worth, half up."""
    return value.times(units).percent(percent)
