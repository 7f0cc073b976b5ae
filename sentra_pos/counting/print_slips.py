"""Print what differs of an artisan's goods, or how a case ended, on the receipt printer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.speech import N_
from sentra_pos.counting.case_queries import decided_case
from sentra_pos.counting.papers import case_slip, difference_slip
from sentra_pos.counting.report_queries import count_report
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.spool import enqueue


class NoReceiptPrinter(SentraError):
    """Nothing was printed, and nothing was lost by that."""

    message = N_("No receipt printer is set up. Save the paper as a PDF instead, or set a printer up in the settings.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDifferences:
    """The slips of a posted count: of one artisan, or one for each whose goods differ."""

    by: ActedBy
    count: DocumentId
    party: PartyId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintCase:
    """The slip of a decided case."""

    by: ActedBy
    case: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipsPrinted:
    """How many slips wait for the printer."""

    slips: int
    changes: Changes = Changes(printing=True)


def print_differences(session: Session, command: PrintDifferences, *, clock: Clock) -> SlipsPrinted:
    """One slip an artisan. Raises NoSuchCount, NoReceiptPrinter."""
    require(session, command.by, Permission.COUNT_STOCK)
    report = count_report(session, command.count)
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        raise NoReceiptPrinter
    shop = str(get_setting(session, SHOP_NAME, ""))
    wanted = [party for party, _name in report.artisans if command.party in (None, party)]
    for party in wanted:
        slip = difference_slip(report, party, shop, clock.zone)
        enqueue(
            session,
            printer_id=printer.id,
            kind=JobKind.RECEIPT,
            subject=str(report.id),
            title=report.code,
            slip=slip,
            clock=clock,
        )
    return SlipsPrinted(slips=len(wanted))


def print_case(session: Session, command: PrintCase, *, clock: Clock) -> SlipsPrinted:
    """Raises NotACase, NoReceiptPrinter."""
    require(session, command.by, Permission.COUNT_STOCK)
    case = decided_case(session, command.case)
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        raise NoReceiptPrinter
    enqueue(
        session,
        printer_id=printer.id,
        kind=JobKind.RECEIPT,
        subject=str(case.id),
        title=case.code,
        slip=case_slip(case, str(get_setting(session, SHOP_NAME, "")), clock.zone),
        clock=clock,
    )
    return SlipsPrinted(slips=1)
