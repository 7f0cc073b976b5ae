"""Put a sale's receipt and its drawer opening into the spool, within the sale's own transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.db.setting_keys import RECEIPT_FOOTER, SHOP_ADDRESS, SHOP_NAME, SHOP_PHONE
from sentra_pos.db.settings import get_settings
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.payments.methods import payment_methods
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.spool import enqueue, enqueue_drawer
from sentra_pos.sales.papers import Letterhead, receipt_slip
from sentra_pos.sales.queries import receipt_of


def letterhead(session: Session) -> Letterhead:
    """What the shop set up to say of itself."""
    said = get_settings(session, SHOP_NAME, SHOP_ADDRESS, SHOP_PHONE, RECEIPT_FOOTER)
    return Letterhead(
        name=said.get(SHOP_NAME, ""),
        address=said.get(SHOP_ADDRESS, ""),
        phone=said.get(SHOP_PHONE, ""),
        footer=said.get(RECEIPT_FOOTER, ""),
    )


def spool_receipt(session: Session, document: DocumentId, by: ActedBy, *, open_drawer: bool, clock: Clock) -> None:
    """A sale without a receipt printer still stands: then there is nothing to spool."""
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        return
    receipt = receipt_of(session, document)
    methods = {method.code: method.name for method in payment_methods(session)}
    slip = receipt_slip(receipt, letterhead(session), methods, clock.zone)
    if open_drawer:
        enqueue_drawer(session, printer_id=printer.id, subject=str(document), clock=clock)
        record_event(
            session,
            EventKind.DRAWER_OPENED,
            device=by.device,
            staff=by.staff,
            clock=clock,
            # Asked to open: no printer says whether it did.
            details={"document": str(document), "asked": True},
        )
    enqueue(
        session,
        printer_id=printer.id,
        kind=JobKind.RECEIPT,
        subject=str(document),
        title=receipt.code,
        slip=slip,
        clock=clock,
    )
