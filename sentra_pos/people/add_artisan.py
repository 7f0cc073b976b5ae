"""Enter a party the shop deals with: an artisan first of all, or a supplier."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.facts import PartyKind, PayoutMethod
from sentra_pos.people.models import Party
from sentra_pos.people.party_event import record_party_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.people.rules import LONGEST_ADDRESS, next_code, party_code


class ArtisanExists(SentraError):
    """The same name in another spelling would split what is owed over two accounts."""

    message = N_("There is already “{name}” ({code}). Please use that one, or add the village to the name.")


class PartyCodeTaken(SentraError):
    message = N_("The code {code} belongs to {name}. Please choose another, or leave it empty.")


class ArtisanNameMissing(SentraError):
    message = N_("The name is missing. Please write what the artisan's business is called.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddArtisan:
    """``code`` empty: the next free one of the kind (P01 …). ``contact_name`` is the person behind the business."""

    id: PartyId
    by: ActedBy
    name: str
    code: str = ""
    kind: PartyKind = PartyKind.ARTISAN
    contact_name: str = ""
    phone: str = ""
    address: str = ""
    payout_method: PayoutMethod = PayoutMethod.CASH
    bank_account: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtisanAdded:
    id: PartyId
    code: str
    name: str
    changes: Changes


def add_artisan(session: Session, command: AddArtisan, *, clock: Clock) -> ArtisanAdded:
    """Enter the party and give it its code; the same id again answers with what stands.

    Raises ArtisanNameMissing, ArtisanExists, PartyCodeTaken, PartyCodeWrong.
    """
    require(session, command.by, Permission.MANAGE_ARTISANS)
    rows = session.execute(select(Party.id, Party.kind, Party.code, Party.name)).all()
    for row in rows:
        if row.id == command.id:
            return ArtisanAdded(id=row.id, code=row.code, name=row.name, changes=NOTHING)
    name = one_line(command.name)
    folded = fold(name)
    if not folded:
        raise ArtisanNameMissing
    for row in rows:
        if row.kind is command.kind and fold(row.name) == folded:
            raise ArtisanExists(name=row.name, code=row.code)
    holder = {row.code: row.name for row in rows}
    code = party_code(command.code) or next_code(command.kind, holder)
    if code in holder:
        raise PartyCodeTaken(code=code, name=holder[code])
    values = {
        "id": command.id,
        "kind": command.kind,
        "code": code,
        "name": name,
        "contact_name": one_line(command.contact_name),
        "phone": one_line(command.phone),
        "address": one_line(command.address, LONGEST_ADDRESS),
        "payout_method": command.payout_method,
        "bank_account": one_line(command.bank_account),
        "remark": one_line(command.remark, LONGEST_ADDRESS),
        "active": True,
    }
    session.execute(insert(Party), [values])
    given = [field for field, value in values.items() if value and field != "id"]
    record_party_event(session, command.by, command.id, given, one_line(command.bank_account), clock=clock)
    return ArtisanAdded(id=command.id, code=code, name=name, changes=Changes(parties=True))
