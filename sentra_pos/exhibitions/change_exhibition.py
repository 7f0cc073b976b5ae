"""Change what an exhibition's plan says: days move, people fall ill, the rent becomes known."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock, business_today
from sentra_pos.exhibitions.models import ExhibitionRow
from sentra_pos.exhibitions.plan_exhibition import (
    PlanExhibition,
    keep_staff,
    plan_values,
    refuse_strangers,
    tell_of_plan,
)
from sentra_pos.exhibitions.stage_queries import open_exhibition, staff_of
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeExhibition(PlanExhibition):
    """The whole plan as it is to be from now on; ``id`` is the exhibition's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitionChanged:
    id: UUID
    name: str
    changes: Changes


def change_exhibition(session: Session, command: ChangeExhibition, *, clock: Clock) -> ExhibitionChanged:
    """Keep the new plan; what is kept already changes nothing and is told to nobody.

    Raises NoSuchExhibition, WasCalledOff, IsReconciled, and what ``plan_exhibition`` raises.
    """
    require(session, command.by, Permission.MANAGE_EXHIBITIONS)
    row = open_exhibition(session, command.id, business_today(clock))
    values = plan_values(command)
    before = staff_of(session, command.id)
    # Who left the shop since may stay on the plan; nobody who is not in the list is added to it.
    refuse_strangers(session, tuple(set(command.staff) - set(before)))
    name = str(values["name"])
    same = all(getattr(row, key) == value for key, value in values.items())
    if same and set(before) == set(command.staff):
        return ExhibitionChanged(id=command.id, name=name, changes=NOTHING)
    session.execute(update(ExhibitionRow).where(ExhibitionRow.id == command.id).values(**values))
    keep_staff(session, command.id, command.staff)
    tell_of_plan(session, command.by, command.id, "changed", name, clock=clock)
    return ExhibitionChanged(id=command.id, name=name, changes=Changes(consignment=True))
