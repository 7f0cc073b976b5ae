"""Print the cards of chosen pieces as slips on the receipt printer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from sentra_pos.core.changes import Changes
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import ItemId
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.permissions import Permission, require
from sentra_pos.tags.errors import NoTagPrinter, NothingToTag
from sentra_pos.tags.spool_cards import spool_cards


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintCards:
    """``id`` is the printing's."""

    id: UUID
    by: ActedBy
    items: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsPrinted:
    """How many are on their way."""

    count: int
    changes: Changes = Changes(printing=True)


def print_cards(session: Session, command: PrintCards, *, clock: Clock) -> CardsPrinted:
    """The same printing again is printed once. Raises NothingToTag, NoTagPrinter."""
    require(session, command.by, Permission.REPRINT)
    count = spool_cards(session, f"cards-{command.id}", command.items, clock=clock)
    if count is None:
        raise NoTagPrinter
    if not count:
        raise NothingToTag
    return CardsPrinted(count=count)
