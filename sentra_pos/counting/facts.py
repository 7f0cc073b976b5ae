"""The words of counts and cases: how far a count is, and how a case may end."""

from __future__ import annotations

from enum import StrEnum


class CountState(StrEnum):
    """How far a count is. The values are stored: never rename one."""

    OPEN = "open"
    POSTED = "posted"
    DROPPED = "dropped"


class Outcome(StrEnum):
    """How a case ends. Stored in the case's document: never rename one.

    ``BACK``: found, or mended, and back on the shelf. ``WRITTEN_OFF`` is for the shop's own goods.
    """

    BACK = "back"
    SHOP_PAYS = "shop_pays"
    SHARED = "shared"
    ARTISAN_BEARS = "artisan_bears"
    INSURED = "insured"
    WRITTEN_OFF = "written_off"


class CaseKind(StrEnum):
    """What happened to the goods: not to be found, damaged, or given up for lost and found again."""

    MISSING = "missing"
    DAMAGED = "quarantine"
    LOST = "lost"
