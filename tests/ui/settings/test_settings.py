"""What the owner sets: the shop, its printer, its papers, its language, its safety and its people."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sentra_pos.change_shop import shop_facts
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.people.queries import staff_list
from sentra_pos.printing.kinds import JobState
from sentra_pos.printing.profiles import GENERIC_80
from sentra_pos.printing.queries import jobs
from sentra_pos.printing.ways import Way
from tests.factories import Founded, found_a_shop
from tests.ui.front_door import LANGUAGES, clipped_at_all_sizes
from ui.kit.dialog import Sheet
from ui.main_window import MainWindow
from ui.settings.people_card import NewUserSheet, PinSheet
from ui.settings.screen import PRINTING, SettingsScreen
from ui.settings.slip_file import SlipNotSaved, save_slip
from ui.start.log_in import LogInWindow
from ui.tour.hands import Hands
from ui.tour.network_printer import NetworkPrinter


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


@pytest.fixture
def screen(founded: Founded, hands: Hands) -> SettingsScreen:
    """The owner's."""
    return enter(hands, founded, Role.OWNER)


@pytest.fixture
def printer() -> Iterator[NetworkPrinter]:
    printer = NetworkPrinter()
    yield printer
    printer.close()


def enter(hands: Hands, founded: Founded, role: Role) -> SettingsScreen:
    """Log somebody in and open the settings."""
    who = LoggedIn(staff=founded.owner, name="Ibu Ratna", role=role, permissions=PERMISSIONS[role])
    hands.app.enter(who)
    hands.wait_for("the printer's thread", printers_threads)
    return hands.go_to("settings", SettingsScreen)


def turn_to(hands: Hands, screen: SettingsScreen, section: str) -> None:
    """A section with all that its cards asked for when it was first opened."""
    screen.show_section(section)
    hands.settle()


def printers_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("printer-")}


def use_printer(hands: Hands, screen: SettingsScreen, address: str) -> None:
    screen.show_section(PRINTING)
    hands.click(screen.printer.ways.chip(Way.TCP))
    hands.type(screen.printer.address, address)
    hands.click(screen.printer.save)
    hands.settle()


# ------------------------------------------------------------------------------------------------------- the printer


def test_a_saved_printer_takes_over_with_a_thread_of_its_own(
    screen: SettingsScreen, hands: Hands, printer: NetworkPrinter
) -> None:
    before = printers_threads()
    use_printer(hands, screen, printer.address)

    hands.wait_for("the new thread alone", lambda: len(printers_threads()) == 1 and printers_threads() != before)
    hands.press(Qt.Key.Key_F5)
    hands.wait_for("the test print", lambda: printer.slips)
    assert b"Rp 1.250.000" in printer.slips[0]


def test_an_address_that_cannot_be_is_marked_and_the_old_printer_stays(screen: SettingsScreen, hands: Hands) -> None:
    before = printers_threads()
    use_printer(hands, screen, "192.168.1.50:abc")

    assert "192.168.1.50:9100" in screen.printer.address.problem
    assert printers_threads() == before


def test_a_copy_of_a_paper_is_printed_and_says_that_it_is_one(
    screen: SettingsScreen, hands: Hands, printer: NetworkPrinter
) -> None:
    use_printer(hands, screen, printer.address)
    hands.click(screen.printer.test)
    hands.wait_for("the test print", lambda: printer.slips)
    hands.wait_for("the paper in the list", lambda: all_printed(hands) and screen.papers.table.records.rows)
    screen.papers.table.pick_first()
    hands.click(screen.papers.again)

    hands.wait_for("the copy", lambda: len(printer.slips) == 2)
    assert b"SALINAN 1" in printer.slips[1]
    assert b"SALINAN" not in printer.slips[0]


def test_a_paper_is_kept_as_a_pdf_and_a_folder_that_is_none_is_said(
    screen: SettingsScreen, hands: Hands, tmp_path: Path
) -> None:
    screen.show_section(PRINTING)
    hands.click(screen.printer.test)
    hands.wait_for("the paper in the list", lambda: screen.papers.table.records.rows)
    (paper,) = screen.papers.table.records.rows
    screen.papers.keep(paper, tmp_path / "uji.pdf")
    hands.wait_for("the file", (tmp_path / "uji.pdf").exists)
    hands.settle()

    assert "Rp 1.250.000" in PdfReader(tmp_path / "uji.pdf").pages[0].extract_text()
    kept = (tmp_path / "uji.pdf").read_bytes()
    with pytest.raises(SlipNotSaved, match="uji"):
        save_slip(hands.app.shop, paper, tmp_path / "uji.pdf" / "uji.pdf")
    (tmp_path / "uji2.pdf").mkdir()
    with pytest.raises(SlipNotSaved, match="uji2"):
        save_slip(hands.app.shop, paper, tmp_path / "uji2.pdf")
    assert (tmp_path / "uji.pdf").read_bytes() == kept
    assert not list(tmp_path.glob("*.part"))


