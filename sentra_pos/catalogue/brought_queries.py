"""Questions about what was brought to a place: a stand's grid is these, and not all that the shop ever had."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.queries import ItemCard, cards_of, with_sizes
from sentra_pos.catalogue.rules import CATEGORIES
from sentra_pos.core.ids import ItemId, PlaceId

# Sold out is brought too: its card says so, and stays where the hand found it. Services need no bringing.
_BROUGHT = """
    WITH brought (id) AS (
        SELECT lot.item_id FROM stock_balance b JOIN lot ON lot.id = b.lot_id WHERE b.place_id = :place
        UNION SELECT item.id FROM item WHERE item.kind = :service
    )
"""
_PAGE = f"""
    {_BROUGHT}
    SELECT item.id FROM item JOIN brought ON brought.id = item.id
     WHERE item.active = 1 AND (:category IS NULL OR item.category = :category)
       AND (item.group_id IS NULL OR NOT EXISTS (
             SELECT 1 FROM item earlier JOIN brought other ON other.id = earlier.id
              WHERE earlier.group_id = item.group_id AND earlier.active = 1
                AND earlier.category = item.category AND earlier.id < item.id))
       AND (item.kind <> :unique OR EXISTS (
             SELECT 1 FROM lot JOIN stock_balance b ON b.lot_id = lot.id AND b.place_id = :place
              WHERE lot.item_id = item.id AND b.quantity > 0))
     ORDER BY item.kind = :service, item.name, item.id LIMIT :limit OFFSET :offset
"""
_PAGE_THERE = text(_PAGE)
_KINDS_THERE = text(f"""
    {_BROUGHT}
    SELECT DISTINCT item.category FROM item JOIN brought ON brought.id = item.id WHERE item.active = 1
""")


def brought_page(
    session: Session, place: PlaceId, category: str | None = None, offset: int = 0, limit: int = 60
) -> tuple[ItemCard, ...]:
    """As ``items_page``, but only what was brought there, and services after it; of a group the sizes at hand."""
    rows = session.execute(
        _PAGE_THERE,
        {
            "place": place.bytes,
            "category": category,
            "unique": ItemKind.UNIQUE.value,
            "service": ItemKind.SERVICE.value,
            "offset": offset,
            "limit": limit,
        },
    )
    cards = cards_of(session, [ItemId(UUID(bytes=item)) for item in rows.scalars()], place)
    return tuple(_at_hand(card) for card in with_sizes(session, cards, place))


def _at_hand(card: ItemCard) -> ItemCard:
    sizes = tuple(each for each in card.sizes if each.stock)
    if len(sizes) == 1:
        return sizes[0]
    return replace(card, sizes=sizes) if sizes else card


def brought_categories(session: Session, place: PlaceId) -> tuple[str, ...]:
    """Categories of what was brought there, in the order of ``categories``."""
    found = set(session.execute(_KINDS_THERE, {"place": place.bytes, "service": ItemKind.SERVICE.value}).scalars())
    return (*(name for name in CATEGORIES if name in found), *sorted(found - set(CATEGORIES)))
