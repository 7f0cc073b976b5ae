"""Enter an item: what one tag names, with the code that goes on the tag."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_motif import make_motif, motif_named
from sentra_pos.catalogue.codes import makers_code, next_item_code
from sentra_pos.catalogue.facts import Dye, ItemKind, Technique
from sentra_pos.catalogue.models import Item, ItemCode, ItemGroup
from sentra_pos.catalogue.rules import category_of, item_name, item_price
from sentra_pos.catalogue.search_index import index_item
from sentra_pos.core.changes import NOTHING, Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import GroupId, ItemId, MotifId, PartyId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import N_
from sentra_pos.core.spelling import fold, one_line
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require

LONGEST_REMARK = 500


class CodeTaken(SentraError):
    message = N_("The code {code} is already on “{name}”. Please leave it out, or choose another.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddItem:
    """All that is known of the item. ``category`` empty: the one that fits; ``motif`` is a name in any spelling.

    Sizes of one thing carry the same ``group``, an id minted by the caller; the first of them makes it, under
    ``group_name`` or its own name. ``makers_code`` is the code that is on the goods already, beside the one given here.
    Only the shop's own services and goods go without ``maker``.
    """

    id: ItemId
    by: ActedBy
    name: str
    price: Rupiah
    kind: ItemKind
    technique: Technique = Technique.NONE
    dye: Dye = Dye.NONE
    category: str = ""
    cloth: str = ""
    size: str = ""
    length_cm: int | None = None
    width_cm: int | None = None
    work_days: int | None = None
    motif: str = ""
    group: GroupId | None = None
    group_name: str = ""
    maker: PartyId | None = None
    makers_code: str = ""
    remark: str = ""
    import_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAdded:
    """``code`` is our own EAN-13, for the tag."""

    id: ItemId
    code: str
    name: str
    changes: Changes


def add_item(session: Session, command: AddItem, *, clock: Clock) -> ItemAdded:
    """Enter the item, give it a code of ours and make it findable; the same id again answers with what stands.

    Raises ItemNameMissing, LabelNotHonest, PriceMissing, CodeTaken, CodeWrong, CodeMistyped, CodeIsOurs.
    """
    require(session, command.by, Permission.MANAGE_ITEMS)
    standing = _standing(session, command.id)
    if standing is not None:
        return standing
    name = item_name(command.name, command.technique)
    values = {
        "id": command.id,
        "name": name,
        "kind": command.kind,
        "category": one_line(command.category) or category_of(command.technique, name, command.kind),
        "technique": command.technique,
        "dye": command.dye,
        "cloth": one_line(command.cloth),
        "size": one_line(command.size),
        "length_cm": command.length_cm,
        "width_cm": command.width_cm,
        "work_days": command.work_days or None,
        "motif_id": motif_for(session, command.motif, clock=clock),
        "group_id": _group(session, command, name),
        "maker_id": command.maker,
        "price": item_price(command.price),
        "remark": one_line(command.remark, LONGEST_REMARK),
        "import_key": command.import_key,
        "active": True,
        "created_at": clock.now(),
    }
    session.execute(insert(Item), [values])
    code = next_item_code(session, command.by.device)
    session.execute(insert(ItemCode), [{"code": code, "item_id": command.id, "own": True}])
    if command.makers_code.strip():
        add_makers_code(session, command.id, command.makers_code)
    index_item(session, command.id)
    return ItemAdded(id=command.id, code=code, name=name, changes=Changes(catalogue=True))


def motif_for(session: Session, name: str, *, clock: Clock) -> MotifId | None:
    """The motif known by the name, a new one for a new name, none for an empty one."""
    if not fold(name):
        return None
    return motif_named(session, name) or make_motif(session, name, clock=clock)


def add_makers_code(session: Session, item: ItemId, typed: str) -> None:
    """Let the maker's code find the item too. Raises CodeTaken and what ``makers_code`` raises."""
    code = makers_code(typed)
    taken = session.execute(
        select(Item.id, Item.name).join(ItemCode, ItemCode.item_id == Item.id).where(ItemCode.code == code)
    ).one_or_none()
    if taken is None:
        session.execute(insert(ItemCode), [{"code": code, "item_id": item, "own": False}])
    elif taken.id != item:
        raise CodeTaken(code=code, name=taken.name)


def _standing(session: Session, item: ItemId) -> ItemAdded | None:
    row = session.execute(
        select(Item.name, ItemCode.code)
        .join(ItemCode, (ItemCode.item_id == Item.id) & ItemCode.own)
        .where(Item.id == item)
    ).one_or_none()
    return None if row is None else ItemAdded(id=item, code=row.code, name=row.name, changes=NOTHING)


def _group(session: Session, command: AddItem, name: str) -> GroupId | None:
    if command.group is not None and session.get(ItemGroup, command.group) is None:
        row = {"id": command.group, "name": one_line(command.group_name) or name}
        session.execute(insert(ItemGroup), [row])
    return command.group
