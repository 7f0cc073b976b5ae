"""Put a drop-off receipt's slip into the spool, within the act's own transaction; without a printer nothing happens."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sentra_pos.consignment.drop_off_papers import drop_off_slip
from sentra_pos.consignment.drop_off_queries import drop_off_of
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.spool import enqueue


def spool_drop_off(session: Session, document: DocumentId, *, clock: Clock) -> None:
    """One slip for the artisan."""
    printer = printer_for(session, Role.RECEIPT)
    left = drop_off_of(session, document)
    if printer is None or left is None:
        return
    enqueue(
        session,
        printer_id=printer.id,
        kind=JobKind.RECEIPT,
        subject=str(document),
        title=left.code,
        slip=drop_off_slip(left, str(get_setting(session, SHOP_NAME, "")), clock.zone),
        clock=clock,
    )
