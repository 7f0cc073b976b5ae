"""The sheets that shops here buy, for a new shop to start from; sources contradict each other, so: measure yours."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import new_id
from sentra_pos.tags.models import TagSheetRow
from sentra_pos.tags.sheets import TagSheet

#: Page, columns × rows, label, margins, gaps; tenths of a millimetre. Names are data, as on the packets.
_BOUGHT: Final = (
    ("Tom & Jerry 121 (75 × 38 mm)", 1650, 2100, 2, 5, 750, 380, 50, 60, 50, 20),
    ("Tom & Jerry 103 (64 × 32 mm)", 2100, 1650, 3, 4, 640, 320, 40, 110, 50, 50),
    ("Tom & Jerry 107 (50 × 18 mm)", 1650, 2100, 3, 10, 500, 180, 25, 35, 50, 25),
    ("Tom & Jerry 108 (38 × 18 mm)", 1650, 2100, 4, 10, 380, 180, 20, 35, 30, 25),
    ("A4, 38 × 25 mm", 2100, 2970, 5, 11, 380, 250, 50, 110, 25, 0),
    ("A4, 33 × 15 mm", 2100, 2970, 5, 16, 330, 150, 165, 135, 30, 20),
)

#: Cards are cut by hand, so their sheets need no measuring; the ids only tell them apart.
TEN_CARDS: Final = TagSheet(
    id=UUID(int=10), name="10", page_width=2100, page_height=2970, columns=2, rows=5,
    label_width=900, label_height=540, left=150, top=135,
)  # fmt: skip
EIGHT_CARDS: Final = TagSheet(
    id=UUID(int=8), name="8", page_width=2100, page_height=2970, columns=2, rows=4,
    label_width=950, label_height=680, left=100, top=125,
)  # fmt: skip


def add_starting_sheets(session: Session, *, clock: Clock) -> None:
    """Once, when a shop is founded."""
    names = (
        *("name", "page_width", "page_height", "columns", "rows", "label_width", "label_height"),
        *("left", "top", "gap_across", "gap_down"),
    )
    rows = [
        {"id": new_id(clock), **dict(zip(names, measures, strict=True)), "shift_x": 0, "shift_y": 0, "first_free": 0}
        for measures in _BOUGHT
    ]
    session.execute(insert(TagSheetRow), rows)
