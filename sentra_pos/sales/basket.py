"""Everything that is in an open cart, as one value, and the JSON that keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.ids import DocumentId, ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.sales.cart import (
    Condition,
    Discount,
    DiscountOrigin,
    ReturnedLine,
    SaleLine,
    Tender,
    line_as_json,
    line_from_json,
)
from sentra_pos.sales.rules import spread


@dataclass(frozen=True, slots=True, kw_only=True)
class CartDiscount:
    """Something off the whole cart: ``rate`` of what its lines come to, or where that is empty, ``amount``."""

    amount: Rupiah = ZERO
    rate: Percent | None = None
    bearer: DiscountBearer | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """A cart with all that was keyed into it so far.

    ``lines`` are without the cart's own discount; ``rates`` are the discounts given in percent, one a line, or none at
    all. ``tenders`` are parts that were paid already.
    """

    lines: tuple[SaleLine, ...] = ()
    rates: tuple[Percent | None, ...] = ()
    discount: CartDiscount | None = None
    returns: tuple[ReturnedLine, ...] = ()
    customer: PartyId | None = None
    language: str = ""
    tenders: tuple[Tender, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing is sold and nothing comes back."""
        return not self.lines and not self.returns

    @property
    def pieces(self) -> int:
        return sum(line.quantity.units for line in self.lines)

    @property
    def total(self) -> Rupiah:
        """What its goods cost, all discounts taken off; what comes back is not in it."""
        return sum_rupiah(line.amount for line in self.for_sale())

    def for_sale(self) -> tuple[SaleLine, ...]:
        """The lines as they are rung up: each with its part of the cart's discount."""
        return with_cart_discount(self.lines, self.discount)


def with_cart_discount(lines: Sequence[SaleLine], discount: CartDiscount | None) -> tuple[SaleLine, ...]:
    """The lines, each with its part of a discount on the whole, by largest remainder; a part they had before is gone.

    Lines that come to nothing bear nothing. A discount larger than the whole is not cut: the sale refuses it.
    """
    bare = [replace(line, discounts=tuple(each for each in line.discounts if not _of_cart(each))) for line in lines]
    if discount is None:
        return tuple(bare)
    amounts = tuple(line.amount for line in bare)
    whole = sum_rupiah(max(amount, ZERO) for amount in amounts)
    parts = spread(discount.amount if discount.rate is None else whole.percent(discount.rate), amounts)
    return tuple(_less(line, part, discount) for line, part in zip(bare, parts, strict=True))


def _of_cart(discount: Discount) -> bool:
    return discount.origin is DiscountOrigin.CART


def _less(line: SaleLine, part: Rupiah, discount: CartDiscount) -> SaleLine:
    if not part:
        return line
    off = Discount(amount=part, bearer=discount.bearer, origin=DiscountOrigin.CART, reason=discount.reason)
    return replace(line, discounts=(*line.discounts, off))


def basket_as_json(basket: Basket) -> dict[str, Any]:
    """The cart as drafts and held carts keep it; what is not said is left out."""
    said: dict[str, Any] = {"lines": [line_as_json(line) for line in basket.lines]}
    if any(rate is not None for rate in basket.rates):
        said["rates"] = [_basis_points(rate) for rate in basket.rates]
    if basket.discount is not None:
        said["discount"] = _discount_as_json(basket.discount)
    if basket.returns:
        said["returns"] = [_returned_as_json(each) for each in basket.returns]
    if basket.customer is not None:
        said["customer"] = str(basket.customer)
    if basket.language:
        said["language"] = basket.language
    if basket.tenders:
        said["tenders"] = [_tender_as_json(tender) for tender in basket.tenders]
    return said


def basket_from_json(value: dict[str, Any]) -> Basket:
    """The cart that ``basket_as_json`` wrote."""
    customer, discount = value.get("customer"), value.get("discount")
    lines = tuple(line_from_json(line) for line in value["lines"])
    return Basket(
        lines=lines,
        rates=tuple(_percent(rate) for rate in value.get("rates", [None] * len(lines))),
        discount=None if discount is None else _discount_from_json(discount),
        returns=tuple(_returned_from_json(each) for each in value.get("returns", ())),
        customer=None if customer is None else PartyId(UUID(customer)),
        language=value.get("language", ""),
        tenders=tuple(_tender_from_json(tender) for tender in value.get("tenders", ())),
    )


def items_in(value: dict[str, Any]) -> frozenset[ItemId]:
    """What is on the lines of a kept cart, without reading the rest of it."""
    return frozenset(ItemId(UUID(line["item"])) for line in value["lines"])


def _basis_points(rate: Percent | None) -> int | None:
    return None if rate is None else rate.basis_points


def _percent(kept: int | None) -> Percent | None:
    return None if kept is None else Percent(kept)


def _discount_as_json(discount: CartDiscount) -> dict[str, Any]:
    return {
        "amount": discount.amount.amount,
        "rate": _basis_points(discount.rate),
        "bearer": None if discount.bearer is None else discount.bearer.value,
        "reason": discount.reason,
    }


def _discount_from_json(value: dict[str, Any]) -> CartDiscount:
    bearer = value["bearer"]
    return CartDiscount(
        amount=Rupiah(value["amount"]),
        rate=_percent(value["rate"]),
        bearer=None if bearer is None else DiscountBearer(bearer),
        reason=value["reason"],
    )


def _returned_as_json(each: ReturnedLine) -> dict[str, Any]:
    return {
        "sale": str(each.sale),
        "line": each.line,
        "quantity": each.quantity.units,
        "condition": each.condition.value,
    }


def _returned_from_json(value: dict[str, Any]) -> ReturnedLine:
    return ReturnedLine(
        sale=DocumentId(UUID(value["sale"])),
        line=value["line"],
        quantity=Quantity(value["quantity"]),
        condition=Condition(value["condition"]),
    )


def _tender_as_json(tender: Tender) -> dict[str, Any]:
    return {
        "method": tender.method,
        "given": tender.given.amount,
        "reference": tender.reference,
        "confirmed": tender.confirmed,
    }


def _tender_from_json(value: dict[str, Any]) -> Tender:
    return Tender(
        method=value["method"],
        given=Rupiah(value["given"]),
        reference=value["reference"],
        confirmed=value["confirmed"],
    )
