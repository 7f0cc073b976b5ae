"""Enter a customer, by as little as a name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import Question, SentraError
from sentra_pos.core.ids import PartyId
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.facts import PartyKind, PayoutMethod
from sentra_pos.people.models import Party
from sentra_pos.people.party_event import record_party_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.people.rules import LONGEST_ADDRESS, next_code, phone_digits


class CustomerNameMissing(SentraError):
    message = N_("The name is missing. Please write the name of the customer or of the agency.")


class CustomerMaybeKnown(Question):
    """Two may share a telephone; ``customer`` in the fields is the one who has it already."""

    message = N_("{name} ({code}) has this phone number already. Enter a second customer with it?")
    key = "same_phone"

    @property
    def answer(self) -> str:
        return f"{self.key}:{self.fields['customer']}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCustomer:
    """``name`` is what papers say: a person, or an agency whose person is ``contact_name``."""

    id: PartyId
    by: ActedBy
    name: str
    contact_name: str = ""
    phone: str = ""
    address: str = ""
    remark: str = ""
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAdded:
    id: PartyId
    code: str
    name: str
    changes: Changes


def add_customer(session: Session, command: AddCustomer, *, clock: Clock) -> CustomerAdded:
    """Enter the customer and give them the next code (K001 …); the same id again answers with what stands.

    Raises CustomerNameMissing, NotAllowed, and CustomerMaybeKnown as a question.
    """
    require(session, command.by, Permission.MANAGE_CUSTOMERS)
    wanted = select(Party.id, Party.code, Party.name, Party.phone, Party.active).where(Party.kind == PartyKind.CUSTOMER)
    rows = session.execute(wanted).all()
    for row in rows:
        if row.id == command.id:
            return CustomerAdded(id=row.id, code=row.code, name=row.name, changes=NOTHING)
    name = one_line(command.name)
    if not fold(name):
        raise CustomerNameMissing
    digits = phone_digits(command.phone)
    for row in rows:
        if digits and row.active and phone_digits(row.phone) == digits:
            known = CustomerMaybeKnown(name=row.name, code=row.code, customer=row.id)
            if known.answer not in command.confirmed:
                raise known
    values = {
        "id": command.id,
        "kind": PartyKind.CUSTOMER,
        "code": next_code(PartyKind.CUSTOMER, _codes(session)),
        "name": name,
        "contact_name": one_line(command.contact_name),
        "phone": one_line(command.phone),
        "address": one_line(command.address, LONGEST_ADDRESS),
        "payout_method": PayoutMethod.CASH,
        "bank_account": "",
        "remark": one_line(command.remark, LONGEST_ADDRESS),
        "active": True,
    }
    session.execute(insert(Party), [values])
    given = [field for field, value in values.items() if value and field not in ("id", "payout_method")]
    record_party_event(session, command.by, command.id, given, "", clock=clock)
    return CustomerAdded(id=command.id, code=str(values["code"]), name=name, changes=Changes(parties=True))


def _codes(session: Session) -> list[str]:
    # Of every kind: an artisan's code may have been typed by hand, and codes are unique over all.
    return list(session.execute(select(Party.code)).scalars())
