"""Questions about items: cards for the grid and the cart, an item by its code, its details and photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from sentra_pos.catalogue.codes import normal_code
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.catalogue.models import Item, ItemCode, ItemGroup, ItemPhoto, Motif, MotifAlias
from sentra_pos.catalogue.rules import CATEGORIES
from sentra_pos.core.ids import GroupId, ItemId, MotifId, PartyId, PlaceId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import NONE, Quantity
from sentra_pos.ledger.models import Lot, StockBalance
from sentra_pos.people.models import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCard:
    """What the grid, the cart and a search result show of an item; ``stock`` is what lies at the place asked about.

    On a page of the grid one card stands for a group: ``sizes`` then holds a card for each size, itself among them.
    """

    id: ItemId
    name: str
    kind: ItemKind
    category: str
    technique: Technique
    dye: Dye
    cloth: str
    size: str
    motif: str
    maker: PartyId | None
    maker_name: str
    maker_code: str
    price: Rupiah
    stock: Quantity
    code: str
    group: GroupId | None
    has_photo: bool
    active: bool
    sizes: tuple[ItemCard, ...] = ()

    @property
    def total_stock(self) -> Quantity:
        """Of all sizes together."""
        return Quantity(sum(each.stock.units for each in self.sizes)) if self.sizes else self.stock


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDetails:
    """All that is kept about an item; ``makers_codes`` are the codes beside our own."""

    card: ItemCard
    length_cm: int | None
    width_cm: int | None
    motif_id: MotifId | None
    motif_story: str
    group_name: str
    makers_codes: tuple[str, ...]
    remark: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MotifRecord:
    """A motif with its other spellings."""

    id: MotifId
    name: str
    story: str
    aliases: tuple[str, ...]


def item_by_code(session: Session, code: str, place: PlaceId) -> ItemCard | None:
    """What a scanned code names, active or not; None for a code nobody knows."""
    wanted = _cards(place).join(ItemCode, ItemCode.item_id == Item.id).where(ItemCode.code == normal_code(code))
    row = session.execute(wanted).one_or_none()
    return None if row is None else _card(row)


def item_card(session: Session, item: ItemId, place: PlaceId) -> ItemCard | None:
    """The card of one item, active or not."""
    row = session.execute(_cards(place).where(Item.id == item)).one_or_none()
    return None if row is None else _card(row)


def cards_of(session: Session, items: Sequence[ItemId], place: PlaceId) -> tuple[ItemCard, ...]:
    """The cards of these items in the order asked for; those that are not there are left out."""
    if not items:
        return ()
    found = {row.id: _card(row) for row in session.execute(_cards(place).where(Item.id.in_(items)))}
    return tuple(found[item] for item in items if item in found)


def item_by_import_key(session: Session, key: str) -> ItemId | None:
    """The item that a row of a list made when it came in before."""
    return session.execute(select(Item.id).where(Item.import_key == key)).scalar_one_or_none()


def items_page(
    session: Session,
    place: PlaceId,
    category: str | None = None,
    offset: int = 0,
    limit: int = 60,
    *,
    with_sold: bool = False,
) -> tuple[ItemCard, ...]:
    """A page of the grid by name, one card per group of sizes.

    One-of-a-kind pieces that are not at the place are sold for good, so they are left out unless ``with_sold``.
    """
    earlier = aliased(Item)
    first_of_group = ~exists().where(
        earlier.group_id == Item.group_id, earlier.active, earlier.category == Item.category, earlier.id < Item.id
    )
    wanted = _cards(place).where(Item.active, or_(Item.group_id.is_(None), first_of_group))
    if category is not None:
        wanted = wanted.where(Item.category == category)
    if not with_sold:
        lies_there = exists().where(
            Lot.item_id == Item.id,
            StockBalance.lot_id == Lot.id,
            StockBalance.place_id == place,
            StockBalance.quantity > NONE,
        )
        wanted = wanted.where(or_(Item.kind != ItemKind.UNIQUE, lies_there))
    rows = session.execute(wanted.order_by(Item.name, Item.id).offset(offset).limit(limit))
    return _with_sizes(session, [_card(row) for row in rows], place)


def categories(session: Session) -> tuple[str, ...]:
    """Categories that have something for sale: the usual ones in their order, then the shop's own by name."""
    found = set(session.execute(select(Item.category).where(Item.active).distinct()).scalars())
    return (*(name for name in CATEGORIES if name in found), *sorted(found - set(CATEGORIES)))


