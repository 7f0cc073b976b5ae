"""The event log: refusals, logins, reprints and drawer openings, chained like documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId, EventId, StaffId, new_id
from sentra_pos.db.direct import RowWriter
from sentra_pos.db.types import microseconds
from sentra_pos.ledger.chain import FORMAT_VERSION, link
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Event

_EVENTS = RowWriter(
    Event,
    *("id", "device_id", "epoch", "seq", "kind", "at", "actor_id", "details", "format_version", "prev_hash", "hash"),
)
_HEAD = (
    "SELECT device.epoch, chain_head.seq, chain_head.hash FROM device "
    "JOIN chain_head ON chain_head.device_id = device.id AND chain_head.epoch = device.epoch "
    "WHERE device.id = ? AND chain_head.chain = 'event'"
)
_MOVE_HEAD = "UPDATE chain_head SET seq = ?, hash = ? WHERE device_id = ? AND epoch = ? AND chain = 'event'"


def record_event(
    session: Session,
    kind: EventKind,
    *,
    device: DeviceId,
    staff: StaffId | None,
    clock: Clock,
    details: Mapping[str, Any] | None = None,
) -> EventId:
    """Write one event; ``details`` are JSON values without personal data."""
    session.flush()
    connection = session.connection()
    epoch, last_seq, previous = connection.exec_driver_sql(_HEAD, (device.bytes,)).one()
    seq = last_seq + 1
    identity = EventId(new_id(clock))
    at = clock.now()
    said = dict(details or {})
    content = {
        "v": FORMAT_VERSION,
        "id": str(identity),
        "device": str(device),
        "epoch": epoch,
        "seq": seq,
        "kind": kind.value,
        "at": microseconds(at),
        "actor": None if staff is None else str(staff),
        "details": said,
    }
    digest = link(b"event", previous, content)
    _EVENTS.write(
        connection,
        [(identity, device, epoch, seq, kind, at, staff, said, FORMAT_VERSION, previous, digest)],
    )
    connection.exec_driver_sql(_MOVE_HEAD, (seq, digest, device.bytes, epoch))
    return identity
