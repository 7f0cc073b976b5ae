"""The receipt's look with its live preview, the ports of printers, the customers' screen, and the way into practice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from sentra_pos.change_display import display_of
from sentra_pos.change_receipt import look_tried_out, receipt_look
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import Role
from sentra_pos.practice import practice_store
from sentra_pos.printing.kinds import Role as PrinterRole
from sentra_pos.printing.queries import printer_for
from sentra_pos.printing.transports.serial_port import SerialPort
from sentra_pos.printing.ways import Way
from sentra_pos.shop import open_shop
from tests.factories import Founded, found_a_shop
from tests.test_change_receipt import a_picture
from tests.ui.front_door import LANGUAGES, clipped_at_all_sizes
from tests.ui.settings.test_settings import enter, turn_to
from ui.app import App, make_application
from ui.practice.band import PracticeBand
from ui.practice.launch import practice_command
from ui.settings.practice_card import PracticeCard
from ui.settings.receipt_sheet import ReceiptLookSheet
from ui.settings.screen import COMPUTER, PRINTING, SettingsScreen
from ui.tour.hands import Hands


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


@pytest.fixture
def screen(founded: Founded, hands: Hands) -> SettingsScreen:
    """The owner's."""
    return enter(hands, founded, Role.OWNER)


def open_look(screen: SettingsScreen, hands: Hands) -> ReceiptLookSheet:
    turn_to(hands, screen, PRINTING)
    hands.click(screen.papers.look)
    sheet = hands.sheet(ReceiptLookSheet)
    hands.settle()
    return sheet


def shown(sheet: ReceiptLookSheet) -> bytes:
    """The preview's picture, at the size at which it is shown."""
    return as_png(sheet._picture._paper.pixmap())


def as_png(picture: QPixmap) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


# ----------------------------------------------------------------------------------------------------- the receipt


def test_the_preview_follows_what_is_typed_and_what_is_saved_is_what_it_showed(
    screen: SettingsScreen, hands: Hands, tmp_path: Path
) -> None:
    sheet = open_look(screen, hands)
    before = shown(sheet)
    sheet.return_rule.setPlainText("Batik tulis tidak dapat ditukar.")
    hands.wait_for("the preview", lambda: shown(sheet) != before)
    with_rule = shown(sheet)
    logo = tmp_path / "logo.png"
    logo.write_bytes(a_picture())
    sheet.take_logo(logo)
    hands.wait_for("the logo in the preview", lambda: shown(sheet) != with_rule)
    hands.settle()
    last = shown(sheet)
    hands.go_on(sheet)
    hands.no_sheet()

    shop = hands.app.shop
    with shop.reading() as session:
        look = receipt_look(session)
        paper = look_tried_out(session, look, shop.clock)
    assert look.return_rule == "Batik tulis tidak dapat ditukar."
    assert look.logo is not None
    again = open_look(screen, hands)
    hands.wait_for("the same preview", lambda: shown(again) == last)
    again._picture.show_png(paper.png())
    assert shown(again) == last


def test_a_file_that_is_no_picture_is_told_and_changes_nothing(
    screen: SettingsScreen, hands: Hands, tmp_path: Path
) -> None:
    sheet = open_look(screen, hands)
    (tmp_path / "logo.png").write_bytes(b"not a picture")
    sheet.take_logo(tmp_path / "logo.png")
    hands.wait_for("the sentence", sheet._problem.text)
    assert sheet.look.logo is None
    hands.go_on(sheet)
    hands.no_sheet()


def test_a_sheet_that_is_left_keeps_nothing(screen: SettingsScreen, hands: Hands) -> None:
    sheet = open_look(screen, hands)
    sheet.last.setPlainText("Sampai jumpa")
    sheet.reject()
    hands.no_sheet()
    with hands.app.shop.reading() as session:
        assert receipt_look(session).footer == ""


def test_the_receipt_is_the_owners_to_change(founded: Founded, hands: Hands) -> None:
    screen = enter(hands, founded, Role.CASHIER)
    turn_to(hands, screen, PRINTING)
    assert screen.papers.again.isVisible()
    assert not screen.papers.look.isVisible()
    turn_to(hands, screen, COMPUTER)
    assert screen.look.isVisible()
    assert not screen.display.isVisible()


# ------------------------------------------------------------------------------------------------------ serial ports