def item_details(session: Session, item: ItemId, place: PlaceId) -> ItemDetails | None:
    """All that is kept about an item, active or not."""
    card = item_card(session, item, place)
    if card is None:
        return None
    row = session.execute(
        select(Item, Motif.story, ItemGroup.name.label("group_name"))
        .join(Motif, Motif.id == Item.motif_id, isouter=True)
        .join(ItemGroup, ItemGroup.id == Item.group_id, isouter=True)
        .where(Item.id == item)
    ).one()
    codes = select(ItemCode.code).where(ItemCode.item_id == item, ~ItemCode.own).order_by(ItemCode.code)
    kept: Item = row[0]
    return ItemDetails(
        card=card,
        length_cm=kept.length_cm,
        width_cm=kept.width_cm,
        motif_id=kept.motif_id,
        motif_story=row.story or "",
        group_name=row.group_name or "",
        makers_codes=tuple(session.execute(codes).scalars()),
        remark=kept.remark,
        created_at=kept.created_at,
    )


def photo_of(session: Session, item: ItemId) -> bytes | None:
    """The photo as JPEG, or None."""
    return session.execute(select(ItemPhoto.jpeg).where(ItemPhoto.item_id == item)).scalar_one_or_none()


def motifs(session: Session) -> tuple[MotifRecord, ...]:
    """Every motif, by name."""
    spellings: dict[UUID, list[str]] = {}
    for alias in session.execute(select(MotifAlias).order_by(MotifAlias.name)).scalars():
        spellings.setdefault(alias.motif_id, []).append(alias.name)
    rows = session.execute(select(Motif).order_by(Motif.name)).scalars()
    return tuple(
        MotifRecord(id=row.id, name=row.name, story=row.story, aliases=tuple(spellings.get(row.id, ()))) for row in rows
    )


def _cards(place: PlaceId) -> Select[*tuple[Any, ...]]:
    stock = (
        select(func.coalesce(func.sum(StockBalance.quantity), NONE))
        .select_from(Lot)
        .join(StockBalance, and_(StockBalance.lot_id == Lot.id, StockBalance.place_id == place))
        .where(Lot.item_id == Item.id)
        .scalar_subquery()
    )
    own_code = aliased(ItemCode)
    code = select(func.min(own_code.code)).where(own_code.item_id == Item.id, own_code.own).scalar_subquery()
    photo = exists().where(ItemPhoto.item_id == Item.id)
    return (
        select(
            Item.id,
            Item.name,
            Item.kind,
            Item.category,
            Item.technique,
            Item.dye,
            Item.cloth,
            Item.size,
            Item.price,
            Item.group_id,
            Item.active,
            Item.maker_id,
            Motif.name.label("motif"),
            Party.name.label("maker_name"),
            Party.code.label("maker_code"),
            stock.label("stock"),
            code.label("code"),
            photo.label("has_photo"),
        )
        .join(Motif, Motif.id == Item.motif_id, isouter=True)
        .join(Party, Party.id == Item.maker_id, isouter=True)
    )


def _card(row: Any) -> ItemCard:
    return ItemCard(
        id=row.id,
        name=row.name,
        kind=row.kind,
        category=row.category,
        technique=row.technique,
        dye=row.dye,
        cloth=row.cloth,
        size=row.size,
        motif=row.motif or "",
        maker=row.maker_id,
        maker_name=row.maker_name or "",
        maker_code=row.maker_code or "",
        price=row.price,
        stock=row.stock,
        code=row.code or "",
        group=row.group_id,
        has_photo=bool(row.has_photo),
        active=row.active,
    )


def _with_sizes(session: Session, cards: list[ItemCard], place: PlaceId) -> tuple[ItemCard, ...]:
    """Each card of a group gets its sizes, in the order in which they were entered, and the group's name."""
    groups = [card.group for card in cards if card.group is not None]
    if not groups:
        return tuple(cards)
    names = {
        row.id: row.name
        for row in session.execute(select(ItemGroup.id, ItemGroup.name).where(ItemGroup.id.in_(groups)))
    }
    members: dict[tuple[UUID, str], list[ItemCard]] = {}
    wanted = _cards(place).where(Item.group_id.in_(groups), Item.active).order_by(Item.created_at, Item.id)
    for row in session.execute(wanted):
        members.setdefault((row.group_id, row.category), []).append(_card(row))
    gathered = []
    for card in cards:
        sizes = members.get((card.group, card.category), []) if card.group is not None else []
        several = len(sizes) > 1 and card.group is not None
        gathered.append(replace(card, name=names[card.group], sizes=tuple(sizes)) if several and card.group else card)
    return tuple(gathered)
