"""Open the counter: an artisan with card and PIN, or the staff for an artisan who stands beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.cards import party_by_code
from sentra_pos.artisan_counter.errors import ArtisanHasNoPin, NotAnArtisan
from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DeviceId, PartyId
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.facts import PartyKind
from sentra_pos.people.models import Party
from sentra_pos.people.permissions import Permission, require
from sentra_pos.people.pin_hashing import HASHER, PinHasher
from sentra_pos.people.pin_tries import PINS_OF_PARTIES, NoPinYet, check_pin


@dataclass(frozen=True, slots=True, kw_only=True)
class AnArtisan:
    """Somebody who may have a counter; also one who left, for what is left of theirs."""

    id: PartyId
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterCounter:
    """``code`` is the card's, or the artisan's short one (P07) when the card is at home."""

    device: DeviceId
    code: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCounter:
    by: ActedBy
    party: PartyId


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterOpened:
    artisan: ArtisanSession
    changes: Changes = NOTHING


def enter_counter(store: Store, command: EnterCounter, clock: Clock, *, hasher: PinHasher = HASHER) -> ArtisanSession:
    """Whose counter it is, once the PIN fits; how guessing is slowed is ``check_pin``'s.

    Raises CardUnknown, CardReplaced, ArtisanHasNoPin, WrongPin, WrongPinNowWait, TooManyTries.
    """
    with store.reading() as session:
        party = party_by_code(session, command.code)

    def log(session: Session, artisan: AnArtisan, failures: int) -> None:
        kind = EventKind.ARTISAN_LOGIN_REFUSED if failures else EventKind.ARTISAN_LOGIN
        said = {"party": str(artisan.id), **({"failures": failures} if failures else {})}
        record_event(session, kind, device=command.device, staff=None, clock=clock, details=said)

    try:
        artisan = check_pin(
            store,
            PINS_OF_PARTIES,
            party,
            command.pin,
            clock,
            hasher=hasher,
            who=lambda session: require_artisan(session, party),
            log=log,
        )
    except NoPinYet as trouble:
        raise ArtisanHasNoPin(**trouble.fields) from None
    return ArtisanSession(device=command.device, party=artisan.id, code=artisan.code, name=artisan.name)


def open_counter(session: Session, command: OpenCounter, *, clock: Clock) -> CounterOpened:
    """The counter without a PIN, with the staff member's name in the log. Raises NotAnArtisan, NotAllowed."""
    require(session, command.by, Permission.OPEN_ARTISAN_COUNTER)
    artisan = require_artisan(session, command.party)
    said = {"party": str(artisan.id), "opened_by": str(command.by.staff)}
    staff, device = command.by.staff, command.by.device
    record_event(session, EventKind.ARTISAN_LOGIN, device=device, staff=staff, clock=clock, details=said)
    opened = ArtisanSession(
        device=device, party=artisan.id, code=artisan.code, name=artisan.name, opened_by=command.by.staff
    )
    return CounterOpened(artisan=opened)


def require_artisan(session: Session, party: PartyId) -> AnArtisan:
    """Raises NotAnArtisan for a customer, a supplier, or nobody."""
    row = session.execute(
        select(Party.code, Party.name).where(Party.id == party, Party.kind == PartyKind.ARTISAN)
    ).one_or_none()
    if row is None:
        raise NotAnArtisan
    return AnArtisan(id=party, code=row.code, name=row.name)


def require_still(session: Session, artisan: ArtisanSession) -> None:
    """What staff opened for an artisan, they must still be allowed to. Raises NotAllowed."""
    if artisan.opened_by is not None:
        by = ActedBy(device=artisan.device, staff=artisan.opened_by)
        require(session, by, Permission.OPEN_ARTISAN_COUNTER)
