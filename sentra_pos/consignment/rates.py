"""Rates of their own within an agreement, and the one order in which they go before each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sentra_pos.consignment.facts import Scheme
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.ledger.kinds import PlaceKind

#: Where goods are sold, and so what a rate may be for.
SELLING_PLACES = (PlaceKind.SHELF, PlaceKind.STAND)


class RateRule(StrEnum):
    """What a rate was agreed for, the most specific first: this order is the precedence, and the only one."""

    ITEM_AT_PLACE = "item_at_place"
    ITEM = "item"
    CATEGORY_AT_PLACE = "category_at_place"
    CATEGORY = "category"
    PLACE = "place"
    GENERAL = "general"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A rate of its own for an item, or a category, or a kind of place, or goods at a kind of place.

    The ``category`` is the one that goods came in under. Under a net price each lot brings its own.
    """

    item: ItemId | None = None
    category: str = ""
    place: PlaceKind | None = None
    scheme: Scheme
    rate: Percent | None = None
    fixed: Rupiah | None = None

    @property
    def rule(self) -> RateRule:
        if self.item is not None:
            return RateRule.ITEM if self.place is None else RateRule.ITEM_AT_PLACE
        if self.category:
            return RateRule.CATEGORY if self.place is None else RateRule.CATEGORY_AT_PLACE
        return RateRule.GENERAL if self.place is None else RateRule.PLACE

    @property
    def about(self) -> tuple[ItemId | None, str, PlaceKind | None]:
        """What it is for; an agreement has one rate for each."""
        return self.item, self.category, self.place

    def covers(self, item: ItemId | None, category: str, place: PlaceKind) -> bool:
        """Whether goods of this kind, sold there, are meant."""
        return (
            (self.item is None or self.item == item)
            and (not self.category or self.category == category)
            and (self.place is None or self.place is place)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedRate:
    """The rate that goods are sold at; ``why`` is the rule that gave it, and ``by`` the rate that it is about."""

    scheme: Scheme
    rate: Percent | None
    fixed: Rupiah | None
    why: RateRule
    by: Rate | None = None


_ORDER = {rule: place for place, rule in enumerate(RateRule)}


def covering(rates: Iterable[Rate], item: ItemId | None, category: str, place: PlaceKind) -> tuple[Rate, ...]:
    """The rates that are about such goods, the one that holds first."""
    found = (rate for rate in rates if rate.covers(item, category, place))
    return tuple(sorted(found, key=lambda rate: _ORDER[rate.rule]))
