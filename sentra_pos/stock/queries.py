"""Questions about goods: what lies where, and how it came to be there (the *kartu stok*)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.core.ids import DeviceId, DocumentId, ItemId, LotId, PlaceId
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.types import QuantityType
from sentra_pos.ledger.kinds import DocumentKind, PlaceKind
from sentra_pos.ledger.models import Device, Document, GoodsMove, Lot, Place, StockBalance
from sentra_pos.ledger.post import document_code
from sentra_pos.stock.care import in_our_care

#: SQLite takes a limited number of values in one question.
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCardRow:
    """One move of an item into the shop's care (above zero), out of it (below), or between two of its places (zero).

    ``left`` is what the shop had of the item after it.
    """

    at: datetime
    business_date: date
    document: DocumentId
    code: str
    kind: DocumentKind
    lot: LotId
    source: str
    target: str
    quantity: Quantity
    change: Quantity
    left: Quantity


def place_is_kept_by(session: Session, place: PlaceId, device: DeviceId) -> bool:
    """Whether the device is the place's custodian, the only one that writes its stock."""
    wanted = select(Place.id).where(Place.id == place, Place.custodian_id == device)
    return session.execute(wanted).one_or_none() is not None


def newest_lot_seq(session: Session) -> int:
    """The sequence of the lot that came in last; 0 when none has."""
    return session.execute(select(func.coalesce(func.max(Lot.seq), 0))).scalar_one()


def in_the_shop(session: Session, items: Iterable[ItemId]) -> dict[ItemId, Quantity]:
    """How much of each item is in the shop's care, at a stand and on the road to it too; all lots together."""
    return _together(session, items, in_our_care())


def items_at(session: Session, place: PlaceId, items: Iterable[ItemId]) -> dict[ItemId, Quantity]:
    """How much of each item lies at the place, all lots together; below zero where more was sold than came in."""
    return _together(session, items, StockBalance.place_id == place)


def lies_elsewhere(session: Session, item: ItemId, place: PlaceId) -> tuple[tuple[PlaceKind, Quantity], ...]:
    """What of the item is in the shop's care at each kind of place but this one, a stand and the road to it too."""
    quantity = func.sum(StockBalance.quantity, type_=QuantityType())
    rows = session.execute(
        select(Place.kind, quantity)
        .join(StockBalance, StockBalance.place_id == Place.id)
        .join(Lot, Lot.id == StockBalance.lot_id)
        .where(Lot.item_id == item, Place.id != place, in_our_care())
        .group_by(Place.kind)
        .order_by(Place.kind)
    )
    return tuple((kind, count) for kind, count in rows if count)


def _together(session: Session, items: Iterable[ItemId], where: ColumnElement[bool]) -> dict[ItemId, Quantity]:
    wanted = list(dict.fromkeys(items))
    found = dict.fromkeys(wanted, NONE)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(Lot.item_id, func.sum(StockBalance.quantity, type_=QuantityType()))
            .join(StockBalance, StockBalance.lot_id == Lot.id)
            .join(Place, Place.id == StockBalance.place_id)
            .where(Lot.item_id.in_(wanted[start : start + _AT_ONCE]), where)
            .group_by(Lot.item_id)
        )
        found.update((item, quantity) for item, quantity in rows)
    return found


def stock_card(session: Session, item: ItemId) -> tuple[StockCardRow, ...]:
    """Every move of the item with its document, the oldest first, and what was left after each."""
    source, target = aliased(Place), aliased(Place)
    ours_from, ours_to = in_our_care(source), in_our_care(target)
    rows = session.execute(
        select(Document, Device.code, GoodsMove.lot_id, GoodsMove.quantity)
        .add_columns(source.name, ours_from, target.name, ours_to)
        .join(Lot, Lot.id == GoodsMove.lot_id)
        .join(Document, Document.id == GoodsMove.document_id)
        .join(Device, Device.id == Document.device_id)
        .join(source, source.id == GoodsMove.from_place_id)
        .join(target, target.id == GoodsMove.to_place_id)
        .where(Lot.item_id == item, or_(ours_from, ours_to))
        .order_by(Document.received_seq, GoodsMove.move_no)
    )
    card: list[StockCardRow] = []
    left = NONE
    for document, device, lot, quantity, source_name, from_us, target_name, to_us in rows:
        change = NONE
        if from_us != to_us:
            change = quantity if to_us else -quantity
        left += change
        card.append(
            StockCardRow(
                at=document.at,
                business_date=document.business_date,
                document=document.id,
                code=document_code(document.kind, device, document.epoch, document.number),
                kind=document.kind,
                lot=lot,
                source=source_name,
                target=target_name,
                quantity=quantity,
                change=change,
                left=left,
            )
        )
    return tuple(card)
