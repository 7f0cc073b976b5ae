"""Change a way of paying: its name, whether it is offered, what it asks for, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.percent import Percent
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import AccountKind, EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.payments.errors import (
    CashAlwaysOn,
    CostNotPossible,
    CostNotSensible,
    MethodNameMissing,
    MethodNameTaken,
    MethodUnknown,
    NeverOffered,
)
from sentra_pos.payments.methods import CASH, LOST, PaymentMethod, payment_methods
from sentra_pos.payments.models import PaymentMethodRow
from sentra_pos.people.permissions import Permission, require

_WHOLE = Percent.whole(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMethod:
    """The way of paying as it shall be. What it costs holds for payments from now on."""

    by: ActedBy
    code: str
    name: str
    active: bool
    asks_reference: bool
    confirmed: bool
    cost_rate: Percent
    cost_free: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodChanged:
    """The way of paying that now holds."""

    method: PaymentMethod
    changes: Changes


def change_method(session: Session, command: ChangeMethod, *, clock: Clock) -> MethodChanged:
    """Keep what is new; the event log says what was before and what holds now.

    Raises MethodUnknown, MethodNameMissing, MethodNameTaken, CashAlwaysOn, NeverOffered, CostNotSensible,
    CostNotPossible.
    """
    require(session, command.by, Permission.PAYMENT_METHODS)
    standing = {method.code: method for method in payment_methods(session, also_inactive=True)}
    before = standing.get(command.code)
    if before is None:
        raise MethodUnknown
    wanted: dict[str, Any] = {
        "name": one_line(command.name, longest=40),
        "active": command.active,
        "asks_reference": command.asks_reference,
        "confirmed": command.confirmed,
        "cost_rate": command.cost_rate,
        "cost_free": command.cost_free,
    }
    _refuse(command, before, wanted["name"], [method.name for method in standing.values() if method is not before])
    # A name that reads as before stays as it is kept, so that it goes on changing with the language.
    new = {key: value for key, value in wanted.items() if value != getattr(before, key)}
    if not new:
        return MethodChanged(method=before, changes=NOTHING)
    session.execute(update(PaymentMethodRow).where(PaymentMethodRow.code == command.code).values(**new))
    record_event(
        session,
        EventKind.SETTINGS_CHANGED,
        device=command.by.device,
        staff=command.by.staff,
        clock=clock,
        details={
            "what": sorted(f"payment_method.{key}" for key in new),
            "method": command.code,
            "before": {key: _plain(getattr(before, key)) for key in new},
            "after": {key: _plain(value) for key, value in new.items()},
            **({} if command.by.approver is None else {"approver": str(command.by.approver)}),
        },
    )
    now = next(each for each in payment_methods(session, also_inactive=True) if each.code == command.code)
    return MethodChanged(method=now, changes=Changes(settings=True))


def _refuse(command: ChangeMethod, before: PaymentMethod, name: str, others: list[str]) -> None:
    if not name:
        raise MethodNameMissing
    if fold(name) in {fold(other) for other in others}:
        raise MethodNameTaken(name=name)
    if command.code == CASH and not command.active:
        raise CashAlwaysOn
    if command.code == LOST and command.active:
        raise NeverOffered(method=before.name)
    if not Percent(0) <= command.cost_rate <= _WHOLE or command.cost_free < ZERO:
        raise CostNotSensible
    if command.cost_rate > Percent(0) and before.account is not AccountKind.IN_TRANSIT:
        raise CostNotPossible(method=before.name)


def _plain(value: Any) -> Any:
    if isinstance(value, Percent):
        return value.basis_points
    return value.amount if isinstance(value, Rupiah) else value
