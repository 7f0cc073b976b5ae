"""Move cash without goods: paid in, paid out, to the safe and back, to the bank."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import balance_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, is_a_stand, require
from sentra_pos.tills.cash_categories import CashCategory, cash_categories
from sentra_pos.tills.errors import (
    AmountMissing,
    CategoryMissing,
    DrawerHoldsLess,
    MoneyStaysAtTheStand,
    ReasonMissing,
    SafeHoldsLess,
    TillNotOpen,
)
from sentra_pos.tills.queries import drawer_of, open_shift
from sentra_pos.tills.shift_queries import Movement
from sentra_pos.tills.spool_slips import spool_movement

_PERMISSIONS = {
    Movement.PAID_IN: Permission.CASH_IN_OUT,
    Movement.PAID_OUT: Permission.CASH_IN_OUT,
    Movement.TO_SAFE: Permission.CASH_TO_SAFE,
    Movement.FROM_SAFE: Permission.CASH_TO_SAFE,
    Movement.DRAWER_TO_BANK: Permission.CASH_TO_BANK,
    Movement.SAFE_TO_BANK: Permission.CASH_TO_BANK,
}
_WITH_CATEGORY = (Movement.PAID_IN, Movement.PAID_OUT)
_SAFE, _BANK = Account(AccountKind.SAFE), Account(AccountKind.BANK)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCash:
    """``category`` and ``reason`` say what money paid in or out was for; ``reference`` is the bank's slip."""

    id: DocumentId
    by: ActedBy
    movement: Movement
    amount: Rupiah
    category: str | None = None
    reason: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CashMoved:
    """The movement that stands, and what the book has in drawer and safe by now."""

    id: DocumentId
    code: str
    drawer: Rupiah
    safe: Rupiah
    changes: Changes = Changes(till=True, printing=True)


def permission_for(movement: Movement) -> Permission:
    """What somebody must be allowed to move cash so."""
    return _PERMISSIONS[movement]


def move_cash(session: Session, command: MoveCash, *, clock: Clock) -> CashMoved:
    """Never more than the book has there; whatever touches the drawer needs the open shift. Idempotent by id.

    Prints a slip, and opens the drawer for what goes in or comes out of it. Raises AmountMissing, CategoryMissing,
    ReasonMissing, TillNotOpen, DrawerHoldsLess, SafeHoldsLess, MoneyStaysAtTheStand.
    """
    if command.movement not in _WITH_CATEGORY and is_a_stand(session):
        raise MoneyStaysAtTheStand
    require(session, command.by, permission_for(command.movement))
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        return _moved(session, command, before.code)
    if command.amount <= ZERO:
        raise AmountMissing
    category = _category(session, command)
    shift = open_shift(session, command.by.device)
    if shift is None and command.movement.drawer_sign:
        raise TillNotOpen
    debit, credit = _accounts(command, category)
    _check_cover(session, command, credit)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.CASH_MOVEMENT,
        by=command.by,
        business_date=business_today(clock) if shift is None else shift.business_date,
        shift=None if shift is None else shift.id,
        reason=one_line(command.reason),
        intent=intent,
        lines=(_line(command, category),),
        money=(*money_move(1, debit, CLEARING, command.amount), *money_move(1, CLEARING, credit, command.amount)),
    )
    posted = post(session, draft, clock=clock)
    spool_movement(session, command.id, command.by, open_drawer=bool(command.movement.drawer_sign), clock=clock)
    return _moved(session, command, posted.code)


def _moved(session: Session, command: MoveCash, code: str) -> CashMoved:
    return CashMoved(
        id=command.id,
        code=code,
        drawer=balance_of(session, drawer_of(command.by.device)),
        safe=balance_of(session, _SAFE),
    )


def _category(session: Session, command: MoveCash) -> CashCategory | None:
    """The category, where there must be one, and it fits the way the money goes."""
    if command.movement not in _WITH_CATEGORY:
        return None
    found = next((each for each in cash_categories(session) if each.code == command.category), None)
    if found is None or found.pays_out != (command.movement is Movement.PAID_OUT):
        raise CategoryMissing
    if not one_line(command.reason):
        raise ReasonMissing
    return found


def _accounts(command: MoveCash, category: CashCategory | None) -> tuple[Account, Account]:
    """Where the money goes, and where it comes from."""
    drawer = drawer_of(command.by.device)
    if category is not None:
        paid_in = command.movement is Movement.PAID_IN
        return (drawer, category.account) if paid_in else (category.account, drawer)
    ends = {
        Movement.TO_SAFE: (_SAFE, drawer),
        Movement.FROM_SAFE: (drawer, _SAFE),
        Movement.DRAWER_TO_BANK: (_BANK, drawer),
        Movement.SAFE_TO_BANK: (_BANK, _SAFE),
    }
    return ends[command.movement]


def _check_cover(session: Session, command: MoveCash, source: Account) -> None:
    if source.kind not in (AccountKind.DRAWER, AccountKind.SAFE):
        return
    available = balance_of(session, source)
    if command.amount > available:
        trouble = DrawerHoldsLess if source.kind is AccountKind.DRAWER else SafeHoldsLess
        raise trouble(available=format_rupiah(max(available, ZERO)))


def _line(command: MoveCash, category: CashCategory | None) -> Line:
    return Line(
        number=1,
        kind=LineKind.CASH_MOVED,
        amount=command.amount,
        text="" if category is None else category.name,
        reference=one_line(command.reference) or None,
        details={
            "movement": command.movement.value,
            **({} if category is None else {"category": category.code}),
        },
    )
