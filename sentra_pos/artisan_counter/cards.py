"""The codes on artisans' cards: which one stands, and whose a typed or scanned one is."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.artisan_counter.errors import CardReplaced, CardUnknown
from sentra_pos.artisan_counter.models import ArtisanCard
from sentra_pos.catalogue.codes import CodeKind, make_code, normal_code, parse_code
from sentra_pos.core.ids import DeviceId, PartyId
from sentra_pos.ledger.models import Device
from sentra_pos.people.facts import PartyKind
from sentra_pos.people.models import Party


def card_of(session: Session, party: PartyId) -> str:
    """The code of the artisan's newest card; "" before there is one."""
    newest = (
        select(ArtisanCard.code)
        .where(ArtisanCard.party_id == party)
        .order_by(ArtisanCard.given_at.desc(), ArtisanCard.code.desc())
        .limit(1)
    )
    return session.execute(newest).scalar_one_or_none() or ""


def next_card_code(session: Session, device: DeviceId) -> str:
    """The device's next code: a card is never deleted, so the highest one tells what was given. Raises CodesUsedUp."""
    number, epoch = session.execute(select(Device.code, Device.epoch).where(Device.id == device)).one()
    series = make_code(CodeKind.ARTISAN, number, epoch, 0)[:6]
    highest = session.execute(
        select(ArtisanCard.code)
        .where(ArtisanCard.code >= series, ArtisanCard.code < f"{series}:")
        .order_by(ArtisanCard.code.desc())
        .limit(1)
    ).scalar_one_or_none()
    return make_code(CodeKind.ARTISAN, number, epoch, 1 if highest is None else int(highest[6:12]) + 1)


def is_card(code: str) -> bool:
    """Whether the thirteen digits are a card's, also one that this shop never gave."""
    parsed = parse_code(normal_code(code))
    return parsed is not None and parsed.kind is CodeKind.ARTISAN


def party_by_code(session: Session, typed: str) -> PartyId:
    """Whose a scanned card, or a typed short code (P07), is. Raises CardUnknown, CardReplaced."""
    code = normal_code(typed)
    card = session.execute(select(ArtisanCard.party_id).where(ArtisanCard.code == code)).scalar_one_or_none()
    if card is not None:
        if card_of(session, card) != code:
            raise CardReplaced
        return card
    party = session.execute(
        select(Party.id).where(Party.code == code, Party.kind == PartyKind.ARTISAN)
    ).scalar_one_or_none()
    if party is None:
        raise CardUnknown
    return party
