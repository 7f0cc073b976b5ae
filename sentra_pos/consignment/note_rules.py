"""What a line of a note must be under its terms, whether it is taken in or corrected. Pure."""

from __future__ import annotations

from sentra_pos.consignment.errors import (
    CostMissing,
    CostNotAgreed,
    NetPriceAbovePrice,
    NetPriceMissing,
    NetPriceNotAgreed,
    PriceMissing,
)
from sentra_pos.consignment.facts import Scheme
from sentra_pos.consignment.rules import Agreement, describe, needs_net_price
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.words import format_rupiah


def refuse_prices(
    number: int,
    item: str,
    price: Rupiah,
    net_price: Rupiah | None,
    cost: Rupiah | None,
    agreement: Agreement,
    *,
    about: ItemId | None = None,
    category: str = "",
) -> None:
    """Raise what is wrong with the prices of line ``number`` under these terms: a LineTrouble.

    ``about`` is the item and ``category`` its own: there may be rates for them.
    """
    if price <= ZERO:
        raise PriceMissing(line=number, item=item)
    if needs_net_price(agreement, item=about, category=category):
        if net_price is None or net_price <= ZERO:
            raise NetPriceMissing(line=number, item=item)
        if net_price > price:
            raise NetPriceAbovePrice(line=number, item=item, net=format_rupiah(net_price), price=format_rupiah(price))
    elif net_price is not None:
        raise NetPriceNotAgreed(line=number, item=item, terms=describe(agreement))
    if agreement.scheme is Scheme.OUTRIGHT:
        if cost is None or cost <= ZERO:
            raise CostMissing(line=number, item=item)
    elif cost is not None:
        raise CostNotAgreed(line=number, item=item, terms=describe(agreement))
