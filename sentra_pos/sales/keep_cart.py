"""Save the open cart at every change, so that it is back after a crash."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId, DocumentId
from sentra_pos.core.percent import Percent
from sentra_pos.ledger.queries import header_of
from sentra_pos.sales.cart import SaleLine, line_as_json, line_from_json
from sentra_pos.sales.models import DraftCart


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepCart:
    """The cart as it is now; without lines, it is forgotten.

    ``rates`` are the discounts that were given in percent, one a line; left out, none was.
    """

    device: DeviceId
    sale: DocumentId
    lines: tuple[SaleLine, ...]
    rates: tuple[Percent | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CartKept:
    """Nothing that another screen shows has changed."""

    changes: Changes = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCart:
    """A cart found again; ``sold_as`` is the number of its sale if the crash came after the sale was safe."""

    sale: DocumentId
    lines: tuple[SaleLine, ...]
    rates: tuple[Percent | None, ...]
    sold_as: str | None


def keep_cart(session: Session, command: KeepCart, *, clock: Clock) -> CartKept:
    """Replace the till's draft."""
    forget_cart(session, command.device)
    if command.lines:
        rates = command.rates or (None,) * len(command.lines)
        row = {
            "device_id": command.device,
            "sale_id": command.sale,
            "lines": [
                {**line_as_json(line), "rate": None if rate is None else rate.basis_points}
                for line, rate in zip(command.lines, rates, strict=True)
            ],
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


def kept_cart(session: Session, device: DeviceId) -> KeptCart | None:
    """The till's draft, if one was left."""
    row = session.execute(select(DraftCart).where(DraftCart.device_id == device)).scalar_one_or_none()
    if row is None:
        return None
    sold = header_of(session, row.sale_id)
    lines = tuple(line_from_json(line) for line in row.lines)
    rates = tuple(_rate(line.get("rate")) for line in row.lines)
    return KeptCart(sale=row.sale_id, lines=lines, rates=rates, sold_as=None if sold is None else sold.code)


def _rate(kept: object) -> Percent | None:
    return Percent(kept) if isinstance(kept, int) else None
