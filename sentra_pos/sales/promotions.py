"""What the shop takes off by itself for a time: which goods, how much, and which of several promotions. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.ids import ItemId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import N_, _
from sentra_pos.sales.cart import Discount, DiscountOrigin


class PromotionScope(StrEnum):
    """Which goods. Stored: never rename one."""

    ALL = "all"
    CATEGORY = "category"
    ARTISAN = "artisan"
    ITEM = "item"
    #: Everything, but only at the stands of one exhibition.
    EXHIBITION = "exhibition"


_SCOPES = {
    PromotionScope.ALL: N_("Everything"),
    PromotionScope.CATEGORY: N_("One category"),
    PromotionScope.ARTISAN: N_("One artisan's goods"),
    PromotionScope.ITEM: N_("One item"),
    PromotionScope.EXHIBITION: N_("At one exhibition"),
}


def scope_label(scope: PromotionScope) -> str:
    """The scope as screens say it."""
    return _(_SCOPES[scope])


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """``rate`` of the list price, or ``amount`` a piece; ``starts`` and ``ends`` are both days of it.

    ``target`` is the category's name, or the id of the artisan, the item or the exhibition as text; empty for
    everything. With ``shop_bears`` the shop takes it upon itself, else who bears it is what each lot's agreement says.
    """

    id: UUID
    name: str
    rate: Percent | None
    amount: Rupiah | None
    starts: date
    ends: date
    scope: PromotionScope
    target: str
    shop_bears: bool
    created_at: datetime

    def is_for(self, goods: PromotedGoods) -> bool:
        """Whether the goods are among those it is about; an exhibition's own is about all that is sold there."""
        return self.scope is PromotionScope.EXHIBITION or goods.targets.get(self.scope) == self.target

    def holds_at(self, exhibition: str | None) -> bool:
        """Whether it gives at a stand of the exhibition, or in the shop where there is none."""
        return self.scope is not PromotionScope.EXHIBITION or self.target == exhibition

    def off(self, price: Rupiah, quantity: Quantity) -> Rupiah:
        """What it takes off so many at the price, never more than they cost."""
        whole = price.times(quantity)
        if self.rate is not None:
            return whole.percent(self.rate)
        return min((self.amount or ZERO).times(quantity), whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotedGoods:
    """What of an item decides whether a promotion is for it; an artisan's goods are those that the artisan made."""

    item: ItemId
    category: str
    maker: PartyId | None

    @property
    def targets(self) -> dict[PromotionScope, str]:
        """What a promotion of each scope that is about goods has to name to be for it."""
        return {
            PromotionScope.ALL: "",
            PromotionScope.CATEGORY: self.category,
            PromotionScope.ITEM: str(self.item),
            **({} if self.maker is None else {PromotionScope.ARTISAN: str(self.maker)}),
        }


def promotions_for(goods: PromotedGoods, promotions: Iterable[Promotion]) -> tuple[Promotion, ...]:
    """Those that are for the goods."""
    return tuple(promotion for promotion in promotions if promotion.is_for(goods))


def best_promotion(promotions: Iterable[Promotion], price: Rupiah, quantity: Quantity) -> Discount | None:
    """What the best of the promotions gives on a line; of two that give alike, the older one. None gives nothing.

    Only one counts: promotions are never added up. ``promotions`` are those for the line's goods.
    """
    found = [(promotion.off(price, quantity), promotion) for promotion in promotions]
    giving = [(amount, promotion) for amount, promotion in found if amount > ZERO]
    if not giving:
        return None
    amount, best = min(giving, key=lambda each: (-each[0].amount, each[1].created_at, each[1].id))
    return Discount(
        amount=amount,
        bearer=DiscountBearer.SHOP if best.shop_bears else None,
        origin=DiscountOrigin.PROMOTION,
        reason=best.name,
        promotion=best.id,
    )