def test_a_port_is_chosen_with_its_speed_and_saved(screen: SettingsScreen, hands: Hands) -> None:
    turn_to(hands, screen, PRINTING)
    card = screen.printer
    hands.click(card.ways.chip(Way.SERIAL))
    hands.settle()
    assert card.ports.isVisible()
    card.ports.show_ports(
        (SerialPort(device="COM3", description="n/a"), SerialPort(device="COM7", description="RPP02N"))
    )
    hands.click(card.ports.ports.chip("COM7"))
    hands.click(card.ports.bauds.chip(19200))
    assert card.address.text() == "COM7@19200"
    hands.click(card.save)
    hands.settle()
    with hands.app.shop.reading() as session:
        printer = printer_for(session, PrinterRole.RECEIPT)
    assert printer is not None
    assert (printer.way, printer.address) == (Way.SERIAL, "COM7@19200")


def test_a_speed_that_no_printer_has_is_marked(screen: SettingsScreen, hands: Hands) -> None:
    turn_to(hands, screen, PRINTING)
    card = screen.printer
    hands.click(card.ways.chip(Way.SERIAL))
    hands.type(card.address, "COM7@12345")
    hands.click(card.save)
    hands.settle()
    assert "COM5" in card.address.problem


# ------------------------------------------------------------------------------------------------ the second screen


def test_the_customers_display_is_switched_on_and_waits_for_its_screen(screen: SettingsScreen, hands: Hands) -> None:
    turn_to(hands, screen, COMPUTER)
    hands.click(screen.display.is_on)
    hands.settle()
    with hands.app.shop.reading() as session:
        assert display_of(session).is_on
    hands.wait_for("its keeper", lambda: hands.app.customers.keeper is not None)
    keeper = hands.app.customers.keeper
    assert keeper is not None
    assert keeper.window is None, "this computer has one screen, and that is the till's"
    assert screen.display._words.isVisible()


# ----------------------------------------------------------------------------------------------------------- practice


def test_practice_starts_a_program_of_its_own_over_this_store(screen: SettingsScreen, hands: Hands) -> None:
    started: list[Path] = []
    card = PracticeCard(screen.practice._context, started.append)
    card.open.click()
    assert started == [hands.app.shop.store.path]
    program, arguments = practice_command(started[0])
    assert Path(program).exists()
    assert arguments[-3:] == ["--store", str(started[0]), "practice"]
    card.deleteLater()


def test_a_practice_window_cannot_be_taken_for_the_real_one(
    qapp: QApplication, store: Store, clock: FixedClock, founded: Founded, tmp_path: Path
) -> None:
    with practice_store(store.path, clock) as copy:
        app = App(make_application(), open_shop(copy, clock))
        hands = Hands(app, tmp_path)
        try:
            app.begin()
            hands.settle()
            doors = [(hands.window.windowTitle(), hands.window.findChild(PracticeBand) is not None)]
            inside = enter(hands, founded, Role.OWNER)
            doors.append((hands.window.windowTitle(), hands.window.findChild(PracticeBand) is not None))
            inside.show_section(COMPUTER)
            assert inside.look.isVisible()
            assert not inside.practice.isVisible()
            hands.window.resize(1024, 768)
            rail = hands.window.grab().toImage().pixelColor(4, 500)
        finally:
            Hands.leave()
            app.close()
            app.deleteLater()
            qapp.sendPostedEvents(None, 0)
    assert [band for _title, band in doors] == [True, True]
    assert all(title not in ("Sentra POS", "") for title, _band in doors)
    assert rail.name() == "#f2c230"


def test_the_real_window_has_no_band(screen: SettingsScreen, hands: Hands) -> None:
    assert hands.window.findChild(PracticeBand) is None
    turn_to(hands, screen, COMPUTER)
    assert screen.practice.isVisible()


# --------------------------------------------------------------------------------------------------------------- look


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_new_cards_and_sheets_is_cut(founded: Founded, hands: Hands, language: str) -> None:
    use_language(language)
    screen = enter(hands, founded, Role.OWNER)
    turn_to(hands, screen, PRINTING)
    hands.click(screen.printer.ways.chip(Way.SERIAL))
    hands.settle()
    cut = clipped_at_all_sizes(hands)
    turn_to(hands, screen, COMPUTER)
    hands.click(screen.display.is_on)
    hands.settle()
    cut += clipped_at_all_sizes(hands)
    sheet = open_look(screen, hands)
    cut += clipped_at_all_sizes(hands)
    sheet.reject()
    hands.no_sheet()
    assert cut == []


@pytest.mark.parametrize("width", [1366, 1024])
def test_the_band_says_all_that_it_has_to_say(qapp: QApplication, width: int) -> None:
    for language in LANGUAGES:
        use_language(language)
        band = PracticeBand()
        band.resize(width, band.height())
        band.show()
        qapp.processEvents()
        words = band._words
        assert words.fontMetrics().horizontalAdvance(words.text()) + 28 <= words.width() <= width
        band.close()
        band.deleteLater()
