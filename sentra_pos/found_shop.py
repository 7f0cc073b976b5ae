"""First start: a shop's name, its till and its owner's PIN, and everything else that a shop begins with."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from sentra_pos.catalogue.starting_motifs import add_starting_motifs
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DeviceId, StaffId, new_id
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import one_line
from sentra_pos.db.setting_keys import OWN_DEVICE, SHOP_ID, SHOP_NAME
from sentra_pos.db.settings import get_setting, put_setting
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.open_epoch import add_device
from sentra_pos.ledger.record_event import record_event
from sentra_pos.payments.methods import set_up_payment_methods
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.pin_hashing import HASHER, PinHasher
from sentra_pos.people.set_pin import SetPin, set_pin
from sentra_pos.stock.places import set_up_places
from sentra_pos.tags.starting_sheets import add_starting_sheets
from sentra_pos.tills.cash_categories import set_up_cash_categories


class NameMissing(SentraError):
    """A shop and its till need a name: both are on every receipt."""

    message = N_("The shop and the till need a name. Please fill in both.")


class AlreadyFounded(SentraError):
    """The store holds a shop."""

    message = N_("This store already belongs to {name}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundShop:
    """What first start asks for."""

    device: DeviceId
    owner: StaffId
    shop_name: str
    till_name: str
    owner_name: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopFounded:
    """The shop that now exists."""

    device: DeviceId
    owner: StaffId
    changes: Changes = Changes(settings=True, till=True, catalogue=True)


def found_shop(session: Session, command: FoundShop, *, clock: Clock, hasher: PinHasher = HASHER) -> ShopFounded:
    """Make a shop of an empty store: device, places, ways of paying, owner. Once."""
    standing = get_setting(session, SHOP_NAME)
    if standing is not None:
        raise AlreadyFounded(name=standing)
    shop_name, till_name = one_line(command.shop_name), one_line(command.till_name)
    if not shop_name or not till_name:
        raise NameMissing
    by = ActedBy(device=command.device, staff=command.owner)
    add_device(session, command.device, name=till_name, clock=clock)
    add_staff(session, AddStaff(id=command.owner, by=by, name=command.owner_name, role=Role.OWNER), clock=clock)
    set_pin(session, SetPin(by=by, staff=command.owner, pin=command.pin), clock=clock, hasher=hasher)
    set_up_places(session, command.device, clock=clock)
    set_up_payment_methods(session)
    set_up_cash_categories(session)
    add_starting_motifs(session, by, clock=clock)
    add_starting_sheets(session, clock=clock)
    put_setting(session, SHOP_ID, str(new_id(clock)))
    put_setting(session, SHOP_NAME, shop_name)
    put_setting(session, OWN_DEVICE, str(command.device))
    record_event(session, EventKind.STORE_CREATED, device=command.device, staff=command.owner, clock=clock)
    return ShopFounded(device=command.device, owner=command.owner)
