"""What tells items of one name apart on an account of sales: size and code, where the name alone does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.db.types import UuidType
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.ledger.models import DocumentLine
from sentra_pos.settlement.statement_goods import ItemGoods

#: Far below what SQLite takes in one question.
_AT_ONCE = 500


def told_apart(session: Session, items: tuple[ItemGoods, ...]) -> tuple[ItemGoods, ...]:
    """The same rows, ``about`` filled where a name stands more than once; of different names nothing is asked."""
    names = Counter(each.name for each in items)
    about = _about(session, [each.item for each in items if names[each.name] > 1])
    return tuple(replace(each, about=about[each.item]) if each.item in about else each for each in items)


def lines_told_apart(
    session: Session, settlement: DocumentId, items: Iterable[ItemGoods]
) -> dict[tuple[DocumentId, int], str]:
    """The same words for the settled lines of those items, by the line that earned; one question, or none."""
    about = {each.item: each.about for each in items if each.about}
    if not about:
        return {}
    rows = session.execute(_earning_lines(), {"settlement": settlement})
    return {(document, line): about[item] for document, line, item in rows if item is not None and item in about}


@cache
def _earning_lines() -> Select[DocumentId, int, ItemId | None]:
    """Kept like the next one: each statement asks them, and to build one costs more than to ask it."""
    earned = aliased(DocumentLine)
    return (
        select(earned.document_id, earned.line_no, earned.item_id)
        .select_from(DocumentLine)
        .join(
            earned,
            and_(
                earned.document_id == DocumentLine.refers_document_id,
                earned.line_no == DocumentLine.refers_line_no,
            ),
        )
        .where(DocumentLine.document_id == bindparam("settlement", type_=UuidType()))
        .where(DocumentLine.kind == LineKind.SETTLED)
    )


def _about(session: Session, items: list[ItemId]) -> dict[ItemId, str]:
    found: dict[ItemId, str] = {}
    for start in range(0, len(items), _AT_ONCE):
        for item, name, size, code in session.execute(_sizes(), {"items": items[start : start + _AT_ONCE]}):
            said = "" if name.endswith(size) else size
            found[item] = " · ".join(part for part in (said, code) if part)
    return found


@cache
def _sizes() -> Select[ItemId, str, str, str]:
    return (
        select(Item.id, Item.name, Item.size, func.coalesce(func.min(ItemCode.code), ""))
        .outerjoin(ItemCode, and_(ItemCode.item_id == Item.id, ItemCode.own))
        .where(Item.id.in_(bindparam("items", expanding=True)))
        .group_by(Item.id)
    )
