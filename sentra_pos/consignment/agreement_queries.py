"""What the paper of an agreement says besides the terms: who the artisan is, and which goods lie here under it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.consignment.models import AgreementRow
from sentra_pos.consignment.queries import agreement_by_id
from sentra_pos.consignment.rules import Agreement, share_at_list
from sentra_pos.core.ids import AgreementId, ItemId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.db.types import QuantityType
from sentra_pos.ledger.models import Lot, Place, StockBalance
from sentra_pos.people.facts import PayoutMethod
from sentra_pos.people.models import Party, Staff
from sentra_pos.stock.care import in_our_care


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsUnderTerms:
    """Pieces here under the agreement; price and share are for one, sold in the shop."""

    name: str
    code: str
    size: str
    quantity: Quantity
    price: Rupiah
    share: Rupiah


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementToSign:
    """All that the paper says; ``items`` names those that have a rate of their own."""

    agreement: Agreement
    party_code: str
    party_name: str
    contact_name: str
    address: str
    phone: str
    payout_method: PayoutMethod
    bank_account: str
    recorded_by: str
    items: dict[ItemId, str]
    goods: tuple[GoodsUnderTerms, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedItem:
    """An item that terms may be about."""

    item: ItemId
    name: str
    category: str


def agreement_to_sign(session: Session, agreement: AgreementId) -> AgreementToSign | None:
    """The version with what its paper needs, or None when there is no such version."""
    terms = agreement_by_id(session, agreement)
    if terms is None:
        return None
    party = session.execute(select(Party).where(Party.id == terms.party)).scalar_one()
    return AgreementToSign(
        agreement=terms,
        party_code=party.code,
        party_name=party.name,
        contact_name=party.contact_name,
        address=party.address,
        phone=party.phone,
        payout_method=party.payout_method,
        bank_account=party.bank_account,
        recorded_by=_recorder(session, agreement),
        items=item_names(session, terms),
        goods=_goods(session, terms),
    )


def item_names(session: Session, agreement: Agreement) -> dict[ItemId, str]:
    """What the items are called that have a rate of their own."""
    wanted = {rate.item for rate in agreement.rates if rate.item is not None}
    if not wanted:
        return {}
    rows = session.execute(select(Item.id, Item.name).where(Item.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def items_for_rates(session: Session, party: PartyId) -> tuple[NamedItem, ...]:
    """The items that the artisan made or ever brought, by name."""
    brought = select(Lot.item_id).where(Lot.owner_id == party)
    wanted = select(Item.id, Item.name, Item.category).where((Item.maker_id == party) | Item.id.in_(brought))
    rows = session.execute(wanted.order_by(Item.name, Item.id))
    return tuple(NamedItem(item=item, name=name, category=category) for item, name, category in rows)


def _recorder(session: Session, agreement: AgreementId) -> str:
    wanted = select(Staff.name).join(AgreementRow, AgreementRow.recorded_by == Staff.id)
    return session.execute(wanted.where(AgreementRow.id == agreement)).scalar_one()


def _goods(session: Session, terms: Agreement) -> tuple[GoodsUnderTerms, ...]:
    count = func.sum(StockBalance.quantity, type_=QuantityType())
    rows = session.execute(
        select(Item.id, Item.name, Item.size, Item.price, func.coalesce(ItemCode.code, ""))
        .add_columns(Lot.net_price, Lot.category, count)
        .join(Lot, Lot.item_id == Item.id)
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Place, Place.id == StockBalance.place_id)
        .outerjoin(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
        .where(Lot.agreement_id == terms.id, Lot.owner_id == terms.party)
        .where(in_our_care(), StockBalance.quantity > NONE)
        .group_by(Item.id, Lot.net_price, Lot.category)
        .order_by(Item.name, Item.size, Item.id)
    )
    return tuple(
        GoodsUnderTerms(
            name=name,
            code=code,
            size=size,
            quantity=quantity,
            price=price,
            share=share_at_list(terms, price, net, item=item, category=category),
        )
        for item, name, size, price, code, net, category, quantity in rows
    )
