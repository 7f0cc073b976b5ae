"""Print an account of sales on the receipt printer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, JobId
from sentra_pos.core.speech import N_
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.spool import enqueue
from sentra_pos.settlement.slip import statement_slip
from sentra_pos.settlement.statement import statement_of


class NoReceiptPrinter(SentraError):
    """Nothing to print on."""

    message = N_("No receipt printer is set up. Choose one under Settings, or save the statement as a PDF.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintStatement:
    """The one-page version of a settlement's statement."""

    by: ActedBy
    settlement: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSpooled:
    """It waits for the printer."""

    job: JobId
    changes: Changes = Changes(printing=True)


def print_statement(session: Session, command: PrintStatement, *, clock: Clock) -> StatementSpooled:
    """Put it into the spool. Raises NoReceiptPrinter, SettlementNotFound."""
    require(session, command.by, Permission.SETTLE)
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        raise NoReceiptPrinter
    statement = statement_of(session, command.settlement)
    slip = statement_slip(statement, str(get_setting(session, SHOP_NAME, "")), clock.zone)
    job = enqueue(
        session,
        printer_id=printer.id,
        kind=JobKind.RECEIPT,
        subject=str(command.settlement),
        title=statement.code,
        slip=slip,
        clock=clock,
    )
    return StatementSpooled(job=job)
