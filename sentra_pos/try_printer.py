"""Try the shop's printer: a test page, and the drawer's pulse with it, which is written down like every opening."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.print_test import PrintTest, QueuedTest, print_test


@dataclass(frozen=True, slots=True, kw_only=True)
class TryPrinter:
    """``open_drawer`` tries the drawer's pin and pulse, too."""

    by: ActedBy
    printer_id: UUID
    open_drawer: bool = False


def try_printer(session: Session, command: TryPrinter, *, clock: Clock) -> QueuedTest:
    """Raises NotAllowed, NoSuchPrinter."""
    require(session, command.by, Permission.SETTINGS)
    if command.open_drawer:
        require(session, command.by, Permission.OPEN_DRAWER)
    test = PrintTest(printer_id=command.printer_id, open_drawer=command.open_drawer)
    queued = print_test(session, test, clock=clock)
    if command.open_drawer:
        record_event(
            session,
            EventKind.DRAWER_OPENED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={"test": str(queued.job_id)},
        )
    return queued
