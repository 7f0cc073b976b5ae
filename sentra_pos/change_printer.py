"""Set up the shop's printer: the owner's to decide, and written down."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.set_up_printer import SetUpPrinter, set_up_printer


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePrinter:
    """The printer as it shall be; it takes over the jobs of the one before."""

    by: ActedBy
    printer: SetUpPrinter


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterChanged:
    """The printer that now has the role."""

    printer_id: UUID
    changes: Changes = Changes(printing=True, settings=True)


def change_printer(session: Session, command: ChangePrinter, *, clock: Clock) -> PrinterChanged:
    """Raises NotAllowed, WrongPrinterSettings, NoSuchPrinter."""
    require(session, command.by, Permission.SETTINGS)
    made = set_up_printer(session, command.printer, clock=clock)
    record_event(
        session,
        EventKind.SETTINGS_CHANGED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"what": "printer", "way": command.printer.way.value},
    )
    return PrinterChanged(printer_id=made.printer_id)
