"""Questions about exhibitions for their promotions: which may get one, and what one is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.exhibitions.models import ExhibitionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotedExhibition:
    """As little of an exhibition as its promotion needs."""

    id: UUID
    name: str
    starts: date
    ends: date
    called_off: bool


_PROMOTED = select(
    ExhibitionRow.id, ExhibitionRow.name, ExhibitionRow.starts, ExhibitionRow.ends, ExhibitionRow.called_off
)


def exhibitions_to_promote(session: Session, today: date) -> tuple[PromotedExhibition, ...]:
    """Those that are neither over nor called off, the next one first."""
    wanted = _PROMOTED.where(ExhibitionRow.ends >= today, ExhibitionRow.called_off.is_(False))
    rows = session.execute(wanted.order_by(ExhibitionRow.starts, ExhibitionRow.id))
    return tuple(PromotedExhibition(**row._asdict()) for row in rows)


def promoted_exhibition(session: Session, exhibition: UUID) -> PromotedExhibition | None:
    """Whose promotion it is; None in a store that does not know it."""
    row = session.execute(_PROMOTED.where(ExhibitionRow.id == exhibition)).one_or_none()
    return None if row is None else PromotedExhibition(**row._asdict())
