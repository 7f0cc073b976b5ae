"""Print a receipt once more, headed as the copy it is, or answer for one that may not have printed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, JobId
from sentra_pos.core.speech import N_
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.answer_uncertain import AnswerUncertain, answer_uncertain
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.models import PrintJobRow
from sentra_pos.printing.queries import job, printer_for
from sentra_pos.printing.reprint import Reprint, reprint
from sentra_pos.printing.rules import dedupe_key
from sentra_pos.sales.queries import receipt_of
from sentra_pos.sales.spool_receipt import spool_receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintAgain:
    """``printed`` answers a job in doubt: True, it came out; False, print a copy. None: a copy in any case."""

    by: ActedBy
    job: JobId
    printed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedAgain:
    """Whether a copy is now on its way."""

    copies: int
    changes: Changes = Changes(printing=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReceiptAgain:
    """The receipt of a document of the till."""

    by: ActedBy
    document: DocumentId


class NoReceiptPrinter(SentraError):
    """Nothing to print on; the papers can still be saved."""

    message = N_("No receipt printer is set up. Set one up in Settings, or save the receipt as a picture or PDF.")


def print_receipt_again(session: Session, command: PrintReceiptAgain, *, clock: Clock) -> PrintedAgain:
    """A copy of what was printed; of a receipt that never had a printer, the first one. Raises NoReceiptPrinter.

    Raises SaleNotFound for a document that has no receipt.
    """
    require(session, command.by, Permission.REPRINT)
    first = receipt_job(session, command.document)
    if first is not None:
        return print_again(session, PrintAgain(by=command.by, job=first), clock=clock)
    receipt = receipt_of(session, command.document)
    if printer_for(session, Role.RECEIPT) is None:
        raise NoReceiptPrinter
    spool_receipt(session, command.document, command.by, open_drawer=False, clock=clock)
    record_event(
        session,
        EventKind.REPRINT,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"paper": receipt.code},
    )
    return PrintedAgain(copies=1)


def receipt_job(session: Session, document: DocumentId) -> JobId | None:
    """The job that the document's receipt was first printed by."""
    key = dedupe_key(str(document), JobKind.RECEIPT, 0)
    return session.execute(select(PrintJobRow.id).where(PrintJobRow.dedupe_key == key)).scalar_one_or_none()


def print_again(session: Session, command: PrintAgain, *, clock: Clock) -> PrintedAgain:
    """Every copy is an event of the log: a second receipt is how returns are faked."""
    require(session, command.by, Permission.REPRINT)
    if command.printed is None:
        reprint(session, Reprint(job_id=command.job), clock=clock)
    else:
        answer_uncertain(session, AnswerUncertain(job_id=command.job, printed=command.printed), clock=clock)
    if command.printed:
        return PrintedAgain(copies=0)
    record_event(
        session,
        EventKind.REPRINT,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"paper": job(session, command.job).title},
    )
    return PrintedAgain(copies=1)
