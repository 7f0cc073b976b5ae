"""Close the till with what was counted; it can always be done, and says what it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of, lines_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.tills.errors import MoreThanCounted, NotACount, TillNotOpen
from sentra_pos.tills.queries import ShiftTotals, drawer_of, open_shift, shift_totals


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseTill:
    """``counted`` is all the money found in the drawer, ``to_safe`` the part of it put away for the night."""

    id: DocumentId
    by: ActedBy
    counted: Rupiah
    to_safe: Rupiah = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class TillClosed:
    """What the closing found: below zero, money is short."""

    id: DocumentId
    code: str
    expected: Rupiah
    counted: Rupiah
    difference: Rupiah
    changes: Changes = Changes(till=True)


def close_till(session: Session, command: CloseTill, *, clock: Clock) -> TillClosed:
    """End the shift that is open on the device; the difference is recorded, never forced away.

    Idempotent by id. Raises TillNotOpen, NotACount, MoreThanCounted.
    """
    require(session, command.by, Permission.CLOSE_TILL)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        (line,) = lines_of(session, command.id)
        expected = Rupiah(int(line.details["expected"]))
        return TillClosed(
            id=command.id,
            code=before.code,
            expected=expected,
            counted=line.amount,
            difference=line.amount - expected,
        )
    shift = open_shift(session, command.by.device)
    if shift is None:
        raise TillNotOpen
    if command.counted < ZERO or command.to_safe < ZERO:
        raise NotACount
    if command.to_safe > command.counted:
        raise MoreThanCounted(counted=format_rupiah(command.counted))
    drawer = drawer_of(command.by.device)
    expected = balance_of(session, drawer)
    difference = command.counted - expected
    totals = shift_totals(session, shift.id, command.by.device)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.TILL_CLOSING,
        by=command.by,
        intent=intent,
        business_date=shift.business_date,
        shift=shift.id,
        lines=(
            Line(
                number=1,
                kind=LineKind.COUNTED_CASH,
                amount=command.counted,
                details=_figures(command, expected, totals),
            ),
        ),
        money=(
            *money_move(1, drawer, CLEARING, difference),
            *money_move(1, CLEARING, Account(AccountKind.OVER_SHORT), difference),
            *money_move(1, CLEARING, drawer, command.to_safe),
            *money_move(1, Account(AccountKind.SAFE), CLEARING, command.to_safe),
        ),
    )
    posted = post(session, draft, clock=clock)
    return TillClosed(
        id=command.id, code=posted.code, expected=expected, counted=command.counted, difference=difference
    )


def _figures(command: CloseTill, expected: Rupiah, totals: ShiftTotals) -> dict[str, Any]:
    """The shift as it stood at the moment of its closing."""
    return {
        "expected": expected.amount,
        "to_safe": command.to_safe.amount,
        "sales": totals.sales,
        "sold": totals.sold.amount,
        "refunds": totals.refunds,
        "refunded": totals.refunded.amount,
        "by_method": {total.method: total.amount.amount for total in totals.by_method},
    }
