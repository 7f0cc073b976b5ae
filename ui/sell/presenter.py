"""The cart and what happens to it, without Qt: scans, quantities, discounts, the draft, the sale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Literal, Protocol

from sentra_pos.catalogue.codes import CodeKind, ParsedCode, parse_code
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.queries import ItemCard, item_by_code
from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import DocumentId, ItemId, PlaceId, new_id
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.speech import _
from sentra_pos.core.typed_text import shown
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.payments.methods import PaymentMethod
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.complete_sale import LARGEST_QUANTITY, CompleteSale, SaleCompleted, complete_sale
from sentra_pos.sales.discount_terms import AskDiscount, DiscountTerms, discount_terms
from sentra_pos.sales.errors import (
    AlreadySold,
    CartEmpty,
    DiscountTooLarge,
    InCartAlready,
    ItemUnknown,
    QuantityNotSensible,
    SaleAlreadyStands,
    SaleNotFound,
)
from sentra_pos.sales.keep_cart import CartKept, KeepCart, keep_cart
from sentra_pos.sales.preview import receipt_png
from sentra_pos.sales.queries import Receipt, receipt_of, sale_by_receipt
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import TillStanding, till_standing
from ui.kit.immediate import Runs
from ui.sell.beginning import Beginning, begin_selling
from ui.sell.rows import Cart, CartLine

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

    def ask_discount(self, line: CartLine, terms: DiscountTerms) -> None: ...


class SellPresenter:
    """One for the till; ``begin`` it before anything else is asked of it."""

    def __init__(self, runner: Runs, by: ActedBy, clock: Clock, view: SellView) -> None:
        self._runner, self._by, self._clock, self._view = runner, by, clock, view
        self._sale = DocumentId(new_id(clock))
        self._unsaved = 0
        self._ringing = False
        self._is_held = False
        self._waiting: list[ItemCard] = []
        self._shelf: PlaceId | None = None
        self.cart = Cart()
        self.till: TillStanding | None = None
        self.methods: tuple[PaymentMethod, ...] = ()

    @property
    def sale(self) -> DocumentId:
        """The id that the cart's sale will have."""
        return self._sale

    @property
    def shelf(self) -> PlaceId | None:
        """Where this till sells from; None until ``begin`` came home."""
        return self._shelf

    @property
    def is_open(self) -> bool:
        """Whether somebody opened the till."""
        return self.till is not None and self.till.shift is not None

    # ------------------------------------------------------------------------------------------------ the beginning

    def begin(self, ready: Callable[[], object] = lambda: None) -> None:
        """Load the till and bring a cart back that a crash left behind; ``ready`` is called when that is done."""

        def came(beginning: Beginning) -> None:
            self._shelf, self.methods = beginning.shelf, beginning.methods
            self._show_till(beginning.till)
            self._bring_back(beginning)
            ready()

        self._runner.write(begin_selling, self._by, came, origin=self._view)

    def _bring_back(self, beginning: Beginning) -> None:
        kept = beginning.kept
        if kept is not None and kept.sold_as is not None:
            self._view.tell(_("The last sale was saved as {code}.").format(code=kept.sold_as), "good")
            self._start_anew()
            self._keep()
            return
        if kept is not None:
            self._sale = kept.sale
            lines = beginning.kept_lines()
            self.cart = Cart(lines=lines, selected=len(lines) - 1)
            self._view.tell(_("The open cart was brought back as it was."), "ink")
        self._view.show_cart(self.cart)
        self._view.show_saved(True)

    def shop_changed(self, changes: Changes) -> None:
        """Look again at what others may have changed."""
        if changes.any_of(Changes(till=True, settings=True)):
            self.look_at_till()

    def look_at_till(self) -> None:
        """Ask the book whether the till is open, and for its figures."""
        device = self._by.device
        self._runner.read(lambda session: till_standing(session, device), self._show_till, origin=self._view)

    def _show_till(self, till: TillStanding) -> None:
        self.till = till
        self._view.show_till(till)

    # ---------------------------------------------------------------------------------------------------- scanning

    def scan(self, code: str) -> None:
        """A code came from the scanner: an item into the cart, a receipt onto the screen, else a sentence."""
        parsed = parse_code(code)
        if parsed is not None and parsed.kind is CodeKind.RECEIPT:
            self._find_receipt(parsed)
        elif parsed is not None and parsed.kind is not CodeKind.ITEM:
            self._view.tell(_("{code} is not the code of an item or a receipt.").format(code=code), "warn")
        else:
            self._find_item(code)

    def garbled(self) -> None:
        """The scanner sent something that is no code."""
        self._view.tell(_("The scan could not be read. Please scan again, or type the name."), "warn")

    def _find_item(self, code: str) -> None:
        shelf = self._shelf
        if shelf is None:
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
        def find(session: Any) -> tuple[Receipt, bytes]:
            document = sale_by_receipt(session, parsed)
            if document is None:
                raise SaleNotFound
            receipt = receipt_of(session, document)
            return receipt, receipt_png(session, receipt, self._clock)

        self._runner.read(find, lambda found: self._view.show_receipt(*found), self.tell_trouble, origin=self._view)

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
        trouble = self._why_not(card)
        if trouble is not None:
            self.tell_trouble(trouble)
            return
        for place, line in enumerate(self.cart.lines):
            if line.card.id == card.id:
                self._set(place, line.with_quantity(Quantity(line.quantity.units + 1)))
                return
        lines = (*self.cart.lines, CartLine(card=card, price=card.price))
        self._change(Cart(lines=lines, selected=len(lines) - 1))

    def _why_not(self, card: ItemCard) -> SentraError | None:
        if not self.is_open:
            return TillNotOpen()
        if not card.active:
            return ItemUnknown(name=card.name)
        line = next((line for line in self.cart.lines if line.card.id == card.id), None)
        if card.kind is ItemKind.UNIQUE and line is not None:
            return InCartAlready(name=card.name)
        if card.kind is ItemKind.UNIQUE and card.stock <= NONE:
            return AlreadySold(name=card.name)
        if line is not None and line.quantity.units >= LARGEST_QUANTITY:
            return QuantityNotSensible(name=card.name, limit=LARGEST_QUANTITY)
        return None

    def select(self, place: int) -> None:
        """Make a line the one that keys act on."""
        if 0 <= place < len(self.cart.lines) and place != self.cart.selected:
            self.cart = replace(self.cart, selected=place)
            self._view.show_cart(self.cart)

    def step(self, by: int) -> None:
        """One more or one less of the selected line; the last one is not taken away by it."""
        line = self.cart.current
        if line is None:
            return
        self.set_quantity(self.cart.selected, Quantity(line.quantity.units + by))

    def set_quantity(self, place: int, quantity: Quantity) -> None:
        """So many of a line."""
        line = self.cart.lines[place]
        if quantity.units < 1:
            self._view.tell(_("To take {name} out of the cart, press Del.").format(name=line.card.name), "ink")
        elif line.card.kind is ItemKind.UNIQUE and quantity.units > 1:
            self.tell_trouble(InCartAlready(name=line.card.name))
        elif quantity.units > LARGEST_QUANTITY:
            self.tell_trouble(QuantityNotSensible(name=line.card.name, limit=LARGEST_QUANTITY))
        else:
            self._set(place, line.with_quantity(quantity))

    def remove(self) -> None:
        """Take the selected line out."""
        place = self.cart.selected
        lines = self.cart.lines
        if 0 <= place < len(lines):
            left = lines[:place] + lines[place + 1 :]
            self._change(Cart(lines=left, selected=min(place, len(left) - 1)))

    def clear(self) -> None:
        """Empty the cart; the next one gets an id of its own."""
        self._start_anew()
        self._keep()

    def _set(self, place: int, line: CartLine) -> None:
        lines = (*self.cart.lines[:place], line, *self.cart.lines[place + 1 :])
        self._change(Cart(lines=lines, selected=place))

    def _change(self, cart: Cart) -> None:
        self.cart = cart
        self._view.show_cart(cart)
        self._keep()

    def _keep(self) -> None:
        """Save the draft; the writing thread takes them in order, so the last one stands."""
        self._unsaved += 1
        self._view.show_saved(False)
        cart = self.cart
        command = KeepCart(device=self._by.device, sale=self._sale, lines=cart.for_sale(), rates=cart.rates)

        def kept(_result: CartKept) -> None:
            self._unsaved -= 1
            self._view.show_saved(self._unsaved == 0)

        def lost(trouble: SentraError) -> None:
            # Not saved any more until the next change is: that one takes the whole cart along.
            self._unsaved -= 1
            self.tell_trouble(trouble)

        self._runner.write(keep_cart, command, kept, lost, origin=self._view)

    # --------------------------------------------------------------------------------------------------- discounts

    def begin_discount(self) -> None:
        """Ask whether a discount may be given on the selected line, and whose money it would be."""
        line, shelf = self.cart.current, self._shelf
        if line is None or shelf is None:
            self.tell_trouble(CartEmpty())
            return
        self._runner.write(
            discount_terms,
            AskDiscount(by=self._by, item=line.card.id, place=shelf),
            lambda terms: self._view.ask_discount(line, terms),
            self.tell_trouble,
            origin=self._view,
        )

    def discount(
        self, place: int, amount: Rupiah, *, rate: Percent | None = None, by_shop: bool = False
    ) -> SentraError | None:
        """Take so much off a line, or ``rate`` of it; nothing takes a discount away. Answers with what is wrong."""
        line = self.cart.lines[place]
        off = amount if rate is None else line.list_amount.percent(rate)
        if not ZERO <= off <= line.list_amount:
            return DiscountTooLarge(name=line.card.name, limit=format_rupiah(line.list_amount))
        bearer = DiscountBearer.SHOP if by_shop and off else None
        self._set(place, replace(line, discount=off, rate=rate if off else None, bearer=bearer))
        return None

    # ----------------------------------------------------------------------------------------------------- the sale

    def why_not_pay(self) -> SentraError | None:
        """What has to be done before the cart can be paid; None when it can."""
        if not self.is_open:
            return TillNotOpen()
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

    def take_price(self, item: ItemId, price: Rupiah) -> Cart:
        """What is on the item's tag now, in the cart too."""
        lines = tuple(line.with_price(price) if line.card.id == item else line for line in self.cart.lines)
        self._change(replace(self.cart, lines=lines))
        return self.cart

    def ring_up(
        self,
        cart: Cart,
        tenders: Sequence[Tender],
        confirmed: frozenset[str],
        done: Callable[[SaleCompleted], object],
        failed: Callable[[SentraError], object],
        ended: Callable[[], object],
    ) -> bool:
        """Send the sale of the cart as its payment shows it; False when one is on its way already.

        After a success the cart is a new one; a cart that was sold before with other content is kept as a new one.
        """
        if self._ringing:
            return False
        self._ringing = True
        command = CompleteSale(
            id=self._sale,
            by=self._by,
            lines=cart.for_sale(),
            tenders=tuple(tenders),
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

        self._runner.write(complete_sale, command, stands, refused, ended=over, origin=self._view)
        return True

    def _start_anew(self) -> None:
        self._sale = DocumentId(new_id(self._clock))
        self.cart = Cart()
        self._view.show_cart(self.cart)

    def tell_trouble(self, trouble: SentraError) -> None:
        """Say it in its own sentence."""
        self._view.tell(str(trouble), "warn" if isinstance(trouble, Question) else "bad")
