"""Drop a held cart that nobody comes back for; what was promised in it is free again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.basket import basket_from_json
from sentra_pos.sales.errors import CartNotThere
from sentra_pos.sales.models import HeldCartRow


@dataclass(frozen=True, slots=True, kw_only=True)
class DropHeldCart:
    """Which one."""

    by: ActedBy
    sale: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCartDropped:
    """It is gone."""

    sale: DocumentId
    changes: Changes = Changes(sales=True)


def drop_held_cart(session: Session, command: DropHeldCart, *, clock: Clock) -> HeldCartDropped:
    """The event says how much was in it, not whose it was. Raises CartNotThere."""
    require(session, command.by, Permission.SELL)
    row = session.execute(select(HeldCartRow).where(HeldCartRow.sale_id == command.sale)).scalar_one_or_none()
    if row is None:
        raise CartNotThere
    basket = basket_from_json(row.cart)
    session.execute(delete(HeldCartRow).where(HeldCartRow.sale_id == command.sale))
    record_event(
        session,
        EventKind.CART_DROPPED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"cart": str(command.sale), "pieces": basket.pieces, "amount": basket.total.amount},
    )
    return HeldCartDropped(sale=command.sale)
