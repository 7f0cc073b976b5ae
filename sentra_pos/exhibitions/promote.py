"""Announce a promotion that may be an exhibition's own: it gives at the stands of that one, never in the shop."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock, business_today
from sentra_pos.core.words import format_short_date
from sentra_pos.exhibitions.errors import ExhibitionIsOver, PromotionOutsideItsDays
from sentra_pos.exhibitions.stage_queries import open_exhibition
from sentra_pos.sales.add_promotion import AddPromotion, PromotionAdded, PromotionTargetMissing, add_promotion


def promote(session: Session, command: AddPromotion, *, clock: Clock) -> PromotionAdded:
    """What ``add_promotion`` does, also for an exhibition that is planned or open, within its days.

    Raises what that raises, and NoSuchExhibition, WasCalledOff, IsReconciled, ExhibitionIsOver,
    PromotionOutsideItsDays.
    """
    return add_promotion(
        session, command, clock=clock, check_exhibition=lambda wanted: _check(session, wanted, clock=clock)
    )


def _check(session: Session, command: AddPromotion, *, clock: Clock) -> None:
    try:
        wanted = UUID(command.target)
    except ValueError as error:
        raise PromotionTargetMissing from error
    if str(wanted) != command.target:
        raise PromotionTargetMissing
    today = business_today(clock)
    exhibition = open_exhibition(session, wanted, today)
    if exhibition.ends < today:
        raise ExhibitionIsOver(name=exhibition.name, ends=format_short_date(exhibition.ends))
    if command.starts < exhibition.starts or command.ends > exhibition.ends:
        raise PromotionOutsideItsDays(
            name=exhibition.name,
            starts=format_short_date(exhibition.starts),
            ends=format_short_date(exhibition.ends),
        )
