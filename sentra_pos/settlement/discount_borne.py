"""Whose money the discounts of a settlement were: on the paper that goes home, where nobody can ask why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from sentra_pos.consignment.facts import DiscountBearer
from sentra_pos.consignment.models import AgreementRow
from sentra_pos.core.ids import DocumentId, PartyId
from sentra_pos.core.money import ZERO, Rupiah, sum_rupiah
from sentra_pos.db.types import UuidType
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.ledger.models import DocumentLine, LineAllocation, Lot
from sentra_pos.settlement.explain import explain_line
from sentra_pos.settlement.queries import OwedLine

#: How much of a line's discount was whose.
Borne = Mapping[DiscountBearer, Rupiah]


def discounts_borne(
    session: Session, settlement: DocumentId, party: PartyId, lines: Iterable[OwedLine]
) -> dict[tuple[DocumentId, int], Borne]:
    """By the line that earned, as the lots' agreements say, or the till where it took a discount upon the shop.

    No share falls below zero: what a discount beyond it comes to is the shop's. Of a settlement without discounts
    nothing is asked.
    """
    if not any(line.discount for line in lines):
        return {}
    found: dict[tuple[DocumentId, int], dict[DiscountBearer, Rupiah]] = defaultdict(dict)
    rows = session.execute(_discounted(), {"settlement": settlement, "party": party})
    for document, line, by_terms, agreed, shops, least_share in rows:
        whose, beyond = found[document, line], ZERO
        if by_terms is DiscountBearer.ARTISAN and not least_share:
            beyond = agreed - _taken_from_share(session, document, line, party)
        for bearer, amount in (
            (by_terms or DiscountBearer.SHOP, agreed - beyond),
            (DiscountBearer.SHOP, shops + beyond),
        ):
            if amount:
                whose[bearer] = whose.get(bearer, ZERO) + amount
    return dict(found)


def _taken_from_share(session: Session, document: DocumentId, line: int, party: PartyId) -> Rupiah:
    """By how much discounts that the artisan bears made the share smaller."""
    parts = explain_line(session, document, line, party).parts
    return sum_rupiah(part.share_at_list - part.share for part in parts if part.bearer is DiscountBearer.ARTISAN)


@cache
def _discounted() -> Select[*tuple[Any, ...]]:
    """Kept: each statement asks it, and to build it costs more than to ask it."""
    part, money = LineAllocation, LineAllocation.discount.type
    return (
        select(
            part.document_id,
            part.line_no,
            AgreementRow.discount_bearer,
            func.sum(part.discount - part.shop_discount, type_=money),
            func.sum(part.shop_discount, type_=money),
            func.min(part.share, type_=money),
        )
        .select_from(DocumentLine)
        .join(
            part,
            and_(part.document_id == DocumentLine.refers_document_id, part.line_no == DocumentLine.refers_line_no),
        )
        .join(Lot, Lot.id == part.lot_id)
        .outerjoin(AgreementRow, AgreementRow.id == Lot.agreement_id)
        .where(DocumentLine.document_id == bindparam("settlement", type_=UuidType()))
        .where(DocumentLine.kind == LineKind.SETTLED, part.discount != ZERO)
        .where(Lot.owner_id == bindparam("party", type_=UuidType()))
        .group_by(part.document_id, part.line_no, AgreementRow.discount_bearer)
    )
