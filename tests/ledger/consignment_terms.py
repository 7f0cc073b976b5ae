"""Terms and the split of a price as an agreement's own words say them, worked out without the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from tests.ledger.shop_model import nearest, nearest_part, spread

#: What a rate is for, the closest first: item, category and place, each named or not.
_CLOSEST_FIRST = (
    (True, False, True),
    (True, False, False),
    (False, True, True),
    (False, True, False),
    (False, False, True),
)


@dataclass(frozen=True, kw_only=True)
class OwnRate:
    """A rate that differs, for some goods or at some place."""

    item: UUID | None = None
    category: str = ""
    place: str = ""
    scheme: str
    rate: int = 0
    fixed: int = 0

    def about(self) -> tuple[bool, bool, bool]:
        return self.item is not None, bool(self.category), bool(self.place)

    def means(self, item: UUID, category: str, place: str) -> bool:
        return self.item in (None, item) and self.category in ("", category) and (not self.place or self.place == place)


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of an artisan's terms."""

    identity: UUID
    party: UUID
    valid_from: date
    scheme: str
    rate: int = 0
    fixed: int = 0
    bearer: str = "shop"
    liability: str = "shop"
    shop_percent: int = 5_000
    valuation: str = "net"
    hold: int = 0
    rates: tuple[OwnRate, ...] = ()

    def at(self, item: UUID, category: str, place: str) -> tuple[str, int, int]:
        """Scheme, rate and fixed commission of such goods sold there."""
        for kind in _CLOSEST_FIRST:
            for own in self.rates:
                if own.about() == kind and own.means(item, category, place):
                    return own.scheme, own.rate, own.fixed
        return self.scheme, self.rate, self.fixed

    def needs_net(self, item: UUID, category: str) -> bool:
        return any(self.at(item, category, place)[0] == "net_price" for place in ("shelf", "stand", "store_room"))

    @property
    def shop_bears(self) -> int:
        """Of a loss, in hundredths of a percent."""
        return {"shop": 10_000, "artisan": 0, "shared": self.shop_percent}[self.liability]


def share_each(version: Version | None, item: UUID, category: str, price: int, net: int) -> int:
    """The artisan's share of one piece in the shop, without a discount."""
    if version is None:
        return 0
    scheme, rate, fixed = version.at(item, category, "shelf")
    if scheme == "net_price":
        return net
    if scheme == "commission_fixed":
        return max(price - fixed, 0)
    return 0 if scheme == "outright" else price - nearest_part(price, rate)


def share_after(bearer: str, whole: int, listed: int, discount: int) -> int:
    """What is left of a share when somebody bears a discount that the shop did not take upon itself."""
    if not discount or bearer == "shop":
        return whole
    if bearer == "artisan":
        return max(whole - discount, 0)
    return nearest(Fraction(whole * (listed - discount), listed))


def step(whole: int, before: int, units: int, of: int) -> int:
    """The part of so many pieces after others; all parts come to the whole."""

    def upto(count: int) -> int:
        part = Fraction(whole * count, of)
        return nearest(part) if part >= 0 else -nearest(-part)

    return upto(before + units) - upto(before)


def parted(discount: int, by_shop: int, listed: list[int]) -> list[tuple[int, int]]:
    """A line's discount on its lots, and what of each the shop took upon itself."""
    parts = spread(discount, listed)
    return list(zip(parts, spread(by_shop, parts), strict=True))
