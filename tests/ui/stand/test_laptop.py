"""The laptop's own screens: its request, the shop's file, PINs, the file on the stick, and what is not shown there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import StaffId
from sentra_pos.core.money import Rupiah
from sentra_pos.core.speech import _
from sentra_pos.core.words import format_number
from sentra_pos.db.setting_keys import DEVICE_LOOK
from sentra_pos.db.settings import put_setting
from sentra_pos.exhibitions.enrolment import read_enrolment
from sentra_pos.exhibitions.keep_stick import stick_of
from sentra_pos.exhibitions.keys import fingerprint, own_key_if_any, public_of
from sentra_pos.exhibitions.open_pack import PackOpened
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.people.queries import staff_list
from tests.exhibitions.on_a_stick import Away, load_the_van
from tests.ui.stand.laptop import PIN, Lid, a_laptop, look_kept
from ui.exhibitions.files import read_bytes
from ui.main_window import MainWindow
from ui.stand.door import StandDoor
from ui.stand.files import StickMissing, write_home, write_home_by_itself
from ui.stand.here import stand_here
from ui.stand.next_file import NextFile
from ui.stand.open_pack_sheet import OpenPackSheet
from ui.stand.rows import arrived_words
from ui.stand.screen import StandScreen
from ui.start.first_start import FirstStart
from ui.start.log_in import LogInWindow


@pytest.fixture
def lid(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Lid]:
    with a_laptop(tmp_path / "laptop", clock) as opened:
        yield opened


def asked(lid: Lid) -> StandDoor:
    """The second door, with the request on the stick."""
    lid.hands.press(Qt.Key.Key_F8)
    door = lid.hands.window
    assert isinstance(door, StandDoor)
    door.write(lid.folder / "laptop.daftar")
    lid.hands.wait_for("the number", door.number.text)
    return door


def pack_read(lid: Lid) -> tuple[Away, OpenPackSheet]:
    """The shop's file looked into on the laptop."""
    door = asked(lid)
    away = lid.admitted(lid.folder / "laptop.daftar")
    load_the_van(away)
    door.read_file(lid.pack(away))
    return away, lid.hands.sheet(OpenPackSheet)


def opened(lid: Lid) -> Away:
    """Its owner is at work at the stand."""
    away, sheet = pack_read(lid)
    lid.hands.click(sheet.same)
    lid.hands.go_on(sheet)
    (hers,) = (row for row in sheet.rows if row.goer.id == lid.fair.ratna.staff)
    for field in (hers.pin, hers.again):
        lid.hands.type(field, PIN)
    lid.hands.go_on(sheet)
    lid.hands.wait_for("who is there", lambda: isinstance(lid.hands.window, LogInWindow))
    owner = lid.fair.ratna.staff
    lid.app.enter(LoggedIn(staff=owner, name="Ibu Ratna", role=Role.OWNER, permissions=PERMISSIONS[Role.OWNER]))
    lid.hands.settle()
    return away


def test_the_second_door_can_be_left_again(lid: Lid) -> None:
    lid.hands.press(Qt.Key.Key_F8)
    lid.hands.press(Qt.Key.Key_Escape)

    assert isinstance(lid.hands.window, FirstStart)


def test_a_laptop_that_has_asked_waits_for_its_file_at_every_start(lid: Lid) -> None:
    number = asked(lid).number.text()

    lid.app.begin()
    lid.hands.settle()

    door = lid.hands.window
    assert isinstance(door, StandDoor)
    assert door.number.text() == number


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name are POSIX's")
def test_a_slow_stick_holds_nobody_and_the_next_one_gets_the_same_number(lid: Lid) -> None:
    """The stick is a pipe that takes nothing until somebody reads it, and then cannot keep what it took."""
    lid.hands.press(Qt.Key.Key_F8)
    lid.hands.settle()
    door = lid.hands.window
    assert isinstance(door, StandDoor)
    slow = lid.folder / "laptop.daftar.part"
    os.mkfifo(slow)
    shop = lid.app.shop

    def number() -> str:
        with shop.reading() as session:
            key = own_key_if_any(session)
        return "" if key is None else fingerprint(public_of(key))

    door.write(lid.folder / "laptop.daftar")
    try:
        lid.hands.wait_for("the laptop's key in its book", number)
        with shop.writing() as session:
            put_setting(session, DEVICE_LOOK, look_kept(shop.store))
    finally:
        reader = os.open(slow, os.O_RDONLY | os.O_NONBLOCK)
        lid.hands.settle()
        os.close(reader)
    assert "laptop.daftar" in door._told.accessibleName()
    assert (door.number.text(), list(lid.folder.glob("*.daftar*"))) == ("", [])

    door.write(lid.folder / "laptop.daftar")
    lid.hands.wait_for("the number", door.number.text)

    assert read_enrolment((lid.folder / "laptop.daftar").read_bytes()).fingerprint == number()


