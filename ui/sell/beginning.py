"""What the till needs to know before it sells, and the cart that was open when it last stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sentra_pos.catalogue.queries import ItemCard, cards_of
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, ItemId, PlaceId
from sentra_pos.core.money import ZERO
from sentra_pos.core.percent import Percent
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.payments.methods import PaymentMethod, payment_methods
from sentra_pos.payments.rounding import CashRounding, cash_rounding
from sentra_pos.sales.basket import Basket
from sentra_pos.sales.cart import DiscountOrigin, SaleLine
from sentra_pos.sales.keep_cart import KeptCart, kept_cart
from sentra_pos.sales.promotion_queries import promotions_on
from sentra_pos.sales.promotions import Promotion, promotions_for
from sentra_pos.stock.places import kind_of, shelf_of
from sentra_pos.tills.queries import TillStanding, till_standing
from ui.sell.rows import Buyer, Cart, CartLine, CartReturn, promoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How the till stands, and what sales and payments go by there now. At a stand it bears the stand's name."""

    till: TillStanding
    shelf: PlaceId
    promotions: tuple[Promotion, ...]
    methods: tuple[PaymentMethod, ...]
    rounding: CashRounding
    at_stand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCart:
    """What was kept of a cart, with the cards of its goods and its buyer as they are now."""

    basket: Basket
    cards: Mapping[ItemId, ItemCard]
    buyer: Buyer | None
    returns: tuple[CartReturn, ...] = ()

    def cart(self, promotions: tuple[Promotion, ...]) -> Cart:
        """The cart as it was; goods that are gone from the catalogue are left out."""
        basket = self.basket
        lines = tuple(
            _line(self.cards[line.item], line, rate, promotions)
            for line, rate in zip(basket.lines, basket.rates, strict=True)
            if line.item in self.cards
        )
        kept = Cart(off=basket.discount, buyer=self.buyer, language=basket.language, paid=basket.tenders)
        return replace(kept.with_lines(lines, len(lines) - 1), returns=self.returns)


def _line(card: ItemCard, line: SaleLine, rate: Percent | None, promotions: tuple[Promotion, ...]) -> CartLine:
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
        promotions=promotions_for(promoted(card), promotions),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """The till's shelf, what it sells by, and what was kept of a cart."""

    shelf: PlaceId
    terms: Terms
    kept: KeptCart | None
    opened: OpenedCart | None


def begin_selling(session: Any, by: ActedBy, *, clock: Clock) -> Beginning:
    """Only reads, but runs as an act: in its turn behind whatever the writing thread still has to keep of a cart."""
    shelf = shelf_of(session, by.device)
    kept = kept_cart(session, by.device)
    return Beginning(
        shelf=shelf,
        terms=terms_now(session, by.device, clock=clock),
        kept=kept,
        opened=None if kept is None else opened_cart(session, kept.basket, shelf),
    )


def terms_now(session: Any, device: DeviceId, *, clock: Clock) -> Terms:
    """Promotions are those in force on the shift's day; a sale is of that day, also after midnight."""
    till, shelf = till_standing(session, device), shelf_of(session, device)
    at_stand = kind_of(session, shelf) is PlaceKind.STAND
    if at_stand:
        from sentra_pos.exhibitions.sell_at import selling_at  # most tills stand in their shop

        here = selling_at(session)
        till = till if here is None else replace(till, name=here.name)
    day = business_today(clock) if till.shift is None else till.shift.business_date
    return Terms(
        till=till,
        shelf=shelf,
        promotions=promotions_on(session, day),
        methods=payment_methods(session),
        rounding=cash_rounding(session),
        at_stand=at_stand,
    )


def opened_cart(session: Any, basket: Basket, shelf: PlaceId) -> OpenedCart:
    """A kept cart to go on with."""
    items = [line.item for line in basket.lines]
    return OpenedCart(
        basket=basket,
        cards={card.id: card for card in cards_of(session, items, shelf)} if items else {},
        buyer=_buyer(session, basket),
        returns=_returns(session, basket),
    )


def _returns(session: Any, basket: Basket) -> tuple[CartReturn, ...]:
    """What still can come back of what was to come back; taken back elsewhere meanwhile, it is left out."""
    if not basket.returns:
        return ()
    from ui.sell.returns import returns_for_cart  # most carts have none

    try:
        return returns_for_cart(session, basket.returns)
    except SentraError:
        return ()


def _buyer(session: Any, basket: Basket) -> Buyer | None:
    if basket.customer is None:
        return None
    from sentra_pos.people.customer_queries import customer  # most carts are nobody's

    known = customer(session, basket.customer)
    return None if known is None else Buyer(id=known.id, name=known.label)
