"""What the till needs to know before it sells, and the cart that was open when it last stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sentra_pos.catalogue.queries import ItemCard, cards_of
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import ItemId, PlaceId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.payments.methods import PaymentMethod, payment_methods
from sentra_pos.sales.keep_cart import KeptCart, kept_cart
from sentra_pos.stock.places import shelf_of
from sentra_pos.tills.queries import TillStanding, till_standing
from ui.sell.rows import CartLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """The till, its shelf, the ways of paying, and what was kept of a cart with the cards of its goods."""

    shelf: PlaceId
    till: TillStanding
    methods: tuple[PaymentMethod, ...]
    kept: KeptCart | None
    cards: Mapping[ItemId, ItemCard]

    def kept_lines(self) -> tuple[CartLine, ...]:
        """The kept cart as it was; goods that are gone from the catalogue are left out."""
        if self.kept is None:
            return ()
        return tuple(
            CartLine(
                card=self.cards[line.item],
                quantity=line.quantity,
                price=line.price,
                discount=line.discount,
                rate=rate,
                bearer=line.bearer,
            )
            for line, rate in zip(self.kept.lines, self.kept.rates, strict=True)
            if line.item in self.cards
        )


def begin_selling(session: Any, by: ActedBy, *, clock: Clock) -> Beginning:
    """Only reads, but runs as an act: in its turn behind whatever the writing thread still has to keep of a cart."""
    shelf = shelf_of(session, by.device)
    kept = kept_cart(session, by.device)
    items = [line.item for line in kept.lines] if kept else []
    return Beginning(
        shelf=shelf,
        till=till_standing(session, by.device),
        methods=payment_methods(session),
        kept=kept,
        cards={card.id: card for card in cards_of(session, items, shelf)},
    )
