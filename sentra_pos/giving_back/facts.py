"""The words of giving back: how a lot stands to its term, what became of a proposed price, where goods lie."""

from __future__ import annotations

from enum import StrEnum

from sentra_pos.core.speech import N_, _
from sentra_pos.ledger.kinds import PlaceKind


class Due(StrEnum):
    """How a lot stands to the day by which its agreement wants it fetched."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    NO_TERM = "no_term"


class ProposalState(StrEnum):
    """What became of a proposed price. Stored: never rename one."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_PLACES = {
    PlaceKind.SHELF: N_("Shelf"),
    PlaceKind.STORE_ROOM: N_("Store room"),
    PlaceKind.QUARANTINE: N_("Quarantine"),
    PlaceKind.SET_ASIDE: N_("Set aside"),
    PlaceKind.ROAD: N_("On the road"),
    PlaceKind.STAND: N_("Stand"),
    PlaceKind.WITH_ARTISAN: N_("With the artisan"),
}


def place_label(kind: PlaceKind) -> str:
    """The place as screens and papers name it."""
    return _(_PLACES[kind])
