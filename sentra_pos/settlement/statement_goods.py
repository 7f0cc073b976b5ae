"""The goods part of an account of sales: what was here, came, went and is left, item by item, read off the moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item
from sentra_pos.core.ids import ItemId, PartyId, PlaceId
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.types import UuidType
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Document, GoodsMove, Lot, StockBalance
from sentra_pos.stock.care import ENDS, end_is_ours
from sentra_pos.stock.places import LOST, MISSING, OWNERSHIP, WITH_ARTISAN, WITH_CUSTOMER

_NOT_FOUND = (MISSING, LOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsCount:
    """Pieces of the artisan: held at the last settlement, what came and went since, left now.

    ``before + received − sold + returned by customers − given back − lost − taken over = left``, counted from the goods
    moves. ``lost`` is what was not found, less what was found again; ``taken_over`` what the shop made its own.
    """

    before: Quantity = NONE
    received: Quantity = NONE
    sold: Quantity = NONE
    returned: Quantity = NONE
    given_back: Quantity = NONE
    lost: Quantity = NONE
    taken_over: Quantity = NONE

    @property
    def left(self) -> Quantity:
        gone = self.sold + self.given_back + self.lost + self.taken_over
        return self.before + self.received + self.returned - gone

    @property
    def untouched(self) -> bool:
        """Whether none came and none went."""
        return self == GoodsCount(before=self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGoods:
    """One item's row; ``about`` tells it from others of its name (see ``told_apart``)."""

    item: ItemId
    name: str
    goods: GoodsCount
    about: str = ""


def all_together(rows: Iterable[ItemGoods]) -> GoodsCount:
    """The sum of the rows."""
    sums = dict.fromkeys(GoodsCount.__dataclass_fields__, NONE)
    for row in rows:
        for name in sums:
            sums[name] += getattr(row.goods, name)
    return GoodsCount(**sums)


def goods_between(session: Session, party: PartyId, since: int, upto: int) -> tuple[ItemGoods, ...]:
    """Between two documents, by their order of arrival; items of which nothing was here and nothing moved are left out.

    A lot that changes its terms goes through ownership and comes back from it, within one document: that cancels out.
    What was here before is what is here now without what moved since, so that nobody adds up ten years of sales.
    """
    counted: dict[tuple[str, ItemId], GoodsCount] = {
        (name, item): GoodsCount(before=held) for item, name, held in session.execute(_held(), {"party": party})
    }
    asked = {"party": party, "since": since, "upto": upto}
    for item, name, later, *counts in session.execute(_moved_since(), asked):
        held, flowed = counted.get((name, item), GoodsCount()).before, goods_of((None, *counts))
        counted[name, item] = replace(flowed, before=held - later - flowed.left)
    return tuple(
        ItemGoods(item=item, name=name, goods=goods)
        for (name, item), goods in sorted(counted.items(), key=lambda each: (each[0][0], each[0][1].bytes))
        if goods != GoodsCount()
    )


@cache
def _held() -> Select[ItemId, str, Quantity]:
    """What is here now, by item. Kept like the next one, because to build it costs as much as to ask it."""
    held = func.sum(StockBalance.quantity, type_=StockBalance.quantity.type)
    return (
        select(Item.id, Item.name, held)
        .select_from(Lot)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Item, Item.id == Lot.item_id)
        .where(Lot.owner_id == bindparam("party", type_=UuidType()), end_is_ours(StockBalance.place_id))
        .group_by(Item.id)
        .having(held != NONE)
    )


@cache
def _moved_since() -> Select[Any]:
    """By item: what came and went from ``upto`` on, and each flow before it."""
    # The old moves are passed over in their index; without this the database reads each of them.
    fresh = (
        select(Lot.item_id, GoodsMove.document_id, GoodsMove.move_no)
        .join(GoodsMove, GoodsMove.lot_id == Lot.id)
        .join(Document, Document.id == GoodsMove.document_id)
        .where(Lot.owner_id == bindparam("party", type_=UuidType()), Document.received_seq > bindparam("since"))
        .cte("fresh")
        .prefix_with("MATERIALIZED")
    )
    return (
        select(Item.id, Item.name, *flows(Document.received_seq < bindparam("upto")))
        .select_from(fresh)
        .join(GoodsMove, and_(GoodsMove.document_id == fresh.c.document_id, GoodsMove.move_no == fresh.c.move_no))
        .join(Document, Document.id == fresh.c.document_id)
        .join(Item, Item.id == fresh.c.item_id)
        .group_by(Item.id)
    )


def goods_of(counts: Iterable[Quantity | None]) -> GoodsCount:
    """A row of what ``flows`` asks for, in its order."""
    return GoodsCount(**dict(zip(GoodsCount.__dataclass_fields__, (count or NONE for count in counts), strict=True)))


def flows(fresh: ColumnElement[bool]) -> tuple[ColumnElement[Any], ...]:
    """What all moves that are not fresh come to, then each flow of those that are; sums over moves and documents."""
    source, target, quantity = GoodsMove.from_place_id, GoodsMove.to_place_id, GoodsMove.quantity
    ours_from, ours_to = end_is_ours(source), end_is_ours(target)
    corrected = Document.kind == DocumentKind.NOTE_CORRECTION

    # Pieces that were missing and, by a corrected note, had never come: neither received nor lost.
    never_came = and_(fresh, corrected, source == MISSING, target == WITH_ARTISAN)

    def total(*signed: tuple[ColumnElement[bool], Any]) -> ColumnElement[Any]:
        return func.sum(case(*signed, else_=0), type_=quantity.type)

    def came_from(*ends: PlaceId) -> ColumnElement[bool]:
        return and_(fresh, source.in_(ends), ours_to)

    def went_to(*ends: PlaceId) -> ColumnElement[bool]:
        return and_(fresh, ours_from, target.in_(ends))

    return (
        total((fresh, 0), (and_(ours_to, ~ours_from), quantity), (and_(ours_from, ~ours_to), -quantity)),
        # What a note had too many of never came. To a stand's own book goods come off its road.
        total(
            (came_from(WITH_ARTISAN), quantity),
            (and_(fresh, ~ours_from, source.not_in(ENDS), ours_to), quantity),
            (and_(went_to(WITH_ARTISAN), corrected), -quantity),
            (never_came, -quantity),
        ),
        total((went_to(WITH_CUSTOMER), quantity)),
        total((came_from(WITH_CUSTOMER), quantity)),
        total((and_(went_to(WITH_ARTISAN), ~corrected), quantity)),
        total((went_to(*_NOT_FOUND), quantity), (came_from(*_NOT_FOUND), -quantity), (never_came, -quantity)),
        total((went_to(OWNERSHIP), quantity), (came_from(OWNERSHIP), -quantity)),
    )
