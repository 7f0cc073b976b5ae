"""The tour takes goods in: one more consignment note through the screen, and its paper."""

from __future__ import annotations

from PySide6.QtCore import Qt

from sentra_pos.catalogue.facts import ItemKind, Technique
from sentra_pos.consignment.note_queries import note, notes
from sentra_pos.core.money import Rupiah
from ui.consignment.note_sheet import NoteSheet
from ui.consignment.screen import ConsignmentScreen
from ui.kit.dialog import Sheet
from ui.tour.tour import Tour, must_be

NEW_GOODS = "Selendang Sisik Gringsing"
NEW_PRICE = Rupiah(180_000)
_KNOWN_GOODS = "Kain Daun Talas"


def take_in(tour: Tour) -> None:
    """A new item, and more of one that is known; both are on the shelf afterwards."""
    hands = tour.hands
    screen = hands.go_to("consignment", ConsignmentScreen)
    artisan = tour.artisan()
    before = tour.card(_KNOWN_GOODS).stock.units
    screen.table.pick(artisan.id)
    hands.settle()
    hands.picture("artisans")
    hands.press(Qt.Key.Key_F3)
    sheet = hands.sheet(NoteSheet)
    _write_new(tour, sheet)
    _write_known(tour, sheet)
    hands.picture("consignment-note")
    hands.press(Qt.Key.Key_F12)
    posted = hands.sheet(Sheet)
    hands.wait_for("the note to be posted", lambda: not isinstance(hands.sheet(Sheet), NoteSheet))
    posted = hands.sheet(Sheet)
    hands.picture("note-posted")
    hands.go_on(posted)
    hands.no_sheet()
    tour.keep_paper("note.pdf")
    newest = tour.ask(lambda session: notes(session, party=artisan.id))[0]
    found = tour.ask(lambda session: note(session, newest.id))
    assert found is not None
    # 3 pieces of the new, 10 of the known; 10 % stay with the shop: 3 × 162.000 + 10 × 198.000.
    must_be(found.pieces.units, 13, "the pieces on the note")
    must_be(found.value, Rupiah(2_740_000), "the value of the note")
    must_be(found.share, Rupiah(2_466_000), "the artisan's part of the note")
    must_be(tour.card(NEW_GOODS).stock.units, 3, f"what is here of {NEW_GOODS}")
    must_be(tour.card(_KNOWN_GOODS).stock.units, before + 10, f"what is here of {_KNOWN_GOODS}")
    tour.facts |= {"note": found.code, "pieces": found.pieces.units, "value": found.value.amount}


def _write_new(tour: Tour, sheet: NoteSheet) -> None:
    hands, form = tour.hands, sheet.form
    hands.type(form.name, NEW_GOODS)
    form.kind.choose(ItemKind.COUNTED)
    form.technique.choose(Technique.CAP)
    hands.type(form.count, "3")
    hands.type(form.cloth, "paris")
    hands.type(form.motif, "sisik gringsing")
    hands.type(form.price, "180rb")
    hands.press(Qt.Key.Key_Return)
    hands.wait_for("the new item on the note", lambda: len(sheet.presenter.lines) == 1)


def _write_known(tour: Tour, sheet: NoteSheet) -> None:
    hands = tour.hands
    hands.press(Qt.Key.Key_F2)
    hands.type(sheet.search, "daun talas")
    hands.wait_for("the known goods to be found", lambda: len(sheet.found.records.rows) == 1)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    hands.type(sheet.form.count, "10")
    hands.press(Qt.Key.Key_Return)
    hands.wait_for("the known item on the note", lambda: len(sheet.presenter.lines) == 2)
