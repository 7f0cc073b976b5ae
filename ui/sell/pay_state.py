"""What a payment comes to at each moment: the rest, the rounding, the change, what is still missing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.methods import CASH, PaymentMethod
from sentra_pos.payments.rounding import CashRounding
from sentra_pos.sales.cart import Tender
from sentra_pos.sales.errors import PaymentTooMuch
from sentra_pos.sales.quick_amounts import quick_amounts

#: Whose money it is has to be known: the customer owes it, or the agency's treasurer pays it to the tax office.
_OF_SOMEBODY = (AccountKind.RECEIVABLE, AccountKind.TAX_WITHHELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayState:
    """What the pay sheet shows. ``given`` empty means the exact rest; ``missing`` is what a part leaves to pay.

    Amounts are never below zero: when money goes to the customer, ``goes_out`` says so. ``total`` includes the
    ``rounding`` of what is paid in cash.
    """

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
    rounding: Rupiah = ZERO
    goes_out: bool = False

    @property
    def amount(self) -> Rupiah:
        """What is given now."""
        return self.rest if self.given is None else self.given

    @property
    def is_cash(self) -> bool:
        return self.method.code == CASH

    @property
    def asks_arrival(self) -> bool:
        """Whether somebody has to have seen the money come."""
        return self.method.confirmed and not self.goes_out and bool(self.amount)

    @property
    def shows_reference(self) -> bool:
        """Whether there is a number to be typed, or one that may be."""
        return not self.goes_out and (self.method.asks_reference or self.method.confirmed)

    @property
    def lacks_reference(self) -> bool:
        """What is paid into an account is found there by its reference, or not at all."""
        return self.method.asks_reference and not self.goes_out and not self.reference and bool(self.amount)

    @property
    def needs_customer(self) -> bool:
        """Whether the amount stands to somebody's account."""
        return self.method.account in _OF_SOMEBODY and not self.goes_out and bool(self.amount)


def reckon(
    due: Rupiah,
    rule: CashRounding,
    parts: Sequence[Tender],
    method: PaymentMethod,
    given: Rupiah | None,
    reference: str,
) -> PayState:
    """``due`` is above zero when the customer pays, below when he is paid; parts were given before."""
    goes_out = due < ZERO
    is_cash = method.code == CASH
    rounding = _rounding(due, rule, parts) if is_cash else ZERO
    total = abs(due + rounding)
    rest = total - sum_rupiah(part.given for part in parts)
    now = rest if given is None else given
    gives_change = is_cash and not goes_out
    problem = ""
    if rest < ZERO:
        problem = _("What was given in parts is more than the total now. Take a part back.")
    elif not gives_change and now > rest:
        problem = str(PaymentTooMuch(method=method.name, limit=format_rupiah(rest)))
    return PayState(
        total=total,
        rest=rest,
        parts=tuple(parts),
        method=method,
        reference=reference,
        given=given,
        quick=quick_amounts(rest) if gives_change else (),
        change=max(now - rest, ZERO) if gives_change else ZERO,
        missing=max(rest - now, ZERO),
        problem=problem,
        rounding=rounding,
        goes_out=goes_out,
    )


def _rounding(due: Rupiah, rule: CashRounding, parts: Sequence[Tender]) -> Rupiah:
    """Only what the other ways of paying leave to cash is rounded, as the sale does it."""
    others = sum_rupiah(part.given for part in parts if part.method != CASH)
    left = due + others if due < ZERO else due - others
    return rule.of(left) if left else ZERO
