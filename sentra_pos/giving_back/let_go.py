"""An artisan leaves, with nothing left between the two; and may come back one day. What was, stays in the book."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import PartyId
from sentra_pos.giving_back.errors import NoSuchArtisan, StillOpen
from sentra_pos.giving_back.queries import open_matters
from sentra_pos.giving_back.wording import open_words
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.models import Party
from sentra_pos.people.party_event import record_party_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo:
    """The artisan brings nothing any more."""

    by: ActedBy
    party: PartyId


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeBack:
    """The artisan is there again; terms in force still are."""

    by: ActedBy
    party: PartyId


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingChanged:
    """Whether the artisan now brings goods."""

    party: PartyId
    name: str
    active: bool
    changes: Changes = Changes(parties=True, consignment=True)


def let_go(session: Session, command: LetGo, *, clock: Clock) -> StandingChanged:
    """Raises StillOpen, naming everything that is not finished, and NoSuchArtisan. Twice is once."""
    require(session, command.by, Permission.MANAGE_ARTISANS)
    matters = open_matters(session, command.party)
    if matters is None:
        raise NoSuchArtisan
    if not matters.all_clear:
        raise StillOpen(name=matters.name, what="; ".join(open_words(matters)))
    return _become(session, command.by, matters.party, matters.name, clock, was=matters.active, active=False)


def welcome_back(session: Session, command: WelcomeBack, *, clock: Clock) -> StandingChanged:
    """Raises NoSuchArtisan."""
    require(session, command.by, Permission.MANAGE_ARTISANS)
    matters = open_matters(session, command.party)
    if matters is None:
        raise NoSuchArtisan
    return _become(session, command.by, matters.party, matters.name, clock, was=matters.active, active=True)


def _become(
    session: Session, by: ActedBy, party: PartyId, name: str, clock: Clock, *, was: bool, active: bool
) -> StandingChanged:
    session.execute(update(Party).where(Party.id == party).values(active=active))
    record_party_event(session, by, party, ["active"] if was != active else [], "", clock=clock)
    return StandingChanged(party=party, name=name, active=active)
