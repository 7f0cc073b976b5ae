"""Close the till with what was counted; it can always be done, and says what it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, is_a_stand, require
from sentra_pos.tills.closing_queries import grand_total_before, z_report_of
from sentra_pos.tills.counts import (
    MethodCount,
    MethodCounted,
    compared,
    difference_limit,
    first_count,
    largest_difference,
)
from sentra_pos.tills.denominations import Denominations, check_count, kept_denominations
from sentra_pos.tills.errors import (
    DifferenceNeedsReason,
    MoneyStaysAtTheStand,
    MoreThanCounted,
    NotACount,
    TillNotOpen,
)
from sentra_pos.tills.kept_figures import kept_totals
from sentra_pos.tills.open_ends import OpenEnds, closing_open_ends
from sentra_pos.tills.queries import Shift, drawer_of, open_shift
from sentra_pos.tills.shift_queries import ShiftTotals, shift_totals
from sentra_pos.tills.spool_slips import spool_z


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseTill:
    """``counted`` is all the money found in the drawer, ``to_safe`` the part of it put away for the night.

    ``denominations``, where they were counted, come to ``counted``. ``methods`` are the slips that were counted.
    ``reason`` explains a difference, of cash or of slips.
    """

    id: DocumentId
    by: ActedBy
    counted: Rupiah
    to_safe: Rupiah = ZERO
    denominations: Denominations | None = None
    methods: tuple[MethodCounted, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TillClosed:
    """What the closing found: below zero, money is short. ``open_ends`` is what somebody still has to see to."""

    id: DocumentId
    code: str
    expected: Rupiah
    counted: Rupiah
    difference: Rupiah
    methods: tuple[MethodCount, ...]
    open_ends: OpenEnds
    changes: Changes = Changes(till=True, printing=True)


def close_till(session: Session, command: CloseTill, *, clock: Clock) -> TillClosed:
    """End the shift that is open on the device; the difference is recorded, never forced away.

    A difference wants a reason, and above the shop's limit somebody with LARGE_DIFFERENCE; nothing else stops it.
    Idempotent by id. Raises TillNotOpen, NotACount, CountDiffers, MoreThanCounted, CannotBeCounted,
    DifferenceNeedsReason, MoneyStaysAtTheStand.
    """
    require(session, command.by, Permission.CLOSE_TILL)
    intent = intent_of(command)
    if standing(session, command.id, intent) is not None:
        return _closed(session, command.id)
    shift = open_shift(session, command.by.device)
    if shift is None:
        raise TillNotOpen
    _check(command)
    if command.to_safe and is_a_stand(session):
        raise MoneyStaysAtTheStand
    totals = shift_totals(session, shift.id, command.by.device)
    difference = command.counted - totals.expected_cash
    methods = compared(session, totals, command.methods)
    largest = largest_difference(difference, methods)
    if largest and not one_line(command.reason):
        raise DifferenceNeedsReason
    if largest > difference_limit(session):
        require(session, command.by, Permission.LARGE_DIFFERENCE)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.TILL_CLOSING,
        by=command.by,
        intent=intent,
        business_date=shift.business_date,
        shift=shift.id,
        reason=one_line(command.reason),
        lines=_lines(session, command, shift, totals, methods),
        money=_money(command, difference),
    )
    post(session, draft, clock=clock)
    spool_z(session, command.id, clock=clock)
    return _closed(session, command.id)


def _check(command: CloseTill) -> None:
    check_count(command.counted, command.denominations)
    if command.to_safe < ZERO:
        raise NotACount
    if command.to_safe > command.counted:
        raise MoreThanCounted(counted=format_rupiah(command.counted))


def _closed(session: Session, closing: DocumentId) -> TillClosed:
    """Read from what was written, so that the first answer and a second are one."""
    z = z_report_of(session, closing)
    return TillClosed(
        id=closing,
        code=z.code,
        expected=z.totals.expected_cash,
        counted=z.counted,
        difference=z.difference,
        methods=z.methods,
        open_ends=z.open_ends,
    )


def _money(command: CloseTill, difference: Rupiah) -> tuple[MoneyMove, ...]:
    drawer = drawer_of(command.by.device)
    return (
        *money_move(1, drawer, CLEARING, difference),
        *money_move(1, CLEARING, Account(AccountKind.OVER_SHORT), difference),
        *money_move(1, CLEARING, drawer, command.to_safe),
        *money_move(1, Account(AccountKind.SAFE), CLEARING, command.to_safe),
    )


def _lines(
    session: Session, command: CloseTill, shift: Shift, totals: ShiftTotals, methods: tuple[MethodCount, ...]
) -> tuple[Line, ...]:
    cash = Line(
        number=1,
        kind=LineKind.COUNTED_CASH,
        amount=command.counted,
        details=_figures(session, command, shift, totals),
    )
    slips = (
        Line(
            number=number,
            kind=LineKind.COUNTED_METHOD,
            amount=each.counted,
            method=each.method,
            details={"expected": each.expected.amount},
        )
        for number, each in enumerate(methods, start=2)
    )
    return (cash, *slips)


def _figures(session: Session, command: CloseTill, shift: Shift, totals: ShiftTotals) -> dict[str, Any]:
    """All that the Z slip will ever say, written with the closing itself."""
    device = command.by.device
    ends = closing_open_ends(session, device)
    first = first_count(session, shift, device)
    return {
        **kept_totals(totals),
        **kept_denominations(command.denominations),
        "to_safe": command.to_safe.amount,
        "grand_total": (grand_total_before(session, device) + totals.net).amount,
        "open": {
            "unprinted": ends.unprinted,
            "in_doubt": ends.in_doubt,
            "unchecked": ends.unchecked,
            "unchecked_amount": ends.unchecked_amount.amount,
        },
        **({} if first is None else {"first_counted": first.amount}),
    }
