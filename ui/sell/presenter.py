"""The cart and what happens to it, without Qt: scans, quantities, discounts, the draft, the sale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, Protocol

from sentra_pos.catalogue.codes import CodeKind, ParsedCode, parse_code
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.queries import ItemCard, item_by_code
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import DocumentId, PlaceId, new_id
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.errors import CartEmpty, InCartAlready, NothingTaken, QuantityNotSensible, SaleAlreadyStands
from sentra_pos.sales.keep_cart import CartKept, KeepCart, keep_cart
from sentra_pos.sales.promotions import promotions_for
from sentra_pos.sales.rules import LARGEST_QUANTITY
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import TillStanding
from ui.kit.immediate import Runs
from ui.sell.beginning import Beginning, OpenedCart, Terms, begin_selling, terms_now
from ui.sell.refusal import tell_why
from ui.sell.rows import Cart, CartLine, CartReturn, other_code_words, promoted

# What only a payment or an old receipt needs is imported by whoever asks for it: a till can be scanned at sooner, and
# its window loads the rest meanwhile.
if TYPE_CHECKING:
    from sentra_pos.sales.complete_sale import SaleCompleted
    from sentra_pos.sales.queries import Receipt

Mood = Literal["good", "warn", "bad", "ink"]


class SellView(Protocol):
    """What the presenter asks of the screen."""

    def show_cart(self, cart: Cart) -> None: ...

    def show_saved(self, is_saved: bool) -> None: ...

    def show_till(self, till: TillStanding) -> None: ...

    def tell(self, sentence: str, mood: Mood) -> None:
        """Say something that stops nobody; warnings and worse also sound."""

    def choose_size(self, card: ItemCard) -> None: ...

    def show_receipt(self, receipt: Receipt, png: bytes) -> None: ...


class SellPresenter:
    """One for the till; ``begin`` it before anything else is asked of it."""

    def __init__(self, runner: Runs, by: ActedBy, clock: Clock, view: SellView) -> None:
        self._runner, self._by, self._clock, self._view = runner, by, clock, view
        self._sale = DocumentId(new_id(clock))
        self._unsaved = 0
        self._ringing = False
        self._is_held = False
        self._waiting: list[ItemCard] = []
        self._early: list[Callable[[], object]] = []
        self._shelf: PlaceId | None = None
        self._terms: Terms | None = None
        self.cart = Cart()

    @property
    def sale(self) -> DocumentId:
        """The id that the cart's sale will have."""
        return self._sale

    @property
    def shelf(self) -> PlaceId | None:
        """Where this till sells from; None until ``begin`` came home."""
        return self._shelf

    @property
    def terms(self) -> Terms | None:
        """What sales and payments go by here now; None until ``begin`` came home."""
        return self._terms

    @property
    def at_stand(self) -> bool:
        return self._terms is not None and self._terms.at_stand

    @property
    def till(self) -> TillStanding | None:
        """How the till stands."""
        return None if self._terms is None else self._terms.till

    @property
    def is_open(self) -> bool:
        """Whether somebody opened the till."""
        return self.till is not None and self.till.shift is not None

    # ------------------------------------------------------------------------------------------------ the beginning

    def begin(self, ready: Callable[[], object] = lambda: None) -> None:
        """Load the till, bring a cart back that a crash left behind, do what was asked meanwhile; then ``ready``."""

        def came(beginning: Beginning) -> None:
            self._shelf = beginning.shelf
            self._take_terms(beginning.terms)
            self._bring_back(beginning)
            early, self._early = self._early, []
            for ask in early:
                ask()
            ready()

        self._runner.write(begin_selling, self._by, came, origin=self._view)

    def _bring_back(self, beginning: Beginning) -> None:
        kept = beginning.kept
        if kept is not None and kept.sold_as is not None:
            self._view.tell(_("The last sale was saved as {code}.").format(code=kept.sold_as), "good")
            self._start_anew()
            self._keep()
            return
        if kept is not None and beginning.opened is not None:
            self.open(kept.sale, beginning.opened)
            self._view.tell(_("The open cart was brought back as it was."), "ink")
        self._view.show_cart(self.cart)
        self._view.show_saved(True)

    def open(self, sale: DocumentId, opened: OpenedCart) -> None:
        """Go on with a cart that was kept."""
        self._sale = sale
        self.cart = opened.cart(() if self._terms is None else self._terms.promotions)
        self._view.show_cart(self.cart)

    def shop_changed(self, changes: Changes) -> None:
        """Look again at what others may have changed."""
        if changes.any_of(Changes(till=True, settings=True, catalogue=True)):
            self.look_at_till()

    def look_at_till(self) -> None:
        """Ask the book whether the till is open, for its figures, and for what holds there now."""
        device, clock = self._by.device, self._clock
        self._runner.read(lambda session: terms_now(session, device, clock=clock), self._take_terms, origin=self._view)

    def _take_terms(self, terms: Terms) -> None:
        self._terms = terms
        if self._shelf is not None:
            self._shelf = terms.shelf
        self._view.show_till(terms.till)

    # ---------------------------------------------------------------------------------------------------- scanning

    def scan(self, code: str) -> None:
        """A code came from the scanner: an item into the cart, a receipt onto the screen, else a sentence."""
        parsed = parse_code(code)
        if parsed is not None and parsed.kind in (CodeKind.RECEIPT, CodeKind.EXCHANGE):
            self._find_receipt(parsed)
        elif parsed is not None and parsed.kind is not CodeKind.ITEM:
            self._view.tell(other_code_words(parsed.kind, code), "warn")
        else:
            self._find_item(code)

    def garbled(self) -> None:
        """The scanner sent something that is no code."""
        self._view.tell(_("The scan could not be read. Please scan again, or type the name."), "warn")

    def _find_item(self, code: str) -> None:
        if (shelf := self._shelf) is None:
            self._early.append(lambda: self._find_item(code))
            return

        def came(card: ItemCard | None) -> None:
            if card is None:
                words = _("Nothing here has the code {code}. Search by name, or enter the item first.")
                self._view.tell(words.format(code=shown(code)), "warn")
            else:
                self.add(card)

        self._runner.read(
            lambda session: item_by_code(session, code, shelf), came, self.tell_trouble, origin=self._view
        )

    def _find_receipt(self, parsed: ParsedCode) -> None:
        from ui.sell.find_receipt import find_receipt

        self._runner.read(
            lambda session: find_receipt(session, parsed, self._clock),
            lambda found: self._view.show_receipt(*found),
            self.tell_trouble,
            origin=self._view,
        )

    # ---------------------------------------------------------------------------------------------------- the lines

    def pick(self, card: ItemCard) -> None:
        """A card of the grid was chosen: ask for its size, or add it."""
        if card.sizes:
            self._view.choose_size(card)
        else:
            self.add(card)

    def add(self, card: ItemCard) -> None:
        """One more of the item; the line it is on becomes the selected one. While a cart is paid, it has to wait."""
        if self._is_held:
            self._waiting.append(card)
            return
        trouble = self.cart.why_not(card, at_stand=self.at_stand) if self.is_open else TillNotOpen()
        if trouble is not None:
            tell_why(self._runner, card, trouble, self.tell_trouble, self._view)
            return
        for place, line in enumerate(self.cart.lines):
            if line.card.id == card.id:
                self.set_line(place, line.with_quantity(Quantity(line.quantity.units + 1)))
                return
        promotions = promotions_for(promoted(card), () if self._terms is None else self._terms.promotions)
        lines = (*self.cart.lines, CartLine(card=card, price=card.price, promotions=promotions))
        self.change(self.cart.with_lines(lines, len(lines) - 1))

    def select(self, place: int) -> None:
        """Make a line the one that keys act on."""
        rows = len(self.cart.lines) + len(self.cart.returns)
        if 0 <= place < rows and place != self.cart.selected:
            self.cart = replace(self.cart, selected=place)
            self._view.show_cart(self.cart)

    def step(self, by: int) -> None:
        """One more or one less of the selected line; the last one is not taken away by it."""
        line = self.cart.current
        if line is None:
            return
        self.set_quantity(self.cart.selected, Quantity(line.quantity.units + by))

    def set_quantity(self, place: int, quantity: Quantity) -> None:
        """So many of a line; how many of a sale come back is said where that sale is."""
        if place >= len(self.cart.lines):
            return
        line = self.cart.lines[place]
        if quantity.units < 1:
            self._view.tell(_("To take {name} out of the cart, press Del.").format(name=line.card.name), "ink")
        elif line.card.kind is ItemKind.UNIQUE and quantity.units > 1:
            self.tell_trouble(InCartAlready(name=line.card.name))
        elif quantity.units > LARGEST_QUANTITY:
            self.tell_trouble(QuantityNotSensible(name=line.card.name, limit=LARGEST_QUANTITY))
        else:
            self.set_line(place, line.with_quantity(quantity))

    def remove(self) -> None:
        """Take the selected line out."""
        place = self.cart.selected
        lines = self.cart.lines
        if 0 <= place < len(lines):
            left = lines[:place] + lines[place + 1 :]
            rows = len(left) + len(self.cart.returns)
            self.change(self.cart.with_lines(left, min(place, rows - 1)))
        elif 0 <= place - len(lines) < len(self.cart.returns):
            self.change(self.cart.without_return(place - len(lines)))

    def begin_exchange(self, returns: tuple[CartReturn, ...]) -> None:
        """Goods that come back, against what the customer takes instead."""
        if self._shelf is None:
            self._early.append(lambda: self.begin_exchange(returns))
            return
        self.change(self.cart.with_returns(returns))
        self._view.tell(_("Scan what the customer takes instead. What comes back counts against it."), "ink")

    def clear(self) -> None:
        """Empty the cart; the next one gets an id of its own."""
        self._start_anew()
        self._keep()

    def set_line(self, place: int, line: CartLine) -> None:
        """The line as it is now, and the selected one."""
        lines = (*self.cart.lines[:place], line, *self.cart.lines[place + 1 :])
        self.change(self.cart.with_lines(lines, place))

    def change(self, cart: Cart) -> None:
        """The cart as it is now: shown, and kept."""
        self.cart = cart
        self._view.show_cart(cart)
        self._keep()

    def put_aside(self) -> None:
        """The cart is safe elsewhere; the next one is empty."""
        self._start_anew()
        self._view.show_saved(True)

    def _keep(self) -> None:
        """Save the draft; the writing thread takes them in order, so the last one stands."""
        self._unsaved += 1
        self._view.show_saved(False)
        command = KeepCart(device=self._by.device, sale=self._sale, basket=self.cart.basket())

        def kept(_result: CartKept) -> None:
            self._unsaved -= 1
            self._view.show_saved(self._unsaved == 0)

        def lost(trouble: SentraError) -> None:
            # Not saved any more until the next change is: that one takes the whole cart along.
            self._unsaved -= 1
            self.tell_trouble(trouble)

        self._runner.write(keep_cart, command, kept, lost, origin=self._view)

    # ----------------------------------------------------------------------------------------------------- the sale

    def why_not_pay(self) -> SentraError | None:
        """What has to be done before the cart can be paid; None when it can."""
        if not self.is_open:
            return TillNotOpen()
        if self.cart.returns and not self.cart.lines:
            return NothingTaken()
        return None if self.cart.lines else CartEmpty()

    def hold(self) -> Cart:
        """The cart to be paid; until ``release`` nothing goes into it, and what is scanned waits."""
        self._is_held = True
        return self.cart

    def release(self) -> None:
        """The payment is over or was left: what waited goes into the cart that is open now."""
        self._is_held = False
        waiting, self._waiting = self._waiting, []
        for card in waiting:
            self.add(card)

    def take(self, cart: Cart) -> Cart:
        """The cart as its payment makes it: another price, a part that was paid, a buyer."""
        self.change(cart)
        return cart

    def ring_up(
        self,
        cart: Cart,
        tenders: Sequence[Tender],
        confirmed: frozenset[str],
        done: Callable[[SaleCompleted], object],
        failed: Callable[[SentraError], object],
        ended: Callable[[], object],
        runner: Runs | None = None,
    ) -> bool:
        """Send the sale of the cart as its payment shows it; False when one is on its way already.

        ``runner`` is who asks for an approval over the payment. After a success the cart is a new one; a cart that was
        sold before with other content is kept as a new one.
        """
        from sentra_pos.sales.complete_sale import CompleteSale, complete_sale

        if self._ringing:
            return False
        self._ringing = True
        command = CompleteSale(
            id=self._sale,
            by=self._by,
            lines=cart.for_sale(),
            tenders=tuple(tenders),
            returns=tuple(each.returned for each in cart.returns),
            customer=None if cart.buyer is None else cart.buyer.id,
            language=cart.language,
            confirmed=confirmed,
        )

        def stands(result: SaleCompleted) -> None:
            self._ringing = False
            self._start_anew()
            done(result)

        def refused(trouble: SentraError) -> None:
            self._ringing = False
            if isinstance(trouble, SaleAlreadyStands):
                self._sale = DocumentId(new_id(self._clock))
                self._keep()
            failed(trouble)

        def over() -> None:
            self._ringing = False
            ended()

        (runner or self._runner).write(complete_sale, command, stands, refused, ended=over, origin=self._view)
        return True

    def _start_anew(self) -> None:
        self._sale = DocumentId(new_id(self._clock))
        self.cart = Cart()
        self._view.show_cart(self.cart)

    def tell(self, sentence: str, mood: Mood) -> None:
        """Say something that stops nobody."""
        self._view.tell(sentence, mood)

    def tell_trouble(self, trouble: SentraError) -> None:
        """Say it in its own sentence."""
        self._view.tell(str(trouble), "warn" if isinstance(trouble, Question) else "bad")
