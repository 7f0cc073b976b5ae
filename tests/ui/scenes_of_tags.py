"""The scenes of price tags and the cards of pieces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt

from sentra_pos.catalogue.facts import Technique
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.tags.keep_certificate import KeepCertificate, keep_certificate
from tests.factories import change_the_price
from tests.ui.visit import Visit


def tags(visit: Visit) -> Iterator[str]:
    """Prices that changed, a sheet that is measured, a card with its certificate."""
    from ui.tags.cards_sheet import CardsSheet
    from ui.tags.certificate_sheet import CertificateSheet
    from ui.tags.sheet_editor import SheetEditor
    from ui.tags.story_sheet import StorySheet
    from ui.tags.tags_sheet import TagsSheet

    gallery = visit.gallery
    with visit.app.shop.writing() as session:
        receipt_printer(session, visit.store.path.parent / "struk", clock=visit.clock)
        for item, price in ((gallery.shirt_m, 295_000), (gallery.shirt_l, 295_000)):
            change_the_price(session, visit.clock, gallery.founded, item.id, price)
        certificate = KeepCertificate(
            by=gallery.founded.by,
            party=gallery.kencana,
            number="123/BM/2025",
            techniques=frozenset({Technique.TULIS}),
            valid_until=date(2028, 1, 31),
        )
        keep_certificate(session, certificate, clock=visit.clock)
    screen = visit.front("stock")
    visit.press(Qt.Key.Key_F4, TagsSheet)
    visit.hands.settle()
    visit.hands.sheet(TagsSheet).picture.choose(3)
    yield "tags-needed"
    visit.press(Qt.Key.Key_F4, SheetEditor)
    yield "sheet-of-labels"
    visit.away()
    screen.pick_item(gallery.surya.id)  # type: ignore[attr-defined]  # the stock screen's
    visit.hands.settle()
    visit.press(Qt.Key.Key_F10, CardsSheet)
    visit.hands.settle()
    yield "card-of-a-piece"
    visit.press(Qt.Key.Key_F4, CertificateSheet)
    yield "certificate"
    visit.away()
    visit.press(Qt.Key.Key_F10, CardsSheet)
    visit.hands.settle()
    visit.press(Qt.Key.Key_F5, StorySheet)
    yield "story-of-a-motif"
    visit.away()
