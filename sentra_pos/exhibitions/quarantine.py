"""Files that an admitted laptop signed and that were not added: kept beside the store until somebody looked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.files import put_file
from sentra_pos.core.ids import DeviceId, StaffId
from sentra_pos.db.engine import Store
from sentra_pos.exhibitions.file_errors import FileRefused
from sentra_pos.exhibitions.homecoming_errors import WaitingFor
from sentra_pos.exhibitions.models import QuarantinedFileRow
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Device
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import NotAllowed, Permission, require


def quarantine_folder(store: Path) -> Path:
    """Where such files lie: beside the store."""
    return store.parent / "karantina"


@contextmanager
def whose_refusals_are_told(store: Store, data: bytes, by: ActedBy, *, clock: Clock) -> Iterator[list[DeviceId]]:
    """For whoever opens a file, to look into it or to add it: who may not, and what is refused, stands in the log.

    The laptop is entered into the list once the file is known to be its own: its file is then kept. Raises NotAllowed.
    """
    _check_allowed(store, by, clock)
    laptop: list[DeviceId] = []
    try:
        yield laptop
    except FileRefused as refusal:
        # A gap is nobody's fault: the file is good and comes again.
        signed = laptop[0] if laptop and not isinstance(refusal, WaitingFor) else None
        _refuse(store, data, refusal, by, laptop=signed, clock=clock)
        raise


def _check_allowed(store: Store, by: ActedBy, clock: Clock) -> None:
    try:
        with store.reading() as session:
            require(session, by, Permission.BRING_HOME)
    except NotAllowed as refusal:
        with store.writing() as session:
            record_event(
                session,
                EventKind.PERMISSION_REFUSED,
                device=by.device,
                staff=cast("StaffId", refusal.fields["staff"]),
                clock=clock,
                details={"permission": str(refusal.fields["permission"])},
            )
        raise


def _refuse(
    store: Store, data: bytes, refusal: FileRefused, by: ActedBy, *, laptop: DeviceId | None, clock: Clock
) -> None:
    """Write the refusal into the event log, and keep the file where a laptop of ours (``laptop``) signed it."""
    identity = hashlib.sha256(data).digest()
    code = type(refusal).__name__
    kept = "" if laptop is None else _keep(store.path, data, identity)
    with store.writing() as session:
        if laptop is not None and session.get(QuarantinedFileRow, identity) is None:
            session.add(
                QuarantinedFileRow(
                    id=identity,
                    name=kept,
                    device_id=laptop,
                    code=code,
                    sentence=str(refusal),
                    arrived_at=clock.now(),
                    seen_by=None,
                )
            )
        details = {"file": identity.hex(), "code": code, "laptop": None if laptop is None else str(laptop)}
        record_event(
            session, EventKind.HOMECOMING_REFUSED, device=by.device, staff=by.staff, clock=clock, details=details
        )


def _keep(store: Path, data: bytes, identity: bytes) -> str:
    """The name under which it lies in the folder, or nothing where there is no room: the refusal matters more."""
    try:
        return put_file(quarantine_folder(store) / f"{identity.hex()[:24]}.pulang", data).name
    except OSError:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinedFile:
    """One such file; ``name`` is empty where it could not be kept."""

    id: bytes
    name: str
    device: DeviceId | None
    device_name: str
    sentence: str
    arrived_at: datetime
    seen: bool


def quarantined_files(session: Session, *, also_seen: bool = False) -> tuple[QuarantinedFile, ...]:
    """What waits for somebody to look at it, newest first."""
    wanted = select(QuarantinedFileRow, Device.name).outerjoin(Device, Device.id == QuarantinedFileRow.device_id)
    if not also_seen:
        wanted = wanted.where(QuarantinedFileRow.seen_by.is_(None))
    rows = session.execute(wanted.order_by(QuarantinedFileRow.arrived_at.desc(), QuarantinedFileRow.id))
    return tuple(
        QuarantinedFile(
            id=row.id,
            name=row.name,
            device=row.device_id,
            device_name=name or "",
            sentence=row.sentence,
            arrived_at=row.arrived_at,
            seen=row.seen_by is not None,
        )
        for row, name in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeQuarantined:
    """Somebody looked at the file and saw to it."""

    by: ActedBy
    file: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinedSeen:
    changes: Changes = Changes(settings=True)


def see_quarantined(session: Session, command: SeeQuarantined, *, clock: Clock) -> QuarantinedSeen:
    """Take it off the list; the file itself stays where it lies. Who looked first stays named."""
    require(session, command.by, Permission.BRING_HOME)
    session.execute(
        update(QuarantinedFileRow)
        .where(QuarantinedFileRow.id == command.file, QuarantinedFileRow.seen_by.is_(None))
        .values(seen_by=command.by.staff)
    )
    return QuarantinedSeen()
