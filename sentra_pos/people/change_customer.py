"""Change what is known of a customer, or put one away who does not come any more."""

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
from sentra_pos.people.add_customer import CustomerNameMissing
from sentra_pos.people.facts import PartyKind
from sentra_pos.people.models import Party
from sentra_pos.people.party_event import record_party_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.people.rules import LONGEST_ADDRESS


class CustomerUnknown(SentraError):
    message = N_("This customer is not in the list any more. Please choose another.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCustomer:
    """Everything as it shall be; only the code stays for ever."""

    by: ActedBy
    customer: PartyId
    name: str
    contact_name: str
    phone: str
    address: str
    remark: str
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerChanged:
    id: PartyId
    changes: Changes


def change_customer(session: Session, command: ChangeCustomer, *, clock: Clock) -> CustomerChanged:
    """Documents name the customer by id, so an old sale shows the new name.

    Raises CustomerUnknown, CustomerNameMissing, NotAllowed.
    """
    require(session, command.by, Permission.MANAGE_CUSTOMERS)
    this = Party.id == command.customer
    standing = session.execute(select(Party).where(this, Party.kind == PartyKind.CUSTOMER)).scalar_one_or_none()
    if standing is None:
        raise CustomerUnknown
    name = one_line(command.name)
    if not fold(name):
        raise CustomerNameMissing
    values = {
        "name": name,
        "contact_name": one_line(command.contact_name),
        "phone": one_line(command.phone),
        "address": one_line(command.address, LONGEST_ADDRESS),
        "remark": one_line(command.remark, LONGEST_ADDRESS),
        "active": command.active,
    }
    changed = [field for field, value in values.items() if value != getattr(standing, field)]
    session.execute(update(Party).where(this).values(**values))
    record_party_event(session, command.by, command.customer, changed, "", clock=clock)
    return CustomerChanged(id=command.customer, changes=Changes(parties=bool(changed)))
