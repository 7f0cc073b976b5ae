"""Restoring a backup as a shop needs it: the till begins a new epoch, so that its numbers start anew."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.db.backup import Check, nothing_more
from sentra_pos.db.restore import Restored, restore_from
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.models import Device
from sentra_pos.ledger.open_epoch import open_epoch
from sentra_pos.ledger.record_event import record_event


def restore(file: Path, store_path: Path, clock: Clock, *, check: Check = nothing_more) -> Restored:
    """``restore_from``, with a new epoch for every device and a line in its event log.

    The epoch lies past the newest in the backup and in the store that is replaced. Where no store stands, or none that
    can be read, only the backup tells: the same backup restored twice into empty places opens the same epoch twice.
    """

    def reopen(session: Session, epochs: dict[bytes, int]) -> None:
        for device in session.execute(select(Device.id)).scalars().all():
            open_epoch(session, device, reason="restored", clock=clock, after=epochs.get(device.bytes, 0))
            record_event(
                session, EventKind.RESTORE, device=device, staff=None, clock=clock, details={"file": file.name}
            )

    return restore_from(file, store_path, clock, reopen=reopen, check=check)
