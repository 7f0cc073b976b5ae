"""What somebody at the till is told before giving a discount: whether he may, and whose money it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.consignment.queries import lots_to_sell
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import ItemId, PlaceId
from sentra_pos.core.percent import Percent
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require, require_active
from sentra_pos.sales.limit_discounts import discount_limits


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountTerms:
    """Who bears a discount on the item by the agreements of the lots on the shelf; the shop alone on its own goods.

    ``limit`` is what of a line who asks may take off alone; above it somebody else has to approve.
    """

    bearers: tuple[DiscountBearer, ...]
    limit: Percent

    @property
    def shop_alone(self) -> bool:
        """Nobody else would bear it, so there is nothing to choose."""
        return self.bearers == (DiscountBearer.SHOP,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDiscount:
    """Somebody wants to take something off an item that lies at the place."""

    by: ActedBy
    item: ItemId
    place: PlaceId


def discount_terms(session: Session, command: AskDiscount, *, clock: Clock) -> DiscountTerms:
    """Raises NotAllowed for who may not give one. An act, though it only reads: its refusal is remembered."""
    require(session, command.by, Permission.DISCOUNT)
    found = []
    for lot in lots_to_sell(session, [command.item], command.place)[command.item]:
        ours = lot.owner is None or lot.agreement is None
        found.append(DiscountBearer.SHOP if ours or lot.agreement is None else lot.agreement.discount_bearer)
    limit = discount_limits(session)[require_active(session, command.by.staff).role]
    return DiscountTerms(bearers=tuple(dict.fromkeys(found)) or (DiscountBearer.SHOP,), limit=limit)
