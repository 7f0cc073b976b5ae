"""Questions about promotions: those of a day where this till sells, and all there ever were."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sentra_pos.db.direct import RowReader
from sentra_pos.db.setting_keys import EXHIBITION, SELLING_EXHIBITION, SELLING_PLACE
from sentra_pos.db.settings import get_settings
from sentra_pos.sales.models import PromotionRow
from sentra_pos.sales.promotions import Promotion, PromotionScope

_PROMOTION = PromotionRow.__table__
_COLUMNS = ("id", "name", "rate", "amount", "starts", "ends", "scope", "target", "shop_bears", "created_at")
# A part of every sale.
_ON_DAY = RowReader(
    select(*(_PROMOTION.c[name] for name in _COLUMNS)).where(
        _PROMOTION.c.ends >= bindparam("day"), _PROMOTION.c.starts <= bindparam("day"), _PROMOTION.c.ended_at.is_(None)
    )
)


def promotions_on(session: Session, day: date) -> tuple[Promotion, ...]:
    """Those in force on the day where this store's till sells, both their first and their last day included."""
    found = tuple(Promotion(**row._asdict()) for row in _ON_DAY.all(session, day=day))
    if not any(each.scope is PromotionScope.EXHIBITION for each in found):
        return found
    here = _exhibition_here(session)
    return tuple(each for each in found if each.holds_at(here))


def _exhibition_here(session: Session) -> str | None:
    """The id of the exhibition that this till sells at: the chosen stand's, else (on a laptop) its store's own."""
    kept = get_settings(session, SELLING_PLACE, SELLING_EXHIBITION, EXHIBITION)
    if kept.get(SELLING_PLACE) is not None:
        return kept.get(SELLING_EXHIBITION)
    here: dict[str, str] = kept.get(EXHIBITION) or {}
    return here.get("exhibition")


def all_promotions(session: Session) -> tuple[tuple[Promotion, datetime | None], ...]:
    """Every promotion, the latest to end first, each with when somebody ended it before its time."""
    rows = session.execute(select(PromotionRow).order_by(PromotionRow.ends.desc(), PromotionRow.id.desc())).scalars()
    return tuple((Promotion(**{name: getattr(row, name) for name in _COLUMNS}), row.ended_at) for row in rows)
