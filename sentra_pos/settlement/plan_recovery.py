"""Agree how a debt is recovered, or how much an artisan saves: dated, the last plan holds from the next settlement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, PartyId, new_id
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.settlement.debt_queries import debts_of
from sentra_pos.settlement.deduction_rules import Plan, Savings
from sentra_pos.settlement.errors import DebtNotFound, PlanNotSensible
from sentra_pos.settlement.knows import artisan_known
from sentra_pos.settlement.models import RecoveryPlanRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecovery:
    """The plan of one debt of the artisan (``debt``), or of one kind of ``savings``; no ``plan`` stops saving."""

    by: ActedBy
    party: PartyId
    plan: Plan | None
    debt: DocumentId | None = None
    savings: Savings | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPlanned:
    """The plan that holds from now on."""

    plan: Plan | None
    changes: Changes = Changes(settlement=True)


def plan_recovery(session: Session, command: PlanRecovery, *, clock: Clock) -> RecoveryPlanned:
    """Raises PlanNotSensible, DebtNotFound for what this artisan does not owe, ArtisanNotFound."""
    require(session, command.by, Permission.LEND)
    artisan_known(session, command.party)
    if (command.debt is None) == (command.savings is None) or (command.debt is not None and command.plan is None):
        raise PlanNotSensible
    if command.plan is not None and not command.plan.sensible:
        raise PlanNotSensible
    if command.debt is not None:
        known = debts_of(session, (command.party,)).get(command.party, ())
        if command.debt not in {debt.document for debt in known}:
            raise DebtNotFound
    keep_plan(session, command.by, command.party, command.plan, debt=command.debt, savings=command.savings, clock=clock)
    return RecoveryPlanned(plan=command.plan)


def keep_plan(
    session: Session,
    by: ActedBy,
    party: PartyId,
    plan: Plan | None,
    *,
    debt: DocumentId | None = None,
    savings: Savings | None = None,
    clock: Clock,
) -> None:
    """Write the row and its event; whoever calls has asked for the permission."""
    last = session.execute(select(func.max(RecoveryPlanRow.number))).scalar_one() or 0
    kept = plan or Plan()
    session.add(
        RecoveryPlanRow(
            id=UUID(str(new_id(clock))),
            number=last + 1,
            party_id=party,
            document_id=debt,
            savings=savings,
            way=kept.way,
            amount=kept.amount,
            rate=kept.rate,
            active=plan is not None,
            recorded_at=clock.now(),
            recorded_by=by.staff,
        )
    )
    session.flush()
    said: dict[str, Any] = {"party": str(party), "subject": str(debt or savings)}
    if plan is not None:
        said |= plan_said(plan)
    record_event(session, EventKind.RECOVERY_PLANNED, device=by.device, staff=by.staff, clock=clock, details=said)


def plan_said(plan: Plan) -> dict[str, Any]:
    """A plan as documents and events keep it."""
    return {"way": plan.way.value, "sum": plan.amount.amount, "rate": plan.rate.basis_points}
