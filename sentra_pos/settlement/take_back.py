"""Take back what was recorded wrongly of an artisan's money, settlements and payouts apart, by its mirror image."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import Header, header_of, lines_of, reversal_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.debt_queries import debts_of, saved_by
from sentra_pos.settlement.errors import (
    NotTakenBack,
    ReasonToTakeBackMissing,
    RecoveredMeanwhile,
    SavingsPaidMeanwhile,
    SettledMeanwhile,
    TakenBackAlready,
)
from sentra_pos.settlement.lend import MATERIALS
from sentra_pos.settlement.limit_payout import within_limit
from sentra_pos.settlement.locked import settled_since
from sentra_pos.settlement.money_source import Moment, moment_of, money_home, money_source
from sentra_pos.settlement.plan_recovery import keep_plan
from sentra_pos.settlement.queries import accrued_of, advance_of, payable_of, savings_of
from sentra_pos.settlement.spool_slips import spool_taken_back

#: What each kind, by what its lines are, asks of whoever takes it back, as of whoever recorded it.
_PERMISSIONS = {
    (DocumentKind.ADVANCE, LineKind.LENT): Permission.LEND,
    (DocumentKind.CHARGE, LineKind.FEE): Permission.CHARGE_FEES,
    (DocumentKind.SAVINGS, LineKind.SAVED): Permission.PAY_SAVINGS,
    (DocumentKind.PAY_BACK, LineKind.PAID_BACK): Permission.TAKE_PAY_BACK,
    (DocumentKind.PAY_BACK, LineKind.FORGIVEN): Permission.FORGIVE_DEBT,
}
#: Of what is none of them, nothing is told to somebody who may not even give an advance.
_NO_SUCH = Permission.LEND
_BACK = (LineKind.PAID_BACK, LineKind.FORGIVEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """Which advance, charge, savings paid back or in, or debt that was paid back or let go; and why."""

    id: DocumentId
    by: ActedBy
    document: DocumentId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """The document that stands; ``amount`` is what the one that it mirrors came to."""

    id: DocumentId
    code: str
    amount: Rupiah
    changes: Changes = Changes(settlement=True, till=True)


def take_back(session: Session, command: TakeBack, *, clock: Clock) -> TakenBack:
    """Money comes back the way it went, cash into the drawer that is open now. Idempotent by id.

    What an artisan paid back or into savings goes out to them again, within the same limits as an advance; a debt is
    owed as before. An advance's plan ends with it. A fee that a settlement took already comes back with the next one.
    Raises NotTakenBack for any other document, TakenBackAlready, RecoveredMeanwhile for an advance of which something
    came back, SavingsPaidMeanwhile for savings paid in that are not there any more, SettledMeanwhile for a balance that
    a settlement went on with, ReasonToTakeBackMissing, TillNotOpen, DrawerTooLow, SecondPersonNeeded.
    """
    wrong, lines = header_of(session, command.document), lines_of(session, command.document)
    permission = None if wrong is None or not lines else _PERMISSIONS.get((wrong.kind, lines[0].kind))
    require(session, command.by, permission or _NO_SUCH)
    if wrong is None or permission is None or wrong.reverses is not None:
        raise NotTakenBack
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    amount = sum_rupiah(abs(line.amount) for line in lines)
    if before is not None:
        return TakenBack(id=command.id, code=before.code, amount=amount)
    _refuse_what_moved_on(session, wrong, lines)
    if not one_line(command.reason):
        raise ReasonToTakeBackMissing
    moment = moment_of(session, command.by, clock)
    if _came_in(lines[0]):
        _let_out(session, command.by, moment, lines)
    draft = Draft(
        id=command.id,
        kind=wrong.kind,
        by=command.by,
        business_date=moment.business_date,
        shift=moment.shift_id,
        reason=one_line(command.reason),
        reverses=command.document,
        intent=intent,
        lines=tuple(_mirrored(session, line, wrong.code) for line in lines),
        money=tuple(move for line in lines for move in _money(line, command.by, moment)),
    )
    posted = post(session, draft, clock=clock)
    _end_its_plan(session, command, lines, clock)
    moves_cash = any(AccountKind.DRAWER in (move.debit.kind, move.credit.kind) for move in draft.money)
    spool_taken_back(session, command.id, command.by, open_drawer=moves_cash, clock=clock)
    return TakenBack(id=command.id, code=posted.code, amount=amount)


def _refuse_what_moved_on(session: Session, wrong: Header, lines: tuple[Line, ...]) -> None:
    done = reversal_of(session, wrong.id, wrong.kind)
    if done:
        raise TakenBackAlready(code=wrong.code, by=done)
    for line in lines:
        if line.kind is LineKind.LENT and line.party is not None:
            debts = debts_of(session, (line.party,), also_recovered=True).get(line.party, ())
            recovered = sum_rupiah(debt.recovered for debt in debts if debt.document == wrong.id)
            if recovered:
                raise RecoveredMeanwhile(code=wrong.code, amount=format_rupiah(recovered))
        if line.kind is LineKind.SAVED and line.party is not None:
            saved = saved_by(session, line.party)
            if saved + line.amount < ZERO:
                raise SavingsPaidMeanwhile(code=wrong.code, saved=format_rupiah(saved))
        if line.kind in _BACK and line.refers_to is None and line.party is not None:
            newer = settled_since(session, line.party, wrong.id)
            if newer:
                raise SettledMeanwhile(code=wrong.code, newer=newer)


def _came_in(line: Line) -> bool:
    """Whether the artisan gave the shop money: savings count what the shop gives out, so that it is below zero."""
    return line.kind is LineKind.PAID_BACK or (line.kind is LineKind.SAVED and line.amount < ZERO)


def _let_out(session: Session, by: ActedBy, moment: Moment, lines: tuple[Line, ...]) -> None:
    """Whether as much as came in may go out again, and is there."""
    first, amount = lines[0], sum_rupiah(abs(line.amount) for line in lines)
    assert first.party is not None
    within_limit(session, by, first.party, amount, moment.business_date)
    money_source(session, by, moment, PayoutMethod(first.method or ""), amount, first.reference or "")


def _mirrored(session: Session, line: Line, code: str) -> Line:
    details: dict[str, Any] = {**line.details, "undoes": code}
    if "total" in details:
        details["total"] = -int(details["total"])
    if line.kind is LineKind.SAVED and line.party is not None:
        details["before"] = saved_by(session, line.party).amount
    if line.kind in _BACK:
        # What was open then, and what was left, is told by the document itself.
        details = {name: said for name, said in details.items() if name not in ("before", "left")}
    return replace(line, amount=-line.amount, details=details)


def _money(line: Line, by: ActedBy, moment: Moment) -> tuple[MoneyMove, ...]:
    assert line.party is not None
    if line.kind is LineKind.FEE:
        source, whose = Account(AccountKind.FEES_CHARGED), accrued_of(line.party)
        return (
            *money_move(line.number, source, CLEARING, line.amount),
            *money_move(line.number, CLEARING, whose, line.amount),
        )
    if line.kind in _BACK:
        forgiven = line.kind is LineKind.FORGIVEN
        home = Account(AccountKind.LOSS_EXPENSE) if forgiven else money_home(by, moment, line.method)
        whose = payable_of(line.party) if line.refers_to is None else advance_of(line.party)
        return (
            *money_move(line.number, whose, CLEARING, line.amount),
            *money_move(line.number, CLEARING, home, line.amount),
        )
    whose = advance_of(line.party) if line.kind is LineKind.LENT else savings_of(line.party)
    if line.method == MATERIALS:
        source = Account(AccountKind.EXPENSE, method=MATERIALS)
    else:
        source = money_home(by, moment, line.method)
    return (
        *money_move(line.number, source, CLEARING, line.amount),
        *money_move(line.number, CLEARING, whose, line.amount),
    )


def _end_its_plan(session: Session, command: TakeBack, lines: tuple[Line, ...], clock: Clock) -> None:
    for line in lines:
        if line.kind is LineKind.LENT and line.party is not None:
            keep_plan(session, command.by, line.party, None, debt=command.document, clock=clock)
