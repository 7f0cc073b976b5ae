"""Plan an exhibition: its name, its place and days, who goes, and what its stand is expected to cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import StaffId
from sentra_pos.core.money import ZERO, Rupiah
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.core.words import format_date
from sentra_pos.exhibitions.errors import DatesWrongWay, ExhibitionNameMissing, RentBelowNothing, StaffUnknown
from sentra_pos.exhibitions.models import ExhibitionRow, ExhibitionStaffRow
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.payments.errors import QrisHasAmount
from sentra_pos.payments.qris import read_merchant
from sentra_pos.people.models import Staff
from sentra_pos.people.permissions import Permission, require


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanExhibition:
    """``staff`` are those who go, ``rent`` is what is expected, ``qris_payload`` the merchant's own for this place."""

    id: UUID
    by: ActedBy
    name: str
    venue: str
    city: str
    starts: date
    ends: date
    rent: Rupiah = ZERO
    staff: tuple[StaffId, ...] = ()
    note: str = ""
    qris_payload: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitionPlanned:
    id: UUID
    name: str
    changes: Changes = Changes(consignment=True)


def plan_exhibition(session: Session, command: PlanExhibition, *, clock: Clock) -> ExhibitionPlanned:
    """Enter the plan; the same id again answers with what stands.

    Raises ExhibitionNameMissing, DatesWrongWay, RentBelowNothing, StaffUnknown, QrisHasAmount, and what
    ``read_merchant`` raises.
    """
    require(session, command.by, Permission.MANAGE_EXHIBITIONS)
    standing = session.get(ExhibitionRow, command.id)
    if standing is not None:
        return ExhibitionPlanned(id=standing.id, name=standing.name)
    values = plan_values(command)
    refuse_strangers(session, command.staff)
    row = {"id": command.id, **values, "called_off": False, "recorded_at": clock.now()}
    session.execute(insert(ExhibitionRow), [{**row, "recorded_by": command.by.staff}])
    keep_staff(session, command.id, command.staff)
    tell_of_plan(session, command.by, command.id, "planned", str(values["name"]), clock=clock)
    return ExhibitionPlanned(id=command.id, name=str(values["name"]))


def plan_values(plan: PlanExhibition) -> dict[str, object]:
    """The plan as it is kept, its words tidied; refuses what cannot be."""
    name = one_line(plan.name)
    if not fold(name):
        raise ExhibitionNameMissing
    if plan.ends < plan.starts:
        raise DatesWrongWay(starts=format_date(plan.starts), ends=format_date(plan.ends))
    if plan.rent < ZERO:
        raise RentBelowNothing
    payload = plan.qris_payload.strip()
    if payload:
        merchant = read_merchant(payload)
        if merchant.is_dynamic or merchant.amount is not None:
            raise QrisHasAmount
    return {
        "name": name,
        "venue": one_line(plan.venue),
        "city": one_line(plan.city),
        "starts": plan.starts,
        "ends": plan.ends,
        "rent": plan.rent,
        "note": plan.note.strip(),
        "qris_payload": payload,
    }


def refuse_strangers(session: Session, staff: tuple[StaffId, ...]) -> None:
    """Only those go who are in the list of users."""
    wanted = set(staff)
    found = set(session.execute(select(Staff.id).where(Staff.id.in_(list(wanted)), Staff.active)).scalars())
    if wanted - found:
        raise StaffUnknown


def keep_staff(session: Session, exhibition: UUID, staff: tuple[StaffId, ...]) -> None:
    """These go there, and nobody else."""
    session.execute(delete(ExhibitionStaffRow).where(ExhibitionStaffRow.exhibition_id == exhibition))
    rows = [{"exhibition_id": exhibition, "staff_id": each} for each in dict.fromkeys(staff)]
    if rows:
        session.execute(insert(ExhibitionStaffRow), rows)


def tell_of_plan(
    session: Session, by: ActedBy, exhibition: UUID, what: str, name: str, *, clock: Clock, reason: str = ""
) -> None:
    """The event of a plan: ``what`` is planned, changed, stand_added or called_off."""
    details = {"exhibition": str(exhibition), "what": what, "name": name, **({"reason": reason} if reason else {})}
    record_event(session, EventKind.EXHIBITION_PLANNED, device=by.device, staff=by.staff, clock=clock, details=details)
