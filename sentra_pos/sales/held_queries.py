"""Questions about held carts: which there are, and what is promised in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.db.direct import RowReader
from sentra_pos.ledger.models import Device
from sentra_pos.people.models import Staff
from sentra_pos.sales.basket import Basket, basket_from_json, items_in
from sentra_pos.sales.models import HeldCartRow


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCart:
    """A cart that was put aside; ``sale`` is the id its sale will have. ``till`` and ``by`` are names."""

    sale: DocumentId
    name: str
    till: str
    by: str
    at: datetime
    basket: Basket

    @property
    def pieces(self) -> int:
        return self.basket.pieces

    @property
    def total(self) -> Rupiah:
        return self.basket.total


def held_carts(session: Session) -> tuple[HeldCart, ...]:
    """All that are held, of every till, the oldest first."""
    rows = session.execute(
        select(HeldCartRow, Device.name, Staff.name)
        .join(Device, Device.id == HeldCartRow.device_id)
        .join(Staff, Staff.id == HeldCartRow.held_by)
        .order_by(HeldCartRow.held_at, HeldCartRow.sale_id)
    )
    return tuple(
        HeldCart(sale=row.sale_id, name=row.name, till=till, by=by, at=row.held_at, basket=basket_from_json(row.cart))
        for row, till, by in rows
    )


_HELD = HeldCartRow.__table__
# A part of every sale of a unique piece; mostly nothing is held.
_CARTS = RowReader(select(_HELD.c.sale_id, _HELD.c.name, _HELD.c.cart).order_by(_HELD.c.held_at, _HELD.c.sale_id))


def promised(session: Session, items: Collection[ItemId], besides: DocumentId | None = None) -> dict[ItemId, str]:
    """In which held cart each of the items lies, by the cart's name; the others are absent.

    ``besides`` is a cart that does not count: the one that asks.
    """
    if not items:
        return {}
    wanted = set(items)
    found: dict[ItemId, str] = {}
    for sale, name, cart in _CARTS.all(session):
        if sale != besides:
            found |= {item: name for item in items_in(cart) & wanted if item not in found}
    return found
