"""Print a till's slip again (a closing, a recount, a cash movement), headed as the copy it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind, EventKind
from sentra_pos.ledger.queries import header_of
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import job_of, printer_for
from sentra_pos.printing.reprint import Reprint, reprint
from sentra_pos.tills.errors import NoSlipPrinter, NoSuchClosing
from sentra_pos.tills.spool_slips import spool_movement, spool_recount, spool_z

_WITH_A_SLIP = (DocumentKind.TILL_CLOSING, DocumentKind.RECOUNT, DocumentKind.CASH_MOVEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSlipAgain:
    """The document whose slip it is."""

    by: ActedBy
    document: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPrintedAgain:
    """``copy_no`` 0: it is the original, which never reached the printer, or was never asked for."""

    copy_no: int
    changes: Changes = Changes(printing=True)


def print_slip_again(session: Session, command: PrintSlipAgain, *, clock: Clock) -> SlipPrintedAgain:
    """Every copy is an event. Raises NoSuchClosing, NoSlipPrinter, StillPrinting."""
    by = command.by
    require(session, by, Permission.REPRINT)
    header = header_of(session, command.document)
    if header is None or header.kind not in _WITH_A_SLIP:
        raise NoSuchClosing
    if printer_for(session, Role.RECEIPT) is None:
        raise NoSlipPrinter
    before = job_of(session, str(command.document), JobKind.RECEIPT)
    if before is None:
        _first(session, command, header.kind, clock)
        copy_no = 0
    else:
        copy_no = reprint(session, Reprint(job_id=before.id), clock=clock).copy_no
    record_event(
        session,
        EventKind.REPRINT,
        device=by.device,
        staff=by.staff,
        clock=clock,
        details={"document": str(command.document), "paper": header.code},
    )
    return SlipPrintedAgain(copy_no=copy_no)


def _first(session: Session, command: PrintSlipAgain, kind: DocumentKind, clock: Clock) -> None:
    """It was posted while there was no printer."""
    document = command.document
    if kind is DocumentKind.TILL_CLOSING:
        spool_z(session, document, clock=clock)
    elif kind is DocumentKind.RECOUNT:
        spool_recount(session, document, clock=clock)
    else:
        spool_movement(session, document, command.by, open_drawer=False, clock=clock)
