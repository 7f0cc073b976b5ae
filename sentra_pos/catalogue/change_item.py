"""Change an item: its name, its price, or whether it is for sale at all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_item import LONGEST_REMARK, add_makers_code, motif_for
from sentra_pos.catalogue.facts import Dye, Technique
from sentra_pos.catalogue.models import Item
from sentra_pos.catalogue.rules import category_of, item_name, item_price
from sentra_pos.catalogue.search_index import index_item
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event
from sentra_pos.people.permissions import Permission, require


class ItemUnknown(SentraError):
    message = N_("This item is not in the list any more. Please choose another.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeItem:
    """What is None stays as it is. How an item is kept, who made it and its code never change: enter a new item.

    ``motif`` is a name in any spelling, empty for none; ``makers_code`` adds a code to those it has.
    """

    by: ActedBy
    item: ItemId
    name: str | None = None
    price: Rupiah | None = None
    active: bool | None = None
    category: str | None = None
    technique: Technique | None = None
    dye: Dye | None = None
    cloth: str | None = None
    size: str | None = None
    motif: str | None = None
    remark: str | None = None
    makers_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanged:
    """``old_price`` is there when the price changed: tags have to be printed again."""

    id: ItemId
    old_price: Rupiah | None
    changes: Changes


def change_item(session: Session, command: ChangeItem, *, clock: Clock) -> ItemChanged:
    """Write the changes; lots keep the price that was agreed, and sold lines the name they were sold under.

    Raises ItemUnknown, and what ``add_item`` raises for a name, a price or a code.
    """
    require(session, command.by, Permission.MANAGE_ITEMS)
    standing = session.execute(select(Item).where(Item.id == command.item)).scalar_one_or_none()
    if standing is None:
        raise ItemUnknown
    old = standing.price
    values = _values(session, command, standing, clock=clock)
    session.execute(update(Item).where(Item.id == command.item).values(**values))
    if command.makers_code:
        add_makers_code(session, command.item, command.makers_code)
    index_item(session, command.item)
    changed = "price" in values and values["price"] != old
    if changed:
        record_event(
            session,
            EventKind.PRICE_CHANGED,
            device=command.by.device,
            staff=command.by.staff,
            clock=clock,
            details={"item": str(command.item), "old": old.amount, "new": item_price(command.price or old).amount},
        )
    return ItemChanged(id=command.item, old_price=old if changed else None, changes=Changes(catalogue=True))


def _values(session: Session, command: ChangeItem, standing: Item, *, clock: Clock) -> dict[str, object]:
    technique = command.technique or standing.technique
    name = item_name(command.name if command.name is not None else standing.name, technique)
    values: dict[str, object] = {"name": name, "technique": technique}
    if command.price is not None:
        values["price"] = item_price(command.price)
    if command.active is not None:
        values["active"] = command.active
    if command.category is not None:
        values["category"] = one_line(command.category) or category_of(technique, name, standing.kind)
    if command.dye is not None:
        values["dye"] = command.dye
    if command.cloth is not None:
        values["cloth"] = one_line(command.cloth)
    if command.size is not None:
        values |= {"size": one_line(command.size), "length_cm": None, "width_cm": None}
    if command.remark is not None:
        values["remark"] = one_line(command.remark, LONGEST_REMARK)
    if command.motif is not None:
        values["motif_id"] = motif_for(session, command.motif, clock=clock)
    return values
