"""Put the open cart aside under a name, so that the next customer need not wait."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.queries import header_of
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.basket import Basket, basket_as_json
from sentra_pos.sales.errors import CartEmpty, CartNameMissing, PromisedAlready, SaleAlreadyStands
from sentra_pos.sales.held_queries import promised
from sentra_pos.sales.keep_cart import forget_cart
from sentra_pos.sales.models import HeldCartRow


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCart:
    """The cart as it is now, and the name it is found by."""

    by: ActedBy
    sale: DocumentId
    name: str
    basket: Basket


@dataclass(frozen=True, slots=True, kw_only=True)
class CartHeld:
    """It is safe; the till's open cart is empty."""

    sale: DocumentId
    name: str
    changes: Changes = Changes(sales=True)


def hold_cart(session: Session, command: HoldCart, *, clock: Clock) -> CartHeld:
    """A cart held before is held as it is now.

    Raises CartEmpty, CartNameMissing, SaleAlreadyStands, PromisedAlready.
    """
    require(session, command.by, Permission.SELL)
    if command.basket.is_empty:
        raise CartEmpty
    name = one_line(command.name, 60)
    if not name:
        raise CartNameMissing
    sold = header_of(session, command.sale)
    if sold is not None:
        raise SaleAlreadyStands(code=sold.code)
    unique = _unique(session, [line.item for line in command.basket.lines])
    for item, cart in promised(session, unique.keys(), besides=command.sale).items():
        raise PromisedAlready(name=unique[item], cart=cart)
    session.execute(delete(HeldCartRow).where(HeldCartRow.sale_id == command.sale))
    row = {
        "sale_id": command.sale,
        "device_id": command.by.device,
        "name": name,
        "cart": basket_as_json(command.basket),
        "held_by": command.by.staff,
        "held_at": clock.now(),
    }
    session.execute(insert(HeldCartRow), [row])
    forget_cart(session, command.by.device)
    return CartHeld(sale=command.sale, name=name)


def _unique(session: Session, items: list[ItemId]) -> dict[ItemId, str]:
    """The names of those of which there is only one."""
    wanted = select(Item.id, Item.name).where(Item.id.in_(items), Item.kind == ItemKind.UNIQUE)
    return {row.id: row.name for row in session.execute(wanted)}
