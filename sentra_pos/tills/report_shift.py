"""Look at the figures of the shift that is open (an X report), on paper if asked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.tills.report_queries import ShiftReport, shift_report
from sentra_pos.tills.spool_slips import spool_x


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShift:
    """``printed``: on the receipt printer too."""

    by: ActedBy
    printed: bool = True


def report_shift(session: Session, command: ReportShift, *, clock: Clock) -> ShiftReport:
    """Who looked is in the activity: whoever knows what is expected counts otherwise. Raises TillNotOpen."""
    by = command.by
    require(session, by, Permission.SHIFT_REPORT)
    report = shift_report(session, by.device, at=clock.now())
    event = record_event(
        session,
        EventKind.SHIFT_REPORT,
        device=by.device,
        staff=by.staff,
        clock=clock,
        details={
            "shift": str(report.shift.id),
            "expected": report.totals.expected_cash.amount,
            "printed": command.printed,
            **({} if by.approver is None else {"approver": str(by.approver)}),
        },
    )
    if command.printed:
        spool_x(session, report, str(event), clock=clock)
    return report
