"""Give an artisan a card, or a new one in place of a card that was lost."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.cards import card_of, next_card_code
from sentra_pos.artisan_counter.enter_counter import require_artisan
from sentra_pos.artisan_counter.models import ArtisanCard
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import PartyId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveCard:
    """``in_place_of`` is the code of the card that was lost; then that one opens nothing any more."""

    by: ActedBy
    party: PartyId
    in_place_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardGiven:
    """``code`` is the EAN-13 on the card."""

    party: PartyId
    party_code: str
    name: str
    code: str
    changes: Changes


def give_card(session: Session, command: GiveCard, *, clock: Clock) -> CardGiven:
    """The card that stands, made if there is none or if that one was lost; asked twice it answers with the same.

    Raises NotAnArtisan, CodesUsedUp, NotAllowed.
    """
    require(session, command.by, Permission.MANAGE_ARTISANS)
    artisan = require_artisan(session, command.party)
    standing = card_of(session, artisan.id)
    if standing and standing != command.in_place_of:
        return CardGiven(party=artisan.id, party_code=artisan.code, name=artisan.name, code=standing, changes=NOTHING)
    code = next_card_code(session, command.by.device)
    row = {"code": code, "party_id": artisan.id, "given_at": clock.now(), "given_by": command.by.staff}
    session.execute(insert(ArtisanCard), [row])
    record_event(
        session,
        EventKind.SETTINGS_CHANGED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"what": "party", "party": str(artisan.id), "fields": ["card"]},
    )
    changes = Changes(parties=True)
    return CardGiven(party=artisan.id, party_code=artisan.code, name=artisan.name, code=code, changes=changes)
