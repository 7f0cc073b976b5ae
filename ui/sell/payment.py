"""Paying for a cart, without Qt: parts, change, the question on the way, and what stands afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, cast

from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.payments.methods import CASH, PaymentMethod
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.sales.errors import PaymentTooMuch, PriceChanged, PromotionChanged, ReferenceMissing, SaleAlreadyStands
from sentra_pos.sales.preview import provisional_receipt, receipt_paper
from sentra_pos.sales.promotions import Promotion
from sentra_pos.sales.queries import Receipt, receipt_of
from sentra_pos.sales.quick_amounts import quick_amounts
from ui.kit.immediate import Doors, Runs
from ui.sell.presenter import SellPresenter


@dataclass(frozen=True, slots=True, kw_only=True)
class PayState:
    """What the pay sheet shows. ``given`` empty means the exact rest; ``missing`` is what a part leaves to pay."""

    total: Rupiah
    rest: Rupiah
    parts: tuple[Tender, ...]
    method: PaymentMethod
    reference: str
    given: Rupiah | None
    quick: tuple[Rupiah, ...]
    change: Rupiah
    missing: Rupiah
    problem: str


class PayView(Protocol):
    """What the presenter asks of the sheet."""

    def show_payment(self, state: PayState) -> None: ...

    def show_preview(self, png: bytes) -> None: ...

    def show_busy(self, is_busy: bool) -> None: ...

    def show_done(self, sale: SaleCompleted) -> None: ...

    def tell(self, sentence: str) -> None: ...

    def want_reference(self, sentence: str) -> None:
        """Ask for the reference that is missing, where it is typed."""

    def ask(self, question: Question, answered: Callable[[bool], object]) -> None: ...

    def leave(self) -> None: ...


class Payment:
    """One customer's payment, from the total to the change."""

    def __init__(self, sell: SellPresenter, runner: Runs, shop: Doors, cashier: str, view: PayView) -> None:
        self._sell, self._runner, self._shop, self._view = sell, runner, shop, view
        self._cart = sell.hold()
        self._cashier = cashier
        self._methods = {method.code: method for method in sell.methods}
        self._method = self._methods.get(CASH) or sell.methods[0]
        self._parts: tuple[Tender, ...] = ()
        self._given: Rupiah | None = None
        self._reference = ""
        self._confirmed: frozenset[str] = frozenset()
        self._busy = False
        self._scanned: list[str] = []
        self.done: SaleCompleted | None = None

    def begin(self) -> None:
        """Show the sheet's first state."""
        self._show()

    # ---------------------------------------------------------------------------------------------- what was typed

    @property
    def rest(self) -> Rupiah:
        """What the parts leave to pay."""
        return self._cart.total - sum_rupiah(part.given for part in self._parts)

    def choose(self, code: str) -> None:
        """Pay the rest by this way."""
        if self._busy or self.done is not None or code not in self._methods:
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
        if not self._busy and 0 <= place < len(self._parts):
            self._parts = (*self._parts[:place], *self._parts[place + 1 :])
            self._show()

    # ----------------------------------------------------------------------------------------------------- Enter

    def go_on(self) -> None:
        """Enter: finish when it is enough, else keep what was given as a part and ask for the rest."""
        if self._busy or self.done is not None:
            return
        state = self._state()
        if state.problem:
            self._view.tell(state.problem)
        elif self._wants_reference(state):
            self._view.want_reference(str(ReferenceMissing(method=state.method.name)))
        elif state.missing:
            self._keep_part()
        else:
            self._finish()

    def _wants_reference(self, state: PayState) -> bool:
        pays_nothing = not (state.rest if state.given is None else state.given)
        return state.method.asks_reference and not state.reference and not pays_nothing

    def _keep_part(self) -> None:
        given = self._given
        if not given:
            self._view.tell(_("Type how much is given, or leave it empty for the exact amount."))
            return
        self._parts = (*self._parts, self._tender(given))
        self._given, self._reference = None, ""
        if self._method.code != CASH and CASH in self._methods:
            self._method = self._methods[CASH]
        self._show()

    def _tender(self, given: Rupiah) -> Tender:
        reference = self._reference if self._method.asks_reference else ""
        return Tender(method=self._method.code, given=given, reference=reference)

    def _tenders(self) -> tuple[Tender, ...]:
        given = self.rest if self._given is None else self._given
        return (*self._parts, self._tender(given)) if given else self._parts

    def _finish(self) -> None:
        self._set_busy(True)
        sent = self._sell.ring_up(
            self._cart, self._tenders(), self._confirmed, done=self._stands, failed=self._refused, ended=self._over
        )
        if not sent:
            self._set_busy(False)

    def _set_busy(self, is_busy: bool) -> None:
        self._busy = is_busy
        self._view.show_busy(is_busy)

    def _stands(self, sale: SaleCompleted) -> None:
        self._set_busy(False)
        self.done = sale
        self._view.show_done(sale)

        self._draw(lambda session: receipt_of(session, sale.id))

    def _refused(self, trouble: SentraError) -> None:
        self._set_busy(False)
        if isinstance(trouble, Question):
            self._view.ask(trouble, lambda agreed: self._answered(trouble, agreed))
        elif isinstance(trouble, SaleAlreadyStands):
            self.leave()
            self._sell.tell_trouble(trouble)
        else:
            self._view.tell(str(trouble))

    def _answered(self, question: Question, agreed: bool) -> None:
        if not agreed:
            return
        if isinstance(question, PriceChanged | PromotionChanged):
            self._take_news(question)
        else:
            self._confirmed |= {question.answer}
            self._finish()

    def _take_news(self, question: PriceChanged | PromotionChanged) -> None:
        """What holds now into the cart; sent again at once only where counted cash settles the new total."""
        item = cast("ItemId", question.fields["item"])
        if isinstance(question, PromotionChanged):
            promotions = cast("tuple[Promotion, ...]", question.fields["promotions"])
            self._cart = self._sell.take(self._cart.with_promotions(item, promotions))
        else:
            self._cart = self._sell.take(self._cart.with_price(item, cast("Rupiah", question.fields["price"])))
        self._show()
        state = self._state()
        is_counted = state.method.code == CASH and state.given is not None
        if is_counted and not state.missing and not state.problem:
            self._finish()
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

    def _state(self) -> PayState:
        rest = self.rest
        given = rest if self._given is None else self._given
        is_cash = self._method.code == CASH
        problem = ""
        if rest < ZERO:
            problem = _("What was given in parts is more than the total now. Take a part back.")
        elif not is_cash and given > rest:
            problem = str(PaymentTooMuch(method=self._method.name, limit=format_rupiah(rest)))
        return PayState(
            total=self._cart.total,
            rest=rest,
            parts=self._parts,
            method=self._method,
            reference=self._reference,
            given=self._given,
            quick=quick_amounts(rest) if is_cash else (),
            change=max(given - rest, ZERO) if is_cash else ZERO,
            missing=max(rest - given, ZERO),
            problem=problem,
        )

    def _show(self) -> None:
        self._view.show_payment(self._state())
        self._preview()

    def _preview(self) -> None:
        till = self._sell.till
        receipt = provisional_receipt(
            self._sell.sale,
            [(line.card, line.for_sale()) for line in self._cart.lines],
            self._tenders(),
            till="" if till is None else till.name,
            cashier=self._cashier,
            clock=self._shop.clock,
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
