"""The X report: the shift that is open, so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.ids import DeviceId
from sentra_pos.ledger.models import Device
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import Shift, open_shift
from sentra_pos.tills.shift_queries import ShiftTotals, shift_totals


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftReport:
    """The shift at the moment of asking; nothing ends by looking at it."""

    till: str
    device_code: int
    at: datetime
    shift: Shift
    totals: ShiftTotals
    changes: Changes = Changes(printing=True)


def shift_report(session: Session, device: DeviceId, *, at: datetime) -> ShiftReport:
    """Raises TillNotOpen."""
    shift = open_shift(session, device)
    if shift is None:
        raise TillNotOpen
    name, code = session.execute(select(Device.name, Device.code).where(Device.id == device)).one()
    return ShiftReport(till=name, device_code=code, at=at, shift=shift, totals=shift_totals(session, shift.id, device))
