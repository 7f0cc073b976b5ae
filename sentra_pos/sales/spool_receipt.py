"""Put a sale's receipt and its drawer opening into the spool, within the sale's own transaction."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from sentra_pos.core.clock import Clock
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import speaking
from sentra_pos.db.setting_keys import (
    CARD_WITH_UNIQUE,
    RECEIPT_FOOTER,
    RECEIPT_HEADER,
    RECEIPT_LOGO,
    RECEIPT_RETURN_RULE,
    SHOP_ADDRESS,
    SHOP_NAME,
    SHOP_PHONE,
)
from sentra_pos.db.settings import get_settings
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.payments.methods import method_names
from sentra_pos.printing.kinds import JobKind, Role
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.spool import enqueue
from sentra_pos.sales.papers import Letterhead, receipt_slip
from sentra_pos.sales.queries import Receipt, receipt_of
from sentra_pos.tills.ask_drawer import ask_drawer

_SAID = (
    *(SHOP_NAME, SHOP_ADDRESS, SHOP_PHONE),
    *(RECEIPT_HEADER, RECEIPT_LOGO, RECEIPT_RETURN_RULE, RECEIPT_FOOTER),
)
_HANDS_OVER = frozenset({DocumentKind.SALE, DocumentKind.EXCHANGE})


def letterhead(session: Session) -> Letterhead:
    """What the shop set up to say of itself."""
    return _letterhead(get_settings(session, *_SAID))


def _letterhead(said: Mapping[str, Any]) -> Letterhead:
    logo = said.get(RECEIPT_LOGO)
    return Letterhead(
        name=said.get(SHOP_NAME, ""),
        address=said.get(SHOP_ADDRESS, ""),
        phone=said.get(SHOP_PHONE, ""),
        header=tuple(said.get(RECEIPT_HEADER, ())),
        logo=None if logo is None else base64.b64decode(logo),
        return_rule=said.get(RECEIPT_RETURN_RULE, ""),
        footer=said.get(RECEIPT_FOOTER, ""),
    )


def spool_receipt(session: Session, document: DocumentId, by: ActedBy, *, open_drawer: bool, clock: Clock) -> None:
    """A sale without a receipt printer still stands: then there is nothing to spool."""
    printer = printer_for(session, Role.RECEIPT)
    if printer is None:
        return
    receipt = receipt_of(session, document)
    # One question for both: this is a part of every sale.
    said = get_settings(session, *_SAID, CARD_WITH_UNIQUE)
    with speaking(receipt.language):
        slip = receipt_slip(receipt, _letterhead(said), method_names(session), clock.zone)
    if open_drawer:
        ask_drawer(session, printer.id, document, by, clock=clock)
    enqueue(
        session,
        printer_id=printer.id,
        kind=JobKind.RECEIPT,
        subject=str(document),
        title=receipt.code,
        slip=slip,
        clock=clock,
    )
    if receipt.kind in _HANDS_OVER and said.get(CARD_WITH_UNIQUE):
        _spool_cards(session, receipt, clock=clock)


def _spool_cards(session: Session, receipt: Receipt, *, clock: Clock) -> None:
    """The card of each unique piece goes with it; in the language of its receipt."""
    from sentra_pos.tags.spool_cards import spool_cards, unique_pieces_sold  # a sale without cards goes without

    with speaking(receipt.language):
        spool_cards(session, str(receipt.id), unique_pieces_sold(session, receipt.id), clock=clock)
