"""The kinds of expense and income that a shop starts with, and where each one's money stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.speech import N_, _
from sentra_pos.ledger.draft import Account
from sentra_pos.ledger.kinds import AccountKind
from sentra_pos.tills.models import CashCategoryRow

#: What has no kind of its own.
OTHER_EXPENSE = "expense"
#: As with ways of paying, the names are the shop's own data; those that we know are shown translated.
_STARTING = (
    ("electricity", N_("Electricity and water"), AccountKind.EXPENSE),
    ("refreshments", N_("Food and drink"), AccountKind.EXPENSE),
    ("delivery", N_("Delivery and transport"), AccountKind.EXPENSE),
    ("stationery", N_("Stationery and packing"), AccountKind.EXPENSE),
    ("cleaning", N_("Cleaning"), AccountKind.EXPENSE),
    (OTHER_EXPENSE, N_("Other expense"), AccountKind.EXPENSE),
    ("income", N_("Other income"), AccountKind.OTHER_INCOME),
    ("owner", N_("The owner's own money"), AccountKind.CAPITAL),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CashCategory:
    """What cash is paid out for (``pays_out``) or paid in from."""

    code: str
    name: str
    kind: AccountKind
    active: bool

    @property
    def pays_out(self) -> bool:
        return self.kind is AccountKind.EXPENSE

    @property
    def account(self) -> Account:
        """Where its money stands: every category apart, the owner's money with the rest of it."""
        if self.kind is AccountKind.CAPITAL:
            return Account(AccountKind.CAPITAL)
        return Account(self.kind, method=self.code)


def set_up_cash_categories(session: Session) -> None:
    """Give a new shop its categories."""
    rows = [
        {"code": code, "name": name, "account": account, "position": place, "active": True}
        for place, (code, name, account) in enumerate(_STARTING, start=1)
    ]
    session.execute(insert(CashCategoryRow), rows)


def cash_categories(session: Session, *, also_inactive: bool = False) -> tuple[CashCategory, ...]:
    """In the order in which they are offered."""
    wanted = select(CashCategoryRow).order_by(CashCategoryRow.position)
    if not also_inactive:
        wanted = wanted.where(CashCategoryRow.active)
    return tuple(
        CashCategory(code=row.code, name=_(row.name), kind=row.account, active=row.active)
        for row in session.scalars(wanted)
    )
