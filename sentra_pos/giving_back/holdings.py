"""What a device's places hold, lot by lot: the piles that acts move, and whose they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item, ItemCode
from sentra_pos.core.ids import DeviceId, ItemId, LotId, PartyId, PlaceId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.giving_back.errors import HeldForCustomer
from sentra_pos.giving_back.rules import Pile
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import Lot, Place, StockBalance
from sentra_pos.people.models import Party
from sentra_pos.sales.held_queries import promised
from sentra_pos.stock.places import places_away

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """So much of one lot at one place of the device; ``owner_name`` is empty for the shop's own."""

    lot: LotId
    item: ItemId
    owner: PartyId | None
    owner_name: str
    place: PlaceKind
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWords:
    """What papers say of an item; ``price`` is what its tag says."""

    name: str
    kind: ItemKind
    code: str
    size: str
    price: Rupiah


def places_of(session: Session, device: DeviceId) -> dict[PlaceKind, PlaceId]:
    """The device's own places, without those of an exhibition's stand."""
    rows = session.execute(
        select(Place.kind, Place.id).where(Place.custodian_id == device, Place.id.not_in(places_away(session)))
    )
    return {row.kind: row.id for row in rows}


def holdings(session: Session, device: DeviceId, items: Collection[ItemId]) -> tuple[Holding, ...]:
    """What the device has of these items, the oldest lot first; nothing that is not there, or at a stand."""
    found: list[Holding] = []
    away = places_away(session)
    wanted = list(dict.fromkeys(items))
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(
            select(Lot.id, Lot.item_id, Lot.owner_id, func.coalesce(Party.name, ""), Place.kind, StockBalance.quantity)
            .join(StockBalance, StockBalance.lot_id == Lot.id)
            .join(Place, Place.id == StockBalance.place_id)
            .outerjoin(Party, Party.id == Lot.owner_id)
            .where(Lot.item_id.in_(wanted[start : start + _AT_ONCE]))
            .where(Place.custodian_id == device, Place.id.not_in(away), StockBalance.quantity > NONE)
            .order_by(Lot.seq)
        )
        found += (
            Holding(lot=lot, item=item, owner=owner, owner_name=name, place=place, quantity=quantity)
            for lot, item, owner, name, place, quantity in rows
        )
    return tuple(found)


def words_of(session: Session, items: Iterable[ItemId]) -> dict[ItemId, ItemWords]:
    """Names, codes and tags, also of items that are not for sale any more."""
    rows = session.execute(
        select(Item.id, Item.name, Item.kind, func.coalesce(ItemCode.code, ""), Item.size, Item.price)
        .outerjoin(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
        .where(Item.id.in_(list(dict.fromkeys(items))))
    )
    return {
        item: ItemWords(name=name, kind=kind, code=code, size=size, price=price)
        for item, name, kind, code, size, price in rows
    }


def refuse_promised(session: Session, words: Mapping[ItemId, ItemWords], items: Iterable[ItemId]) -> None:
    """A unique piece that lies in a held cart is not taken away from the till that promised it."""
    unique = [item for item in items if words[item].kind is ItemKind.UNIQUE]
    for item, cart in promised(session, unique).items():
        raise HeldForCustomer(item=words[item].name, cart=cart)


class Stacks:
    """What is left to take while the lines of one command are answered."""

    def __init__(self, found: Iterable[Holding]) -> None:
        self._left: defaultdict[ItemId, dict[tuple[LotId, PlaceKind], Holding]] = defaultdict(dict)
        self._units: dict[tuple[LotId, PlaceKind], int] = {}
        for each in found:
            self._left[each.item][each.lot, each.place] = each
            self._units[each.lot, each.place] = each.quantity.units

    def of(self, item: ItemId) -> tuple[Holding, ...]:
        """All that there was of the item, whoever has it."""
        return tuple(self._left[item].values())

    def piles(self, among: Iterable[Holding]) -> tuple[Pile[PlaceKind], ...]:
        """What is left of these, in their order."""
        return tuple(Pile(each.lot, each.place, Quantity(self._units[each.lot, each.place])) for each in among)

    def take(self, parts: Iterable[Pile[PlaceKind]]) -> None:
        """These are spoken for."""
        for part in parts:
            self._units[part.lot, part.place] -= part.quantity.units


def places_of_items(
    session: Session, device: DeviceId, items: Collection[ItemId]
) -> dict[ItemId, dict[PlaceKind, Quantity]]:
    """How much of each item lies at which of the device's places, all lots together."""
    found: dict[ItemId, dict[PlaceKind, Quantity]] = {item: {} for item in items}
    for each in holdings(session, device, items):
        at = found[each.item]
        at[each.place] = at.get(each.place, NONE) + each.quantity
    return found
