"""Change an item: its name, what is said of it, or whether it is for sale at all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_item import LONGEST_REMARK, add_makers_code, motif_for
from sentra_pos.catalogue.facts import Dye, Technique
from sentra_pos.catalogue.item_event import item_facts, record_item_event
from sentra_pos.catalogue.models import Item
from sentra_pos.catalogue.rules import category_of, item_name
from sentra_pos.catalogue.search_index import index_item
from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import ItemId
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require


class ItemUnknown(SentraError):
    message = N_("This item is not in the list any more. Please choose another.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeItem:
    """What is None stays as it is. How an item is kept, who made it and its code never change: enter a new item.

    A new price is a document of its own, which the room of consignment posts (an artisan may have to agree).
    ``motif`` is a name in any spelling, empty for none; ``work_days`` 0 means that nobody knows; ``makers_code``
    adds a code to those it has.
    """

    by: ActedBy
    item: ItemId
    name: str | None = None
    active: bool | None = None
    category: str | None = None
    technique: Technique | None = None
    dye: Dye | None = None
    cloth: str | None = None
    size: str | None = None
    work_days: int | None = None
    motif: str | None = None
    remark: str | None = None
    makers_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanged:
    """The item as it now stands; with a ``new_technique`` its tag does not tell the truth any more."""

    id: ItemId
    new_technique: bool = False
    changes: Changes = Changes(catalogue=True)


def change_item(session: Session, command: ChangeItem, *, clock: Clock) -> ItemChanged:
    """Write the changes; sold lines keep the name they were sold under.

    Cloth that was taken in as printed stays so unless the owner says otherwise, whatever it is called instead: its tag
    is the only thing that tells a customer. Raises ItemUnknown, and what ``add_item`` raises for a name or a code.
    """
    require(session, command.by, Permission.MANAGE_ITEMS)
    standing = session.execute(select(Item).where(Item.id == command.item)).scalar_one_or_none()
    if standing is None:
        raise ItemUnknown
    if standing.technique is Technique.TIRUAN and command.technique not in (None, Technique.TIRUAN):
        require(session, command.by, Permission.UNLABEL_PRINTED)
    was = item_facts(session, command.item)
    values = _values(session, command, standing, clock=clock)
    session.execute(update(Item).where(Item.id == command.item).values(**values))
    if command.makers_code:
        add_makers_code(session, command.item, command.makers_code)
    now = item_facts(session, command.item)
    record_item_event(session, command.by, command.item, was, now, clock=clock)
    index_item(session, command.item)
    return ItemChanged(id=command.item, new_technique=was["technique"] != now["technique"])


def _values(session: Session, command: ChangeItem, standing: Item, *, clock: Clock) -> dict[str, object]:
    technique = command.technique or standing.technique
    name = item_name(command.name if command.name is not None else standing.name, technique)
    values: dict[str, object] = {"name": name, "technique": technique}
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
    if command.work_days is not None:
        values["work_days"] = max(command.work_days, 0) or None
    if command.remark is not None:
        values["remark"] = one_line(command.remark, LONGEST_REMARK)
    if command.motif is not None:
        values["motif_id"] = motif_for(session, command.motif, clock=clock)
    return values
