"""What is taken off a line or the whole cart, and what is asked above a tag, without Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import N_, _
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.sales.basket import CartDiscount
from sentra_pos.sales.errors import CartEmpty, DiscountTooLarge
from ui.kit.immediate import Runs
from ui.sell.presenter import SellPresenter
from ui.sell.rows import Cart

# The till is there to scan at sooner without it.
if TYPE_CHECKING:
    from sentra_pos.sales.discount_terms import DiscountTerms


class BelowTheTag(SentraError):
    """Less than the tag is a discount, which says whose money it is."""

    message = N_("{name} is marked {price}. For less, give a discount.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """So much off; ``rate`` when it was given in percent, nothing at all takes a discount away."""

    amount: Rupiah
    rate: Percent | None = None
    by_shop: bool = False
    reason: str = ""

    @property
    def bearer(self) -> DiscountBearer | None:
        """The shop, where it takes it upon itself; else it is as the agreements say."""
        return DiscountBearer.SHOP if self.by_shop else None


class PricingView(Protocol):
    """What the presenter asks of the screen."""

    def ask_discount(self, cart: Cart, terms: DiscountTerms) -> None:
        """What is off the selected line, or off the whole cart."""


class Pricing:
    """Changes the open cart of a SellPresenter."""

    def __init__(self, sell: SellPresenter, runner: Runs, by: ActedBy, view: PricingView) -> None:
        self._sell, self._runner, self._by, self._view = sell, runner, by, view

    def begin(self) -> None:
        """Ask whether a discount may be given on the selected line, and whose money it would be."""
        from sentra_pos.sales.discount_terms import AskDiscount, discount_terms

        line, shelf = self._sell.cart.current, self._sell.shelf
        if line is None or shelf is None:
            self._sell.tell_trouble(CartEmpty())
            return
        self._runner.write(
            discount_terms,
            AskDiscount(by=self._by, item=line.card.id, place=shelf),
            lambda terms: self._ask(line.card.id, terms),
            self._sell.tell_trouble,
            origin=self._view,
        )

    def _ask(self, item: ItemId, terms: DiscountTerms) -> None:
        # A scan may have come first: the terms are those of the line that was asked about.
        place = next((n for n, line in enumerate(self._sell.cart.lines) if line.card.id == item), None)
        if place is not None:
            self._sell.select(place)
            self._view.ask_discount(self._sell.cart, terms)

    def off_line(self, place: int, off: Off) -> SentraError | None:
        """Take it off a line, instead of what was. Answers with what is wrong."""
        line = self._sell.cart.lines[place]
        amount = off.amount if off.rate is None else line.list_amount.percent(off.rate)
        if not ZERO <= amount <= line.list_amount:
            return DiscountTooLarge(name=line.card.name, limit=format_rupiah(line.list_amount))
        given = replace(line, given=ZERO, rate=None, bearer=None, reason="")
        if amount:
            given = replace(line, given=amount, rate=off.rate, bearer=off.bearer, reason=off.reason)
        self._sell.set_line(place, given)
        return None

    def off_cart(self, off: Off) -> SentraError | None:
        """Take it off the whole, besides what the lines have. Answers with what is wrong."""
        cart = self._sell.cart
        whole = cart.before_off
        amount = off.amount if off.rate is None else whole.percent(off.rate)
        if not ZERO <= amount <= whole:
            return DiscountTooLarge(name=_("the whole cart"), limit=format_rupiah(whole))
        taken = CartDiscount(
            amount=ZERO if off.rate is not None else amount, rate=off.rate, bearer=off.bearer, reason=off.reason
        )
        self._sell.change(replace(cart, off=taken if amount else None))
        return None

    def raise_price(self, place: int, price: Rupiah, reason: str) -> SentraError | None:
        """Ask more than the tag says for each of a line; the tag's own price takes it back."""
        line = self._sell.cart.lines[place]
        if price < line.card.price:
            return BelowTheTag(name=line.card.name, price=format_rupiah(line.card.price))
        self._sell.set_line(place, line.raised_to(price, reason))
        return None
