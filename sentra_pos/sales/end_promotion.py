"""End a promotion before its last day: from now on it gives nothing any more."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require
from sentra_pos.sales.models import PromotionRow


class PromotionUnknown(SentraError):
    message = N_("This promotion is not in the list any more. Please choose another.")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPromotion:
    """Which one."""

    by: ActedBy
    promotion: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionEnded:
    """It gives nothing any more."""

    id: UUID
    changes: Changes = Changes(sales=True, catalogue=True)


def end_promotion(session: Session, command: EndPromotion, *, clock: Clock) -> PromotionEnded:
    """Ended once is ended; what was sold under it stays as it was. Raises PromotionUnknown."""
    require(session, command.by, Permission.MANAGE_PROMOTIONS)
    standing = session.execute(
        select(PromotionRow.name, PromotionRow.ended_at).where(PromotionRow.id == command.promotion)
    ).one_or_none()
    if standing is None:
        raise PromotionUnknown
    if standing.ended_at is None:
        session.execute(update(PromotionRow).where(PromotionRow.id == command.promotion).values(ended_at=clock.now()))
        said = {"what": "ended", "promotion": str(command.promotion), "name": standing.name}
        if command.by.approver is not None:
            said["approver"] = str(command.by.approver)
        record_event(
            session,
            EventKind.PROMOTION_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details=said,
        )
    return PromotionEnded(id=command.promotion)
