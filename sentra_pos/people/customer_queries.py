"""Questions about customers: found while their name is still being typed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import PartyId
from sentra_pos.people.facts import PartyKind
from sentra_pos.people.models import Party
from sentra_pos.people.rules import phone_digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Whom the shop sells to: a person, or an agency with the person who speaks for it."""

    id: PartyId
    code: str
    name: str
    contact_name: str
    phone: str
    address: str
    remark: str
    active: bool

    @property
    def label(self) -> str:
        """The agency with its person, or the person alone."""
        return f"{self.name} ({self.contact_name})" if self.contact_name else self.name


def find_customers(session: Session, text: str, limit: int = 20) -> tuple[Customer, ...]:
    """Those in whose name, person, code or phone every word typed is found; names that begin with it come first.

    A phone number is found however it is spaced, with 0 or +62. Without a text, those entered last.
    """
    wanted = select(Party).where(Party.kind == PartyKind.CUSTOMER, Party.active)
    words = text.split()
    if not words:
        wanted = wanted.order_by(Party.id.desc())
    else:
        digits = phone_digits(text)
        by_words = [_has(word) for word in words]
        # A number typed in groups is one number, not several words.
        as_phone = [_digits_of_phone().contains(digits)] if len(digits) >= 3 and _is_number(text) else []
        whole = " ".join(words)
        rank = case(
            (Party.code == whole.upper(), 0),
            (Party.name.istartswith(whole, autoescape=True), 1),
            (Party.contact_name.istartswith(whole, autoescape=True), 2),
            else_=3,
        )
        every = by_words[0]
        for each in by_words[1:]:
            every = every & each
        wanted = wanted.where(or_(every, *as_phone)).order_by(rank, func.lower(Party.name), Party.id)
    return tuple(_customer(row) for row in session.execute(wanted.limit(limit)).scalars())


def customer(session: Session, party: PartyId) -> Customer | None:
    """The customer by id, active or not: old papers name those who were put away."""
    wanted = select(Party).where(Party.id == party, Party.kind == PartyKind.CUSTOMER)
    row = session.execute(wanted).scalar_one_or_none()
    return None if row is None else _customer(row)


def _has(word: str) -> ColumnElement[bool]:
    columns = (Party.name, Party.contact_name, Party.code, Party.phone)
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


def _is_number(text: str) -> bool:
    return not any(c.isalpha() for c in text)


def _digits_of_phone() -> ColumnElement[str]:
    bare: ColumnElement[str] = func.replace(Party.phone, "+62", "0")
    for mark in (" ", "-", ".", "(", ")"):
        bare = func.replace(bare, mark, "")
    return bare


def _customer(row: Party) -> Customer:
    return Customer(
        id=row.id,
        code=row.code,
        name=row.name,
        contact_name=row.contact_name,
        phone=row.phone,
        address=row.address,
        remark=row.remark,
        active=row.active,
    )
