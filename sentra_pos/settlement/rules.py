"""What settlement day decides over values alone."""

from __future__ import annotations

from collections.abc import Iterable

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
