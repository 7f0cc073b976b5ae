"""Which lots answer for a line, oldest first, and what each one's part of the money is. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.consignment.queries import SellableLot
from sentra_pos.consignment.rules import share_at_list
from sentra_pos.core.ids import ItemId, LotId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.ledger.draft import Allocation
from sentra_pos.sales.cart import SaleLine
from sentra_pos.sales.rules import split_line, spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """So much of a lot; ``short`` when the shelf's book did not have all of it."""

    lot: SellableLot
    quantity: Quantity
    short: bool


@dataclass(slots=True)
class Shelf:
    """What is left of each lot while a cart is being allocated, so that two lines never take the same piece."""

    lots: Mapping[ItemId, Sequence[SellableLot]]
    _left: dict[LotId, int] = field(default_factory=dict)

    def available(self, item: ItemId) -> Quantity:
        """How many of the item no line of this cart has taken yet, as its card shows it: all lots together.

        A lot below zero was sold out of another one's pieces, so it takes away from what lies there.
        """
        return Quantity(max(sum(self._of(lot) for lot in self.lots.get(item, ())), 0))

    def _of(self, lot: SellableLot) -> int:
        return self._left.get(lot.lot, lot.quantity.units)

    def take(self, item: ItemId, wanted: Quantity) -> tuple[Taken, ...]:
        """Oldest lots first, and what no lot has from the newest. No lot known: nothing at all.

        What is beyond ``available`` is the last of it, and marked short.
        """
        beyond = wanted.units - self.available(item).units
        lots = sorted(self.lots.get(item, ()), key=lambda lot: lot.seq)
        taken: list[Taken] = []
        missing = wanted.units
        for lot in lots:
            here = min(missing, max(self._of(lot), 0))
            if here:
                self._left[lot.lot] = self._of(lot) - here
                taken.append(Taken(lot=lot, quantity=Quantity(here), short=False))
                missing -= here
        if missing and lots:
            newest = lots[-1]
            self._left[newest.lot] = self._of(newest) - missing
            # One allocation a lot and line, so that a refund can name what came back of it.
            had = taken.pop().quantity.units if taken and taken[-1].lot.lot == newest.lot else 0
            taken.append(Taken(lot=newest, quantity=Quantity(had + missing), short=False))
        for place in reversed(range(len(taken))):
            if beyond <= 0:
                break
            beyond -= taken[place].quantity.units
            taken[place] = replace(taken[place], short=True)
        return tuple(taken)


def allocate(number: int, line: SaleLine, taken: Sequence[Taken]) -> tuple[Allocation, ...]:
    """The line's snapshots: each lot's part of the list amount and the discount, split by its own agreement."""
    list_amounts = tuple(line.price.times(part.quantity) for part in taken)
    if not list_amounts:
        return ()
    discounts = spread(line.discount, list_amounts)
    # Within each lot's part of the discount, so that what the shop took upon itself never exceeds it.
    by_shop = spread(line.shop_discount, discounts)
    return tuple(
        _allocation(number, line, part, list_amount, discount, shop_discount)
        for part, list_amount, discount, shop_discount in zip(taken, list_amounts, discounts, by_shop, strict=True)
    )


def _allocation(
    number: int, line: SaleLine, part: Taken, list_amount: Rupiah, discount: Rupiah, shop_discount: Rupiah
) -> Allocation:
    lot = part.lot
    agreement = lot.agreement if lot.owner is not None else None
    each = share_at_list(
        agreement, line.price, lot.net_price, item=lot.item, category=lot.category, place_kind=lot.place_kind
    )
    share = each.times(part.quantity)
    split = split_line(list_amount, share, discount, bearer_of(lot), shop_discount)
    assert part.quantity > NONE
    return Allocation(
        line=number,
        lot=lot.lot,
        quantity=part.quantity,
        list_amount=list_amount,
        discount=discount,
        shop_discount=shop_discount,
        share=split.share,
        shop_part=split.shop_part,
        short=part.short,
    )


def bearer_of(lot: SellableLot) -> DiscountBearer:
    """Who bears a discount on this lot when nobody says otherwise: the shop if it owns it, else as was agreed."""
    if lot.owner is None or lot.agreement is None:
        return DiscountBearer.SHOP
    return lot.agreement.discount_bearer
