"""Sales that an agreement holds back until the customer's time to return them has passed."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from sentra_pos.consignment.models import AgreementRow
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Document, DocumentLine, LineAllocation, Lot

#: What a hold is about: the sale itself, what comes back of it, and what its payment cost.
HELD_LINES = frozenset({LineKind.GOODS, LineKind.SERVICE, LineKind.PAYMENT_COST})
_SALES = (DocumentKind.SALE, DocumentKind.EXCHANGE)


def held_sales(session: Session, today: date, party: PartyId | None = None) -> dict[tuple[DocumentId, PartyId], date]:
    """Each sale with each artisan whose part of it stays out, and the day on which it comes free.

    Of several lots under several versions, the longest hold counts: a document is never settled in pieces.
    """
    days = session.execute(select(AgreementRow.hold_days).where(AgreementRow.hold_days > 0).distinct()).scalars().all()
    if not days:
        return {}
    young = or_(
        *(and_(AgreementRow.hold_days == hold, Document.business_date > today - timedelta(days=hold)) for hold in days)
    )
    wanted = (
        select(Document.id, Lot.owner_id, Document.business_date, func.max(AgreementRow.hold_days))
        .join(LineAllocation, LineAllocation.document_id == Document.id)
        .join(
            DocumentLine,
            and_(
                DocumentLine.document_id == LineAllocation.document_id, DocumentLine.line_no == LineAllocation.line_no
            ),
        )
        .join(Lot, Lot.id == LineAllocation.lot_id)
        .join(AgreementRow, AgreementRow.id == Lot.agreement_id)
        .where(Document.kind.in_(_SALES), Document.business_date > today - timedelta(days=max(days)), young)
        .where(DocumentLine.refers_document_id.is_(None), Lot.owner_id.is_not(None))
        .group_by(Document.id, Lot.owner_id, Document.business_date)
    )
    if party is not None:
        wanted = wanted.where(Lot.owner_id == party)
    return {
        (DocumentId(document), PartyId(owner)): sold + timedelta(days=hold)
        for document, owner, sold, hold in session.execute(wanted)
        if owner is not None
    }