def test_nothing_is_changed_before_it_is_known_which_printer_stands(screen: SettingsScreen, hands: Hands) -> None:
    screen.show_section(PRINTING)
    card = screen.printer
    assert not any(part.isEnabled() for part in (card.ways, card.save, card.test))

    hands.click(card.ways.chip(Way.TCP))

    assert card.papers.choice() == GENERIC_80
    assert card.save.isEnabled()


def all_printed(hands: Hands) -> bool:
    with hands.app.shop.reading() as session:
        return all(job.state is JobState.SENT for job in jobs(session))


def test_a_printer_that_is_off_shows_in_the_light(screen: SettingsScreen, hands: Hands) -> None:
    off = NetworkPrinter()
    address = off.address
    off.close()
    use_printer(hands, screen, address)
    hands.click(screen.printer.test)

    hands.wait_for("the light to say so", lambda: "Printer tidak ada" in screen.printer.light.text())


# ---------------------------------------------------------------------------------------------------------- the shop


def test_the_shops_facts_are_kept(screen: SettingsScreen, hands: Hands) -> None:
    hands.type(screen.shop.name, "Galeri Baru")
    hands.type(screen.shop.phone, "0812-0000-0000")
    hands.click(screen.shop.save)
    hands.settle()

    with hands.app.shop.reading() as session:
        facts = shop_facts(session)
    assert (facts.name, facts.phone) == ("Galeri Baru", "0812-0000-0000")


def test_a_shop_without_a_name_is_refused_beside_the_field(screen: SettingsScreen, hands: Hands) -> None:
    screen.shop.name.clear()
    hands.click(screen.shop.save)
    hands.settle()

    assert screen.shop.name.problem
    assert screen.shop.name.hasFocus()


def test_another_language_is_spoken_at_once(screen: SettingsScreen, hands: Hands) -> None:
    before = hands.window
    hands.click(screen.shop.languages.chip("en"))
    hands.click(screen.shop.save)
    hands.wait_for("the window to be built anew", lambda: hands.window is not before)

    assert isinstance(hands.window, MainWindow)
    assert hands.window.button("sell").text() == "Sell"


# -------------------------------------------------------------------------------------------------- safety and people


def test_a_backup_is_made_and_its_age_shown(screen: SettingsScreen, hands: Hands) -> None:
    assert hands.app.shop.newest_backup() is None
    hands.click(screen.safety.now)

    hands.wait_for("the backup", hands.app.shop.newest_backup)
    hands.wait_for("its age", lambda: "baru saja" in screen.safety.age.text())


def test_a_new_user_gets_a_pin_and_can_log_in(screen: SettingsScreen, hands: Hands) -> None:
    hands.click(screen.people.new)
    new = hands.sheet(NewUserSheet)
    hands.type(new.name, "Dewi")
    hands.press(Qt.Key.Key_Return)
    pins = hands.sheet(PinSheet)
    hands.type(pins.pin, "5839")
    hands.type(pins.again, "5839")
    hands.press(Qt.Key.Key_Return)
    hands.no_sheet()

    with hands.app.shop.reading() as session:
        dewi = next(member for member in staff_list(session) if member.name == "Dewi")
    assert (dewi.role, dewi.has_pin) == (Role.CASHIER, True)


def test_a_pin_typed_in_two_ways_is_asked_for_again(screen: SettingsScreen, hands: Hands) -> None:
    screen.people.table.pick_first()
    hands.click(screen.people.change_pin)
    pins = hands.sheet(PinSheet)
    hands.type(pins.pin, "5839")
    hands.type(pins.again, "5830")
    hands.press(Qt.Key.Key_Return)
    hands.settle()

    assert pins.again.problem
    assert QApplication.activeModalWidget() is pins


def test_the_till_is_left_to_somebody_else(screen: SettingsScreen, hands: Hands) -> None:
    hands.press(Qt.Key.Key_F8)

    hands.wait_for("the log-in", lambda: isinstance(hands.window, LogInWindow))


def test_a_cashier_is_not_offered_what_is_the_owners(founded: Founded, hands: Hands) -> None:
    screen = enter(hands, founded, Role.CASHIER)

    assert not screen.printer.isVisible()
    assert not screen.shop.isVisible()
    assert not screen.people.new.isVisible()
    assert screen.people.leave.isVisible()


# -------------------------------------------------------------------------------------------------------------- look


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_settings_is_cut(founded: Founded, hands: Hands, language: str) -> None:
    use_language(language)
    screen = enter(hands, founded, Role.OWNER)
    cut = clipped_at_all_sizes(hands)
    for button, kind in ((screen.people.new, NewUserSheet), (screen.people.change_pin, PinSheet)):
        screen.people.table.pick_first()
        hands.click(button)
        sheet: Sheet = hands.sheet(kind)
        cut += clipped_at_all_sizes(hands)
        sheet.reject()
        hands.no_sheet()

    assert cut == []
