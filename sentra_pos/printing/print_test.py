"""The act of printing a test: everything a receipt may hold, so that a look at the paper settles the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import JobId, new_id
from sentra_pos.core.speech import _
from sentra_pos.printing import queries, spool
from sentra_pos.printing.blocks import QR, Align, Barcode, Cut, Rule, Slip, Text, pair
from sentra_pos.printing.kinds import JobKind

#: An EAN-13 of the shop's own range that no item carries.
_TEST_CODE: Final = "2000000000008"

_CHANGES: Final = Changes(printing=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTest:
    """``open_drawer`` tries the drawer's pin and pulse, too."""

    printer_id: UUID
    open_drawer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedTest:
    """The test page's job."""

    job_id: JobId
    changes: Changes = _CHANGES


def print_test(session: Session, command: PrintTest, *, clock: Clock) -> QueuedTest:
    """Raises NoSuchPrinter. Who may is ``try_printer``'s to say: this floor knows no staff."""
    printer = queries.printer(session, command.printer_id)
    subject = f"test-{new_id(clock)}"
    if command.open_drawer:
        spool.enqueue_drawer(session, printer_id=printer.id, subject=subject, clock=clock)
    job_id = spool.enqueue(
        session,
        printer_id=printer.id,
        kind=JobKind.RECEIPT,
        subject=subject,
        title=_("Test print"),
        slip=_slip(printer.name, printer.profile.columns),
        clock=clock,
    )
    return QueuedTest(job_id=job_id)


def _slip(name: str, columns: int) -> Slip:
    ruler = "".join(str(place % 10) for place in range(1, columns + 1))
    return Slip(
        (
            Text(_("Test print"), align=Align.CENTRE, bold=True, double=True),
            Text(name, align=Align.CENTRE),
            Rule(),
            Text(_("The line below must fill the paper exactly:")),
            Text(ruler),
            Rule(),
            pair(_("Price"), "Rp\u00a01.250.000"),
            pair(_("TOTAL"), "Rp\u00a01.250.000", bold=True, double=True),
            Rule(heavy=True),
            Text(_("Both codes must be readable:"), align=Align.CENTRE),
            QR("sentra-pos"),
            Barcode(_TEST_CODE),
            Cut(),
        )
    )
