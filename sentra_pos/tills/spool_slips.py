"""Put the till's slips into the spool, within the act's own transaction; without a printer there is nothing to do."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.payments.methods import payment_methods
from sentra_pos.printing.blocks import Slip
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import PrinterRecord, printer_for
from sentra_pos.printing.spool import enqueue
from sentra_pos.tills.ask_drawer import ask_drawer
from sentra_pos.tills.closing_queries import z_report_of
from sentra_pos.tills.movement_queries import cash_movement, recount_of
from sentra_pos.tills.papers import movement_slip, recount_slip, x_slip, z_slip
from sentra_pos.tills.report_queries import ShiftReport


def spool_movement(session: Session, document: DocumentId, by: ActedBy, *, open_drawer: bool, clock: Clock) -> None:
    """The slip of a cash movement; ``open_drawer`` for what goes in or comes out of it."""
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        return
    if open_drawer:
        ask_drawer(session, printer.id, document, by, clock=clock)
    moved = cash_movement(session, document)
    _spool(session, printer, str(document), moved.code, movement_slip(moved, _shop(session), clock.zone), clock)


def spool_recount(session: Session, document: DocumentId, *, clock: Clock) -> None:
    """The slip of a recount."""
    printer = printer_for(session, Role.RECEIPT)
    if printer is not None:
        recount = recount_of(session, document)
        _spool(session, printer, str(document), recount.code, recount_slip(recount, _shop(session), clock.zone), clock)


def spool_x(session: Session, report: ShiftReport, subject: str, *, clock: Clock) -> None:
    """The shift so far; ``subject`` is the event that says who looked."""
    printer = printer_for(session, Role.RECEIPT)
    if printer is not None:
        slip = x_slip(report, _shop(session), method_names(session), clock.zone)
        _spool(session, printer, subject, f"X {report.shift.code}", slip, clock)


def spool_z(session: Session, closing: DocumentId, *, clock: Clock) -> None:
    """The closing."""
    printer = printer_for(session, Role.RECEIPT)
    if printer is not None:
        z = z_report_of(session, closing)
        slip = z_slip(z, _shop(session), method_names(session), clock.zone)
        _spool(session, printer, str(closing), z.code, slip, clock)


def method_names(session: Session) -> dict[str, str]:
    """The ways of paying by code, also those not in use any more."""
    return {method.code: method.name for method in payment_methods(session, also_inactive=True)}


def _shop(session: Session) -> str:
    return str(get_setting(session, SHOP_NAME, ""))


def _spool(session: Session, printer: PrinterRecord, subject: str, title: str, slip: Slip, clock: Clock) -> None:
    enqueue(session, printer_id=printer.id, kind=JobKind.RECEIPT, subject=subject, title=title, slip=slip, clock=clock)
