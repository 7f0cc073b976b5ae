"""A device's life in the book: its first epoch at first start, a new one after every restore."""

from __future__ import annotations

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId
from sentra_pos.ledger.chain import genesis
from sentra_pos.ledger.models import ChainHead, Device, DeviceEpoch


def add_device(session: Session, device: DeviceId, *, name: str, clock: Clock) -> None:
    """Enrol this installation; it takes the next free digit and opens its first epoch."""
    code = session.execute(select(func.coalesce(func.max(Device.code), 0) + 1)).scalar_one()
    session.execute(insert(Device), [{"id": device, "code": code, "name": name, "epoch": 0}])
    open_epoch(session, device, reason="enrolled", clock=clock)


def open_epoch(session: Session, device: DeviceId, *, reason: str, clock: Clock, after: int = 0) -> int:
    """Begin new chains and number series, bound to the device, the moment and the reason.

    ``after`` is an epoch known from elsewhere (the store that a restore replaces) that must not be used again.
    """
    newest = int(session.execute(select(Device.epoch).where(Device.id == device)).scalar_one())
    epoch = max(newest, after) + 1
    opened_at = clock.now()
    start = genesis(device, epoch, opened_at, reason)
    row = {"device_id": device, "epoch": epoch, "opened_at": opened_at, "reason": reason, "genesis": start}
    session.execute(insert(DeviceEpoch), [row])
    heads = [
        {"device_id": device, "epoch": epoch, "chain": chain, "seq": 0, "hash": start}
        for chain in ("document", "event")
    ]
    session.execute(insert(ChainHead), heads)
    session.execute(update(Device).where(Device.id == device).values(epoch=epoch))
    return epoch
