"""Paying for a cart, without Qt: parts, change, the questions on the way, and what stands afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, cast

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.speech import _, language
from sentra_pos.core.words import format_rupiah
from sentra_pos.payments.methods import CASH
from sentra_pos.payments.rounding import CashRounding
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.sales.errors import PriceChanged, PromotionChanged, ReferenceMissing, SaleAlreadyStands
from sentra_pos.sales.preview import provisional_receipt, receipt_paper
from sentra_pos.sales.promotions import Promotion
from sentra_pos.sales.queries import Receipt, receipt_of
from ui.kit.immediate import Doors, Runs
from ui.sell.pay_state import PayState, reckon
from ui.sell.presenter import SellPresenter
from ui.sell.rows import Buyer, Cart

#: The receipt's languages, the shop's own being one of them.
_LANGUAGES = ("id", "en")


class PayView(Protocol):
    """What the presenter asks of the sheet."""

    def show_payment(self, state: PayState) -> None: ...

    def show_preview(self, png: bytes) -> None: ...

    def show_busy(self, is_busy: bool) -> None: ...

    def show_done(self, sale: SaleCompleted) -> None: ...

    def tell(self, sentence: str) -> None: ...

    def want_reference(self, sentence: str) -> None:
        """Ask for the reference that is missing, where it is typed."""

    def want_customer(self) -> None:
        """Ask whose account it is."""

    def ask(self, question: Question, answered: Callable[[bool], object]) -> None: ...

    def leave(self) -> None: ...


class Payment:
    """One customer's payment, from the total to the change."""

    def __init__(self, sell: SellPresenter, runner: Runs, shop: Doors, cashier: str, view: PayView) -> None:
        self._sell, self._runner, self._shop, self._view = sell, runner, shop, view
        self._cart = sell.hold()
        self._cashier = cashier
        terms = sell.terms
        offered = () if terms is None else terms.methods
        self._rule = CashRounding() if terms is None else terms.rounding
        self._methods = {method.code: method for method in offered}
        self._method = self._methods.get(CASH) or offered[0]
        self._given: Rupiah | None = None
        self._reference = ""
        self._confirmed: frozenset[str] = frozenset()
        self._busy = False
        self._scanned: list[str] = []
        self.done: SaleCompleted | None = None
        #: What of the sale that is done nobody has seen arrive.
        self.unseen: tuple[Tender, ...] = ()

    def begin(self) -> None:
        """Show the sheet's first state."""
        self._show()

    # ---------------------------------------------------------------------------------------------- what was typed

    @property
    def cart(self) -> Cart:
        """What is paid for."""
        return self._cart

    @property
    def state(self) -> PayState:
        """What it comes to now."""
        return reckon(self._cart.total, self._rule, self._cart.paid, self._method, self._given, self._reference)

    @property
    def rest(self) -> Rupiah:
        """What the parts leave to pay."""
        return self.state.rest

    def choose(self, code: str) -> None:
        """Pay the rest by this way."""
        if self._is_over or code not in self._methods:
            return
        if code != self._method.code:
            # What was typed is the number of a payment by the other way.
            self._reference = ""
        self._method = self._methods[code]
        self._show()

    def type_amount(self, given: Rupiah | None) -> None:
        """What the customer gives; None is the exact rest."""
        if given != self._given:
            self._given = given
            self._show()

    def type_reference(self, text: str) -> None:
        """The number on the customer's slip or screen."""
        self._reference = " ".join(text.split())
        self._preview()

    def drop_part(self, place: int) -> None:
        """Take back a part that was not paid after all."""
        parts = self._cart.paid
        if not self._is_over and 0 <= place < len(parts):
            self._take(replace(self._cart, paid=(*parts[:place], *parts[place + 1 :])))

    def name_buyer(self, buyer: Buyer | None) -> None:
        """Who buys, where somebody asked."""
        if not self._is_over:
            self._take(replace(self._cart, buyer=buyer))

    @property
    def receipt_language(self) -> str:
        """In what the receipt is written."""
        return self._cart.language or language()

    def other_language(self) -> None:
        """The receipt in the other language; the shop's own needs not be said."""
        if self._is_over:
            return
        other = next(each for each in _LANGUAGES if each != self.receipt_language)
        self._take(replace(self._cart, language="" if other == language() else other))

    @property
    def _is_over(self) -> bool:
        return self._busy or self.done is not None

    def _take(self, cart: Cart) -> None:
        """Into the draft too: what was paid in part, and by whom, is still known after a crash."""
        self._cart = self._sell.take(cart)
        self._show()

    # ----------------------------------------------------------------------------------------------------- Enter

    def go_on(self, *, seen: bool = True) -> None:
        """Enter: finish when it is enough, else keep what was given as a part and ask for the rest.

        ``seen`` is whether the money has come, of a way of paying that asks it.
        """
        if self._is_over:
            return
        state = self.state
        if state.problem:
            self._view.tell(state.problem)
        elif state.lacks_reference:
            self._view.want_reference(str(ReferenceMissing(method=state.method.name)))
        elif state.needs_customer and self._cart.buyer is None:
            self._view.want_customer()
        elif state.missing:
            self._keep_part(state, seen=seen)
        else:
            self._finish(self._tenders(state, seen=seen))

    def _keep_part(self, state: PayState, *, seen: bool) -> None:
        if not state.amount:
            self._view.tell(_("Type how much is given, or leave it empty for the exact amount."))
            return
        parts = (*self._cart.paid, self._tender(state, seen=seen))
        self._given, self._reference = None, ""
        if self._method.code != CASH and CASH in self._methods:
            self._method = self._methods[CASH]
        self._take(replace(self._cart, paid=parts))

    def _tender(self, state: PayState, *, seen: bool = False) -> Tender:
        return Tender(
            method=state.method.code,
            given=state.amount,
            reference=state.reference if state.shows_reference else "",
            confirmed=seen and state.asks_arrival,
        )

    def _tenders(self, state: PayState, *, seen: bool = False) -> tuple[Tender, ...]:
        return (*state.parts, self._tender(state, seen=seen)) if state.amount else state.parts

    def _finish(self, tenders: tuple[Tender, ...]) -> None:
        self._set_busy(True)
        sent = self._sell.ring_up(
            self._cart,
            tenders,
            self._confirmed,
            done=lambda sale: self._stands(sale, tenders),
            failed=lambda trouble: self._refused(trouble, tenders),
            ended=self._over,
            runner=self._runner,
        )
        if not sent:
            self._set_busy(False)

    def _set_busy(self, is_busy: bool) -> None:
        self._busy = is_busy
        self._view.show_busy(is_busy)

    def _stands(self, sale: SaleCompleted, tenders: tuple[Tender, ...]) -> None:
        self._set_busy(False)
        self.done = sale
        asked = (tender for tender in tenders if self._methods[tender.method].confirmed and sale.total > ZERO)
        self.unseen = tuple(tender for tender in asked if not tender.confirmed)
        self._view.show_done(sale)
        self._draw(lambda session: receipt_of(session, sale.id))

    def _refused(self, trouble: SentraError, tenders: tuple[Tender, ...]) -> None:
        self._set_busy(False)
        if isinstance(trouble, Question):
            self._view.ask(trouble, lambda agreed: self._answered(trouble, tenders) if agreed else None)
        elif isinstance(trouble, SaleAlreadyStands):
            self.leave()
            self._sell.tell_trouble(trouble)
        else:
            self._view.tell(str(trouble))

    def _answered(self, question: Question, tenders: tuple[Tender, ...]) -> None:
        if isinstance(question, PriceChanged | PromotionChanged):
            self._take_news(question)
        else:
            self._confirmed |= {question.answer}
            self._finish(tenders)

    def _take_news(self, question: PriceChanged | PromotionChanged) -> None:
        """What holds now into the cart; sent again at once only where counted cash settles the new total."""
        item = cast("ItemId", question.fields["item"])
        if isinstance(question, PromotionChanged):
            promotions = cast("tuple[Promotion, ...]", question.fields["promotions"])
            self._take(self._cart.with_promotions(item, promotions))
        else:
            self._take(self._cart.with_price(item, cast("Rupiah", question.fields["price"])))
        state = self.state
        if state.is_cash and state.given is not None and not state.missing and not state.problem:
            self._finish(self._tenders(state))
        else:
            self._view.tell(_("The total is {total} now.").format(total=format_rupiah(state.total)))

    def _over(self) -> None:
        self._set_busy(False)

    # --------------------------------------------------------------------------------------------------- afterwards

    def scan(self, code: str) -> None:
        """After the sale a scan begins the next cart; before it, it waits: what is being paid must not change."""
        self._scanned.append(code)
        if self.done is not None:
            self.leave()
        elif not self._busy:
            self._view.tell(
                _("What was scanned waits for the next cart. To add it to this one, press Esc to go back first.")
            )

    def leave(self) -> None:
        """Close the sheet, and hand on what was scanned meanwhile."""
        self._view.leave()
        self.left()

    def left(self) -> None:
        """The sheet is closed, in whatever way: the cart is open again."""
        self._sell.release()
        scanned, self._scanned = self._scanned, []
        for code in scanned:
            self._sell.scan(code)

    # ----------------------------------------------------------------------------------------------------- showing

    def _show(self) -> None:
        self._view.show_payment(self.state)
        self._preview()

    def _preview(self) -> None:
        till, state, buyer = self._sell.till, self.state, self._cart.buyer
        receipt = provisional_receipt(
            self._sell.sale,
            [(line.card, sold) for line, sold in zip(self._cart.lines, self._cart.for_sale(), strict=True)],
            self._tenders(state),
            till="" if till is None else till.name,
            cashier=self._cashier,
            clock=self._shop.clock,
            rounding=state.rounding,
            customer="" if buyer is None else buyer.name,
            language=self._cart.language,
        )
        self._draw(lambda _session: receipt)

    def _draw(self, receipt: Callable[[Any], Receipt]) -> None:
        """On a thread of its own: a scan must not wait behind a picture."""
        shop = self._shop

        def draw() -> bytes:
            with shop.reading() as session:
                paper = receipt_paper(session, receipt(session), shop.clock)
            return paper.png()

        self._runner.apart(draw, self._view.show_preview, origin=self._view, latest="sell.preview")
