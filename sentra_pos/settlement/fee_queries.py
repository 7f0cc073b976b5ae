"""What artisans sold in a time, for sharing a cost by it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.ledger.models import Document, DocumentLine, LineAllocation, Lot
from sentra_pos.settlement.turnover import signed


def sold_between(session: Session, parties: Collection[PartyId], since: date, until: date) -> dict[PartyId, Rupiah]:
    """What customers paid for each one's goods from day to day, less what came back in that time."""
    part = LineAllocation
    rows = session.execute(
        select(Lot.owner_id, func.sum(signed(part.list_amount - part.discount), type_=part.list_amount.type))
        .join(part, part.lot_id == Lot.id)
        .join(DocumentLine, and_(DocumentLine.document_id == part.document_id, DocumentLine.line_no == part.line_no))
        .join(Document, Document.id == part.document_id)
        .where(Lot.owner_id.in_(parties), Document.business_date.between(since, until))
        .group_by(Lot.owner_id)
    )
    return {PartyId(party): amount for party, amount in rows if party is not None}
