"""What a settlement takes off before it pays: in which order, by which plan, never more than there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_percent, format_rupiah


class Purpose(StrEnum):
    """What a debt was made for. Stored in documents: never rename one."""

    MATERIALS = "materials"
    CASH = "cash"


class Savings(StrEnum):
    """A co-operative's savings: *simpanan wajib* and *sukarela*. Stored: never rename one."""

    MANDATORY = "mandatory"
    VOLUNTARY = "voluntary"


class PlanWay(StrEnum):
    """How a debt is recovered, or savings are made. Stored: never rename one."""

    ALL = "all"
    FIXED = "fixed"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """So much a settlement: all that is there, a fixed sum, or a part of what the settlement newly brings."""

    way: PlanWay = PlanWay.ALL
    amount: Rupiah = ZERO
    rate: Percent = Percent(0)

    @property
    def sensible(self) -> bool:
        """A sum above nothing, or a rate of at most the whole."""
        if self.way is PlanWay.FIXED:
            return self.amount > ZERO
        return self.way is PlanWay.ALL or Percent(0) < self.rate <= Percent.whole(100)

    def wishes(self, due: Rupiah, most: Rupiah) -> Rupiah:
        """What the plan asks for when ``due`` is newly owed and no more than ``most`` is to be had."""
        if due <= ZERO or most <= ZERO:
            return ZERO
        if self.way is PlanWay.FIXED:
            return min(self.amount, most)
        return most if self.way is PlanWay.ALL else min(due.percent(self.rate), most)


AT_ONCE = Plan()


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """What an artisan had ahead by one line of one document, and what came back of it: by settlements,
    paid back by the artisan, or let go by the shop.

    ``taken_back`` is the document that took it back as a whole, and then nothing is owed of it.
    """

    document: DocumentId
    line: int
    code: str
    date: date
    purpose: Purpose
    text: str
    amount: Rupiah
    recovered: Rupiah
    plan: Plan = AT_ONCE
    taken_back: str = ""

    @property
    def outstanding(self) -> Rupiah:
        return ZERO if self.taken_back else self.amount - self.recovered


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingsPlan:
    """A standing promise to save by each settlement."""

    kind: Savings
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """What one settlement takes off for one debt, or puts into savings."""

    amount: Rupiah
    debt: Debt | None = None
    savings: Savings | None = None

    @property
    def what(self) -> str:
        """As the settlement's line keeps it: materials, advance or savings."""
        if self.debt is None:
            return "savings"
        return "materials" if self.debt.purpose is Purpose.MATERIALS else "advance"


_ORDER = (Purpose.MATERIALS, Purpose.CASH)


def deductions(
    due: Rupiah, available: Rupiah, debts: Iterable[Debt], savings: Sequence[SavingsPlan] = ()
) -> tuple[Deduction, ...]:
    """Materials, then cash advances, the oldest of each first; then savings, the mandatory ones first.

    ``due`` is what is newly owed since the last settlement, ``available`` all there is to take from: a balance below
    zero and fees are in it already. Together they never take more than is available, and of a debt never more than
    is open.
    """
    left, found = max(available, ZERO), []
    for debt in in_order(debts):
        amount = debt.plan.wishes(due, min(debt.outstanding, left))
        if amount:
            found.append(Deduction(amount=amount, debt=debt))
            left -= amount
    for promise in sorted(savings, key=lambda each: list(Savings).index(each.kind)):
        amount = promise.plan.wishes(due, left)
        if amount:
            found.append(Deduction(amount=amount, savings=promise.kind))
            left -= amount
    return tuple(found)


def in_order(debts: Iterable[Debt]) -> list[Debt]:
    """Materials, then cash advances; of each the first, which is the oldest, stays first."""
    return sorted(debts, key=lambda each: _ORDER.index(each.purpose))


_PURPOSES = {Purpose.MATERIALS: N_("Materials on credit"), Purpose.CASH: N_("Advance")}
_SAVINGS = {Savings.MANDATORY: N_("Mandatory savings"), Savings.VOLUNTARY: N_("Voluntary savings")}


def purpose_label(purpose: Purpose) -> str:
    """The purpose as screens and papers say it."""
    return _(_PURPOSES[purpose])


def savings_label(kind: Savings) -> str:
    """The savings as screens and papers say them."""
    return _(_SAVINGS[kind])


def plan_words(plan: Plan) -> str:
    """A plan in a few words."""
    if plan.way is PlanWay.FIXED:
        return _("{amount} each settlement").format(amount=format_rupiah(plan.amount))
    if plan.way is PlanWay.PERCENT:
        return _("{rate} of each settlement").format(rate=format_percent(plan.rate))
    return _("all at once")
