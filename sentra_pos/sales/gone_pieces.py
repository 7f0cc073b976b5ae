"""Why a unique piece is not on the shelf: it was sold, or a count missed it and it may be the one in hand."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sentra_pos.core.ids import ItemId
from sentra_pos.core.words import format_short_date
from sentra_pos.counting.case_queries import missing_of
from sentra_pos.sales.errors import AlreadySold, MissingSince


def why_gone(session: Session, item: ItemId, name: str) -> AlreadySold:
    """The refusal that tells whoever holds it what to do."""
    cases = missing_of(session, item)
    if not cases:
        return AlreadySold(name=name)
    return MissingSince(name=name, code=cases[0].code, date=format_short_date(cases[0].since))
