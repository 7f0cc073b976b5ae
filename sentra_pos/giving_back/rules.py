"""Pure decisions of giving back: terms, ages, sell-through, and which lots answer for a wish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from sentra_pos.core.ids import LotId
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.giving_back.facts import Due

#: How long before its term a lot is named: time to call the artisan.
SOON_DAYS = 14
#: Sell-through looks this far back.
SELL_THROUGH_DAYS = 90

P = TypeVar("P")


def due_on(came_in: date, term_days: int | None) -> date | None:
    """The last day that the agreement lets unsold goods lie here; None where it sets no term."""
    return None if term_days is None else came_in + timedelta(days=term_days)


def due_state(due: date | None, today: date) -> Due:
    """Overdue from the day after; soon in the two weeks before."""
    if due is None:
        return Due.NO_TERM
    if due < today:
        return Due.OVERDUE
    return Due.SOON if (due - today).days <= SOON_DAYS else Due.LATER


def sell_through(sold: Quantity, here: Quantity) -> Percent | None:
    """Of what could have been sold (what was, and what still lies here), the part that was; None for nothing."""
    could = sold.units + here.units
    if could <= 0 or sold.units < 0:
        return None
    return Percent.part_of(sold.units, could)


def average_days(parts: Iterable[tuple[int, Quantity]]) -> int:
    """Days on the shelf of one piece in the middle, half up: each lot counts with its pieces."""
    total = pieces = 0
    for days, quantity in parts:
        total += days * quantity.units
        pieces += quantity.units
    return (2 * total + pieces) // (2 * pieces) if pieces > 0 else 0


@dataclass(frozen=True, slots=True)
class Pile(Generic[P]):
    """So much of a lot at one place."""

    lot: LotId
    place: P
    quantity: Quantity


def take_oldest(piles: Iterable[Pile[P]], wanted: Quantity) -> tuple[tuple[Pile[P], ...], Quantity]:
    """Parts of the piles, in their order, that make up what is wanted; and what could not be had."""
    taken: list[Pile[P]] = []
    missing = wanted.units
    for pile in piles:
        part = min(pile.quantity.units, missing)
        if part > 0:
            taken.append(Pile(pile.lot, pile.place, Quantity(part)))
            missing -= part
    return tuple(taken), Quantity(missing)
