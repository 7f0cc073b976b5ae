"""Exhibitions side by side: what each was worth, to decide where to go next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.exhibitions.result import ExhibitionResult, result


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One column of the comparison. ``days`` are those on which something was sold."""

    id: UUID
    name: str
    city: str
    starts: date
    days: int
    artisans: int
    taken: int
    sold: int
    sell_through: Percent | None
    sales: Rupiah
    receipts: int
    costs: Rupiah
    profit: Rupiah

    @property
    def a_day(self) -> Rupiah:
        """What was sold on a day, on average; nothing where nothing was."""
        return self.sales.part(1, self.days) if self.days else ZERO

    @property
    def a_receipt(self) -> Rupiah:
        """What a customer bought for, on average."""
        return self.sales.part(1, self.receipts) if self.receipts else ZERO


def compared(found: ExhibitionResult) -> Compared:
    """The few figures of a result that are worth comparing."""
    return Compared(
        id=found.id,
        name=found.name,
        city=found.city,
        starts=found.starts,
        days=len(found.days),
        artisans=sum(1 for each in found.artisans if each.party is not None),
        taken=found.pieces.taken + found.pieces.added,
        sold=found.pieces.sold,
        sell_through=found.pieces.sell_through,
        sales=found.sales.paid + found.services,
        receipts=found.receipts,
        costs=found.shop_costs + found.payment_costs,
        profit=found.profit,
    )


def compare(session: Session, exhibitions: Sequence[UUID]) -> tuple[Compared, ...]:
    """Each of them, the earliest first. Raises NoSuchExhibition."""
    found = (compared(result(session, each)) for each in dict.fromkeys(exhibitions))
    return tuple(sorted(found, key=lambda each: (each.starts, each.name)))
