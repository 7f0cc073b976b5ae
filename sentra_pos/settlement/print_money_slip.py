"""Print the slip of an advance, of savings, of what was paid back or taken back again, headed as the copy it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.queries import header_of
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import job_of, printer_for
from sentra_pos.printing.reprint import Reprint, reprint
from sentra_pos.settlement.errors import NoMoneySlip, NoPrinterForMoneySlip
from sentra_pos.settlement.spool_slips import slip_for, spool_slip


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintMoneySlip:
    """The document whose slip it is."""

    by: ActedBy
    document: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySlipPrinted:
    """``copy_no`` 0: it is the original, which never reached the printer, or was never asked for."""

    copy_no: int
    changes: Changes = Changes(printing=True)


def print_money_slip(session: Session, command: PrintMoneySlip, *, clock: Clock) -> MoneySlipPrinted:
    """Every copy is an event. No drawer opens. Raises NoMoneySlip, NoPrinterForMoneySlip, StillPrinting."""
    by = command.by
    require(session, by, Permission.REPRINT)
    header = header_of(session, command.document)
    paper = None if header is None else slip_for(header)
    if header is None or paper is None:
        raise NoMoneySlip
    if printer_for(session, Role.RECEIPT) is None:
        raise NoPrinterForMoneySlip
    before = job_of(session, str(command.document), JobKind.RECEIPT)
    if before is None:
        # It was posted while there was no printer.
        spool_slip(session, command.document, by, paper, open_drawer=False, clock=clock)
        copy_no = 0
    else:
        copy_no = reprint(session, Reprint(job_id=before.id), clock=clock).copy_no
    said = {"document": str(command.document), "paper": header.code}
    record_event(session, EventKind.REPRINT, device=by.device, staff=by.staff, clock=clock, details=said)
    return MoneySlipPrinted(copy_no=copy_no)
