"""Paying for a cart, without Qt: parts, change, the question on the way, and what stands afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.payments.methods import CASH, PaymentMethod
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.complete_sale import SaleCompleted
from sentra_pos.sales.errors import PaymentTooMuch, SaleAlreadyStands
from sentra_pos.sales.preview import provisional_receipt, receipt_png
from sentra_pos.sales.queries import receipt_of
from sentra_pos.sales.quick_amounts import quick_amounts
from ui.kit.immediate import Runs
from ui.sell.presenter import SellPresenter


@dataclass(frozen=True, slots=True, kw_only=True)
class PayState:
    """What the pay sheet shows. ``given`` empty means the exact rest; ``missing`` is what a part leaves to pay."""

    total: Rupiah
    rest: Rupiah
    parts: tuple[Tender, ...]
    method: PaymentMethod
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

    def ask(self, question: Question, answered: Callable[[bool], object]) -> None: ...

    def leave(self) -> None: ...


class Payment:
    """One customer's payment, from the total to the change."""

    def __init__(self, sell: SellPresenter, runner: Runs, clock: Clock, cashier: str, view: PayView) -> None:
        self._sell, self._runner, self._clock, self._view = sell, runner, clock, view
        self._cart = sell.cart
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
        elif state.missing:
            self._keep_part()
        else:
            self._finish()

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
            self._tenders(), self._confirmed, done=self._stands, failed=self._refused, ended=self._over
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

        def draw(session: Any) -> bytes:
            return receipt_png(session, receipt_of(session, sale.id), self._clock)

        self._runner.read(draw, self._view.show_preview, origin=self._view, latest="sell.preview")

    def _refused(self, trouble: SentraError) -> None:
        self._set_busy(False)
        if isinstance(trouble, Question):
            self._view.ask(trouble, lambda agreed: self._answered(trouble, agreed))
        elif isinstance(trouble, SaleAlreadyStands):
            self._view.leave()
            self._sell.tell_trouble(trouble)
        else:
            self._view.tell(str(trouble))

    def _answered(self, question: Question, agreed: bool) -> None:
        if agreed:
            self._confirmed |= {question.key}
            self._finish()

    def _over(self) -> None:
        self._set_busy(False)
        if self.done is not None and self._scanned:
            self.leave()

    # --------------------------------------------------------------------------------------------------- afterwards

    def scan(self, code: str) -> None:
        """After the sale a scan begins the next cart; before it, the cart must not change under the payment."""
        if self.done is not None:
            self._scanned.append(code)
            self.leave()
        elif self._busy:
            self._scanned.append(code)
        else:
            self._view.tell(_("Finish this payment first, or press Esc to go back and add more."))

    def leave(self) -> None:
        """Close the sheet, and hand on what was scanned meanwhile."""
        self._view.leave()
        scanned, self._scanned = self._scanned, []
        for code in scanned:
            self._sell.scan(code)

    # ----------------------------------------------------------------------------------------------------- showing

    def _state(self) -> PayState:
        rest = self.rest
        given = rest if self._given is None else self._given
        is_cash = self._method.code == CASH
        problem = ""
        if not is_cash and given > rest:
            problem = str(PaymentTooMuch(method=self._method.name, limit=format_rupiah(rest)))
        return PayState(
            total=self._cart.total,
            rest=rest,
            parts=self._parts,
            method=self._method,
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
            clock=self._clock,
        )

        def draw(session: Any) -> bytes:
            return receipt_png(session, receipt, self._clock)

        self._runner.read(draw, self._view.show_preview, origin=self._view, latest="sell.preview")
