"""The act of setting up a printer: a new one, or other settings for one that is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import new_id
from sentra_pos.core.speech import _
from sentra_pos.printing.errors import NoSuchPrinter, WrongPrinterSettings
from sentra_pos.printing.kinds import JobState, Role
from sentra_pos.printing.models import PrinterRow, PrintJobRow
from sentra_pos.printing.profiles import GENERIC_80, Profile
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.transports.choose import open_way
from sentra_pos.printing.ways import Way

_CHANGES: Final = Changes(printing=True, settings=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpPrinter:
    """``printer_id`` None makes a new printer, which takes over the role and the waiting jobs of the one before."""

    name: str
    way: Way
    address: str
    profile: Profile
    role: Role = Role.RECEIPT
    printer_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterSetUp:
    """``retired`` is the printer whose role was taken over; its worker can stop."""

    printer_id: UUID
    retired: UUID | None
    changes: Changes = _CHANGES


def set_up_printer(session: Session, command: SetUpPrinter, *, clock: Clock) -> PrinterSetUp:
    """Raises WrongPrinterSettings, NoSuchPrinter."""
    name = command.name.strip()
    if not name:
        raise WrongPrinterSettings(reason=_("the printer needs a name"))
    open_way(command.way, command.address, command.profile)
    before = session.scalar(
        select(PrinterRow).where(
            PrinterRow.in_use, PrinterRow.role == command.role, PrinterRow.id != command.printer_id
        )
        if command.printer_id
        else select(PrinterRow).where(PrinterRow.in_use, PrinterRow.role == command.role)
    )
    if before is not None:
        before.in_use = False
        session.flush()
    row = _row(session, command.printer_id, clock)
    row.name, row.role, row.way = name, command.role, command.way
    row.address, row.profile_json, row.in_use = command.address.strip(), command.profile.to_json(), True
    session.add(row)
    session.flush()
    if before is not None:
        _hand_over(session, before.id, row.id)
    return PrinterSetUp(printer_id=row.id, retired=before.id if before else None)


def receipt_printer(session: Session, folder: Path, *, clock: Clock) -> UUID:
    """The receipt printer; while none is set up, one that writes pictures into ``folder``."""
    if (found := printer_for(session, Role.RECEIPT)) is not None:
        return found.id
    command = SetUpPrinter(name=_("Folder of receipts"), way=Way.FOLDER, address=str(folder), profile=GENERIC_80)
    return set_up_printer(session, command, clock=clock).printer_id


def _row(session: Session, printer_id: UUID | None, clock: Clock) -> PrinterRow:
    if printer_id is None:
        return PrinterRow(id=new_id(clock), created_at=clock.now())
    row = session.get(PrinterRow, printer_id)
    if row is None:
        raise NoSuchPrinter
    return row


def _hand_over(session: Session, before: UUID, after: UUID) -> None:
    # Bytes made for another width are of no use; they are made anew.
    session.execute(
        update(PrintJobRow)
        .where(PrintJobRow.printer_id == before, PrintJobRow.state == JobState.QUEUED)
        .values(printer_id=after, payload=None)
    )
