"""An artisan's PIN: the first one, or one in place of a forgotten one, by the staff; another, by the artisan."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.enter_counter import EnterCounter, enter_counter, require_artisan
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId, PartyId, StaffId
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.people.pin_hashing import HASHER, PinHasher
from sentra_pos.people.pin_tries import PINS_OF_PARTIES, keep_pin
from sentra_pos.people.rules import checked_pin


@dataclass(frozen=True, slots=True, kw_only=True)
class SetArtisanPin:
    """``pin`` is 4 to 6 digits, typed by the artisan; it is never shown in a log."""

    by: ActedBy
    party: PartyId
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeArtisanPin:
    artisan: ArtisanSession
    old: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanPinSet:
    party: PartyId
    changes: Changes = Changes(parties=True)


def set_artisan_pin(
    session: Session, command: SetArtisanPin, *, clock: Clock, hasher: PinHasher = HASHER
) -> ArtisanPinSet:
    """Wrong tries so far are forgiven. Raises PinNotDigits, PinTooSimple, NotAnArtisan, NotAllowed."""
    require(session, command.by, Permission.MANAGE_ARTISANS)
    artisan = require_artisan(session, command.party)
    return _keep(session, artisan.id, command.pin, command.by.device, command.by.staff, clock=clock, hasher=hasher)


def change_artisan_pin(
    store: Store, command: ChangeArtisanPin, clock: Clock, *, hasher: PinHasher = HASHER
) -> ArtisanPinSet:
    """By the artisan, for the old one; a wrong old PIN counts among the tries and costs the same wait.

    Raises PinNotDigits, PinTooSimple for the new one, and what ``enter_counter`` raises for the old.
    """
    checked_pin(command.pin)
    artisan = command.artisan
    enter_counter(store, EnterCounter(device=artisan.device, code=artisan.code, pin=command.old), clock, hasher=hasher)
    with store.writing() as session:
        return _keep(session, artisan.party, command.pin, artisan.device, None, clock=clock, hasher=hasher)


def _keep(
    session: Session,
    party: PartyId,
    pin: str,
    device: DeviceId,
    staff: StaffId | None,
    *,
    clock: Clock,
    hasher: PinHasher,
) -> ArtisanPinSet:
    keep_pin(session, PINS_OF_PARTIES, party, pin, hasher=hasher)
    said = {"party": str(party), "by_artisan": staff is None}
    record_event(session, EventKind.ARTISAN_PIN_CHANGED, device=device, staff=staff, clock=clock, details=said)
    return ArtisanPinSet(party=party)
