"""What tells items of one name apart on an account of sales: size and code, where the name alone does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.ledger.models import DocumentLine
from sentra_pos.settlement.statement_goods import ItemGoods

#: Far below what SQLite takes in one question.
_AT_ONCE = 500


def told_apart(session: Session, items: tuple[ItemGoods, ...]) -> tuple[ItemGoods, ...]:
    """The same rows, ``about`` filled where a name stands more than once; of different names nothing is asked."""
    names = Counter(each.name for each in items)
    about = _about(session, [each.item for each in items if names[each.name] > 1])
    return tuple(replace(each, about=about.get(each.item, "")) for each in items) if about else items


def lines_told_apart(
    session: Session, settlement: DocumentId, items: Iterable[ItemGoods]
) -> dict[tuple[DocumentId, int], str]:
    """The same words for the settled lines of those items, by the line that earned; one question, or none."""
    about = {each.item: each.about for each in items if each.about}
    if not about:
        return {}
    earned = aliased(DocumentLine)
    rows = session.execute(
        select(earned.document_id, earned.line_no, earned.item_id)
        .select_from(DocumentLine)
        .join(
            earned,
            and_(
                earned.document_id == DocumentLine.refers_document_id,
                earned.line_no == DocumentLine.refers_line_no,
            ),
        )
        .where(DocumentLine.document_id == settlement, DocumentLine.kind == LineKind.SETTLED)
    )
    return {(document, line): about[item] for document, line, item in rows if item is not None and item in about}


def _about(session: Session, items: list[ItemId]) -> dict[ItemId, str]:
    found: dict[ItemId, str] = {}
    for start in range(0, len(items), _AT_ONCE):
        rows = session.execute(
            select(Item.id, Item.name, Item.size, func.coalesce(func.min(ItemCode.code), ""))
            .outerjoin(ItemCode, and_(ItemCode.item_id == Item.id, ItemCode.own))
            .where(Item.id.in_(items[start : start + _AT_ONCE]))
            .group_by(Item.id)
        )
        for item, name, size, code in rows:
            said = "" if name.endswith(size) else size
            found[item] = " · ".join(part for part in (said, code) if part)
    return found
