"""The ways of paying a shop starts with, and where each one's money stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId, PartyId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import N_, _
from sentra_pos.db.direct import RowReader
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.errors import CustomerMissing
from sentra_pos.payments.models import PaymentMethodRow

CASH = "cash"
QRIS = "qris"
DEBIT = "debit"
CREDIT = "credit"
TRANSFER = "transfer"
VOUCHER = "voucher"
#: *Tempo*: the customer owes it.
ON_ACCOUNT = "account"
#: *PPh dipotong bendahara*: what a treasurer kept back of an agency's payment, and pays to the tax office.
WITHHELD = "withheld"
#: What was rung up as paid and never came: nobody pays so, a correction says so.
LOST = "lost"

NO_COST = Percent(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    name: str
    account: AccountKind
    asks_reference: bool = False
    confirmed: bool = False
    active: bool = True


#: In the order of the pay screen. The names are data of the shop, in its language; screens translate the ones we know.
#: Nothing costs anything until the owner says what the bank's contract says.
_STARTING = {
    CASH: _Start(name=N_("Cash"), account=AccountKind.DRAWER),
    QRIS: _Start(name=N_("QRIS"), account=AccountKind.IN_TRANSIT, confirmed=True),
    DEBIT: _Start(name=N_("Debit card"), account=AccountKind.IN_TRANSIT, asks_reference=True),
    CREDIT: _Start(name=N_("Credit card"), account=AccountKind.IN_TRANSIT, asks_reference=True, active=False),
    # A picture of a transfer is easily forged; the account's own list is not.
    TRANSFER: _Start(name=N_("Bank transfer"), account=AccountKind.BANK, asks_reference=True, confirmed=True),
    VOUCHER: _Start(name=N_("Voucher"), account=AccountKind.IN_TRANSIT, asks_reference=True, active=False),
    ON_ACCOUNT: _Start(name=N_("On account"), account=AccountKind.RECEIVABLE, active=False),
    WITHHELD: _Start(name=N_("Tax withheld by a treasurer"), account=AccountKind.TAX_WITHHELD, active=False),
    LOST: _Start(name=N_("Never arrived"), account=AccountKind.LOSS_EXPENSE, active=False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethod:
    """A way of paying, as screens and acts know it.

    ``cost_rate`` of a tender is what the bank keeps, nothing of one up to ``cost_free``. ``confirmed``: the cashier is
    asked whether the money has come; the answer is the tender line's detail ``confirmed``.
    """

    code: str
    name: str
    account: AccountKind
    asks_reference: bool
    confirmed: bool = False
    cost_rate: Percent = NO_COST
    cost_free: Rupiah = ZERO
    active: bool = True

    @property
    def is_money(self) -> bool:
        """Whether a tender by it was really paid; else the customer or the tax office owes it, or it was lost."""
        return self.account in (AccountKind.DRAWER, AccountKind.IN_TRANSIT, AccountKind.BANK)

    def account_on(self, device: DeviceId, customer: PartyId | None = None) -> Account:
        """Where a tender by this method stands: the till's drawer, in transit under the method's name, or elsewhere.

        Raises CustomerMissing for a tender on account of nobody.
        """
        if self.account is AccountKind.DRAWER:
            return Account(AccountKind.DRAWER, device=device)
        if self.account is AccountKind.IN_TRANSIT:
            return in_transit(self.code)
        if self.account is AccountKind.RECEIVABLE:
            if customer is None:
                raise CustomerMissing(method=self.name)
            return Account(AccountKind.RECEIVABLE, party=customer)
        return Account(self.account)


def in_transit(method: str) -> Account:
    """Money that was paid this way and that the bank has not brought yet."""
    return Account(AccountKind.IN_TRANSIT, method=method)


def set_up_payment_methods(session: Session) -> None:
    """Give a new shop its ways of paying."""
    rows = [
        {
            "code": code,
            "name": start.name,
            "account": start.account,
            "asks_reference": start.asks_reference,
            "confirmed": start.confirmed,
            "cost_rate": NO_COST,
            "cost_free": ZERO,
            "position": place,
            "active": start.active,
        }
        for place, (code, start) in enumerate(_STARTING.items(), start=1)
    ]
    session.execute(insert(PaymentMethodRow), rows)


_METHOD = PaymentMethodRow.__table__
_ACTIVE = RowReader(select(_METHOD).where(_METHOD.c.active).order_by(_METHOD.c.position))
_ALL = RowReader(select(_METHOD).order_by(_METHOD.c.position))


def payment_methods(session: Session, *, also_inactive: bool = False) -> tuple[PaymentMethod, ...]:
    """The active ways of paying, in the order of the pay screen; for papers and settings also those switched off."""
    rows = (_ALL if also_inactive else _ACTIVE).all(session)
    return tuple(
        PaymentMethod(
            code=row.code,
            name=_(row.name),
            account=row.account,
            asks_reference=row.asks_reference,
            confirmed=row.confirmed,
            cost_rate=row.cost_rate,
            cost_free=row.cost_free,
            active=row.active,
        )
        for row in rows
    )


_NAMES = RowReader(select(_METHOD.c.code, _METHOD.c.name))


def method_names(session: Session) -> dict[str, str]:
    """What every way of paying is called, also those switched off: for papers, in the language of the moment."""
    return {row.code: _(row.name) for row in _NAMES.all(session)}


def payment_method(session: Session, code: str) -> PaymentMethod | None:
    """One way of paying, also one that is switched off."""
    return next((method for method in payment_methods(session, also_inactive=True) if method.code == code), None)
