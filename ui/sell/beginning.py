"""What the till needs to know before it sells, and the cart that was open when it last stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sentra_pos.catalogue.queries import ItemCard, cards_of
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import ItemId, PlaceId
from sentra_pos.core.money import ZERO
from sentra_pos.core.percent import Percent
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.payments.methods import PaymentMethod, payment_methods
from sentra_pos.sales.cart import DiscountOrigin, SaleLine
from sentra_pos.sales.keep_cart import KeptCart, kept_cart
from sentra_pos.sales.promotion_queries import promotions_on
from sentra_pos.sales.promotions import Promotion, promotions_for
from sentra_pos.stock.places import shelf_of
from sentra_pos.tills.queries import TillStanding, till_standing
from ui.sell.rows import CartLine, promoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """The till, its shelf, promotions, the ways of paying, and what was kept of a cart with the cards of its goods."""

    shelf: PlaceId
    till: TillStanding
    promotions: tuple[Promotion, ...]
    methods: tuple[PaymentMethod, ...]
    kept: KeptCart | None
    cards: Mapping[ItemId, ItemCard]

    def kept_lines(self) -> tuple[CartLine, ...]:
        """The kept cart as it was; goods that are gone from the catalogue are left out."""
        if self.kept is None:
            return ()
        basket = self.kept.basket
        return tuple(
            self._line(self.cards[line.item], line, rate)
            for line, rate in zip(basket.lines, basket.rates, strict=True)
            if line.item in self.cards
        )

    def _line(self, card: ItemCard, line: SaleLine, rate: Percent | None) -> CartLine:
        given = next((each for each in line.discounts if each.origin is DiscountOrigin.LINE), None)
        return CartLine(
            card=card,
            quantity=line.quantity,
            price=line.price,
            given=ZERO if given is None else given.amount,
            rate=rate,
            bearer=None if given is None else given.bearer,
            reason="" if given is None else given.reason,
            raised=line.reason,
            promotions=promotions_for(promoted(card), self.promotions),
        )


def begin_selling(session: Any, by: ActedBy, *, clock: Clock) -> Beginning:
    """Only reads, but runs as an act: in its turn behind whatever the writing thread still has to keep of a cart."""
    shelf = shelf_of(session, by.device)
    kept = kept_cart(session, by.device)
    items = [line.item for line in kept.basket.lines] if kept else []
    till = till_standing(session, by.device)
    return Beginning(
        shelf=shelf,
        till=till,
        promotions=promotions_today(session, till, clock=clock),
        methods=payment_methods(session),
        kept=kept,
        cards={card.id: card for card in cards_of(session, items, shelf)},
    )


def promotions_today(session: Any, till: TillStanding, *, clock: Clock) -> tuple[Promotion, ...]:
    """What is in force on the shift's day; a sale is of that day, also after midnight."""
    day = business_today(clock) if till.shift is None else till.shift.business_date
    return promotions_on(session, day)
