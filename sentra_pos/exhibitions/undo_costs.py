"""Take a cost of an exhibition back that was recorded wrongly: by a document that mirrors it whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.spelling import one_line
from sentra_pos.exhibitions.charge_costs import PaidFrom
from sentra_pos.exhibitions.home_book import stands_of
from sentra_pos.exhibitions.home_errors import CostUndoneAlready, NotACost, ReasonToUndoMissing
from sentra_pos.exhibitions.result_money import Cost, costs
from sentra_pos.exhibitions.result_queries import stand_documents
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import header_of, lines_of, reversal_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.money_source import Moment, moment_of, open_drawer
from sentra_pos.settlement.queries import accrued_of


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoCosts:
    """Which, and why."""

    id: DocumentId
    by: ActedBy
    cost: DocumentId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CostsUndone:
    """The document that stands; ``amount`` is what came back."""

    id: DocumentId
    code: str
    amount: Rupiah
    changes: Changes = Changes(settlement=True, till=True, consignment=True)


def undo_costs(session: Session, command: UndoCosts, *, clock: Clock) -> CostsUndone:
    """The money goes back to where it came from, cash of a drawer into the one that is open now. Idempotent by id.

    What a settlement took from an artisan already comes back with the next one.
    Raises NotACost for any other document, CostUndoneAlready, ReasonToUndoMissing, TillNotOpen.
    """
    require(session, command.by, Permission.MANAGE_EXHIBITIONS)
    require(session, command.by, Permission.CASH_IN_OUT)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    cost = header_of(session, command.cost)
    if cost is None or cost.kind is not DocumentKind.EXHIBITION_COST or cost.reverses is not None:
        raise NotACost
    paid, *fees = lines_of(session, command.cost)
    if before is not None:
        return CostsUndone(id=command.id, code=before.code, amount=paid.amount)
    if fees:
        require(session, command.by, Permission.CHARGE_FEES)
    done = reversal_of(session, command.cost, DocumentKind.EXHIBITION_COST)
    if done:
        raise CostUndoneAlready(code=cost.code, by=done)
    if not one_line(command.reason):
        raise ReasonToUndoMissing
    moment = moment_of(session, command.by, clock)
    source = _source(command.by, moment, paid.details)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.EXHIBITION_COST,
        by=command.by,
        business_date=moment.business_date,
        shift=moment.shift_id,
        reason=one_line(command.reason),
        reverses=command.cost,
        intent=intent,
        lines=tuple(_mirrored(line, cost.code) for line in (paid, *fees)),
        money=_money(paid, fees, source),
    )
    posted = post(session, draft, clock=clock)
    return CostsUndone(id=command.id, code=posted.code, amount=paid.amount)


def costs_that_stand(session: Session, exhibition: UUID) -> tuple[Cost, ...]:
    """What was recorded for the exhibition here and can be undone, by day and number."""
    found = costs(session, exhibition, stand_documents(session, stands_of(session, exhibition)))
    # What a laptop paid out of its drawer is that till's own, and corrected there.
    return tuple(each for each in found if each.recorded)


def _source(by: ActedBy, moment: Moment, details: Mapping[str, Any]) -> Account:
    paid_from = PaidFrom(str(details["from"]))
    if paid_from is PaidFrom.BANK:
        return Account(AccountKind.BANK)
    if paid_from is PaidFrom.SAFE:
        return Account(AccountKind.SAFE)
    return open_drawer(by, moment)


def _mirrored(line: Line, code: str) -> Line:
    details = dict(line.details)
    for sum_of in ("shop", "total"):
        if sum_of in details:
            details[sum_of] = -int(str(details[sum_of]))
    return replace(line, amount=-line.amount, details={**details, "undoes": code})


def _money(paid: Line, fees: list[Line], source: Account) -> tuple[MoneyMove, ...]:
    expense = Account(AccountKind.EXPENSE, method=str(paid.details["category"]))
    back = [
        *money_move(paid.number, source, CLEARING, paid.amount),
        *money_move(paid.number, CLEARING, expense, Rupiah(int(str(paid.details["shop"])))),
    ]
    for fee in fees:
        if fee.party is not None:
            back += money_move(fee.number, CLEARING, accrued_of(fee.party), fee.amount)
    return tuple(back)
