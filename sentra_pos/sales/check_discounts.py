"""What may be taken off a line: by hand within a limit and for a reason, by promotions exactly what they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.words import format_percent, format_rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.facts import Role, role_label
from sentra_pos.people.permissions import Permission, allowed, permission_label, require, require_active
from sentra_pos.sales.cart import Discount, DiscountOrigin, SaleLine
from sentra_pos.sales.errors import (
    BearerNotAllowed,
    DiscountAboveLimit,
    DiscountReasonMissing,
    DiscountTooLarge,
    PromotionChanged,
)
from sentra_pos.sales.limit_discounts import discount_limits
from sentra_pos.sales.promotion_queries import promotions_on
from sentra_pos.sales.promotions import Promotion, best_promotion, promotions_for
from sentra_pos.sales.queries import ItemForSale

#: What a part of a cart's discount may be above the rate by rounding alone.
_A_ROUNDING = Rupiah(1)


def check_discounts(
    session: Session, lines: Sequence[SaleLine], items: Mapping[ItemId, ItemForSale], by: ActedBy, day: date
) -> None:
    """Refuse what is wrong, then what nobody here may do; last ask about promotions.

    Raises DiscountTooLarge, BearerNotAllowed, DiscountReasonMissing, NotAllowed, DiscountAboveLimit, PromotionChanged.
    """
    by_hand = [(line, [each for each in line.discounts if _is_by_hand(each)]) for line in lines]
    for line, given in by_hand:
        _check_sense(line, given, items[line.item].name)
    if any(given for _line, given in by_hand):
        require(session, by, Permission.DISCOUNT)
        _check_limits(session, by_hand, items, by)
    _check_promotions(lines, items, promotions_on(session, day))


def _is_by_hand(discount: Discount) -> bool:
    return discount.origin is not DiscountOrigin.PROMOTION


def _check_sense(line: SaleLine, given: Sequence[Discount], name: str) -> None:
    if line.discount > line.list_amount or any(each.amount <= ZERO for each in line.discounts):
        raise DiscountTooLarge(name=name, limit=format_rupiah(line.list_amount))
    if any(each.bearer not in (None, DiscountBearer.SHOP) for each in line.discounts):
        raise BearerNotAllowed
    if any(not each.reason.split() for each in given):
        raise DiscountReasonMissing(name=name)


def _check_limits(
    session: Session,
    by_hand: Sequence[tuple[SaleLine, list[Discount]]],
    items: Mapping[ItemId, ItemForSale],
    by: ActedBy,
) -> None:
    """Within one's own limit nobody else is needed; above it, somebody whose limit covers it."""
    limits = discount_limits(session)
    staff = require_active(session, by.staff)
    approver = None if by.approver is None else require_active(session, by.approver)
    for line, given in by_hand:
        off = sum_rupiah(each.amount for each in given)
        if _covers(limits[staff.role], line, off):
            continue
        may = [role for role in Role if allowed(role, Permission.LARGE_DISCOUNT) and _covers(limits[role], line, off)]
        if approver is not None and approver.role in may:
            continue
        raise DiscountAboveLimit(
            name=staff.name,
            limit=format_percent(limits[staff.role]),
            item=items[line.item].name,
            amount=format_rupiah(off),
            what=permission_label(Permission.LARGE_DISCOUNT),
            who=", ".join(role_label(role) for role in may),
            staff=by.staff,
            permission=Permission.LARGE_DISCOUNT,
        )


def _covers(limit: Percent, line: SaleLine, off: Rupiah) -> bool:
    room = line.list_amount.percent(limit)
    return off <= (room + _A_ROUNDING if room else ZERO)


def _check_promotions(
    lines: Sequence[SaleLine], items: Mapping[ItemId, ItemForSale], in_force: Sequence[Promotion]
) -> None:
    """A promotion gives what it gives, unless somebody took something off the line by hand instead."""
    for line in lines:
        given = [each for each in line.discounts if not _is_by_hand(each)]
        if not given and (not in_force or any(each.origin is DiscountOrigin.LINE for each in line.discounts)):
            continue
        item = items[line.item]
        standing = best_promotion(promotions_for(item.goods, in_force), line.price, line.quantity)
        if given == ([] if standing is None else [standing]):
            continue
        raise PromotionChanged(
            item=line.item,
            promotions=promotions_for(item.goods, in_force),
            name=item.name,
            old=format_rupiah(sum_rupiah(each.amount for each in given)),
            new=format_rupiah(ZERO if standing is None else standing.amount),
        )
