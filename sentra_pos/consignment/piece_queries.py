"""Questions about pieces: what the shop has of an artisan, and under which terms each lot of an item came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.consignment.models import AgreementRow
from sentra_pos.core.ids import DocumentId, ItemId, LotId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.types import QuantityType
from sentra_pos.ledger.models import Device, Document, Lot, Place, StockBalance
from sentra_pos.ledger.post import document_code
from sentra_pos.people.models import Party
from sentra_pos.stock.care import in_our_care


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceHere:
    """An item of one artisan that the shop has, all lots together; ``price`` is what its tag says."""

    item: ItemId
    name: str
    size: str
    code: str
    price: Rupiah
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class LotOfItem:
    """A lot with the note it came in on; ``left`` is what of it is in the shop's care now.

    ``owner_name`` is empty for the shop's own goods, ``version`` None where no agreement was needed.
    """

    lot: LotId
    seq: int
    owner: PartyId | None
    owner_name: str
    note: DocumentId
    note_code: str
    business_date: date
    version: int | None
    price: Rupiah
    net_price: Rupiah | None
    cost: Rupiah | None
    left: Quantity


def pieces_of_artisan(session: Session, party: PartyId) -> tuple[PieceHere, ...]:
    """What the shop has of the artisan's consigned goods, by name."""
    quantity = func.sum(StockBalance.quantity, type_=QuantityType())
    rows = session.execute(
        select(Item.id, Item.name, Item.size, func.coalesce(ItemCode.code, ""), Item.price, quantity)
        .join(Lot, Lot.item_id == Item.id)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Place, Place.id == StockBalance.place_id)
        .outerjoin(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
        .where(Lot.owner_id == party, in_our_care(), StockBalance.quantity != NONE)
        .group_by(Item.id)
        .order_by(Item.name, Item.size, Item.id)
    )
    return tuple(
        PieceHere(item=item, name=name, size=size, code=code, price=price, quantity=count)
        for item, name, size, code, price, count in rows
    )


def lots_of_item(session: Session, item: ItemId) -> tuple[LotOfItem, ...]:
    """Every lot of the item, the newest first."""
    return tuple(
        LotOfItem(
            lot=lot.id,
            seq=lot.seq,
            owner=lot.owner_id,
            owner_name=owner or "",
            note=document.id,
            note_code=document_code(document.kind, device, document.epoch, document.number),
            business_date=document.business_date,
            version=version,
            price=lot.price,
            net_price=lot.net_price,
            cost=lot.cost,
            left=left or NONE,
        )
        for lot, document, device, owner, version, left in session.execute(_lots(item))
    )


def _lots(item: ItemId) -> Select[Lot, Document, int, str, int, Quantity]:
    here = (
        select(StockBalance.lot_id, func.sum(StockBalance.quantity, type_=QuantityType()).label("left"))
        .join(Place, Place.id == StockBalance.place_id)
        .join(Lot, Lot.id == StockBalance.lot_id)
        .where(Lot.item_id == item, in_our_care())
        .group_by(StockBalance.lot_id)
        .subquery()
    )
    return (
        select(Lot, Document, Device.code, Party.name, AgreementRow.version, here.c.left)
        .join(Document, Document.id == Lot.document_id)
        .join(Device, Device.id == Document.device_id)
        .outerjoin(Party, Party.id == Lot.owner_id)
        .outerjoin(AgreementRow, AgreementRow.id == Lot.agreement_id)
        .outerjoin(here, here.c.lot_id == Lot.id)
        .where(Lot.item_id == item)
        .order_by(Lot.seq.desc())
    )
