"""Sales that an agreement holds back until the customer's time to return them has passed."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.consignment.models import AgreementRow
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.ledger.kinds import DocumentKind, LineKind
from sentra_pos.ledger.models import Document, DocumentLine, LineAllocation, Lot

#: What a hold is about: the sale itself, whose its goods were, what comes back of it, and what its payment cost.
HELD_LINES = frozenset({LineKind.GOODS, LineKind.SERVICE, LineKind.IDENTIFIED, LineKind.PAYMENT_COST})
#: What a hold is counted from.
SALES = (DocumentKind.SALE, DocumentKind.EXCHANGE)
_LINE = and_(DocumentLine.document_id == LineAllocation.document_id, DocumentLine.line_no == LineAllocation.line_no)


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
    since = today - timedelta(days=max(days))
    wanted = (
        select(Document.id, Lot.owner_id, Document.business_date, func.max(AgreementRow.hold_days))
        .join(LineAllocation, LineAllocation.document_id == Document.id)
        .join(DocumentLine, _LINE)
        .join(Lot, Lot.id == LineAllocation.lot_id)
        .join(AgreementRow, AgreementRow.id == Lot.agreement_id)
        .where(Document.kind.in_(SALES), Document.business_date > since, young)
        .where(DocumentLine.refers_document_id.is_(None), Lot.owner_id.is_not(None))
        .group_by(Document.id, Lot.owner_id, Document.business_date)
    )
    # Whose goods were sold is sometimes found out later: that line answers the sale's, and waits from the sale on.
    answer = aliased(Document)
    found_later = (
        select(Document.id, Lot.owner_id, Document.business_date, func.max(AgreementRow.hold_days))
        .select_from(answer)
        .join(LineAllocation, LineAllocation.document_id == answer.id)
        .join(DocumentLine, _LINE)
        .join(Document, Document.id == DocumentLine.refers_document_id)
        .join(Lot, Lot.id == LineAllocation.lot_id)
        .join(AgreementRow, AgreementRow.id == Lot.agreement_id)
        .where(answer.kind == DocumentKind.IDENTIFICATION, Document.business_date > since, young)
        .where(Lot.owner_id.is_not(None))
        .group_by(Document.id, Lot.owner_id, Document.business_date)
    )
    found: dict[tuple[DocumentId, PartyId], date] = {}
    for each in (wanted, found_later):
        of_one = each if party is None else each.where(Lot.owner_id == party)
        for document, owner, sold, hold in session.execute(of_one):
            assert owner is not None, "the shop's own goods are left out"
            free = sold + timedelta(days=hold)
            found[document, owner] = max(free, found.get((document, owner), free))
    return found
