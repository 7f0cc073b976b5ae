"""Lock a settlement: what was accrued becomes payable, and its lines are frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.consignment.queries import agreement_in_force
from sentra_pos.consignment.rules import Agreement
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import Rupiah, sum_rupiah
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, money_move
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.post import BookBroken, post
from sentra_pos.ledger.queries import lines_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.deduction_rules import Deduction
from sentra_pos.settlement.errors import ArtisanNotFound, FiguresChanged, LockedAlready, NothingToSettle
from sentra_pos.settlement.locked import unpaid_settlements
from sentra_pos.settlement.queries import (
    Owed,
    OwedLine,
    accrued_of,
    advance_of,
    owed_lines,
    owed_to,
    payable_of,
    savings_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The figures on the screen: ``balance`` below zero too, and of how many lines it is made.

    The amount to pay would not do: of every balance below zero it is nothing.
    """

    balance: Rupiah
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LockSettlement:
    """Settle one artisan. ``reviewed`` is what the person saw; anything else now is not locked."""

    id: DocumentId
    by: ActedBy
    party: PartyId
    reviewed: Reviewed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementLocked:
    """The settlement that stands: ``to_pay`` is now payable."""

    id: DocumentId
    code: str
    to_pay: Rupiah
    changes: Changes = Changes(settlement=True)


def lock_settlement(session: Session, command: LockSettlement, *, clock: Clock) -> SettlementLocked:
    """Freeze every line not yet settled, refunds too, take off what is due by plan, and carry the rest.

    What an agreement still holds back stays out, for a later one. A balance below zero is carried into the next
    settlement, never paid. Raises NothingToSettle, FiguresChanged, ArtisanNotFound.
    """
    require(session, command.by, Permission.SETTLE)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        (summary,) = (line for line in lines_of(session, command.id) if line.kind is LineKind.BALANCE)
        return SettlementLocked(id=command.id, code=before.code, to_pay=Rupiah(int(summary.details["to_pay"])))
    today = business_today(clock)
    try:
        owed = owed_to(session, command.party, today)
    except LookupError:
        raise ArtisanNotFound from None
    lines = tuple(line for line in owed_lines(session, command.party, today) if line.held_until is None)
    if not lines and not owed.deduction:
        _refuse_an_empty_one(session, owed)
    if command.reviewed is not None and command.reviewed != Reviewed(balance=owed.balance, lines=len(lines)):
        raise FiguresChanged
    if sum_rupiah(line.share for line in lines) != owed.fresh:
        raise BookBroken("accrued lines do not add up to the account")
    accrued, payable = accrued_of(command.party), payable_of(command.party)
    after = len(lines) + 1
    draft = Draft(
        id=command.id,
        kind=DocumentKind.SETTLEMENT,
        by=command.by,
        intent=intent,
        business_date=today,
        lines=(
            *(_settled(number, line, command.party) for number, line in enumerate(lines, start=1)),
            *(_deducted(number, each, owed) for number, each in enumerate(owed.taken, start=after)),
            _summary(after + len(owed.taken), owed, agreement_in_force(session, command.party, today)),
        ),
        money=(
            *(
                move
                for number, line in enumerate(lines, start=1)
                for move in (
                    *money_move(number, accrued, CLEARING, line.share),
                    *money_move(number, CLEARING, payable, line.share),
                )
            ),
            *(
                move
                for number, each in enumerate(owed.taken, start=after)
                for move in (
                    *money_move(number, payable, CLEARING, each.amount),
                    *money_move(number, CLEARING, _given(each, command.party), each.amount),
                )
            ),
        ),
    )
    posted = post(session, draft, clock=clock)
    return SettlementLocked(id=command.id, code=posted.code, to_pay=owed.to_pay)


def _refuse_an_empty_one(session: Session, owed: Owed) -> None:
    """Without a line there is something to settle only where goods bought outright, or old debts, wait to be paid."""
    if not owed.to_pay:
        raise NothingToSettle(name=owed.name)
    standing_one = unpaid_settlements(session, owed.party).get(owed.party)
    if standing_one is not None and standing_one.payable == owed.to_pay:
        raise LockedAlready(name=owed.name, code=standing_one.code)


def _settled(number: int, line: OwedLine, party: PartyId) -> Line:
    return Line(
        number=number,
        kind=LineKind.SETTLED,
        amount=line.share,
        text=line.text,
        party=party,
        quantity=line.quantity,
        discount=line.discount,
        refers_to=line.document,
        refers_line=line.line,
        details={
            "code": line.code,
            "kind": line.kind.value,
            "date": line.business_date.isoformat(),
            "list": line.list_amount.amount,
            "commission": line.commission.amount,
            "what": line.what.value,
            "back": line.back,
            "extra": line.extra.amount,
            **({"late": True} if line.late else {}),
            **({"place": line.place} if line.place else {}),
        },
    )


def _given(each: Deduction, party: PartyId) -> Account:
    """Where what is taken off goes: the debt that it pays back, or the savings."""
    return savings_of(party) if each.debt is None else advance_of(party)


def _deducted(number: int, each: Deduction, owed: Owed) -> Line:
    """One line a debt; it answers the document that made the debt."""
    details: dict[str, Any] = {"what": each.what}
    debt = each.debt
    if debt is not None:
        details |= {
            "code": debt.code,
            "date": debt.date.isoformat(),
            "before": debt.outstanding.amount,
            "left": (debt.outstanding - each.amount).amount,
        }
    return Line(
        number=number,
        kind=LineKind.DEDUCTION,
        amount=-each.amount,
        text="" if debt is None else debt.text,
        party=owed.party,
        method=None if each.savings is None else each.savings.value,
        refers_to=None if debt is None else debt.document,
        refers_line=None if debt is None else debt.line,
        details=details,
    )


def _summary(number: int, owed: Owed, agreement: Agreement | None) -> Line:
    return Line(
        number=number,
        kind=LineKind.BALANCE,
        amount=owed.balance,
        party=owed.party,
        details={
            "carried": owed.carried.amount,
            "earned": owed.fresh.amount,
            "deducted": owed.deduction.amount,
            "to_pay": owed.to_pay.amount,
            "advance_left": (owed.advance - owed.recovered).amount,
            "held": owed.held.amount,
            # Terms may still be recorded from this day on: the statement keeps those it was locked under.
            "agreement": None if agreement is None else str(agreement.id),
            **({} if owed.held_until is None else {"held_until": owed.held_until.isoformat()}),
        },
    )
