"""Save the open cart at every change, so that it is back after a crash."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.db.direct import RowReader
from sentra_pos.ledger.queries import header_of
from sentra_pos.sales.basket import Basket, basket_as_json, basket_from_json
from sentra_pos.sales.models import DraftCart


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepCart:
    """The cart as it is now; with nothing sold or coming back in it, it is forgotten."""

    device: DeviceId
    sale: DocumentId
    basket: Basket


@dataclass(frozen=True, slots=True, kw_only=True)
class CartKept:
    """Nothing that another screen shows has changed."""

    changes: Changes = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCart:
    """A cart found again; ``sold_as`` is the number of its sale if the crash came after the sale was safe."""

    sale: DocumentId
    basket: Basket
    sold_as: str | None


def keep_cart(session: Session, command: KeepCart, *, clock: Clock) -> CartKept:
    """Replace the till's draft."""
    forget_cart(session, command.device)
    if not command.basket.is_empty:
        row = {
            "device_id": command.device,
            "sale_id": command.sale,
            "cart": basket_as_json(command.basket),
            "saved_at": clock.now(),
        }
        session.execute(insert(DraftCart), [row])
    return CartKept()


# A part of every sale, so said straight to the driver.
_FORGET = "DELETE FROM draft_cart WHERE device_id = ?"


def forget_cart(session: Session, device: DeviceId) -> None:
    """Drop the till's draft, within the sale's own transaction or when the cart is emptied."""
    session.flush()
    session.connection().exec_driver_sql(_FORGET, (device.bytes,))


_DRAFT = DraftCart.__table__
_KEPT = RowReader(select(_DRAFT.c.sale_id, _DRAFT.c.cart).where(_DRAFT.c.device_id == bindparam("device")))


def kept_cart(session: Session, device: DeviceId) -> KeptCart | None:
    """The till's draft, if one was left."""
    row = _KEPT.one_or_none(session, device=device)
    if row is None:
        return None
    sold = header_of(session, row.sale_id)
    return KeptCart(sale=row.sale_id, basket=basket_from_json(row.cart), sold_as=None if sold is None else sold.code)
