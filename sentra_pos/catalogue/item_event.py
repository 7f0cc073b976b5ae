"""What the event log remembers of an item that was changed: each fact as it was and as it is."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item, Motif
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import ItemId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import EventKind
from sentra_pos.ledger.record_event import record_event


def item_facts(session: Session, item: ItemId) -> Mapping[str, object]:
    """What is said of the item, as JSON. Not its remark, in which people may be named: the log keeps it for ever."""
    row = session.execute(
        select(Item.name, Item.active, Item.category, Item.technique, Item.dye, Item.cloth, Item.size, Item.work_days)
        .add_columns(func.coalesce(Motif.name, "").label("motif"))
        .outerjoin(Motif, Motif.id == Item.motif_id)
        .where(Item.id == item)
    ).one()
    return {
        "name": row.name,
        "active": row.active,
        "category": row.category,
        "technique": row.technique.value,
        "dye": row.dye.value,
        "cloth": row.cloth,
        "size": row.size,
        "work_days": row.work_days,
        "motif": row.motif,
    }


def record_item_event(
    session: Session, by: ActedBy, item: ItemId, was: Mapping[str, object], now: Mapping[str, object], *, clock: Clock
) -> None:
    """Nothing where nothing changed. ``tags`` reads there what a tag that was printed before says of the technique."""
    changed = [key for key in was if was[key] != now[key]]
    if not changed:
        return
    said: dict[str, object] = {
        "what": "item",
        "item": str(item),
        "was": {key: was[key] for key in changed},
        "now": {key: now[key] for key in changed},
    }
    if by.approver is not None:
        said["approver"] = str(by.approver)
    record_event(session, EventKind.SETTINGS_CHANGED, device=by.device, staff=by.staff, clock=clock, details=said)
