"""Take goods in together with the items that are new: their tags and their note are one act."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sentra_pos.catalogue.add_item import AddItem, add_item
from sentra_pos.catalogue.put_photo import PutPhoto, put_photo
from sentra_pos.consignment.take_in import NoteTaken, TakeIn, take_in
from sentra_pos.core.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class BringGoods:
    """A note, and the items on it that the catalogue does not have yet, with their photos."""

    note: TakeIn
    new_items: tuple[AddItem, ...] = ()
    photos: tuple[PutPhoto, ...] = ()


def bring_goods(session: Session, command: BringGoods, *, clock: Clock) -> NoteTaken:
    """Enter the new items with their photos, then post the note: all of it or nothing.

    Raises what ``add_item``, ``put_photo`` and ``take_in`` raise.
    """
    for item in command.new_items:
        add_item(session, item, clock=clock)
    for photo in command.photos:
        put_photo(session, photo, clock=clock)
    return take_in(session, command.note, clock=clock)
