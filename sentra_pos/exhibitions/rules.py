"""Pure decisions of exhibitions: what may be loaded, which sum is left of a plan, and where an exhibition stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.exhibitions.facts import Stage, StandKind


class NotLoadable(StrEnum):
    """Why pieces stay in the shop."""

    NO_COUNT = "no_count"
    HELD = "held"
    SET_ASIDE = "set_aside"
    NOT_THERE = "not_there"


def why_not(wanted: Quantity, *, there: Quantity, held: Quantity, aside: Quantity) -> NotLoadable | None:
    """Why so many cannot be loaded, or None where they can.

    ``there`` lies on the shelf and in the store room, ``held`` of it is promised in carts, ``aside`` waits elsewhere in
    the shop for its artisan.
    """
    if wanted <= NONE:
        return NotLoadable.NO_COUNT
    if wanted <= there - held:
        return None
    if wanted <= there:
        return NotLoadable.HELD
    return NotLoadable.SET_ASIDE if wanted <= there + aside else NotLoadable.NOT_THERE


@dataclass(frozen=True, slots=True, kw_only=True)
class StandState:
    """What the book says of one stand.

    ``opened`` once it sold something or its till was opened, ``coming_home`` once its end is in the book or goods came
    back from it, ``ended`` once its end is in the book, ``empty`` when nothing is there or on its way, in goods and
    (at a laptop) in cash, and neither does a return wait for its sale nor a sold piece for its owner.
    """

    kind: StandKind
    loaded: bool = False
    opened: bool = False
    coming_home: bool = False
    ended: bool = False
    empty: bool = True


def has_ended(stand: StandState, *, ends: date, today: date) -> bool:
    """A laptop says when it is over; the shop's own stands are over with the exhibition, or when somebody says so."""
    return stand.ended or (stand.kind is not StandKind.LAPTOP and today > ends)


def is_reconciled(stand: StandState, *, ends: date, today: date) -> bool:
    """Whether nothing of the stand is left to bring home; a stand that was never loaded has nothing."""
    return not stand.loaded or (stand.empty and has_ended(stand, ends=ends, today=today))


def stage_of(stands: Collection[StandState], *, called_off: bool, ends: date, today: date) -> Stage:
    """Where an exhibition stands: as far as the first of its stands that goes there, home when all are."""
    loaded = [stand for stand in stands if stand.loaded]
    if not loaded:
        return Stage.CALLED_OFF if called_off else Stage.PLANNED
    if all(is_reconciled(stand, ends=ends, today=today) for stand in loaded):
        return Stage.RECONCILED
    if any(stand.coming_home for stand in loaded):
        return Stage.CLOSING
    return Stage.OPEN if any(stand.opened for stand in loaded) else Stage.LOADED