def test_nothing_is_opened_before_the_shops_number_was_compared(lid: Lid) -> None:
    _away, sheet = pack_read(lid)

    lid.hands.press(Qt.Key.Key_F12)

    assert not sheet.asks_for_pins
    assert sheet.primary_button is not None
    assert not sheet.primary_button.isEnabled()


def test_two_pins_that_differ_are_asked_again_and_nobody_without_one_gets_in(lid: Lid) -> None:
    _away, sheet = pack_read(lid)
    lid.hands.click(sheet.same)
    lid.hands.go_on(sheet)
    lid.hands.go_on(sheet)
    assert not lid.app.shop.founded

    lid.hands.type(sheet.rows[0].pin, "4711")
    lid.hands.type(sheet.rows[0].again, "4712")
    lid.hands.go_on(sheet)

    assert sheet.rows[0].again.text() == ""
    assert not lid.app.shop.founded


def test_a_file_that_is_none_is_refused_in_a_sentence(lid: Lid) -> None:
    door = asked(lid)
    (lid.folder / "surat.pameran").write_bytes(b"bukan paket")

    door.read_file(lid.folder / "surat.pameran")
    lid.hands.settle()

    assert door._told.accessibleName()
    assert not lid.app.shop.founded


def test_the_rail_of_a_stand_shows_a_stands_work(lid: Lid) -> None:
    opened(lid)

    window = lid.hands.window
    assert isinstance(window, MainWindow)
    shown = {key for key in ("sell", "till", "receipts", "stock", "stand", "money", "settings") if window.offers(key)}
    hidden = {"consignment", "settlement", "exhibitions", "records", "activity", "counting", "give_back", "artisans"}
    assert len(shown) == 7
    assert not any(window.offers(key) for key in hidden)


def test_a_further_pack_brings_what_was_sent_after_the_first(lid: Lid) -> None:
    away = opened(lid)
    screen = lid.hands.go_to("stand", StandScreen)
    lid.fair.load(away.stand, (lid.fair.gallery.shirt_l, 2))

    screen.read_pack(lid.pack(away, "susulan.pameran"))
    sheet = lid.hands.sheet(OpenPackSheet)
    lid.hands.go_on(sheet)
    lid.hands.go_on(sheet)
    lid.hands.no_sheet()

    lid.hands.wait_for("the new pieces", lambda: screen.presenter.page)
    assert screen.presenter.page is not None
    assert sum(each.at_stand.units for each in screen.presenter.page.stand.goods) == 11


def test_the_file_goes_where_it_went_last_and_a_missing_stick_is_named(lid: Lid) -> None:
    away = opened(lid)
    shop, by = lid.app.shop, lid.sells(away).by
    with shop.reading() as session:
        here = stand_here(session)
    assert here is not None
    assert write_home_by_itself(shop, here, by) is None
    stick = lid.folder / "stick"
    stick.mkdir()

    write_home(shop, stick / "hari-1.pulang", by)
    again = write_home_by_itself(shop, here, by)

    assert again is not None
    assert again.file.parent == stick
    assert lid.sells(away).bring(read_bytes(again.file)).added == 1
    with shop.reading() as session:
        assert stick_of(session).folder == str(stick)
    for file in stick.iterdir():
        file.unlink()
    stick.rmdir()
    with pytest.raises(StickMissing):
        write_home_by_itself(shop, here, by)


def ended(lid: Lid) -> Away:
    """Something was sold, and the stand is over."""
    away = opened(lid)
    stand = lid.sells(away)
    stand.open()
    stand.sell(lid.fair.gallery.mrico)
    stand.close()
    stand.end()
    return away


