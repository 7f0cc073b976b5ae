"""What is asked for at the till, as values: the lines and tenders of one sale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleLine:
    """An item, how many, at what price each, less what discount on the whole line.

    ``bearer`` empty: who bears the discount is what each lot's agreement says; only ``SHOP`` may override it.
    """

    item: ItemId
    quantity: Quantity
    price: Rupiah
    discount: Rupiah = ZERO
    bearer: DiscountBearer | None = None

    @property
    def list_amount(self) -> Rupiah:
        """Before the discount."""
        return self.price.times(self.quantity)

    @property
    def amount(self) -> Rupiah:
        """What the customer pays for it."""
        return self.list_amount - self.discount


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """What the customer gives, by which way of paying. Cash may be more than is asked: the rest is change."""

    method: str
    given: Rupiah
    reference: str = ""


def line_as_json(line: SaleLine) -> dict[str, Any]:
    """The line as it is kept in a draft cart."""
    return {
        "item": str(line.item),
        "quantity": line.quantity.units,
        "price": line.price.amount,
        "discount": line.discount.amount,
        "bearer": None if line.bearer is None else line.bearer.value,
    }


def line_from_json(value: dict[str, Any]) -> SaleLine:
    """The line that ``line_as_json`` wrote."""
    return SaleLine(
        item=ItemId(UUID(value["item"])),
        quantity=Quantity(value["quantity"]),
        price=Rupiah(value["price"]),
        discount=Rupiah(value["discount"]),
        bearer=None if value["bearer"] is None else DiscountBearer(value["bearer"]),
    )
