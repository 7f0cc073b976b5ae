"""The sums a customer is likely to hand over, for the buttons of the pay sheet. Pure."""

from __future__ import annotations

from sentra_pos.core.money import Rupiah

#: What people round up to: the notes in use, and bundles of the largest one.
_STEPS = (5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000)
_LARGEST_NOTE = 100_000


def quick_amounts(due: Rupiah) -> tuple[Rupiah, ...]:
    """Sums above ``due``, the smallest first, each the next multiple of a note; five at most.

    Bundles of notes are offered only to whom owes as much: nobody pays 35.000 with a million. Nothing is due: none.
    """
    if due.amount <= 0:
        return ()
    within = max(_LARGEST_NOTE, due.amount)
    sums = {-(-due.amount // step) * step for step in _STEPS if step <= within}
    return tuple(Rupiah(amount) for amount in sorted(sums) if amount > due.amount)[:5]
