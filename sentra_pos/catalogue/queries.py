"""Questions about items: cards for the grid and the cart, an item by its code, its details and photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from sentra_pos.catalogue.codes import normal_code
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.catalogue.rules import CATEGORIES, size_order
from sentra_pos.core.ids import GroupId, ItemId, MotifId, PartyId, PlaceId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import Quantity

# A scan and a keystroke have a few milliseconds. Building such a statement anew from columns takes more of them than
# SQLite takes to answer it, so these are written out once; and the card's goes straight to the driver, because half of
# the time for a page of cards was SQLAlchemy's.
_CARD = """
    SELECT item.id, item.name, item.kind, item.category, item.technique, item.dye, item.cloth, item.size, item.price,
           item.group_id, item.active, item.maker_id,
           motif.name AS motif, party.name AS maker_name, party.code AS maker_code,
           (SELECT sum(b.quantity) FROM lot JOIN stock_balance b ON b.lot_id = lot.id AND b.place_id = ?
             WHERE lot.item_id = item.id) AS stock,
           (SELECT min(own.code) FROM item_code own WHERE own.item_id = item.id AND own.own = 1) AS code,
           EXISTS (SELECT 1 FROM item_photo WHERE item_photo.item_id = item.id) AS has_photo
      FROM item LEFT JOIN motif ON motif.id = item.motif_id LEFT JOIN party ON party.id = item.maker_id
"""
_BY_CODE = f"{_CARD} WHERE item.id = (SELECT item_id FROM item_code WHERE code = ?)"
_PAGE = """
    SELECT item.id FROM item
     WHERE item.active = 1 {of_category}
       AND (item.group_id IS NULL OR NOT EXISTS (
             SELECT 1 FROM item earlier WHERE earlier.group_id = item.group_id AND earlier.active = 1
                AND earlier.category = item.category AND earlier.id < item.id))
       AND (:with_sold OR item.kind <> :unique OR EXISTS (
             SELECT 1 FROM lot JOIN stock_balance b ON b.lot_id = lot.id AND b.place_id = :place
              WHERE lot.item_id = item.id AND b.quantity > 0))
     ORDER BY item.name, item.id LIMIT :limit OFFSET :offset
"""
_PAGE_OF_ALL = text(_PAGE.format(of_category=""))
_PAGE_OF_CATEGORY = text(_PAGE.format(of_category="AND item.category = :category"))

_LIST = """
    SELECT item.id FROM item
     WHERE item.active = 1 {of_category} AND (item.name, item.id) > (:name, :item)
     ORDER BY item.name, item.id LIMIT :limit
"""
_LIST_OF_ALL = text(_LIST.format(of_category=""))
_LIST_OF_CATEGORY = text(_LIST.format(of_category="AND item.category = :category"))
# From one category to the next by the index: DISTINCT would read a hundred thousand entries to find ten names.
_CATEGORIES_FOR_SALE = text("""
    WITH RECURSIVE kind (name) AS (
        SELECT min(category) FROM item
        UNION ALL
        SELECT (SELECT min(category) FROM item WHERE category > kind.name) FROM kind WHERE kind.name IS NOT NULL
    )
    SELECT name FROM kind WHERE EXISTS (SELECT * FROM item WHERE item.category = kind.name AND item.active = 1)
""")

_KINDS = {each.value: each for each in ItemKind}
_TECHNIQUES = {each.value: each for each in Technique}
_DYES = {each.value: each for each in Dye}


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
    work_days: int | None
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
    found = _driver(session).execute(_BY_CODE, (place.bytes, normal_code(code))).fetchone()
    return None if found is None else _card(found)


def item_card(session: Session, item: ItemId, place: PlaceId) -> ItemCard | None:
    """The card of one item, active or not."""
    return next(iter(cards_of(session, (item,), place)), None)


def cards_of(session: Session, items: Sequence[ItemId], place: PlaceId) -> tuple[ItemCard, ...]:
    """The cards of these items in the order asked for; those that are not there are left out."""
    if not items:
        return ()
    sql = f"{_CARD} WHERE item.id IN ({', '.join('?' * len(items))})"
    rows = _driver(session).execute(sql, (place.bytes, *(item.bytes for item in items))).fetchall()
    found = {card.id: card for card in map(_card, rows)}
    return tuple(found[item] for item in items if item in found)


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
    rows = session.execute(
        _PAGE_OF_ALL if category is None else _PAGE_OF_CATEGORY,
        {
            "place": place.bytes,
            "category": category,
            "with_sold": int(with_sold),
            "unique": ItemKind.UNIQUE.value,
            "offset": offset,
            "limit": limit,
        },
    )
    cards = cards_of(session, [ItemId(UUID(bytes=item)) for item in rows.scalars()], place)
    return with_sizes(session, cards, place)


def items_after(
    session: Session, place: PlaceId, category: str | None = None, after: ItemCard | None = None, limit: int = 100
) -> tuple[ItemCard, ...]:
    """Every item for sale or sold out, each size by itself, by name; ``after`` is the last one of the page before."""
    rows = session.execute(
        _LIST_OF_ALL if category is None else _LIST_OF_CATEGORY,
        {
            "category": category,
            "name": after.name if after else "",
            "item": after.id.bytes if after else b"",
            "limit": limit,
        },
    )
    return cards_of(session, [ItemId(UUID(bytes=item)) for item in rows.scalars()], place)


def categories(session: Session) -> tuple[str, ...]:
    """Categories that have something for sale: the usual ones in their order, then the shop's own by name."""
    found = set(session.execute(_CATEGORIES_FOR_SALE).scalars())
    return (*(name for name in CATEGORIES if name in found), *sorted(found - set(CATEGORIES)))


