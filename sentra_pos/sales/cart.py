"""What is asked for at the till, as values: the lines that are sold, those that come back, and the tenders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import Quantity


class DiscountOrigin(StrEnum):
    """Where a discount came from. Stored: never rename one."""

    LINE = "line"
    CART = "cart"
    PROMOTION = "promotion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """So much off one line, and why.

    ``bearer`` empty: who bears it is what each lot's agreement says; only ``SHOP`` may override that. ``promotion`` is
    the promotion that gives it.
    """

    amount: Rupiah
    bearer: DiscountBearer | None = None
    origin: DiscountOrigin = DiscountOrigin.LINE
    reason: str = ""
    promotion: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleLine:
    """An item, how many, at what price each, less its discounts. ``reason`` says why the price is above the tag's."""

    item: ItemId
    quantity: Quantity
    price: Rupiah
    discounts: tuple[Discount, ...] = ()
    reason: str = ""

    @property
    def list_amount(self) -> Rupiah:
        """Before the discounts."""
        return self.price.times(self.quantity)

    @property
    def discount(self) -> Rupiah:
        """All that is taken off."""
        return sum_rupiah(discount.amount for discount in self.discounts) if self.discounts else ZERO

    @property
    def shop_discount(self) -> Rupiah:
        """What the shop took upon itself of it, whatever the agreements say."""
        return sum_rupiah(each.amount for each in self.discounts if each.bearer is DiscountBearer.SHOP)

    @property
    def amount(self) -> Rupiah:
        """What the customer pays for it."""
        return self.list_amount - self.discount


class Condition(StrEnum):
    """In what state something comes back, and whose loss it is when it is damaged. Stored: never rename one."""

    GOOD = "good"
    DAMAGED_SHOP = "damaged_shop"
    DAMAGED_ARTISAN = "damaged_artisan"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLine:
    """So many units of one line of a sale come back."""

    sale: DocumentId
    line: int
    quantity: Quantity
    condition: Condition = Condition.GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """What the customer gives, by which way of paying. Cash may be more than is asked: the rest is change.

    ``confirmed``: the cashier has seen the money arrive; asked of ways of paying that can fail unseen.
    """

    method: str
    given: Rupiah
    reference: str = ""
    confirmed: bool = False


def line_as_json(line: SaleLine) -> dict[str, Any]:
    """The line as it is kept in a draft cart."""
    return {
        "item": str(line.item),
        "quantity": line.quantity.units,
        "price": line.price.amount,
        "reason": line.reason,
        "discounts": [discount_as_json(discount) for discount in line.discounts],
    }


def line_from_json(value: dict[str, Any]) -> SaleLine:
    """The line that ``line_as_json`` wrote."""
    return SaleLine(
        item=ItemId(UUID(value["item"])),
        quantity=Quantity(value["quantity"]),
        price=Rupiah(value["price"]),
        reason=value["reason"],
        discounts=tuple(discount_from_json(each) for each in value["discounts"]),
    )


def discount_as_json(discount: Discount) -> dict[str, Any]:
    """The discount as drafts and documents keep it; what is not said is left out."""
    said: dict[str, Any] = {"amount": discount.amount.amount, "origin": discount.origin.value}
    if discount.bearer is not None:
        said["bearer"] = discount.bearer.value
    if discount.reason:
        said["reason"] = discount.reason
    if discount.promotion is not None:
        said["promotion"] = str(discount.promotion)
    return said


def discount_from_json(value: dict[str, Any]) -> Discount:
    """The discount that ``discount_as_json`` wrote."""
    bearer, promotion = value.get("bearer"), value.get("promotion")
    return Discount(
        amount=Rupiah(value["amount"]),
        bearer=None if bearer is None else DiscountBearer(bearer),
        origin=DiscountOrigin(value["origin"]),
        reason=value.get("reason", ""),
        promotion=None if promotion is None else UUID(promotion),
    )
