"""Per document, line and artisan: what earned or cost something and no settlement has taken yet, as one SELECT."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, false, func, literal, or_, select, true, union_all
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import PartyId
from sentra_pos.core.money import ZERO
from sentra_pos.core.quantity import NONE
from sentra_pos.db.types import UuidType
from sentra_pos.ledger.kinds import AccountKind, DocumentKind, LineKind
from sentra_pos.ledger.models import AccountRow, Document, DocumentLine, LineAllocation, Lot, MoneyMove
from sentra_pos.settlement.settled_up_to import reach, settled_up_to

#: What an artisan earns by lots; whatever else accrues is found by its moves, and named by what it is not, so that no
#: kind is ever left out.
_SPLIT_LINES = (LineKind.GOODS, LineKind.SERVICE, LineKind.IDENTIFIED)
#: Take back what they refer to; what was identified later refers to the sale that it completes.
BACK_LINES = (LineKind.GOODS, LineKind.SERVICE)
#: Was not paid by a customer for goods: what a payment cost, what damage is made good with, what the shop charges.
_EXTRA_LINES = (LineKind.PAYMENT_COST, LineKind.COMPENSATION, LineKind.CASE, LineKind.FEE)


def _not_settled(document: Any, line: Any, party: Any) -> ColumnElement[bool]:
    settled = aliased(DocumentLine)
    # Nothing to find it by, which SQLite may take a plain comparison for: all of an artisan's lines ever settled.
    is_theirs = case((settled.party_id == party, true()), else_=false())
    return ~(
        select(settled.line_no)
        .where(
            settled.refers_document_id == document,
            settled.refers_line_no == line,
            settled.kind == LineKind.SETTLED,
            is_theirs,
        )
        .exists()
    )


@cache
def unsettled(*, of_one: bool) -> Any:
    """Per document, line and artisan what no settlement has taken: what is sold adds, what comes back takes away.

    A line is told by its allocations, also when its share is nothing; what has none, by its moves on the account.
    Asked with ``of_one(session, whose)`` or ``of_all(session)``. Kept, because to build it costs more than to run it.
    """
    seq = Document.received_seq
    if of_one:
        whose, after = bindparam("whose", type_=UuidType()), seq > bindparam("after")
        return union_all(
            _by_lots(Lot.owner_id == whose, after), _by_moves(AccountRow.party_id == whose, after)
        ).subquery()
    # Named as a list, so that SQLite begins with these documents and not with all there is to find them in.
    header = aliased(Document)
    lately, before = select(header.id).where(header.received_seq > bindparam("recent")), seq <= bindparam("recent")
    behind = bindparam("behind", type_=UuidType(), expanding=True)
    return union_all(
        _by_lots(Lot.owner_id.is_not(None), LineAllocation.document_id.in_(lately)),
        _by_lots(Lot.owner_id.in_(behind), before),
        _by_moves(AccountRow.party_id.is_not(None), MoneyMove.document_id.in_(lately)),
        _by_moves(AccountRow.party_id.in_(behind), before),
    ).subquery()


def of_one(session: Session, whose: PartyId) -> dict[str, Any]:
    """What ``unsettled(of_one=True)`` is to be asked with."""
    return {"whose": whose, "after": settled_up_to(session, whose)}


def of_all(session: Session) -> dict[str, Any]:
    """What ``unsettled(of_one=False)`` is to be asked with."""
    found = reach(session)
    return {"recent": found.recent, "behind": found.behind}


def _by_lots(*which: ColumnElement[bool]) -> Any:
    """What lots answered for."""
    part = LineAllocation
    back = and_(DocumentLine.refers_document_id.is_not(None), DocumentLine.kind.in_(BACK_LINES))

    def signed(column: Any) -> ColumnElement[Any]:
        return func.sum(case((back, -column), else_=column), type_=column.type)

    return (
        select(
            part.document_id,
            part.line_no,
            Lot.owner_id.label("party"),
            signed(part.quantity).label("quantity"),
            signed(part.list_amount).label("listed"),
            signed(part.discount).label("discount"),
            signed(part.shop_part).label("commission"),
            literal(ZERO, part.share.type).label("extra"),
            signed(part.share).label("share"),
        )
        .select_from(Document)
        .join(part, part.document_id == Document.id)
        .join(Lot, Lot.id == part.lot_id)
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == part.document_id, DocumentLine.line_no == part.line_no),
        )
        .where(_not_settled(part.document_id, part.line_no, Lot.owner_id))
        .where(*which)
        .group_by(part.document_id, part.line_no, Lot.owner_id)
    )


def _by_moves(*which: ColumnElement[bool]) -> Any:
    """What no lot answered for, by its moves on the account."""
    part = LineAllocation
    move, money = MoneyMove, MoneyMove.amount.type
    earned = func.sum(case((move.credit_account_id == AccountRow.id, move.amount), else_=-move.amount), type_=money)
    nothing = literal(ZERO, money)
    is_extra = DocumentLine.kind.in_(_EXTRA_LINES)
    return (
        select(
            move.document_id,
            move.line_no,
            AccountRow.party_id,
            literal(NONE, part.quantity.type),
            case((is_extra, nothing), else_=earned),
            nothing,
            nothing,
            case((is_extra, earned), else_=nothing),
            earned,
        )
        .join(Document, Document.id == move.document_id)
        .join(AccountRow, or_(AccountRow.id == move.credit_account_id, AccountRow.id == move.debit_account_id))
        .join(
            DocumentLine,
            and_(DocumentLine.document_id == move.document_id, DocumentLine.line_no == move.line_no),
        )
        .where(AccountRow.kind == AccountKind.ACCRUED, Document.kind != DocumentKind.SETTLEMENT)
        .where(DocumentLine.kind.not_in(_SPLIT_LINES))
        .where(_not_settled(move.document_id, move.line_no, AccountRow.party_id))
        .where(*which)
        .group_by(move.document_id, move.line_no, AccountRow.party_id)
    )