def item_details(session: Session, item: ItemId, place: PlaceId) -> ItemDetails | None:
    """All that is kept about an item, active or not."""
    from sentra_pos.catalogue.models import Item, ItemCode, ItemGroup, Motif  # the till begins without

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
        work_days=kept.work_days,
        motif_id=kept.motif_id,
        motif_story=row.story or "",
        group_name=row.group_name or "",
        makers_codes=tuple(session.execute(codes).scalars()),
        remark=kept.remark,
        created_at=kept.created_at,
    )


def photo_of(session: Session, item: ItemId) -> bytes | None:
    """The photo as JPEG, or None."""
    found = _driver(session).execute("SELECT jpeg FROM item_photo WHERE item_id = ?", (item.bytes,)).fetchone()
    return None if found is None else bytes(found[0])


def motifs(session: Session) -> tuple[MotifRecord, ...]:
    """Every motif, by name."""
    from sentra_pos.catalogue.models import Motif, MotifAlias  # the till begins without

    spellings: dict[UUID, list[str]] = {}
    for alias in session.execute(select(MotifAlias).order_by(MotifAlias.name)).scalars():
        spellings.setdefault(alias.motif_id, []).append(alias.name)
    rows = session.execute(select(Motif).order_by(Motif.name)).scalars()
    return tuple(
        MotifRecord(id=row.id, name=row.name, story=row.story, aliases=tuple(spellings.get(row.id, ()))) for row in rows
    )


def _driver(session: Session) -> Any:
    """The driver's own connection, in the session's transaction; what is pending is written first."""
    if session.autoflush:
        session.flush()
    driver = session.connection().connection.driver_connection
    assert driver is not None
    return driver


def _card(row: Any) -> ItemCard:
    """From a row of ``_CARD``, by position: by name it takes twice as long."""
    item, name, kind, category, technique, dye, cloth, size, price, group, active, maker, *rest = row
    motif, maker_name, maker_code, stock, code, has_photo = rest
    return ItemCard(
        id=ItemId(UUID(bytes=item)),
        name=name,
        kind=_KINDS[kind],
        category=category,
        technique=_TECHNIQUES[technique],
        dye=_DYES[dye],
        cloth=cloth,
        size=size,
        motif=motif or "",
        maker=None if maker is None else PartyId(UUID(bytes=maker)),
        maker_name=maker_name or "",
        maker_code=maker_code or "",
        price=Rupiah(price),
        stock=Quantity(stock or 0),
        code=code or "",
        group=None if group is None else GroupId(UUID(bytes=group)),
        has_photo=bool(has_photo),
        active=bool(active),
    )


def with_sizes(session: Session, cards: tuple[ItemCard, ...], place: PlaceId) -> tuple[ItemCard, ...]:
    """Each card of a group gets its sizes, small ones first, and the group's name."""
    groups = [card.group.bytes for card in cards if card.group is not None]
    if not groups:
        return cards
    driver, places = _driver(session), ", ".join("?" * len(groups))
    found = driver.execute(f"SELECT id, name FROM item_group WHERE id IN ({places})", groups)
    names = {GroupId(UUID(bytes=group)): name for group, name in found}
    wanted = driver.execute(f"SELECT id FROM item WHERE active = 1 AND group_id IN ({places})", groups)
    members: dict[tuple[UUID, str], list[ItemCard]] = {}
    for each in cards_of(session, [ItemId(UUID(bytes=item)) for (item,) in wanted], place):
        if each.group is not None:
            members.setdefault((each.group, each.category), []).append(each)
    gathered = []
    for card in cards:
        sizes = members.get((card.group, card.category), []) if card.group is not None else []
        sizes.sort(key=lambda each: (size_order(each.size), each.name))
        several = len(sizes) > 1 and card.group is not None
        gathered.append(replace(card, name=names[card.group], sizes=tuple(sizes)) if several and card.group else card)
    return tuple(gathered)
