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


_HELD, _DEVICE, _STAFF = HeldCartRow.__table__, Device.__table__, Staff.__table__
_WITH_NAMES = RowReader(
    select(_HELD.c.sale_id, _HELD.c.name, _HELD.c.cart, _HELD.c.held_at)
    .add_columns(_DEVICE.c.name.label("till"), _STAFF.c.name.label("by"))
    .join_from(_HELD, _DEVICE, _DEVICE.c.id == _HELD.c.device_id)
    .join(_STAFF, _STAFF.c.id == _HELD.c.held_by)
    .order_by(_HELD.c.held_at, _HELD.c.sale_id)
)
# A part of every sale of a unique piece; mostly nothing is held.
_CARTS = RowReader(select(_HELD.c.sale_id, _HELD.c.name, _HELD.c.cart).order_by(_HELD.c.held_at, _HELD.c.sale_id))


def held_carts(session: Session) -> tuple[HeldCart, ...]:
    """All that are held, of every till, the oldest first."""
    return tuple(
        HeldCart(
            sale=row.sale_id, name=row.name, till=row.till, by=row.by, at=row.held_at, basket=basket_from_json(row.cart)
        )
        for row in _WITH_NAMES.all(session)
    )


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
