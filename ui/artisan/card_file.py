"""An artisan's card as a file beside the shop's other papers."""

from __future__ import annotations

from pathlib import Path

from sentra_pos.artisan_counter.give_card import CardGiven
from sentra_pos.core.files import save_file
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.shop import Shop
from ui.settlement.statement_pdf import StatementNotSaved, papers_folder


def save_card(shop: Shop, card: CardGiven) -> Path:
    """One page of 85 × 54 mm. Raises StatementNotSaved."""
    from sentra_pos.artisan_counter.card_pdf import card_pdf  # nobody at a till waits for the page printer's library

    with shop.reading() as session:
        name = str(get_setting(session, SHOP_NAME, ""))
    file = papers_folder(shop) / f"kartu-{card.party_code}.pdf"
    return save_file(file, card_pdf((card,), name), StatementNotSaved)
