"""Put settlement's slips into the spool, within the act's own transaction; without a printer nothing happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.queries import Header
from sentra_pos.printing.blocks import Slip
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.spool import enqueue
from sentra_pos.settlement.owing_queries import back_slip
from sentra_pos.settlement.pay_back_papers import back_slip_slip
from sentra_pos.settlement.slip_papers import money_slip_slip
from sentra_pos.settlement.slip_queries import money_slip
from sentra_pos.settlement.taken_back_papers import taken_back_slip_slip
from sentra_pos.settlement.taken_back_queries import taken_back_slip
from sentra_pos.tills.ask_drawer import ask_drawer

#: A document's number and its slip, for a shop of that name.
SlipPaper: TypeAlias = Callable[[Session, DocumentId, str, tzinfo], tuple[str, Slip]]


def spool_advance(session: Session, document: DocumentId, by: ActedBy, *, open_drawer: bool, clock: Clock) -> None:
    """The slip of an advance, or of savings paid back or in; ``open_drawer`` where cash comes out of it or goes in."""
    spool_slip(session, document, by, _advance, open_drawer=open_drawer, clock=clock)


def spool_back(session: Session, document: DocumentId, by: ActedBy, *, open_drawer: bool, clock: Clock) -> None:
    """The slip of what was paid back or let go; ``open_drawer`` where cash goes into it."""
    spool_slip(session, document, by, _back, open_drawer=open_drawer, clock=clock)


def spool_taken_back(session: Session, document: DocumentId, by: ActedBy, *, open_drawer: bool, clock: Clock) -> None:
    """The slip of what was taken back; ``open_drawer`` where cash comes back into it, or goes out again."""
    spool_slip(session, document, by, _taken_back, open_drawer=open_drawer, clock=clock)


def open_for_payout(session: Session, document: DocumentId, by: ActedBy, *, clock: Clock) -> None:
    """Cash for an artisan comes out of the drawer; its paper is the settlement's statement."""
    spool_slip(session, document, by, None, open_drawer=True, clock=clock)


def slip_for(header: Header) -> SlipPaper | None:
    """What is printed of a document; None of one that leaves no slip of its own."""
    if header.reverses is not None:
        return _taken_back if header.kind in _CAN_BE_TAKEN_BACK else None
    return _SLIPS.get(header.kind)


def _advance(session: Session, document: DocumentId, shop: str, zone: tzinfo) -> tuple[str, Slip]:
    slip = money_slip(session, document)
    return slip.code, money_slip_slip(slip, shop, zone)


def _back(session: Session, document: DocumentId, shop: str, zone: tzinfo) -> tuple[str, Slip]:
    slip = back_slip(session, document)
    return slip.code, back_slip_slip(slip, shop, zone)


def _taken_back(session: Session, document: DocumentId, shop: str, zone: tzinfo) -> tuple[str, Slip]:
    slip = taken_back_slip(session, document)
    return slip.code, taken_back_slip_slip(slip, shop, zone)


_SLIPS: Final[dict[DocumentKind, SlipPaper]] = {
    DocumentKind.ADVANCE: _advance,
    DocumentKind.SAVINGS: _advance,
    DocumentKind.PAY_BACK: _back,
}
_CAN_BE_TAKEN_BACK: Final = (
    *(DocumentKind.ADVANCE, DocumentKind.SAVINGS, DocumentKind.CHARGE),
    *(DocumentKind.PAY_BACK, DocumentKind.PAYOUT_VOID),
)


def spool_slip(
    session: Session, document: DocumentId, by: ActedBy, paper: SlipPaper | None, *, open_drawer: bool, clock: Clock
) -> None:
    """A slip of a document, and the drawer where it is wanted."""
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        return
    if open_drawer:
        ask_drawer(session, printer.id, document, by, clock=clock)
    if paper is not None:
        code, slip = paper(session, document, str(get_setting(session, SHOP_NAME, "")), clock.zone)
        enqueue(
            session,
            printer_id=printer.id,
            kind=JobKind.RECEIPT,
            subject=str(document),
            title=code,
            slip=slip,
            clock=clock,
        )
