"""Cards as slips into the spool: of chosen pieces, or with the receipt of those that were sold."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from sentra_pos.catalogue.facts import ItemKind
from sentra_pos.catalogue.models import Item
from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId, ItemId
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.ledger.kinds import LineKind
from sentra_pos.ledger.models import DocumentLine
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.spool import enqueue
from sentra_pos.tags.card import card_slip
from sentra_pos.tags.queries import card_facts


def spool_cards(session: Session, subject: str, items: Sequence[ItemId], *, clock: Clock) -> int | None:
    """Put a slip for each in the spool and say how many; None where there is no receipt printer."""
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        return None
    shop = str(get_setting(session, SHOP_NAME, default=""))
    cards = card_facts(session, items, clock)
    for card in cards:
        enqueue(
            session,
            printer_id=printer.id,
            kind=JobKind.LABEL,
            subject=f"{subject}-card-{card.item}",
            title=card.name,
            slip=card_slip(card, shop),
            clock=clock,
        )
    return len(cards)


def unique_pieces_sold(session: Session, document: DocumentId) -> tuple[ItemId, ...]:
    """The one-of-a-kind pieces that the customer takes home, in the order of the lines."""
    lines = (
        select(Item.id)
        .join(DocumentLine, DocumentLine.item_id == Item.id)
        .where(
            DocumentLine.document_id == document,
            DocumentLine.kind == LineKind.GOODS,
            DocumentLine.refers_document_id.is_(None),
            Item.kind == ItemKind.UNIQUE,
        )
        .order_by(DocumentLine.line_no)
    )
    return tuple(dict.fromkeys(session.scalars(lines)))
