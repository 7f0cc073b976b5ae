"""What a return from elsewhere and its match come to, as values. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.quantity import NONE
from sentra_pos.ledger.draft import CLEARING, Account, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, LineKind

_WAITS = Account(AccountKind.TO_IDENTIFY)
_DIFFERENCE = Account(AccountKind.LOSS_EXPENSE)


def worth_of(lines: Sequence[Line]) -> Rupiah:
    """What a sale's lines that come back were worth, with what their sale was rounded by."""
    goods = (LineKind.GOODS, LineKind.SERVICE, LineKind.ROUNDING)
    return sum_rupiah(line.amount for line in lines if line.kind in goods)


def waiting_money(line: int, amount: Rupiah) -> tuple[MoneyMove, ...]:
    """What was given back waits until it is known whose it was."""
    return money_move(line, _WAITS, CLEARING, amount)


def matched_line(number: int, foreign: DocumentId, taken: Line, worth: Rupiah) -> Line:
    """It says which return is answered, and by how much that differs from what its sale was worth."""
    # A part of a discounted line is rounded from the start each time: what is missing to its price is its discount.
    less = (taken.price or ZERO).times(taken.quantity or NONE) - taken.amount
    return Line(
        number=number,
        kind=LineKind.TAKEN_BACK,
        amount=taken.amount,
        text=taken.text,
        item=taken.item,
        quantity=taken.quantity,
        price=taken.price,
        discount=less or None,
        refers_to=foreign,
        refers_line=taken.number,
        details={"worth": worth.amount, "difference": (taken.amount - worth).amount},
    )


def matched_money(number: int, amount: Rupiah, worth: Rupiah) -> tuple[MoneyMove, ...]:
    """What waited is spent on what the sale was worth; more or less than that is the shop's."""
    return (
        *money_move(number, CLEARING, _WAITS, amount),
        *money_move(number, _DIFFERENCE, CLEARING, amount - worth),
    )