def test_where_the_stand_ended_the_next_exhibitions_file_is_opened(lid: Lid) -> None:
    away = ended(lid)
    screen = lid.hands.go_to("stand", StandScreen)
    page = lid.hands.wait_for("the page", lambda: screen.presenter.page)
    assert page.sent_home == Rupiah(385_000)
    assert "385.000" in screen._ended.accessibleName()
    assert screen.pack_button.isEnabled()
    following = lid.next_fair(away, lid.fair.ratna.staff)

    screen.read_pack(lid.pack(following, "berikut.pameran"))
    sheet = lid.hands.sheet(OpenPackSheet)
    assert sheet.rows == ()
    lid.hands.go_on(sheet)
    lid.hands.wait_for("who is there", lambda: isinstance(lid.hands.window, LogInWindow))

    assert lid.hands.window.windowTitle().startswith("Pasar Seni · Blok A 3")
    owner = lid.fair.ratna.staff
    lid.app.enter(LoggedIn(staff=owner, name="Ibu Ratna", role=Role.OWNER, permissions=PERMISSIONS[Role.OWNER]))
    lid.hands.settle()
    screen = lid.hands.go_to("stand", StandScreen)
    page = lid.hands.wait_for("the page", lambda: screen.presenter.page)
    assert (page.record.name, page.stand.ended, page.day.pieces) == ("Pasar Seni", False, 0)
    assert {each.name for each in page.stand.goods} == {"Pouch perca batik"}


def test_who_goes_for_the_first_time_opens_it_without_a_pin_and_sets_one(lid: Lid) -> None:
    away = ended(lid)
    lid.app._leave()
    lid.hands.wait_for("who is there", lambda: isinstance(lid.hands.window, LogInWindow))
    sari = StaffId(lid.fair.new())
    lid.fair.do(add_staff, AddStaff(id=sari, by=lid.fair.ratna, name="Sari", role=Role.EXHIBITION))
    following = lid.next_fair(away, sari)
    (door,) = lid.hands.window.findChildren(NextFile)

    door.read_file(lid.pack(following, "berikut.pameran"))
    sheet = lid.hands.sheet(OpenPackSheet)
    lid.hands.go_on(sheet)
    for field in (sheet.rows[0].pin, sheet.rows[0].again):
        lid.hands.type(field, PIN)
    lid.hands.go_on(sheet)

    lid.hands.wait_for("the next stand", lambda: lid.hands.window.windowTitle().startswith("Pasar Seni"))
    assert not lid.hands.window.findChildren(NextFile)
    with lid.app.shop.reading() as session:
        assert [(each.name, each.has_pin) for each in staff_list(session)] == [("Sari", True)]


def test_a_stand_that_goes_on_offers_no_other_file_at_the_door(lid: Lid) -> None:
    opened(lid)
    lid.app._leave()
    lid.hands.wait_for("who is there", lambda: isinstance(lid.hands.window, LogInWindow))

    assert not lid.hands.window.findChildren(NextFile)


def test_what_was_sold_and_is_on_no_list_stands_below_the_days_list(lid: Lid) -> None:
    away = opened(lid)
    screen = lid.hands.go_to("stand", StandScreen)
    stand, pouch = lid.sells(away), lid.fair.gallery.pouch
    stand.open()
    stand.sell(lid.fair.gallery.mrico)
    stand.sell(pouch, confirmed=frozenset({f"no_note:{pouch.id}"}))

    screen.refresh()
    lid.hands.wait_for("the day", lambda: screen.presenter.page and screen.presenter.page.day.receipts == 2)

    assert screen.presenter.page is not None
    day = screen.presenter.page.day
    assert (day.pieces, day.unnamed, day.paid) == (1, pouch.price, day.taken)
    assert format_number(pouch.price.amount) in screen._unnamed.text()


def test_the_same_file_once_more_says_that_nothing_was_new(lid: Lid) -> None:
    away = opened(lid)
    lid.hands.go_to("stand", StandScreen).read_pack(lid.pack(away, "lagi.pameran"))
    sheet = lid.hands.sheet(OpenPackSheet)
    told: list[PackOpened] = []
    sheet.returned.connect(told.append)
    lid.hands.go_on(sheet)
    lid.hands.go_on(sheet)
    lid.hands.no_sheet()

    assert [arrived_words(each) for each in told] == [
        _("There was nothing new in it; names and prices are up to date.")
    ]
