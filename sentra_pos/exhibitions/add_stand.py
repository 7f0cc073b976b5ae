"""Add a stand to an exhibition: a till there, with three places of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DeviceId, PlaceId, new_id
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.exhibitions.errors import (
    LaptopBarred,
    LaptopIsAway,
    LaptopMissing,
    LaptopNotEnrolled,
    LaptopWasWrittenOff,
    StandNameMissing,
    StandNameTaken,
)
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.models import EnrolledDeviceRow, ExhibitionRow, StandRow
from sentra_pos.exhibitions.plan_exhibition import tell_of_plan
from sentra_pos.exhibitions.stage_queries import laptop_is_home, open_exhibition
from sentra_pos.exhibitions.stand_ends import written_off
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.models import Device
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.places import StandPlaces, set_up_stand


@dataclass(frozen=True, slots=True, kw_only=True)
class AddStand:
    """``device`` is the laptop; a stand on this computer or on paper is in the shop's own device's custody."""

    id: UUID
    by: ActedBy
    exhibition: UUID
    kind: StandKind
    name: str
    device: DeviceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandAdded:
    id: UUID
    device: DeviceId
    places: StandPlaces
    changes: Changes = Changes(stock=True, consignment=True)


def add_stand(session: Session, command: AddStand, *, clock: Clock) -> StandAdded:
    """Make the stand and its places; the same id again answers with what stands.

    Raises NoSuchExhibition, WasCalledOff, IsReconciled, StandNameMissing, StandNameTaken, LaptopMissing,
    LaptopNotEnrolled, LaptopBarred, LaptopIsAway, LaptopWasWrittenOff.
    """
    require(session, command.by, Permission.MANAGE_EXHIBITIONS)
    standing = session.get(StandRow, command.id)
    if standing is not None:
        places = StandPlaces(place=standing.place_id, road=standing.road_id, quarantine=standing.quarantine_id)
        return StandAdded(id=standing.id, device=standing.device_id, places=places)
    exhibition = open_exhibition(session, command.exhibition, business_today(clock))
    name = _name(session, command, exhibition)
    device = command.by.device if command.kind is not StandKind.LAPTOP else _laptop(session, command, clock)
    places = set_up_stand(session, PlaceId(new_id(clock)), f"{exhibition.name} · {name}", device)
    row = {
        "id": command.id,
        "exhibition_id": exhibition.id,
        "kind": command.kind,
        "name": name,
        "device_id": device,
        "place_id": places.place,
        "road_id": places.road,
        "quarantine_id": places.quarantine,
    }
    session.execute(insert(StandRow), [row])
    tell_of_plan(session, command.by, exhibition.id, "stand_added", exhibition.name, clock=clock)
    return StandAdded(id=command.id, device=device, places=places)


def _name(session: Session, command: AddStand, exhibition: ExhibitionRow) -> str:
    name = one_line(command.name)
    if not fold(name):
        raise StandNameMissing
    taken = session.execute(select(StandRow.name).where(StandRow.exhibition_id == exhibition.id)).scalars()
    if fold(name) in {fold(each) for each in taken}:
        raise StandNameTaken(exhibition=exhibition.name, name=name)
    return name


def _laptop(session: Session, command: AddStand, clock: Clock) -> DeviceId:
    """An enrolled laptop that no other stand waits for, and whose book can be continued."""
    if command.device is None:
        raise LaptopMissing
    enrolled = session.get(EnrolledDeviceRow, command.device)
    if enrolled is None:
        raise LaptopNotEnrolled
    name = session.execute(select(Device.name).where(Device.id == command.device)).scalar_one()
    if enrolled.revoked_at is not None:
        raise LaptopBarred(name=name)
    rows = session.execute(
        select(StandRow, ExhibitionRow)
        .join(ExhibitionRow, ExhibitionRow.id == StandRow.exhibition_id)
        .where(StandRow.device_id == command.device)
    ).all()
    for stand, exhibition in rows:
        if written_off(session, stand.id):
            raise LaptopWasWrittenOff(name=name, exhibition=exhibition.name)
        if not laptop_is_home(session, stand, exhibition, business_today(clock)):
            raise LaptopIsAway(name=name, exhibition=exhibition.name)
    return command.device


def laptops_away(session: Session, today: date) -> dict[DeviceId, str]:
    """The laptops that cannot be given another stand now, each with the exhibition that it belongs to."""
    rows = session.execute(
        select(StandRow, ExhibitionRow)
        .join(ExhibitionRow, ExhibitionRow.id == StandRow.exhibition_id)
        .where(StandRow.kind == StandKind.LAPTOP)
    ).all()
    return {
        stand.device_id: exhibition.name
        for stand, exhibition in rows
        if written_off(session, stand.id) or not laptop_is_home(session, stand, exhibition, today)
    }
