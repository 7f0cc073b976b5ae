"""Add a category of expense or income, rename one, or take one out of use."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.speech import _
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import AccountKind, EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.tills.cash_categories import CashCategory, cash_categories
from sentra_pos.tills.errors import CategoryMissing, CategoryNameTaken, NameOfCategoryMissing
from sentra_pos.tills.models import CashCategoryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepCashCategory:
    """``code`` names the one to change; without it a new one is made. Which way its money goes never changes."""

    by: ActedBy
    name: str
    code: str | None = None
    pays_out: bool = True
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CashCategoryKept:
    """The category as it now is."""

    category: CashCategory
    changes: Changes = Changes(settings=True, till=True)


def keep_cash_category(session: Session, command: KeepCashCategory, *, clock: Clock) -> CashCategoryKept:
    """Raises NameOfCategoryMissing, CategoryNameTaken, CategoryMissing for a code that there is not."""
    require(session, command.by, Permission.SETTINGS)
    name = one_line(command.name, longest=60)
    if not name:
        raise NameOfCategoryMissing
    known = cash_categories(session, also_inactive=True)
    for other in known:
        if other.code != command.code and fold(other.name) == fold(name):
            raise CategoryNameTaken(name=other.name)
    row = _new_row(session, command) if command.code is None else session.get(CashCategoryRow, command.code)
    if row is None:
        raise CategoryMissing
    if name != _(row.name):
        row.name = name
    row.active = command.active
    session.add(row)
    session.flush()
    record_event(
        session,
        EventKind.SETTINGS_CHANGED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={"what": [f"cash_category.{row.code}"]},
    )
    return CashCategoryKept(category=CashCategory(code=row.code, name=_(row.name), kind=row.account, active=row.active))


def _new_row(session: Session, command: KeepCashCategory) -> CashCategoryRow:
    last = session.scalar(select(func.max(CashCategoryRow.position))) or 0
    kind = AccountKind.EXPENSE if command.pays_out else AccountKind.OTHER_INCOME
    # The code is the name of an account for ever; the category's name is only what people call it now.
    return CashCategoryRow(code=f"{kind.value}-{last + 1}", name="", account=kind, position=last + 1, active=True)
