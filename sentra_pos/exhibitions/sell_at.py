"""Say which stand this till sells at, where that is not the shop's own shelf; and which one it is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, PlaceId
from sentra_pos.core.speech import N_
from sentra_pos.db.setting_keys import EXHIBITION, OWN_DEVICE, SELLING_EXHIBITION, SELLING_PLACE
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.exhibitions.errors import NoSuchStand, StandHasEnded
from sentra_pos.exhibitions.facts import StandKind
from sentra_pos.exhibitions.models import ExhibitionRow, StandRow
from sentra_pos.exhibitions.stage_queries import stand_states, stand_takes_goods
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind, PlaceKind
from sentra_pos.ledger.models import Place
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.keep_cart import kept_cart
from sentra_pos.stock.places import shelf_of
from sentra_pos.tills.queries import open_shift


class ShiftBelongsToItsPlace(SentraError):
    """Its figures and its drawer are one place's."""

    message = N_("The till is open. Close it first: a shift belongs to the place that it was opened at.")


class CartIsWaiting(SentraError):
    """What is in it was taken from the place that was sold at so far."""

    message = N_("There is something in the open cart. Sell it or empty it first.")


class SellsOnItsLaptop(SentraError):
    """Its own device writes its stock."""

    message = N_("{name} sells on its own laptop. Choose a stand on this computer or on paper.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SellAt:
    """``place`` is a stand's own, None for the shop's shelf."""

    by: ActedBy
    place: PlaceId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SellingAt:
    changes: Changes = Changes(stock=True, till=True, settings=True)


def sell_at(session: Session, command: SellAt, *, clock: Clock) -> SellingAt:
    """From now on this till sells there; asked again, nothing changes.

    Raises ShiftBelongsToItsPlace, CartIsWaiting, NoSuchStand, SellsOnItsLaptop, StandHasEnded.
    """
    require(session, command.by, Permission.RUN_STAND)
    device = command.by.device
    wanted = None if command.place is None else command.place.hex
    if get_setting(session, SELLING_PLACE) == wanted:
        return SellingAt()
    if open_shift(session, device) is not None:
        raise ShiftBelongsToItsPlace
    cart = kept_cart(session, device)
    if cart is not None and not cart.basket.is_empty and cart.sold_as is None:
        raise CartIsWaiting
    stand = None if command.place is None else _stand(session, command.place, device, clock)
    put_setting(session, SELLING_PLACE, wanted)
    # What holds only at an exhibition is looked up on a floor that knows no stands.
    put_setting(session, SELLING_EXHIBITION, None if stand is None else str(stand.exhibition_id))
    details = {"what": "selling_place", "to": "" if stand is None else stand.name}
    record_event(
        session, EventKind.SETTINGS_CHANGED, device=device, staff=command.by.staff, clock=clock, details=details
    )
    return SellingAt()


def _stand(session: Session, place: PlaceId, device: DeviceId, clock: Clock) -> StandRow:
    row = session.execute(
        select(StandRow, ExhibitionRow)
        .join(ExhibitionRow, ExhibitionRow.id == StandRow.exhibition_id)
        .where(StandRow.place_id == place)
    ).one_or_none()
    if row is None:
        raise NoSuchStand
    stand: StandRow
    stand, exhibition = row
    if stand.kind is StandKind.LAPTOP or stand.device_id != device:
        raise SellsOnItsLaptop(name=stand.name)
    state = stand_states(session, [stand])[stand.id]
    if exhibition.called_off or not stand_takes_goods(state, exhibition, business_today(clock)):
        raise StandHasEnded(name=stand.name)
    return stand


def stop_selling_at(session: Session, place: PlaceId, device: DeviceId) -> None:
    """Nothing is sold there any more: the till is the shop's again, within the act after which that is so.

    Raises ShiftBelongsToItsPlace.
    """
    if get_setting(session, SELLING_PLACE) != place.hex:
        return
    if open_shift(session, device) is not None:
        raise ShiftBelongsToItsPlace
    put_setting(session, SELLING_PLACE, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHere:
    """The stand that this till sells at, and whose exhibition it is."""

    place: PlaceId
    stand: UUID | None
    name: str
    exhibition: str


def selling_at(session: Session) -> PlaceHere | None:
    """The stand that this store's own till sells at; None in a shop that sells from its shelf, or before it began."""
    own = get_setting(session, OWN_DEVICE)
    if own is None:
        return None
    place = shelf_of(session, DeviceId(UUID(str(own))))
    row = session.execute(
        select(StandRow.id, StandRow.name, ExhibitionRow.name)
        .join(ExhibitionRow, ExhibitionRow.id == StandRow.exhibition_id)
        .where(StandRow.place_id == place)
    ).one_or_none()
    if row is not None:
        return PlaceHere(place=place, stand=row[0], name=row[1], exhibition=row[2])
    found = session.execute(select(Place.kind, Place.name).where(Place.id == place)).one()
    if found.kind is not PlaceKind.STAND:
        return None
    here = get_setting(session, EXHIBITION) or {}
    return PlaceHere(place=place, stand=None, name=found.name, exhibition=str(here.get("name", "")))
