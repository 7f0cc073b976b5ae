"""The places of a shop: its own shelf and store room, and the virtual ends of every move."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId, PlaceId, new_id
from sentra_pos.db.direct import RowReader
from sentra_pos.db.types import EnumText, UuidType
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import Place

_PLACES = UUID("5e47ba50-6f1c-5a0e-9d0c-706c61636500")
_VIRTUAL = {
    PlaceKind.WITH_ARTISAN: "Dibawa perajin",
    PlaceKind.WITH_CUSTOMER: "Dibawa pembeli",
    PlaceKind.MISSING: "Belum ditemukan",
    PlaceKind.LOST: "Hilang",
    PlaceKind.OWNERSHIP: "Alih milik",
}


def _virtual(kind: PlaceKind) -> PlaceId:
    return PlaceId(uuid5(_PLACES, kind.value))


WITH_ARTISAN = _virtual(PlaceKind.WITH_ARTISAN)
WITH_CUSTOMER = _virtual(PlaceKind.WITH_CUSTOMER)
MISSING = _virtual(PlaceKind.MISSING)
LOST = _virtual(PlaceKind.LOST)
OWNERSHIP = _virtual(PlaceKind.OWNERSHIP)


def set_up_places(session: Session, device: DeviceId, *, clock: Clock) -> None:
    """Make the places of a new shop; its shelf, store room and quarantine are in this device's custody."""
    rows: list[dict[str, Any]] = [
        {"id": _virtual(kind), "kind": kind, "name": name, "custodian_id": None} for kind, name in _VIRTUAL.items()
    ]
    own = {
        PlaceKind.SHELF: "Etalase",
        PlaceKind.STORE_ROOM: "Gudang",
        PlaceKind.QUARANTINE: "Karantina",
        PlaceKind.SET_ASIDE: "Disisihkan",
    }
    rows += [
        {"id": PlaceId(new_id(clock)), "kind": kind, "name": name, "custodian_id": device} for kind, name in own.items()
    ]
    session.execute(insert(Place), rows)


_PLACE = Place.__table__
_OWN = RowReader(
    select(_PLACE.c.id).where(
        _PLACE.c.kind == bindparam("kind", type_=EnumText(PlaceKind)),
        _PLACE.c.custodian_id == bindparam("device", type_=UuidType()),
    )
)


def shelf_of(session: Session, device: DeviceId) -> PlaceId:
    """Where this device sells from."""
    return _own_place(session, device, PlaceKind.SHELF)


def quarantine_of(session: Session, device: DeviceId) -> PlaceId:
    """Where this device puts aside what is damaged."""
    return _own_place(session, device, PlaceKind.QUARANTINE)


def store_room_of(session: Session, device: DeviceId) -> PlaceId:
    """Where this device keeps what is not on its shelf."""
    return _own_place(session, device, PlaceKind.STORE_ROOM)


def set_aside_of(session: Session, device: DeviceId) -> PlaceId:
    """Where this device keeps what its artisan will fetch: not for sale any more."""
    return _own_place(session, device, PlaceKind.SET_ASIDE)


def _own_place(session: Session, device: DeviceId, kind: PlaceKind) -> PlaceId:
    (place,) = _OWN.all(session, kind=kind, device=device)
    return PlaceId(place.id)


_KIND = RowReader(select(_PLACE.c.kind).where(_PLACE.c.id == bindparam("place", type_=UuidType())))


def kind_of(session: Session, place: PlaceId) -> PlaceKind:
    """What kind of place it is."""
    (found,) = _KIND.all(session, place=place)
    return PlaceKind(found.kind)
