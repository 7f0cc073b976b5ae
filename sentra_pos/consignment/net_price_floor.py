"""No tag goes below a net price: the shop would pay the difference for every piece, and nobody would notice."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item
from sentra_pos.consignment.errors import PriceBelowNetPrice
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.models import Lot, Place, StockBalance
from sentra_pos.people.models import Party
from sentra_pos.stock.care import in_our_care


def refuse_below_net(session: Session, prices: Mapping[ItemId, Rupiah]) -> None:
    """Raise PriceBelowNetPrice where goods that the shop has would cost less than their artisan gets of a piece.

    It counts what lies anywhere in the shop's hands, at whatever place its terms ask for the net price: a tag has one
    price. What the shop bought is its own, and may cost anything.
    """
    rows = session.execute(
        select(Lot.item_id, Lot.net_price, Item.name, Party.name)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Place, Place.id == StockBalance.place_id)
        .join(Item, Item.id == Lot.item_id)
        .join(Party, Party.id == Lot.owner_id)
        .where(Lot.item_id.in_(list(prices)), Lot.net_price.is_not(None))
        .where(in_our_care(), StockBalance.quantity > NONE)
        .order_by(Item.name, Lot.net_price.desc(), Party.code)
    )
    above = [(item, net, name, owner) for item, net, name, owner in rows if net is not None and net > prices[item]]
    if above:
        item, net, name, _owner = above[0]
        names = dict.fromkeys(owner for of_item, _net, _name, owner in above if of_item == item)
        raise PriceBelowNetPrice(
            item=name, names=", ".join(names), net=format_rupiah(net), price=format_rupiah(prices[item])
        )
