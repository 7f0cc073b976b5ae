"""For the shop: which artisans can come to the counter, and what is missing for it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.models import ArtisanCard
from sentra_pos.core.ids import PartyId
from sentra_pos.people.models import PartyPin
from sentra_pos.people.queries import artisans


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """``card`` is "" before a card was given."""

    party: PartyId
    code: str
    name: str
    card: str
    has_pin: bool


def visitors(session: Session) -> tuple[Visitor, ...]:
    """Every active artisan, P2 before P10."""
    given = select(ArtisanCard.party_id, ArtisanCard.code).order_by(ArtisanCard.given_at, ArtisanCard.code)
    cards = {party: code for party, code in session.execute(given)}  # noqa: C416 - rows, not pairs
    pins = set(session.execute(select(PartyPin.party_id)).scalars())
    return tuple(
        Visitor(
            party=each.id,
            code=each.code,
            name=each.name,
            card=cards.get(each.id, ""),
            has_pin=each.id in pins,
        )
        for each in artisans(session)
    )
