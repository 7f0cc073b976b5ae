"""Where money for an artisan comes from, and whether it is there: the open drawer, or the bank by its reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import ShiftId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import Account, ActedBy
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.ledger.queries import balance_of
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.sales.errors import DrawerTooLow
from sentra_pos.settlement.errors import ReferenceMissing, TransferNotNamed
from sentra_pos.tills.errors import TillNotOpen
from sentra_pos.tills.queries import Shift, drawer_of, open_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The day and shift that a document of settlement day belongs to."""

    shift: Shift | None
    business_date: date

    @property
    def shift_id(self) -> ShiftId | None:
        return None if self.shift is None else self.shift.id


def moment_of(session: Session, by: ActedBy, clock: Clock) -> Moment:
    """The open shift's day, or today where no till is open."""
    shift = open_shift(session, by.device)
    return Moment(shift=shift, business_date=business_today(clock) if shift is None else shift.business_date)


def money_source(
    session: Session, by: ActedBy, moment: Moment, method: PayoutMethod, amount: Rupiah, reference: str
) -> Account:
    """Cash never beyond the drawer of an open till. Raises TillNotOpen, DrawerTooLow, ReferenceMissing."""
    if method is not PayoutMethod.CASH:
        if not reference.strip():
            raise ReferenceMissing
        return Account(AccountKind.BANK)
    drawer = open_drawer(by, moment)
    available = balance_of(session, drawer)
    if amount > available:
        raise DrawerTooLow(available=format_rupiah(available))
    return drawer


def money_home(by: ActedBy, moment: Moment, method: str | None) -> Account:
    """Where money goes that comes back: the way it went, cash into the drawer that is open now. Raises TillNotOpen."""
    return open_drawer(by, moment) if method == PayoutMethod.CASH else Account(AccountKind.BANK)


def money_target(by: ActedBy, moment: Moment, method: PayoutMethod, reference: str) -> Account:
    """Where an artisan's own money goes: an open drawer, or the bank. Raises TillNotOpen, TransferNotNamed."""
    if method is not PayoutMethod.CASH and not reference.strip():
        raise TransferNotNamed
    return money_home(by, moment, method)


def open_drawer(by: ActedBy, moment: Moment) -> Account:
    """Raises TillNotOpen."""
    if moment.shift is None:
        raise TillNotOpen
    return drawer_of(by.device)
