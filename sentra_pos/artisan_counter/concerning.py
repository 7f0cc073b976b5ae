"""Whether a line of a document is an artisan's: their goods moved on it, or their money, or it names them."""

from __future__ import annotations

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.ledger.models import AccountRow, DocumentLine, GoodsMove, LineAllocation, Lot, MoneyMove


def concerns(session: Session, party: PartyId, document: DocumentId, line: int) -> bool:
    """False for somebody else's line, and for one that is not there."""
    own_lot = exists().where(LineAllocation.lot_id == Lot.id, Lot.owner_id == party)
    sold = own_lot.where(LineAllocation.document_id == document, LineAllocation.line_no == line)
    moved = exists().where(GoodsMove.lot_id == Lot.id, Lot.owner_id == party)
    moved = moved.where(GoodsMove.document_id == document, GoodsMove.line_no == line)
    account = or_(AccountRow.id == MoneyMove.debit_account_id, AccountRow.id == MoneyMove.credit_account_id)
    paid = exists().where(account, AccountRow.party_id == party)
    paid = paid.where(MoneyMove.document_id == document, MoneyMove.line_no == line)
    wanted = select(DocumentLine.line_no).where(
        DocumentLine.document_id == document,
        DocumentLine.line_no == line,
        or_(DocumentLine.party_id == party, sold, moved, paid),
    )
    return session.execute(wanted).first() is not None
