"""What the customer sees, as a value; whoever sells makes one at every change, and knows nothing of windows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sentra_pos.core.money import ZERO, Rupiah


class Showing(StrEnum):
    """Which page."""

    IDLE = "idle"
    SELLING = "selling"
    QRIS = "qris"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayLine:
    """One line of the cart; ``amount`` is what the customer pays for it."""

    name: str
    count: int
    price: Rupiah
    amount: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayState:
    """Everything that is shown at once.

    ``total`` is what is to be paid now: all, or what other ways of paying have left. ``code`` is a QRIS payload with
    that amount in it, ``merchant`` the name that the customer's phone will show for it.
    """

    showing: Showing = Showing.IDLE
    lines: tuple[DisplayLine, ...] = ()
    total: Rupiah = ZERO
    discount: Rupiah = ZERO
    code: str = ""
    merchant: str = ""
    change: Rupiah = ZERO


#: Nobody is being served.
IDLE = DisplayState()

#: How a screen says what the customer shall see.
Display = Callable[[DisplayState], object]


def no_display(_state: DisplayState) -> None:
    """Most counters have one screen."""
