"""Where goods of a line were sold, which decides their rate where one was agreed for a kind of place."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import LotId
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import DocumentLine, GoodsMove, Place
from sentra_pos.stock.places import WITH_CUSTOMER


def sold_at(session: Session, line: DocumentLine, lot: LotId) -> PlaceKind:
    """The kind of place that the lot's goods left for the customer; of what comes back, those of the sale's line."""
    sold = or_(
        (GoodsMove.document_id == line.document_id) & (GoodsMove.line_no == line.line_no),
        (GoodsMove.document_id == line.refers_document_id) & (GoodsMove.line_no == line.refers_line_no),
    )
    wanted = (
        select(Place.kind)
        .join(GoodsMove, GoodsMove.from_place_id == Place.id)
        .where(sold, GoodsMove.lot_id == lot, GoodsMove.to_place_id == WITH_CUSTOMER)
    )
    return session.execute(wanted).scalars().first() or PlaceKind.SHELF
