"""Put settlement's slips into the spool, within the act's own transaction; without a printer nothing happens."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.spool import enqueue
from sentra_pos.settlement.slip_papers import money_slip_slip
from sentra_pos.settlement.slip_queries import money_slip
from sentra_pos.tills.ask_drawer import ask_drawer


def spool_advance(session: Session, document: DocumentId, by: ActedBy, *, open_drawer: bool, clock: Clock) -> None:
    """The slip of an advance or of savings paid back; ``open_drawer`` where cash comes out of it."""
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        return
    if open_drawer:
        ask_drawer(session, printer.id, document, by, clock=clock)
    slip = money_slip(session, document)
    enqueue(
        session,
        printer_id=printer.id,
        kind=JobKind.RECEIPT,
        subject=str(document),
        title=slip.code,
        slip=money_slip_slip(slip, str(get_setting(session, SHOP_NAME, "")), clock.zone),
        clock=clock,
    )
