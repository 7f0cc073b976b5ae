"""Take a held cart back: it becomes the till's open cart, with everything that was keyed into it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.basket import Basket, basket_from_json
from sentra_pos.sales.errors import CartNotThere, OpenCartFirst
from sentra_pos.sales.keep_cart import KeepCart, keep_cart, kept_cart
from sentra_pos.sales.models import HeldCartRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallCart:
    """Which one, at whatever till it was held."""

    by: ActedBy
    sale: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class CartRecalled:
    """The till's open cart from now on."""

    sale: DocumentId
    basket: Basket
    changes: Changes = Changes(sales=True)


def recall_cart(session: Session, command: RecallCart, *, clock: Clock) -> CartRecalled:
    """Recalled once more, it is answered as it lies open. Raises OpenCartFirst, CartNotThere."""
    require(session, command.by, Permission.SELL)
    open_cart = kept_cart(session, command.by.device)
    if open_cart is not None and open_cart.sold_as is None:
        if open_cart.sale == command.sale:
            return CartRecalled(sale=command.sale, basket=open_cart.basket)
        raise OpenCartFirst
    row = session.execute(select(HeldCartRow).where(HeldCartRow.sale_id == command.sale)).scalar_one_or_none()
    if row is None:
        raise CartNotThere
    basket = basket_from_json(row.cart)
    session.execute(delete(HeldCartRow).where(HeldCartRow.sale_id == command.sale))
    keep_cart(session, KeepCart(device=command.by.device, sale=command.sale, basket=basket), clock=clock)
    return CartRecalled(sale=command.sale, basket=basket)
