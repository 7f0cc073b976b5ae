"""How a line's money is split, and how a part of it comes back: the splitting formula of ARCHITECTURE.md."""

from __future__ import annotations

from dataclasses import dataclass

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.money import ZERO, Rupiah

#: More of one thing than this in one line is a slip of the finger or a barcode typed as a quantity.
LARGEST_QUANTITY = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What the customer pays, in two parts: the artisan's share and the shop's (below zero: a discount expense)."""

    share: Rupiah
    shop_part: Rupiah


def split_line(
    list_amount: Rupiah,
    share_at_list: Rupiah,
    discount: Rupiah,
    bearer: DiscountBearer,
    shop_discount: Rupiah = ZERO,
) -> Split:
    """Split ``list_amount − discount`` between artisan and shop.

    ``share_at_list`` is the artisan's share of the whole line before any discount; ``shop_discount`` is what of the
    discount the shop took upon itself, the rest being borne as agreed. Borne by the shop, the share stays; by the
    artisan, it falls by it but never below zero, the excess being the shop's; shared, it falls in proportion, half up.
    Artisan + shop is what the customer pays, always.
    """
    assert ZERO <= shop_discount <= discount <= list_amount, "a discount is between nothing and the whole line"
    agreed = discount - shop_discount
    if bearer is DiscountBearer.SHOP or not agreed:
        share = share_at_list
    elif bearer is DiscountBearer.ARTISAN:
        share = max(share_at_list - agreed, min(share_at_list, ZERO))
    else:
        share = share_at_list.part(list_amount.amount - agreed.amount, list_amount.amount)
    return Split(share=share, shop_part=list_amount - discount - share)


def part_of(whole: Rupiah, returned: int, already: int, quantity: int) -> Rupiah:
    """The money of ``returned`` units of ``quantity``, ``already`` of which came back earlier.

    part(already + returned) − part(already): in whatever order parts come back, together they are the whole.
    """
    assert returned > 0
    assert already + returned <= quantity
    return whole.part(already + returned, quantity) - whole.part(already, quantity)


def spread(discount: Rupiah, lines: tuple[Rupiah, ...]) -> tuple[Rupiah, ...]:
    """A cart's discount over its positive lines by largest remainder; lines of nothing or less bear nothing."""
    weights = [max(line.amount, 0) for line in lines]
    if not any(weights):
        return tuple(ZERO for _line in lines)
    return discount.share(weights)
