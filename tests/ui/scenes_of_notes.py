"""The scenes of goods that come in: left here, noted, declined, corrected, and known only after they sold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from sentra_pos.consignment.drop_off import LeftHere, RecordDropOff, drop_off
from sentra_pos.core.clock import business_today
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.core.money import Rupiah
from sentra_pos.core.quantity import ONE, Quantity
from sentra_pos.core.resources import resource_path
from sentra_pos.sales.cart import SaleLine, Tender
from sentra_pos.sales.complete_sale import CompleteSale, complete_sale
from sentra_pos.sales.errors import NoNoteCovers
from sentra_pos.sales.take_back_from_elsewhere import TakeBackFromElsewhere, take_back_from_elsewhere
from tests.factories import add_item, bring_in
from tests.ui.visit import Visit

if TYPE_CHECKING:
    from ui.consignment.decline_sheet import DeclineSheet
    from ui.consignment.note_sheet import NoteSheet


def _a_day(visit: Visit) -> None:
    """Something was left here, and something sold that nobody had noted."""
    shop, clock, founded = visit.store, visit.clock, visit.gallery.founded
    left = RecordDropOff(
        id=DocumentId(new_id(clock)), by=founded.by, party=visit.gallery.kencana, business_date=business_today(clock),
        lines=(
            LeftHere(text="kain tulis, dibungkus koran", quantity=Quantity(4)),
            LeftHere(text="selendang", quantity=Quantity(5)),
        ),
        remark="dijemput Jumat kalau belum dicatat",
    )  # fmt: skip
    with shop.writing() as session:
        drop_off(session, left, clock=clock)
        shawl = add_item(session, clock, name="Syal ecoprint daun jati", price=200_000)
        line = SaleLine(item=shawl, quantity=Quantity(2), price=Rupiah(200_000))
        sale = CompleteSale(
            id=DocumentId(new_id(clock)), by=founded.by, lines=(line,),
            tenders=(Tender(method="cash", given=line.amount),), confirmed=frozenset({NoNoteCovers.about(shawl)}),
        )  # fmt: skip
        complete_sale(session, sale, clock=clock)
        complete_sale(session, replace(sale, id=DocumentId(new_id(clock))), clock=clock)
        bring_in(session, clock, founded, visit.gallery.kencana, shawl, pieces=5, price=200_000)
        back = TakeBackFromElsewhere(
            id=DocumentId(new_id(clock)), by=founded.by, item=shawl, quantity=ONE, price=Rupiah(190_000),
            receipt="J3-000012", method="cash", reason="luntur",
        )  # fmt: skip
        take_back_from_elsewhere(session, back, clock=clock)


def notes(visit: Visit) -> Iterator[str]:
    """Goods come in by every way there is."""
    from ui.consignment.correction_sheet import CorrectionSheet
    from ui.consignment.decline_sheet import DeclineSheet
    from ui.consignment.drop_off_sheet import DropOffSheet
    from ui.consignment.note_done_sheet import NoteDoneSheet
    from ui.consignment.note_sheet import NoteSheet
    from ui.consignment.screen import ConsignmentScreen
    from ui.consignment.unknown_sheet import UnknownGoodsSheet
    from ui.consignment.waiting_sheet import TakenHomeSheet, WaitingSheet

    _a_day(visit)
    screen = visit.front("consignment")
    assert isinstance(screen, ConsignmentScreen)
    screen.refresh()
    visit.hands.settle()
    visit.hands.wait_for("an artisan", lambda: screen.doors.artisan)
    screen.doors.leave_here()
    sheet = visit.hands.sheet(DropOffSheet)
    assert isinstance(sheet, DropOffSheet)
    sheet.what.setText("kain cap, satu kardus")
    sheet.count.set_value(Quantity(12))
    sheet.add()
    yield "left-here"
    visit.away()
    unknown = visit.press(Qt.Key.Key_F12, UnknownGoodsSheet)
    assert isinstance(unknown, UnknownGoodsSheet)
    yield "not-identified"
    unknown.sold.selectRow(2)
    visit.hands.settle()
    yield "sale-not-found"
    visit.away()
    visit.press(Qt.Key.Key_F10, WaitingSheet)
    yield "to-be-noted"
    visit.press(Qt.Key.Key_F8, TakenHomeSheet)
    yield "taken-home"
    visit.away()
    screen.panel.chips.chip("notes").click()
    screen.doors.correct()
    correction = visit.hands.sheet(CorrectionSheet)
    assert isinstance(correction, CorrectionSheet)
    visit.hands.wait_for("the note to be read", lambda: bool(correction.presenter.rows))
    correction.count.set_value(ONE)
    correction.take()
    yield "correct-note"
    visit.away()
    waiting = visit.press(Qt.Key.Key_F10, WaitingSheet)
    assert isinstance(waiting, WaitingSheet)
    visit.hands.wait_for("the receipts", lambda: waiting.table.current() is not None)
    visit.hands.go_on(waiting)
    written = visit.hands.sheet(NoteSheet)
    assert isinstance(written, NoteSheet)
    yield from _a_note(visit, written, DeclineSheet)
    visit.hands.go_on(written)
    visit.hands.sheet(NoteDoneSheet)
    yield "note-done"
    visit.away()


def _a_note(visit: Visit, written: NoteSheet, decline: type[DeclineSheet]) -> Iterator[str]:
    from ui.consignment.note_list_sheet import NoteListSheet

    written.form.name.setText("Kain tulis Mojo latar putih")
    written.form.price.set_value(Rupiah(950_000))
    written.form.add()
    listed = visit.press(Qt.Key.Key_F6, NoteListSheet)
    assert isinstance(listed, NoteListSheet)
    yield "note-list-choose"
    listed.open_file(resource_path("demo/daftar-barang.xlsx"))
    visit.hands.wait_for("the list to be read", lambda: listed.pages.currentWidget() is listed.review_page)
    yield "note-list"
    listed.done(0)
    visit.hands.settle()
    visit.press(Qt.Key.Key_F9, decline)
    sheet = visit.hands.sheet(decline)
    assert isinstance(sheet, decline)
    sheet.what.setText("selendang luntur")
    sheet.reason.setText("warna luntur di tepi")
    yield "decline"
    visit.hands.go_on(sheet)
    visit.hands.settle()
    yield "note-from-a-receipt"
