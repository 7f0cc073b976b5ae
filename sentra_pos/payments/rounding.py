"""Rounding of what is paid in cash, as the shop set it: a line of its own, and off until somebody turns it on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.db.setting_keys import CASH_ROUNDING
from sentra_pos.db.settings import get_setting

#: To what a shop may round: coins below these are hard to come by. Nothing: no rounding.
STEPS = (ZERO, Rupiah(100), Rupiah(500), Rupiah(1_000))


class Direction(StrEnum):
    """Which way. Stored: never rename one."""

    DOWN = "down"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True, kw_only=True)
class CashRounding:
    """The shop's rule; a ``step`` of nothing rounds nothing."""

    step: Rupiah = ZERO
    direction: Direction = Direction.DOWN

    def of(self, amount: Rupiah) -> Rupiah:
        """What is added to the amount, mostly below zero. Down means in the customer's favour, both ways of money."""
        step = self.step.amount
        if not step:
            return ZERO
        if self.direction is Direction.NEAREST:
            return amount.part(1, step).times(step) - amount
        return Rupiah(amount.amount // step * step) - amount


def cash_rounding(session: Session) -> CashRounding:
    """The rule the shop set."""
    kept = get_setting(session, CASH_ROUNDING)
    if kept is None:
        return CashRounding()
    return CashRounding(step=Rupiah(kept["step"]), direction=Direction(kept["direction"]))
