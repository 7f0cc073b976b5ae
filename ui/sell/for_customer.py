"""What the cart and its payment look like from the customers' side of the counter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO
from sentra_pos.payments.methods import QRIS
from ui.context import Context
from ui.display.state import IDLE, DisplayLine, DisplayState, Showing
from ui.sell.rows import Cart

# Loaded with the first payment, not with the till.
if TYPE_CHECKING:
    from sentra_pos.payments.qris import QrisMerchant
    from sentra_pos.sales.complete_sale import SaleCompleted
    from ui.sell.pay_state import PayState


def cart_shown(cart: Cart) -> DisplayState:
    """The goods and what they come to; an empty cart is nobody's."""
    if not cart.lines:
        return IDLE
    lines = (
        DisplayLine(name=line.card.name, count=line.quantity.units, price=line.price, amount=line.amount)
        for line in cart.lines
    )
    return DisplayState(showing=Showing.SELLING, lines=tuple(lines), total=cart.total, discount=cart.discount)


def payment_shown(goods: DisplayState, state: PayState, qris: QrisMerchant | None) -> DisplayState:
    """The goods with what is left to pay, or the shop's QRIS with the amount in it while that is the way chosen."""
    left = replace(goods, total=state.rest) if state.parts else goods
    code = code_to_pay(state, qris)
    if qris is None or not code:
        return left
    return DisplayState(showing=Showing.QRIS, total=state.amount, code=code, merchant=qris.name)


def code_to_pay(state: PayState, qris: QrisMerchant | None) -> str:
    """The shop's QRIS with the amount in it; empty while another way is chosen, or nothing sensible is typed."""
    is_asked = state.method.code == QRIS and not state.goes_out and not state.problem
    if qris is None or not is_asked or not ZERO < state.amount <= state.rest:
        return ""
    from sentra_pos.payments.qris import with_amount

    try:
        return with_amount(qris.payload, state.amount)
    except SentraError:
        return ""


def sale_shown(sale: SaleCompleted) -> DisplayState:
    """Thanks, and the change that the customer waits for."""
    return DisplayState(showing=Showing.THANKS, change=max(sale.change, ZERO))


class PaymentForCustomer:
    """One payment as the customer follows it; the QRIS of this till is read when it begins, and told to ``known``."""

    def __init__(
        self, context: Context, cart: Cart, origin: QObject, known: Callable[[QrisMerchant | None], object]
    ) -> None:
        from sentra_pos.exhibitions.qris_here import qris_here

        self._display = context.display
        self._goods = cart_shown(cart)
        self._state: PayState | None = None
        self._qris: QrisMerchant | None = None
        self._known = known
        context.runner.read(qris_here, done=self._know, failed=lambda _trouble: None, origin=origin)

    def _know(self, qris: QrisMerchant | None) -> None:
        self._qris = qris
        self._known(qris)
        if self._state is not None:
            self.show(self._state)

    def show(self, state: PayState) -> None:
        """What the cashier sees of the payment now."""
        self._state = state
        self._display(payment_shown(self._goods, state, self._qris))

    def done(self, sale: SaleCompleted) -> None:
        """It is paid."""
        self._state = None
        self._display(sale_shown(sale))
