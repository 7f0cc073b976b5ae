"""Identity: UUIDv7 made where an act begins, and one type per kind of thing."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NewType
from uuid import UUID

from sentra_pos.core.clock import Clock

DocumentId = NewType("DocumentId", UUID)
ShiftId = NewType("ShiftId", UUID)
PartyId = NewType("PartyId", UUID)
ItemId = NewType("ItemId", UUID)
GroupId = NewType("GroupId", UUID)
MotifId = NewType("MotifId", UUID)
LotId = NewType("LotId", UUID)
PlaceId = NewType("PlaceId", UUID)
StaffId = NewType("StaffId", UUID)
DeviceId = NewType("DeviceId", UUID)
AccountId = NewType("AccountId", UUID)
AgreementId = NewType("AgreementId", UUID)
JobId = NewType("JobId", UUID)
EventId = NewType("EventId", UUID)
ObjectionId = NewType("ObjectionId", UUID)


#: Where the random part of an id comes from; a test that must see the same ids again puts its own in this place.
random_bytes: Callable[[int], bytes] = os.urandom


def new_id(clock: Clock) -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random, so that rows land near their neighbours in time.

    The order of ids is never a promise: only (device, epoch, seq) orders documents.
    """
    milliseconds = int(clock.now().timestamp() * 1000)
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(random_bytes(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
