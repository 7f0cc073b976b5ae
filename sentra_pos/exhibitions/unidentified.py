"""Pieces sold at stands of whom nobody has said yet whose they were: their money waits, and is in no result."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId
from sentra_pos.core.quantity import NONE
from sentra_pos.exhibitions.laptop_stretches import stand_at, stretches
from sentra_pos.exhibitions.models import StandRow
from sentra_pos.ledger.kinds import LineKind, PlaceKind
from sentra_pos.ledger.models import Document, DocumentLine
from sentra_pos.sales.identify_queries import waiting_to_be_identified
from sentra_pos.tills.queries import OPENED_AT


def unidentified(session: Session) -> Counter[UUID]:
    """Per stand, how many such pieces were sold there; a line of which something came back is nobody's to say."""
    waiting = [
        each for each in waiting_to_be_identified(session) if each.place is PlaceKind.STAND and each.back == NONE
    ]
    if not waiting:
        return Counter()
    stands = _stands(session, [each.sale for each in waiting])
    found = Counter[UUID]()
    for each in waiting:
        stand = stands.get(each.sale)
        if stand is not None:
            found[stand] += each.quantity.units
    return found


def _stands(session: Session, sales: list[DocumentId]) -> dict[DocumentId, UUID]:
    """A laptop's stretch of its chain says where it was, the opening of its shift where this computer's till was."""
    kept = stretches(session)
    places = {str(row.place_id): row.id for row in session.execute(select(StandRow.id, StandRow.place_id))}
    rows = session.execute(
        select(
            Document.id,
            Document.device_id,
            Document.epoch,
            Document.seq,
            func.json_extract(DocumentLine.details, f"$.{OPENED_AT}"),
        )
        .outerjoin(
            DocumentLine,
            (DocumentLine.document_id == Document.shift_id) & (DocumentLine.kind == LineKind.COUNTED_CASH),
        )
        .where(Document.id.in_(sales))
    )
    found = {}
    for sale, device, epoch, seq, place in rows:
        stand = stand_at(kept, device, (epoch, seq)) or places.get(place or "")
        if stand is not None:
            found[sale] = stand
    return found
