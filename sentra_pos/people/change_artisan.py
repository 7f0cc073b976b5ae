"""Change how an artisan is reached and paid."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.add_artisan import ArtisanExists, ArtisanNameMissing
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.models import Party
from sentra_pos.people.party_event import record_party_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.people.rules import LONGEST_ADDRESS


class ArtisanUnknown(SentraError):
    message = N_("This artisan is not in the list any more. Please choose another.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeArtisan:
    """Everything as it shall be; only the code, which is on papers, stays for ever."""

    by: ActedBy
    artisan: PartyId
    name: str
    contact_name: str
    phone: str
    address: str
    payout_method: PayoutMethod
    bank_account: str
    remark: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanChanged:
    """``renamed`` asks the catalogue to index the artisan's items again."""

    id: PartyId
    renamed: bool
    changes: Changes


def change_artisan(session: Session, command: ChangeArtisan, *, clock: Clock) -> ArtisanChanged:
    """Raises ArtisanUnknown, ArtisanNameMissing, ArtisanExists."""
    require(session, command.by, Permission.MANAGE_ARTISANS)
    rows = session.execute(select(Party.__table__)).all()
    standing = next((row for row in rows if row.id == command.artisan), None)
    if standing is None:
        raise ArtisanUnknown
    name = one_line(command.name)
    folded = fold(name)
    if not folded:
        raise ArtisanNameMissing
    for row in rows:
        if row.id != command.artisan and row.kind is standing.kind and fold(row.name) == folded:
            raise ArtisanExists(name=row.name, code=row.code)
    values = {
        "name": name,
        "contact_name": one_line(command.contact_name),
        "phone": one_line(command.phone),
        "address": one_line(command.address, LONGEST_ADDRESS),
        "payout_method": command.payout_method,
        "bank_account": one_line(command.bank_account),
        "remark": one_line(command.remark, LONGEST_ADDRESS),
        "active": command.active,
    }
    changed = [field for field, value in values.items() if value != getattr(standing, field)]
    session.execute(update(Party).where(Party.id == command.artisan).values(**values))
    record_party_event(session, command.by, command.artisan, changed, one_line(command.bank_account), clock=clock)
    renamed = name != standing.name
    return ArtisanChanged(id=command.artisan, renamed=renamed, changes=Changes(parties=True, catalogue=renamed))
