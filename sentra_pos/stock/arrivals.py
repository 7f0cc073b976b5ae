"""Since when goods have been here: a lot that took another one's place counts from that one's day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import LotId
from sentra_pos.ledger.models import Document, DocumentLine, Lot

_AT_ONCE = 5_000
#: What the line says that brought in a lot instead of another one: the day the goods first came, as ISO text.
ARRIVED = "came_in"


def arrivals(session: Session, lots: Iterable[LotId]) -> dict[LotId, date]:
    """The day each lot's goods came in, whatever lot they were then."""
    wanted = list(dict.fromkeys(lots))
    found: dict[LotId, date] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(Lot.id, Document.business_date, DocumentLine.details)
            .join(Document, Document.id == Lot.document_id)
            .join(
                DocumentLine,
                and_(DocumentLine.document_id == Lot.document_id, DocumentLine.line_no == Lot.line_no),
            )
            .where(Lot.id.in_(wanted[start : start + _AT_ONCE]))
        )
        for lot, posted, details in rows:
            said = details.get(ARRIVED)
            found[lot] = date.fromisoformat(said) if isinstance(said, str) else posted
    return found
