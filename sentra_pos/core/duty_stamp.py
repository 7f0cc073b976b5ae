"""When a paper needs the duty stamp (*meterai*)."""

from __future__ import annotations

from typing import Final

from sentra_pos.core.money import Rupiah

#: Money received above this is stamped (UU 10/2020 art. 3): five million itself needs no stamp.
STAMPED_ABOVE: Final = Rupiah(5_000_000)


def needs_duty_stamp(amount: Rupiah) -> bool:
    """Whether a paper that says this sum was received needs the stamp of Rp10.000."""
    return amount > STAMPED_ABOVE
