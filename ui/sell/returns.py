"""Goods that come back in an exchange: the minus lines of the cart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.sales.cart import ReturnedLine
from sentra_pos.sales.take_back import worth_back


@dataclass(frozen=True, slots=True, kw_only=True)
class CartReturn:
    """One line of an earlier sale that comes back; ``amount`` is what the customer is due for it.

    ``code`` is the sale's number. ``rounding`` is what the whole sale was rounded by, which goes back with the last of
    it: on the first line of a return that leaves nothing out there.
    """

    returned: ReturnedLine
    name: str
    code: str
    amount: Rupiah
    rounding: Rupiah = ZERO

    @property
    def quantity(self) -> Quantity:
        return self.returned.quantity

    @property
    def due(self) -> Rupiah:
        """All that the customer is credited for."""
        return self.amount + self.rounding


def returns_for_cart(session: Any, returns: Sequence[ReturnedLine]) -> tuple[CartReturn, ...]:
    """The lines with their names and worth; none where there are none. Raises what ``worth_back`` does."""
    made: list[CartReturn] = []
    for sale in dict.fromkeys(each.sale for each in returns):
        of_sale = [each for each in returns if each.sale == sale]
        worth = worth_back(session, of_sale)
        code = worth.sales[0].header.code
        made += [
            CartReturn(
                returned=returned,
                name=line.text,
                code=code,
                amount=line.amount,
                rounding=worth.rounding if place == 0 else ZERO,
            )
            for place, (returned, line) in enumerate(zip(of_sale, worth.lines, strict=True))
        ]
    return tuple(made)
