"""Admit a laptop: from here on the shop takes what it signs, and writes packs for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.exhibitions.enrolment import LaptopNameMissing, laptops, read_enrolment
from sentra_pos.exhibitions.file_errors import BarredLaptop, FingerprintDiffers
from sentra_pos.exhibitions.models import EnrolledDeviceRow
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Device
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolDevice:
    """``fingerprint`` is the number that somebody read off the laptop's screen and found on this one.

    ``name`` is what the shop calls the laptop; empty: what it calls itself.
    """

    device: DeviceId
    by: ActedBy
    file: bytes = field(repr=False)
    fingerprint: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceEnrolled:
    """``code`` is the digit that its papers will bear."""

    device: DeviceId
    code: int
    name: str
    changes: Changes


def enrol_device(session: Session, command: EnrolDevice, *, clock: Clock) -> DeviceEnrolled:
    """Give the laptop its identity and the next free digit; one that is admitted already keeps those it has.

    Its epochs and chains are its own, and come here with what it brings home. Raises a FileRefused, FingerprintDiffers,
    BarredLaptop, LaptopNameMissing, NotAllowed.
    """
    require(session, command.by, Permission.ENROL_DEVICE)
    asked = read_enrolment(command.file)
    if _digits(command.fingerprint) != _digits(asked.fingerprint):
        raise FingerprintDiffers
    for each in laptops(session):
        if each.public_key == asked.public_key:
            if each.barred:
                raise BarredLaptop(name=each.name)
            return DeviceEnrolled(device=each.device, code=each.code, name=each.name, changes=NOTHING)
    name = one_line(command.name, 60) or asked.name
    if not fold(name):
        raise LaptopNameMissing
    code = session.execute(select(func.coalesce(func.max(Device.code), 0) + 1)).scalar_one()
    session.execute(insert(Device), [{"id": command.device, "code": code, "name": name, "epoch": 0}])
    row = {
        "device_id": command.device,
        "public_key": asked.public_key,
        "enrolled_at": clock.now(),
        "enrolled_by": command.by.staff,
        "revoked_at": None,
    }
    session.execute(insert(EnrolledDeviceRow), [row])
    details = {"device": str(command.device), "name": name, "fingerprint": asked.fingerprint}
    kind, by = EventKind.DEVICE_ENROLLED, command.by
    record_event(session, kind, device=by.device, staff=by.staff, clock=clock, details=details)
    return DeviceEnrolled(device=command.device, code=code, name=name, changes=Changes(settings=True))


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
