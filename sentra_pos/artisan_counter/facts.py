"""Who is at the counter; every question that it answers is asked with this and is about this party alone."""

from __future__ import annotations

from dataclasses import dataclass

from sentra_pos.core.ids import DeviceId, PartyId, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanSession:
    """An artisan at the counter of a device; ``opened_by`` is the staff member who opened it in place of a PIN."""

    device: DeviceId
    party: PartyId
    code: str
    name: str
    opened_by: StaffId | None = None
