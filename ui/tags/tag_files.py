"""Tags, cards and test pages as files beside the store, ready to be opened and printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sentra_pos.core.clock import local
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import save_file
from sentra_pos.core.ids import ItemId
from sentra_pos.core.speech import N_, _
from sentra_pos.db.setting_keys import SHOP_NAME
from sentra_pos.db.settings import get_setting
from sentra_pos.shop import Shop
from sentra_pos.tags.card import card_drawing
from sentra_pos.tags.queries import card_facts, tags_of
from sentra_pos.tags.sheet_pdf import calibration_pdf, sheet_pdf
from sentra_pos.tags.sheets import TagSheet
from sentra_pos.tags.tag import tag_drawing


class TagsNotSaved(SentraError):
    message = N_("The tags could not be saved as {file} ({cause}). Close the file if it is open, then try again.")


def save_tags(shop: Shop, sheet: TagSheet, counts: Sequence[tuple[ItemId, int]], start: int) -> Path:
    """So many tags of each item, the first on label ``start``. Raises TagsNotSaved."""
    with shop.reading() as session:
        tags = tags_of(session, [item for item, _count in counts])
    wanted = dict(counts)
    drawings = [
        tag_drawing(tag, sheet.label_width / 10, sheet.label_height / 10)
        for tag in tags
        for _n in range(wanted[tag.item])
    ]
    return _save(shop, "label", sheet_pdf(sheet, drawings, start, title=_("Price tags")))


def save_test_page(shop: Shop, sheet: TagSheet) -> Path:
    """The page by which the sheet is measured. Raises TagsNotSaved."""
    return _save(shop, "uji-label", calibration_pdf(sheet))


def save_cards(shop: Shop, sheet: TagSheet, items: Sequence[ItemId], start: int) -> Path:
    """A card of each piece, with lines to cut along. Raises TagsNotSaved."""
    with shop.reading() as session:
        cards, name = card_facts(session, items, shop.clock), str(get_setting(session, SHOP_NAME, default=""))
    size = sheet.label_width / 10, sheet.label_height / 10
    drawings = [card_drawing(card, name, *size) for card in cards]
    return _save(shop, "kartu", sheet_pdf(sheet, drawings, start, title=_("Cards of pieces"), cut_marks=True))


def _save(shop: Shop, kind: str, content: bytes) -> Path:
    name = f"{kind}-{local(shop.clock.now(), shop.clock.zone):%Y-%m-%d-%H%M%S}.pdf"
    return save_file(shop.store.path.parent / "label" / name, content, TagsNotSaved)
