"""Which stand this computer is, as every window of it has to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sentra_pos.db.setting_keys import EXHIBITION, SHOP_NAME
from sentra_pos.db.settings import get_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class StandHere:
    """``title`` is the exhibition's name and the stand's; ``shop`` whose stand it is.

    ``has_ended``: nothing is sold here any more, and the laptop waits for the next exhibition's file.
    """

    id: UUID
    exhibition: UUID
    title: str
    shop: str
    has_ended: bool = False


def stand_here(session: Any) -> StandHere | None:
    """None in a shop, and before a pack was opened."""
    said = get_settings(session, EXHIBITION, SHOP_NAME)
    here = said.get(EXHIBITION)
    if here is None:
        return None
    from sentra_pos.exhibitions.stand_ends import stand_ended_by  # a shop's first window does not need it

    stand = UUID(str(here["stand"]))
    return StandHere(
        id=stand,
        exhibition=UUID(str(here["exhibition"])),
        title=str(here["name"]),
        shop=str(said.get(SHOP_NAME, "")),
        has_ended=stand_ended_by(session, stand) is not None,
    )
