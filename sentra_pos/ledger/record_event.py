"""The event log: refusals, logins, reprints and drawer openings, chained like documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId, EventId, StaffId, new_id
from sentra_pos.db.types import microseconds
from sentra_pos.ledger.chain import FORMAT_VERSION, link
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import ChainHead, Device, Event


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
    epoch = session.execute(select(Device.epoch).where(Device.id == device)).scalar_one()
    of_chain = (ChainHead.device_id == device, ChainHead.epoch == epoch, ChainHead.chain == "event")
    head = session.execute(select(ChainHead.seq, ChainHead.hash).where(*of_chain)).one()
    identity = EventId(new_id(clock))
    at = clock.now()
    said = dict(details or {})
    content = {
        "v": FORMAT_VERSION,
        "id": str(identity),
        "device": str(device),
        "epoch": epoch,
        "seq": head.seq + 1,
        "kind": kind.value,
        "at": microseconds(at),
        "actor": None if staff is None else str(staff),
        "details": said,
    }
    digest = link(b"event", head.hash, content)
    row = {
        "id": identity,
        "device_id": device,
        "epoch": epoch,
        "seq": head.seq + 1,
        "kind": kind,
        "at": at,
        "actor_id": staff,
        "details": said,
        "format_version": FORMAT_VERSION,
        "prev_hash": head.hash,
        "hash": digest,
    }
    session.execute(insert(Event), [row])
    session.execute(update(ChainHead).where(*of_chain).values(seq=head.seq + 1, hash=digest))
    return identity
