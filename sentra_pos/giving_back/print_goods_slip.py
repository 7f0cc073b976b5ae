"""Print the slip of a transfer or of goods handed back; from the second time on a copy, headed as one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.giving_back.errors import NoPrinterForSlip, NoSuchPaper
from sentra_pos.giving_back.papers import goods_slip
from sentra_pos.giving_back.queries import moved_paper
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import job_of, printer_for
from sentra_pos.printing.reprint import Reprint, reprint
from sentra_pos.printing.spool import enqueue


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintGoodsSlip:
    """The document whose slip it is."""

    by: ActedBy
    document: DocumentId


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsSlipPrinted:
    """``copy_no`` 0: the original is on its way."""

    copy_no: int
    changes: Changes = Changes(printing=True)


def print_goods_slip(session: Session, command: PrintGoodsSlip, *, clock: Clock) -> GoodsSlipPrinted:
    """Every copy is an event. Raises NoSuchPaper, NoPrinterForSlip, StillPrinting."""
    by = command.by
    require(session, by, Permission.REPRINT)
    paper = moved_paper(session, command.document)
    if paper is None:
        raise NoSuchPaper
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        raise NoPrinterForSlip
    before = job_of(session, str(command.document), JobKind.RECEIPT)
    if before is None:
        slip = goods_slip(paper, str(get_setting(session, SHOP_NAME, "")), clock.zone)
        subject = str(command.document)
        kind = JobKind.RECEIPT
        enqueue(session, printer_id=printer.id, kind=kind, subject=subject, title=paper.code, slip=slip, clock=clock)
        return GoodsSlipPrinted(copy_no=0)
    copy_no = reprint(session, Reprint(job_id=before.id), clock=clock).copy_no
    said = {"document": str(command.document), "paper": paper.code}
    record_event(session, EventKind.REPRINT, device=by.device, staff=by.staff, clock=clock, details=said)
    return GoodsSlipPrinted(copy_no=copy_no)
