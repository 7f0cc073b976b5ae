"""What an artisan owes the shop, and what a sum that comes back is for: never more than is owed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.settlement.deduction_rules import Debt, Purpose, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """Debts that are open, and by how much what the artisan earned stands ``below_zero``."""

    debts: tuple[Debt, ...] = ()
    below_zero: Rupiah = ZERO

    @property
    def total(self) -> Rupiah:
        return sum_rupiah(debt.outstanding for debt in self.debts) + self.below_zero

    def only(self, debt: DocumentId) -> Owing:
        """One of them alone; nothing at all where it is not owed any more."""
        return replace(self, debts=tuple(each for each in self.debts if each.document == debt), below_zero=ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartBack:
    """What of a sum is for one debt, or for what stands below zero where there is none."""

    amount: Rupiah
    debt: Debt | None = None

    @property
    def what(self) -> str:
        """As the document's line keeps it: materials, advance or balance."""
        if self.debt is None:
            return "balance"
        return "materials" if self.debt.purpose is Purpose.MATERIALS else "advance"


def below_zero(owed: Rupiah, held: Rupiah) -> Rupiah:
    """How far below zero an artisan stands whose balance is ``owed`` without what is ``held`` back.

    What is held counts where it makes the debt smaller: it will be earned, and nobody pays for it first.
    """
    return max(-max(owed, owed + held), ZERO)


def parts_back(amount: Rupiah, owing: Owing) -> tuple[PartBack, ...]:
    """Debts in the order in which a settlement takes them off, then what stands below zero."""
    return tuple(_parts(amount, owing))


def _parts(amount: Rupiah, owing: Owing) -> Iterator[PartBack]:
    left = amount
    for debt in in_order(owing.debts):
        part = min(left, debt.outstanding)
        if part > ZERO:
            yield PartBack(amount=part, debt=debt)
            left -= part
    part = min(left, owing.below_zero)
    if part > ZERO:
        yield PartBack(amount=part)
