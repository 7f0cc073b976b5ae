"""Change an artisan's details and let their goods be found under the new name."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.models import Item
from sentra_pos.catalogue.search_index import index_items
from sentra_pos.core.clock import Clock
from sentra_pos.people.change_artisan import ArtisanChanged, ChangeArtisan, change_artisan


def change_maker(session: Session, command: ChangeArtisan, *, clock: Clock) -> ArtisanChanged:
    """``change_artisan`` for a shop that has goods: screens use this one. Raises what that raises."""
    changed = change_artisan(session, command, clock=clock)
    if changed.renamed:
        made = select(Item.id).where(Item.maker_id == command.artisan, Item.active)
        index_items(session, session.execute(made).scalars().all())
    return changed
