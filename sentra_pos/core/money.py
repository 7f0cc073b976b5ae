"""Whole rupiah. Sen do not exist at a till, so neither do fractions here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import total_ordering

from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity


def _half_up(numerator: int, denominator: int) -> int:
    """Round to the nearest whole, halves away from zero, so that a refund mirrors its sale to the rupiah."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    quotient, rest = divmod(abs(numerator), abs(denominator))
    return sign * (quotient + (1 if 2 * rest >= abs(denominator) else 0))


@total_ordering
@dataclass(frozen=True, slots=True)
class Rupiah:
    """An amount of money; adds only to its own kind."""

    amount: int

    def __add__(self, other: Rupiah) -> Rupiah:
        return Rupiah(self.amount + other.amount)

    def __sub__(self, other: Rupiah) -> Rupiah:
        return Rupiah(self.amount - other.amount)

    def __neg__(self) -> Rupiah:
        return Rupiah(-self.amount)

    def __abs__(self) -> Rupiah:
        return Rupiah(abs(self.amount))

    def __lt__(self, other: Rupiah) -> bool:
        return self.amount < other.amount

    def __bool__(self) -> bool:
        return self.amount != 0

    def times(self, quantity: int | Quantity) -> Rupiah:
        """This amount for each of ``quantity`` units."""
        return Rupiah(self.amount * (quantity.units if isinstance(quantity, Quantity) else quantity))

    def percent(self, rate: Percent) -> Rupiah:
        """The rate's part of this amount, half up."""
        return Rupiah(_half_up(self.amount * rate.basis_points, 10_000))

    def part(self, numerator: int, denominator: int) -> Rupiah:
        """``numerator / denominator`` of this amount, half up."""
        return Rupiah(_half_up(self.amount * numerator, denominator))

    def share(self, weights: Sequence[int]) -> tuple[Rupiah, ...]:
        """Split without losing a rupiah: remainders go to the largest fractions first, ties to the earlier weight.

        A share never exceeds its weight when this amount does not exceed the weights' sum, so a discount spread over
        lines can never make one of them negative. Weights are zero or more, and at least one is positive.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights must be zero or more, with a positive sum")
        sign = -1 if self.amount < 0 else 1
        floors = [abs(self.amount) * weight // total for weight in weights]
        fractions = [abs(self.amount) * weight % total for weight in weights]
        by_fraction = sorted(range(len(weights)), key=lambda i: (-fractions[i], i))
        for i in by_fraction[: abs(self.amount) - sum(floors)]:
            floors[i] += 1
        return tuple(Rupiah(sign * part) for part in floors)


ZERO = Rupiah(0)


def sum_rupiah(amounts: Iterable[Rupiah]) -> Rupiah:
    """The total; nothing at all sums to zero."""
    return Rupiah(sum(amount.amount for amount in amounts))
