"""Announce a promotion: from its first day to its last one it applies by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import one_line
from sentra_pos.core.words import format_short_date
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.models import Party
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.models import PromotionRow
from sentra_pos.sales.promotions import PromotionScope


class PromotionNameMissing(SentraError):
    message = N_("Give the promotion a name that customers can read on the receipt.")


class PromotionAmountWrong(SentraError):
    message = N_("Take off either a percentage up to 100% or an amount per piece, and more than nothing.")


class PromotionDatesWrong(SentraError):
    message = N_("A promotion that begins on {starts} cannot end on {ends}. Please check the dates.")


class PromotionTargetMissing(SentraError):
    message = N_("Choose which goods the promotion is for.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPromotion:
    """``rate`` or ``amount``, not both; ``target`` as ``promotions.Promotion`` has it."""

    id: UUID
    by: ActedBy
    name: str
    starts: date
    ends: date
    rate: Percent | None = None
    amount: Rupiah | None = None
    scope: PromotionScope = PromotionScope.ALL
    target: str = ""
    shop_bears: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionAdded:
    """The promotion that now stands."""

    id: UUID
    changes: Changes = Changes(sales=True, catalogue=True)


def add_promotion(
    session: Session,
    command: AddPromotion,
    *,
    clock: Clock,
    check_exhibition: Callable[[AddPromotion], None] | None = None,
) -> PromotionAdded:
    """Keep the promotion; the same id again is the one that stands.

    One of an exhibition comes with a check by who knows exhibitions (``exhibitions.promote``).
    Raises PromotionNameMissing, PromotionAmountWrong, PromotionDatesWrong, PromotionTargetMissing.
    """
    require(session, command.by, Permission.MANAGE_PROMOTIONS)
    if session.execute(select(PromotionRow.id).where(PromotionRow.id == command.id)).first() is not None:
        return PromotionAdded(id=command.id)
    name = one_line(command.name, 60)
    if not name:
        raise PromotionNameMissing
    if not _is_sensible(command):
        raise PromotionAmountWrong
    if command.starts > command.ends:
        raise PromotionDatesWrong(starts=format_short_date(command.starts), ends=format_short_date(command.ends))
    if command.scope is PromotionScope.EXHIBITION and check_exhibition is not None:
        check_exhibition(command)
    elif not _is_known(session, command):
        raise PromotionTargetMissing
    row = {
        "id": command.id,
        "name": name,
        "rate": command.rate,
        "amount": command.amount,
        "starts": command.starts,
        "ends": command.ends,
        "scope": command.scope,
        "target": command.target,
        "shop_bears": command.shop_bears,
        "created_at": clock.now(),
        "created_by": command.by.staff,
        "ended_at": None,
    }
    session.execute(insert(PromotionRow), [row])
    record_event(
        session,
        EventKind.PROMOTION_CHANGED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details=_said(command, name),
    )
    return PromotionAdded(id=command.id)


def _said(command: AddPromotion, name: str) -> dict[str, object]:
    return {
        "what": "added",
        "promotion": str(command.id),
        "name": name,
        "rate": None if command.rate is None else command.rate.basis_points,
        "amount": None if command.amount is None else command.amount.amount,
        "starts": command.starts.isoformat(),
        "ends": command.ends.isoformat(),
        "scope": command.scope.value,
        "target": command.target,
        "shop_bears": command.shop_bears,
        **({} if command.by.approver is None else {"approver": str(command.by.approver)}),
    }


def _is_sensible(command: AddPromotion) -> bool:
    if (command.rate is None) == (command.amount is None):
        return False
    if command.rate is not None:
        return Percent(0) < command.rate <= Percent.whole(100)
    return command.amount is not None and command.amount > ZERO


def _is_known(session: Session, command: AddPromotion) -> bool:
    """Whether the goods that it names can be told apart by the name."""
    target = command.target
    match command.scope:
        case PromotionScope.ALL:
            return not target
        case PromotionScope.CATEGORY:
            return session.execute(select(Item.id).where(Item.category == target).limit(1)).first() is not None
        case PromotionScope.ARTISAN:
            return _is_id(target) and session.get(Party, UUID(target)) is not None
        case PromotionScope.ITEM:
            return _is_id(target) and session.get(Item, UUID(target)) is not None
        case PromotionScope.EXHIBITION:
            return False


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
