"""The ways of paying a shop starts with, and where each one's money stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DeviceId
from sentra_pos.core.speech import N_, _
from sentra_pos.db.direct import RowReader
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.payments.models import PaymentMethodRow

CASH = "cash"
QRIS = "qris"
TRANSFER = "transfer"

#: The names are data of the shop, in its language; English screens translate the ones we know.
_STARTING = (
    (CASH, N_("Cash"), AccountKind.DRAWER, False),
    (QRIS, N_("QRIS"), AccountKind.IN_TRANSIT, True),
    (TRANSFER, N_("Bank transfer"), AccountKind.BANK, True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMethod:
    """A way of paying, as screens and acts know it."""

    code: str
    name: str
    account: AccountKind
    asks_reference: bool

    def account_on(self, device: DeviceId) -> Account:
        """Where a tender by this method stands: the till's drawer, in transit under the method's name, or the bank."""
        if self.account is AccountKind.DRAWER:
            return Account(AccountKind.DRAWER, device=device)
        if self.account is AccountKind.IN_TRANSIT:
            return Account(AccountKind.IN_TRANSIT, method=self.code)
        return Account(AccountKind.BANK)


def set_up_payment_methods(session: Session) -> None:
    """Give a new shop its ways of paying."""
    rows = [
        {"code": code, "name": name, "account": account, "asks_reference": asks, "position": place, "active": True}
        for place, (code, name, account, asks) in enumerate(_STARTING, start=1)
    ]
    session.execute(insert(PaymentMethodRow), rows)


_METHOD = PaymentMethodRow.__table__
_ACTIVE = RowReader(select(_METHOD).where(_METHOD.c.active).order_by(_METHOD.c.position))


def payment_methods(session: Session) -> tuple[PaymentMethod, ...]:
    """The active ways of paying, in the order of the pay screen."""
    rows = _ACTIVE.all(session)
    return tuple(
        PaymentMethod(code=row.code, name=_(row.name), account=row.account, asks_reference=row.asks_reference)
        for row in rows
    )
