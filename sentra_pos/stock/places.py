"""The places of a shop: its own shelf and store room, and the virtual ends of every move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import and_, bindparam, insert, not_, or_, select
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, PlaceId, new_id
from sentra_pos.core.speech import N_
from sentra_pos.db.direct import RowReader
from sentra_pos.db.setting_keys import SELLING_PLACE
from sentra_pos.db.settings import Setting
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


def set_up_ends(session: Session) -> None:
    """Make the virtual ends of every move, the same in every store."""
    rows = [{"id": _virtual(kind), "kind": kind, "name": name, "custodian_id": None} for kind, name in _VIRTUAL.items()]
    session.execute(insert(Place), rows)


def set_up_places(session: Session, device: DeviceId, *, clock: Clock) -> None:
    """Make the places of a new shop; its shelf, store room and quarantine are in this device's custody."""
    set_up_ends(session)
    own = {
        PlaceKind.SHELF: "Etalase",
        PlaceKind.STORE_ROOM: "Gudang",
        PlaceKind.QUARANTINE: "Karantina",
        PlaceKind.SET_ASIDE: "Disisihkan",
    }
    rows: list[dict[str, Any]] = [
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


_SETTING = Setting.__table__
_KEPT_BY = _PLACE.c.custodian_id == bindparam("device", type_=UuidType())
_CHOSEN = select(_SETTING.c.value).where(_SETTING.c.key == SELLING_PLACE).scalar_subquery()
_SHELVES = _PLACE.alias("shelves")
_HAS_SHELF = (
    select(_SHELVES.c.id)
    .where(_SHELVES.c.kind == PlaceKind.SHELF, _SHELVES.c.custodian_id == bindparam("device", type_=UuidType()))
    .exists()
)
_ALL_HERE = select(_PLACE.c.id, _PLACE.c.kind, _KEPT_BY.label("kept"), _CHOSEN.label("chosen"))
# A part of every scan: past stands are left out, and what is chosen among the rest is chosen here. A laptop's store has
# no shelf but its stand, also when that is the shop's again.
_HERE = RowReader(
    _ALL_HERE.where(
        or_(
            and_(_PLACE.c.kind == PlaceKind.SHELF, _KEPT_BY),
            and_(_PLACE.c.kind == PlaceKind.STAND, or_(_CHOSEN.is_not(None), not_(_HAS_SHELF))),
        )
    )
)
_ASIDE = RowReader(_ALL_HERE.where(_PLACE.c.kind.in_((PlaceKind.SHELF, PlaceKind.STAND, PlaceKind.QUARANTINE))))


class StandHasEnded(SentraError):
    """What lies at it is the shop's to write again."""

    message = N_("This stand has ended. Its goods and its cash are the shop's again; please sell in the shop.")


def shelf_of(session: Session, device: DeviceId) -> PlaceId:
    """Where this device sells from: the stand that was chosen, else its shelf, else (on a laptop) its stand."""
    return PlaceId(_selling(_HERE.all(session, device=device)).id)


def selling_from(session: Session, device: DeviceId) -> PlaceId:
    """``shelf_of`` for who writes there. Raises StandHasEnded."""
    place = _selling(_HERE.all(session, device=device))
    if not place.kept:
        raise StandHasEnded
    return PlaceId(place.id)


def quarantine_of(session: Session, device: DeviceId) -> PlaceId:
    """Where this device puts aside what is damaged; at a stand, that stand's own."""
    places = _ASIDE.all(session, device=device)
    selling = _selling(places)
    return stand_places(selling.id).quarantine if selling.kind is PlaceKind.STAND else _shop_quarantine(places)


def _shop_quarantine(places: Sequence[Any]) -> PlaceId:
    away = {stand_places(place.id).quarantine for place in places if place.kind is PlaceKind.STAND}
    (own,) = (
        place.id for place in places if place.kind is PlaceKind.QUARANTINE and place.kept and place.id not in away
    )
    return PlaceId(own)


def _selling(places: Sequence[Any]) -> Any:
    """The device's own before the others', the chosen one before its shelf."""
    found = None
    for place in places:
        if place.kind is PlaceKind.QUARANTINE or not (place.kept or place.kind is PlaceKind.STAND):
            continue
        if place.kept and place.chosen is not None and place.id.hex == place.chosen:
            return place
        if found is None or _closeness(place) > _closeness(found):
            found = place
    assert found is not None
    return found


def _closeness(place: Any) -> tuple[bool, bool, UUID]:
    """Of several stands the newest: their ids are in the order in which they were made."""
    return bool(place.kept), place.kind is PlaceKind.SHELF, place.id


def store_room_of(session: Session, device: DeviceId) -> PlaceId:
    """Where this device keeps what is not on its shelf."""
    return _own_place(session, device, PlaceKind.STORE_ROOM)


def shop_shelf_of(session: Session, device: DeviceId) -> PlaceId:
    """The device's own shelf, also while it sells at a stand; at a laptop, which has none, its stand."""
    own = _OWN.all(session, kind=PlaceKind.SHELF, device=device)
    return PlaceId(own[0].id) if own else shelf_of(session, device)


def shop_quarantine_of(session: Session, device: DeviceId) -> PlaceId:
    """The device's own, also while it sells at a stand; at a laptop, which has none, its stand's."""
    if _OWN.all(session, kind=PlaceKind.SHELF, device=device):
        return _shop_quarantine(_ASIDE.all(session, device=device))
    return quarantine_of(session, device)


def _own_place(session: Session, device: DeviceId, kind: PlaceKind) -> PlaceId:
    (place,) = _OWN.all(session, kind=kind, device=device)
    return PlaceId(place.id)


_KIND = RowReader(select(_PLACE.c.kind).where(_PLACE.c.id == bindparam("place", type_=UuidType())))


def kind_of(session: Session, place: PlaceId) -> PlaceKind:
    """What kind of place it is."""
    (found,) = _KIND.all(session, place=place)
    return PlaceKind(found.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandPlaces:
    """The three places of an exhibition's stand; its road is in nobody's custody, but in the shop's care."""

    place: PlaceId
    road: PlaceId
    quarantine: PlaceId


def stand_places(place: PlaceId) -> StandPlaces:
    """The road to a stand's place and its quarantine: computed from it, so that every store names them alike."""
    road, quarantine = (PlaceId(uuid5(place, kind.value)) for kind in (PlaceKind.ROAD, PlaceKind.QUARANTINE))
    return StandPlaces(place=place, road=road, quarantine=quarantine)


def set_up_stand(session: Session, place: PlaceId, name: str, device: DeviceId) -> StandPlaces:
    """Make the three places of a stand, whose stock and damage the device writes."""
    made = stand_places(place)
    rows: list[dict[str, Any]] = [
        {"id": made.place, "kind": PlaceKind.STAND, "name": name, "custodian_id": device},
        {"id": made.road, "kind": PlaceKind.ROAD, "name": f"Perjalanan {name}", "custodian_id": None},
        {"id": made.quarantine, "kind": PlaceKind.QUARANTINE, "name": f"Karantina {name}", "custodian_id": device},
    ]
    session.execute(insert(Place), rows)
    return made


def places_away(session: Session) -> frozenset[PlaceId]:
    """Every place of every stand: what lies there is not in the shop, whoever keeps its stock."""
    stands = session.execute(select(Place.id).where(Place.kind == PlaceKind.STAND)).scalars()
    away = [stand_places(stand) for stand in stands]
    return frozenset(place for each in away for place in (each.place, each.road, each.quarantine))
