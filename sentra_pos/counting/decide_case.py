"""Decide about goods that are missing or damaged: found, paid for, borne by the artisan, or written off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.consignment.take_over import TakenOver, ToTakeOver, insert_lots, loss_paid, take_over
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.ids import DocumentId, LotId, PlaceId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.quantity import Quantity
from sentra_pos.core.spelling import one_line
from sentra_pos.counting.case_queries import Case, case_of
from sentra_pos.counting.errors import (
    CaseClosed,
    NotACase,
    NotOnTheShelf,
    OnlyTowardsTheShop,
    OutcomeDoesNotFit,
    WhyOtherwise,
)
from sentra_pos.counting.facts import CaseKind, Outcome
from sentra_pos.counting.wording import outcome_label
from sentra_pos.ledger.draft import CLEARING, Account, ActedBy, Draft, GoodsMove, Line, MoneyMove, money_move
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.post import post
from sentra_pos.ledger.queries import lines_of
from sentra_pos.ledger.standing import intent_of, standing
from sentra_pos.people.permissions import Permission, require
from sentra_pos.stock.places import LOST, WITH_ARTISAN, quarantine_of, shelf_of, shop_shelf_of, store_room_of
from sentra_pos.stock.queries import place_is_kept_by

_PAID = (Outcome.SHOP_PAYS, Outcome.SHARED, Outcome.INSURED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCase:
    """How the case of these pieces ends. ``to`` is where found or mended ones are put; the shelf unless told."""

    id: DocumentId
    by: ActedBy
    lot: LotId
    place: PlaceId
    quantity: Quantity
    outcome: Outcome
    reason: str = ""
    to: PlaceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided:
    """The document that stands; ``paid`` is what the artisan gets for it in his next settlement."""

    id: DocumentId
    code: str
    paid: Rupiah
    changes: Changes = Changes(stock=True, consignment=True, settlement=True)


def decide_case(session: Session, command: DecideCase, *, clock: Clock) -> CaseDecided:
    """As agreed, or better for the artisan with a reason; never worse, and never twice.

    Raises NotACase, CaseClosed, OutcomeDoesNotFit, OnlyTowardsTheShop, WhyOtherwise, NotOnTheShelf.
    """
    require(session, command.by, Permission.DECIDE_CASE)
    intent = intent_of(command)
    before = standing(session, command.id, intent)
    if before is not None:
        (line,) = lines_of(session, command.id)
        return CaseDecided(id=command.id, code=before.code, paid=line.amount)
    case = case_of(session, command.lot, command.place)
    if case.kind is CaseKind.DAMAGED and not place_is_kept_by(session, case.place, command.by.device):
        raise NotACase
    _check(case, command)
    paid = case.pays(command.outcome, command.quantity)
    goods, money, over = _moves(session, command, case, paid, clock)
    draft = Draft(
        id=command.id,
        kind=DocumentKind.LOSS_CASE,
        by=command.by,
        business_date=business_today(clock),
        reason=one_line(command.reason),
        intent=intent,
        lines=(_line(command, case, paid, over),),
        goods=goods,
        money=money,
    )
    insert_lots(session, over.lots)
    posted = post(session, draft, clock=clock)
    return CaseDecided(id=command.id, code=posted.code, paid=paid)


def _check(case: Case, command: DecideCase) -> None:
    if not 1 <= command.quantity.units <= case.quantity.units:
        raise CaseClosed(left=case.quantity.units, name=case.name)
    outcome = command.outcome
    if outcome in case.outcomes:
        if outcome is not Outcome.BACK and case.agreed_percent < case.percent(outcome) and not one_line(command.reason):
            raise WhyOtherwise(agreed=outcome_label(case.agreed))
        return
    if case.owner is not None and case.kind is not CaseKind.LOST and outcome is not Outcome.WRITTEN_OFF:
        raise OnlyTowardsTheShop(agreed=outcome_label(case.agreed), artisan=case.owner_name)
    raise OutcomeDoesNotFit


def _moves(
    session: Session, command: DecideCase, case: Case, paid: Rupiah, clock: Clock
) -> tuple[tuple[GoodsMove, ...], tuple[MoneyMove, ...], TakenOver]:
    """The rows of the posting table for each way a case may end."""
    if command.outcome in _PAID and case.owner is not None:
        piece = ToTakeOver(
            line=1,
            lot=case.lot,
            item=case.item,
            owner=case.owner,
            quantity=command.quantity,
            price=case.price,
            paid=paid,
        )
        target = LOST if case.kind is CaseKind.MISSING else case.place
        over = take_over(session, command.id, (piece,), source=case.place, target=target, clock=clock)
        return over.goods, over.money, over
    target = _target(session, command, case)
    move = GoodsMove(line=1, lot=case.lot, source=case.place, target=target, quantity=command.quantity)
    money = _own_stock(command, case) if case.owner is None else loss_paid(1, case.owner, paid)
    return (move,), money, TakenOver()


def _own_stock(command: DecideCase, case: Case) -> tuple[MoneyMove, ...]:
    """What the shop's own goods cost is a loss when they are written off, and is stock again when they turn up."""
    cost = case.cost.times(command.quantity)
    if command.outcome is Outcome.BACK:
        cost = -cost if case.kind is CaseKind.LOST else ZERO
    return (
        *money_move(1, Account(AccountKind.LOSS_EXPENSE), CLEARING, cost),
        *money_move(1, CLEARING, Account(AccountKind.OWN_STOCK), cost),
    )


def _target(session: Session, command: DecideCase, case: Case) -> PlaceId:
    if command.outcome is Outcome.BACK:
        device = command.by.device
        # What was mended at a stand where the till still sells stays there.
        at_stand = case.place == quarantine_of(session, device)
        shelf = shelf_of(session, device) if at_stand else shop_shelf_of(session, device)
        if command.to is not None and command.to not in (shelf, store_room_of(session, device)):
            raise NotOnTheShelf
        return command.to or shelf
    if command.outcome is Outcome.ARTISAN_BEARS and case.kind is CaseKind.DAMAGED:
        return WITH_ARTISAN
    return LOST


def _line(command: DecideCase, case: Case, paid: Rupiah, over: TakenOver) -> Line:
    """What was decided and by which terms, sealed with the document: settlements and doctors read it there."""
    details: dict[str, object] = {
        "case": case.kind.value,
        "outcome": command.outcome.value,
        "agreed": case.agreed.value,
        "of": str(case.lot),
        "value": case.value.amount,
        "shop_percent": case.percent(command.outcome).basis_points,
        "agreed_percent": case.agreed_percent.basis_points,
        **_terms(case),
    }
    return Line(
        number=1,
        kind=LineKind.CASE,
        amount=paid,
        text=case.name,
        item=case.item,
        lot=over.of(1) if over.lots else case.lot,
        party=case.owner,
        quantity=command.quantity,
        price=case.price,
        refers_to=case.document,
        details=details,
    )


def _terms(case: Case) -> Mapping[str, Any]:
    if case.agreement is None:
        return {}
    terms = case.agreement
    return {"terms": str(terms.version), "liability": terms.liability.value, "valuation": terms.valuation.value}
