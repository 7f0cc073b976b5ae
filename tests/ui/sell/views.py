"""Views that write down what they were told, for the presenters' tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sentra_pos.catalogue.queries import ItemCard
from sentra_pos.core.errors import Question
from sentra_pos.core.ids import ItemId
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.sales.discount_terms import DiscountTerms
from sentra_pos.sales.held_queries import HeldCart
from sentra_pos.sales.queries import Receipt
from sentra_pos.tills.queries import TillStanding
from ui.sell.pay_state import PayState
from ui.sell.presenter import Mood
from ui.sell.rows import Cart, CartLine


class NotedSell:
    """What the sell screen would show."""

    def __init__(self) -> None:
        self.cart = Cart()
        self.saved = False
        self.till: TillStanding | None = None
        self.told: list[tuple[str, Mood]] = []
        self.sizes: list[ItemCard] = []
        self.receipts: list[tuple[Receipt, bytes]] = []
        self.discounts: list[tuple[CartLine, DiscountTerms]] = []
        self.held: tuple[HeldCart, ...] = ()

    def show_cart(self, cart: Cart) -> None:
        self.cart = cart

    def show_saved(self, is_saved: bool) -> None:
        self.saved = is_saved

    def show_till(self, till: TillStanding) -> None:
        self.till = till

    def tell(self, sentence: str, mood: Mood) -> None:
        self.told.append((sentence, mood))

    def choose_size(self, card: ItemCard) -> None:
        self.sizes.append(card)

    def show_receipt(self, receipt: Receipt, png: bytes) -> None:
        self.receipts.append((receipt, png))

    def ask_discount(self, cart: Cart, terms: DiscountTerms) -> None:
        assert cart.current is not None
        self.discounts.append((cart.current, terms))

    def show_held(self, carts: tuple[HeldCart, ...]) -> None:
        self.held = carts


class NotedPay:
    """What the pay sheet would show; ``agrees`` is the answer to every question."""

    def __init__(self, *, agrees: bool = True) -> None:
        self.agrees = agrees
        self.state: PayState | None = None
        self.previews: list[bytes] = []
        self.busy: list[bool] = []
        self.done: SaleCompleted | None = None
        self.told: list[str] = []
        self.asked: list[str] = []
        self.left = False
        self.wanted = 0
        self.wants_customer = 0

    def show_payment(self, state: PayState) -> None:
        self.state = state

    def show_preview(self, png: bytes) -> None:
        self.previews.append(png)

    def show_busy(self, is_busy: bool) -> None:
        self.busy.append(is_busy)

    def show_done(self, sale: SaleCompleted) -> None:
        self.done = sale

    def tell(self, sentence: str) -> None:
        self.told.append(sentence)

    def ask(self, question: Question, answered: Callable[[bool], object]) -> None:
        self.asked.append(str(question))
        answered(self.agrees)

    def want_reference(self, sentence: str) -> None:
        self.wanted += 1

    def want_customer(self) -> None:
        self.wants_customer += 1

    def leave(self) -> None:
        self.left = True


class NotedGrid:
    """What the grid would show."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self.cards: list[ItemCard] = []
        self.nothing = ""
        self.photos: list[ItemId] = []
        self.focused = False

    def show_categories(self, names: Sequence[str]) -> None:
        self.names = tuple(names)

    def show_cards(self, cards: Sequence[ItemCard], nothing: str) -> None:
        self.cards, self.nothing = list(cards), nothing

    def add_cards(self, cards: Sequence[ItemCard]) -> None:
        self.cards += cards

    def show_photo(self, item: ItemId, jpeg: bytes | None) -> None:
        self.photos.append(item)

    def go_to_cards(self) -> None:
        self.focused = True
