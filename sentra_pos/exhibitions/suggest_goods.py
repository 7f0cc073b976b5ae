"""Suggest what to load: what sold at earlier exhibitions, there first, as far as such goods lie in the shop now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.catalogue.models import Item
from sentra_pos.core.ids import ItemId, PartyId, PlaceId
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.core.spelling import fold
from sentra_pos.db.types import QuantityType
from sentra_pos.exhibitions.models import ExhibitionRow, StandRow
from sentra_pos.exhibitions.stage_queries import exhibition_row
from sentra_pos.exhibitions.stand_queries import ItemOnList, item_words, party_words
from sentra_pos.ledger.kinds import PlaceKind
from sentra_pos.ledger.models import GoodsMove, Lot, Place, StockBalance
from sentra_pos.stock.places import places_away

_IN_THE_SHOP = (PlaceKind.SHELF, PlaceKind.STORE_ROOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedGoods:
    """An item that lies in the shop: ``sold_there`` at this venue or in this city, ``sold`` at all exhibitions.

    ``alike`` is what sold there of the artisan's other goods of the same sort (category and technique): a piece that is
    one of a kind never sold before.
    """

    words: ItemOnList
    here: Quantity
    sold_there: Quantity
    sold: Quantity
    alike: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedArtisan:
    """An artisan whose goods sold; ``party`` is None for the shop's own. The best of the goods come first."""

    party: PartyId | None
    code: str
    name: str
    sold_there: Quantity
    sold: Quantity
    goods: tuple[SuggestedGoods, ...]


#: The artisan, and the sort of goods.
_Sort = tuple[PartyId | None, str, str]


@dataclass(frozen=True, slots=True)
class _Sold:
    """Pieces of one item that stayed with customers of earlier exhibitions."""

    item: ItemId
    owner: PartyId | None
    sort: _Sort
    units: int
    near: bool


def suggest_goods(session: Session, exhibition: UUID) -> tuple[SuggestedArtisan, ...]:
    """Artisans by what they sold there, then anywhere; only goods that could be loaded now. Raises NoSuchExhibition."""
    sold = _sold(session, exhibition_row(session, exhibition))
    here = _here(session, {each.owner for each in sold})
    words = item_words(session, {item for item, _owner in here})
    artisans = {each.owner: None for each in sold}
    people = party_words(session, [owner for owner in artisans if owner is not None])
    found = [_artisan(owner, people, sold, here, words) for owner in artisans]
    return tuple(sorted(found, key=lambda each: (-each.sold_there.units, -each.sold.units, each.code)))


def _sold(session: Session, wanted: ExhibitionRow) -> list[_Sold]:
    """Of every exhibition but this one, what was sold less what was brought back there."""
    near = _near(session, wanted)
    if not near:
        return []
    source, target = aliased(Place), aliased(Place)
    totals: defaultdict[tuple[ItemId, PartyId | None, str, str, bool], int] = defaultdict(int)
    out = (GoodsMove.from_place_id, GoodsMove.to_place_id, target, 1)
    back = (GoodsMove.to_place_id, GoodsMove.from_place_id, source, -1)
    lots = select(StockBalance.lot_id).where(StockBalance.place_id.in_(list(near)))
    for stand, other, place, sign in (out, back):
        rows = session.execute(
            select(Lot.item_id, Lot.owner_id, Item.category, Item.technique, stand)
            .add_columns(func.sum(GoodsMove.quantity, type_=QuantityType()))
            .join(Lot, Lot.id == GoodsMove.lot_id)
            .join(Item, Item.id == Lot.item_id)
            .join(place, place.id == other)
            .where(GoodsMove.lot_id.in_(lots), stand.in_(list(near)), place.kind == PlaceKind.WITH_CUSTOMER)
            .group_by(Lot.item_id, Lot.owner_id, stand)
        )
        for item, owner, category, technique, at, quantity in rows:
            totals[item, owner, category, technique.value, near[at]] += sign * quantity.units
    return [
        _Sold(item, owner, (owner, category, technique), units, is_near)
        for (item, owner, category, technique, is_near), units in totals.items()
        if units > 0
    ]


def _near(session: Session, wanted: ExhibitionRow) -> dict[PlaceId, bool]:
    """The places where other exhibitions sold, and whether that was at this venue or in this city."""
    rows = session.execute(
        select(StandRow.place_id, ExhibitionRow.venue, ExhibitionRow.city)
        .join(ExhibitionRow, ExhibitionRow.id == StandRow.exhibition_id)
        .where(ExhibitionRow.id != wanted.id)
    )
    here = {fold(wanted.venue), fold(wanted.city)} - {""}
    return {place: bool(here & {fold(venue), fold(city)}) for place, venue, city in rows}


def _here(session: Session, owners: Iterable[PartyId | None]) -> dict[tuple[ItemId, PartyId | None], _Here]:
    """What lies on the shelf and in the store room of those whose goods sold, of items that are still for sale."""
    wanted = set(owners)
    rows = session.execute(
        select(Lot.item_id, Lot.owner_id, Item.category, Item.technique)
        .add_columns(func.sum(StockBalance.quantity, type_=QuantityType()))
        .join(StockBalance, StockBalance.lot_id == Lot.id)
        .join(Place, Place.id == StockBalance.place_id)
        .join(Item, Item.id == Lot.item_id)
        .where(Place.kind.in_(_IN_THE_SHOP), Place.id.not_in(places_away(session)))
        .where(StockBalance.quantity > NONE, Item.active)
        .group_by(Lot.item_id, Lot.owner_id)
    )
    return {
        (item, owner): _Here((owner, category, technique.value), quantity)
        for item, owner, category, technique, quantity in rows
        if owner in wanted
    }


@dataclass(frozen=True, slots=True)
class _Here:
    sort: _Sort
    quantity: Quantity


def _artisan(
    owner: PartyId | None,
    people: dict[PartyId, tuple[str, str]],
    sold: Iterable[_Sold],
    here: dict[tuple[ItemId, PartyId | None], _Here],
    words: dict[ItemId, ItemOnList],
) -> SuggestedArtisan:
    own = [each for each in sold if each.owner == owner]
    goods = [
        _goods(words[item], found, [each for each in own if each.item == item or each.sort == found.sort])
        for (item, whose), found in here.items()
        if whose == owner
    ]
    best = sorted((each for each in goods if each.sold or each.alike), key=_rank)
    code, name = ("", "") if owner is None else people[owner]
    return SuggestedArtisan(
        party=owner,
        code=code,
        name=name,
        sold_there=_sum(each for each in own if each.near),
        sold=_sum(own),
        goods=tuple(best),
    )


def _rank(each: SuggestedGoods) -> tuple[int, int, int, str]:
    return -each.sold_there.units, -each.sold.units, -each.alike.units, each.words.name


def _goods(words: ItemOnList, found: _Here, sold: list[_Sold]) -> SuggestedGoods:
    own = [each for each in sold if each.item == words.item]
    return SuggestedGoods(
        words=words,
        here=found.quantity,
        sold_there=_sum(each for each in own if each.near),
        sold=_sum(own),
        alike=_sum(each for each in sold if each.item != words.item),
    )


def _sum(parts: Iterable[_Sold]) -> Quantity:
    return Quantity(sum(each.units for each in parts))
