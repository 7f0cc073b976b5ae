"""Bar a laptop: nothing that it signs is taken any more, whenever it was written."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId
from sentra_pos.exhibitions.errors import LaptopNotEnrolled
from sentra_pos.exhibitions.models import EnrolledDeviceRow
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDevice:
    """``reason`` is for the log: stolen, sold, broken."""

    device: DeviceId
    by: ActedBy
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRevoked:
    device: DeviceId
    changes: Changes


def revoke_device(session: Session, command: RevokeDevice, *, clock: Clock) -> DeviceRevoked:
    """From now on, for ever: a laptop that turns up again is admitted anew, with a key of its own.

    Raises LaptopNotEnrolled, NotAllowed.
    """
    require(session, command.by, Permission.ENROL_DEVICE)
    row = session.get(EnrolledDeviceRow, command.device)
    if row is None:
        raise LaptopNotEnrolled
    if row.revoked_at is not None:
        return DeviceRevoked(device=command.device, changes=NOTHING)
    session.execute(
        update(EnrolledDeviceRow).where(EnrolledDeviceRow.device_id == command.device).values(revoked_at=clock.now())
    )
    details = {"device": str(command.device), "reason": command.reason.strip()}
    kind, by = EventKind.DEVICE_REVOKED, command.by
    record_event(session, kind, device=by.device, staff=by.staff, clock=clock, details=details)
    return DeviceRevoked(device=command.device, changes=Changes(settings=True))
