"""Items entered in one line, through the act itself."""

from __future__ import annotations

from typing import Any

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import ItemId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.db.engine import Store
from tests.factories import Founded


def enter(store: Store, clock: FixedClock, founded: Founded, name: str = "Kain panjang", **facts: Any) -> ItemId:
    """An item of counted goods at Rp165.000, unless told."""
    item = ItemId(new_id(clock))
    told = {"price": Rupiah(165_000), "kind": ItemKind.COUNTED, **facts}
    with store.writing() as session:
        add_item(session, AddItem(id=item, by=founded.by, name=name, **told), clock=clock)
    return item
