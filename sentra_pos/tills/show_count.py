"""Seal what was counted, and only then show what the book expects."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.tills.counts import (
    MethodCount,
    MethodCounted,
    compared,
    difference_limit,
    first_count,
    largest_difference,
)
from sentra_pos.tills.denominations import Denominations, check_count, kept_denominations
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import open_shift
from sentra_pos.tills.shift_queries import ShiftTotals, shift_totals


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCount:
    """The blind count: all the money in the drawer, and the slips of each way of paying that was counted."""

    by: ActedBy
    counted: Rupiah
    denominations: Denominations | None = None
    methods: tuple[MethodCounted, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountShown:
    """The count beside the book. ``first`` is the cash of this shift's first such count: what closing compares with.

    ``needs_approver``: more than a cashier may close the till with alone.
    """

    totals: ShiftTotals
    counted: Rupiah
    first: Rupiah
    methods: tuple[MethodCount, ...]
    needs_approver: bool
    changes: Changes = NOTHING

    @property
    def expected(self) -> Rupiah:
        return self.totals.expected_cash

    @property
    def difference(self) -> Rupiah:
        """Below zero, money is short."""
        return self.counted - self.expected


def show_count(session: Session, command: ShowCount, *, clock: Clock) -> CountShown:
    """The activity keeps every count that was held against the book, so that one changed afterwards is seen.

    Raises TillNotOpen, NotACount, CountDiffers, CannotBeCounted.
    """
    by = command.by
    require(session, by, Permission.CLOSE_TILL)
    shift = open_shift(session, by.device)
    if shift is None:
        raise TillNotOpen
    check_count(command.counted, command.denominations)
    totals = shift_totals(session, shift.id, by.device)
    methods = compared(session, totals, command.methods)
    first = first_count(session, shift, by.device)
    record_event(
        session,
        EventKind.COUNT_SHOWN,
        device=by.device,
        staff=by.staff,
        clock=clock,
        details={
            "shift": str(shift.id),
            "counted": command.counted.amount,
            "expected": totals.expected_cash.amount,
            **kept_denominations(command.denominations),
            **({"methods": {each.method: each.counted.amount for each in methods}} if methods else {}),
        },
    )
    largest = largest_difference(command.counted - totals.expected_cash, methods)
    return CountShown(
        totals=totals,
        counted=command.counted,
        first=command.counted if first is None else first,
        methods=methods,
        needs_approver=largest > difference_limit(session),
    )
