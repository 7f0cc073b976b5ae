"""Ask a printer to open the drawer, and remember who asked: a job of its own beside the paper's."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.printing.spool import enqueue_drawer


def ask_drawer(session: Session, printer: UUID, document: DocumentId, by: ActedBy, *, clock: Clock) -> None:
    """For the document, within its transaction."""
    enqueue_drawer(session, printer_id=printer, subject=str(document), clock=clock)
    record_event(
        session,
        EventKind.DRAWER_OPENED,
        device=by.device,
        staff=by.staff,
        clock=clock,
        # Asked to open: no printer says whether it did.
        details={"document": str(document), "asked": True},
    )
