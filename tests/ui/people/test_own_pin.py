"""One's own PIN asks for the old one; somebody else's is the owner's to set."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.speech import use_language
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LogIn, log_in
from sentra_pos.people.queries import StaffMember, staff_of
from tests.ui.back_room import Desk, clipped_everywhere
from ui.kit.screen import Screen
from ui.settings.people_card import PinSheet

OLD, NEW = "246813", "480215"


def opened(desk: Desk, staff: StaffId) -> PinSheet:
    use_language("en")
    window = desk.open(lambda _context: Screen())
    with desk.shop.reading() as session:
        member = staff_of(session, staff)
    assert isinstance(member, StaffMember)
    sheet = PinSheet(window, desk.context(), member)
    sheet.open()
    desk.settle()
    return sheet


def fill(desk: Desk, *texts: str) -> None:
    for text in texts:
        desk.type(text)
        desk.press(Qt.Key.Key_Tab)
    sheet = desk.sheet()
    assert sheet.primary_button is not None
    sheet.primary_button.click()
    desk.settle()


def fits(desk: Desk, staff: StaffId, pin: str) -> bool:
    command = LogIn(device=desk.founded.device, staff=staff, pin=pin)
    return log_in(desk.shop.store, command, desk.clock).staff == staff


def test_the_old_pin_opens_the_way_to_a_new_one(desk: Desk) -> None:
    opened(desk, desk.founded.owner)
    fill(desk, OLD, NEW, NEW)
    assert fits(desk, desk.founded.owner, NEW)


def test_a_wrong_old_pin_is_said_beside_it_and_changes_nothing(desk: Desk) -> None:
    sheet = opened(desk, desk.founded.owner)
    fill(desk, "999999", NEW, NEW)
    assert sheet.old is not None
    assert "4 more times" in sheet.old.problem
    assert sheet.pin.problem == ""
    assert fits(desk, desk.founded.owner, OLD)


def test_a_new_pin_too_easy_to_guess_is_said_beside_the_new_one(desk: Desk) -> None:
    sheet = opened(desk, desk.founded.owner)
    fill(desk, OLD, "1111", "1111")
    assert sheet.old is not None
    assert (sheet.old.problem, bool(sheet.pin.problem)) == ("", True)


def test_the_owner_sets_anothers_without_knowing_the_old(desk: Desk) -> None:
    staff = StaffId(new_id(desk.clock))
    with desk.shop.writing() as session:
        add_staff(session, AddStaff(id=staff, by=desk.founded.by, name="Dewi", role=Role.CASHIER), clock=desk.clock)
    sheet = opened(desk, staff)
    assert sheet.old is None
    fill(desk, NEW, NEW)
    assert fits(desk, staff, NEW)


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_text_of_the_sheet_is_cut(desk: Desk, language: str) -> None:
    opened(desk, desk.founded.owner)
    use_language(language)
    assert clipped_everywhere(desk.windows[-1]) == []
