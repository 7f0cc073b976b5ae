"""Goods that come back in an exchange, reckoned for the cart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sentra_pos.core.money import ZERO
from sentra_pos.sales.cart import ReturnedLine
from sentra_pos.sales.take_back import worth_back
from ui.sell.rows import CartReturn


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
