"""Who works here: another role, an account closed and opened again, by the keys that the screen says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, StaffId, new_id
from sentra_pos.core.money import ZERO
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.people.queries import StaffMember, staff_of
from sentra_pos.people.set_pin import SetPin, set_pin
from sentra_pos.tills.open_till import OpenTill, open_till
from tests.factories import QUICK_HASHER, Founded, found_a_shop
from tests.ui.front_door import LANGUAGES, clipped_at_all_sizes
from ui.kit.dialog import Sheet
from ui.settings.role_sheet import RoleSheet
from ui.settings.screen import SettingsScreen
from ui.start.log_in import LogInWindow
from ui.tour.hands import Hands


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    return found_a_shop(store, clock)


@pytest.fixture
def dewi(founded: Founded, store: Store, clock: FixedClock) -> StaffId:
    """A cashier with a PIN."""
    staff = StaffId(new_id(clock))
    with store.writing() as session:
        add_staff(session, AddStaff(id=staff, by=founded.by, name="Dewi", role=Role.CASHIER), clock=clock)
        set_pin(session, SetPin(by=founded.by, staff=staff, pin="590317"), clock=clock, hasher=QUICK_HASHER)
    return staff


@pytest.fixture
def screen(founded: Founded, dewi: StaffId, hands: Hands) -> SettingsScreen:
    """The owner's, with Dewi chosen."""
    screen = enter(hands, founded.owner, Role.OWNER)
    choose(hands, screen, "Dewi")
    return screen


def enter(hands: Hands, staff: StaffId, role: Role, language: str = "en") -> SettingsScreen:
    who = LoggedIn(staff=staff, name="Ibu Ratna", role=role, permissions=PERMISSIONS[role])
    use_language(language)
    hands.app.enter(who)
    hands.settle()
    return hands.go_to("settings", SettingsScreen)


def choose(hands: Hands, screen: SettingsScreen, name: str) -> None:
    """Walk to the name with the arrow keys."""
    table = screen.people.table
    table.enter()
    for _step in table.records.rows:
        member = table.current()
        if member is not None and member.name == name:
            return
        hands.press(Qt.Key.Key_Down)
    raise AssertionError(f"{name} is not in the list")


def press_alt(hands: Hands, key: Qt.Key) -> None:
    QTest.keyClick(hands.window, key, Qt.KeyboardModifier.AltModifier)
    hands.settle()


def listed(screen: SettingsScreen) -> list[str]:
    return [member.name for member in screen.people.table.records.rows]


def standing(hands: Hands, staff: StaffId) -> StaffMember:
    with hands.app.shop.reading() as session:
        member = staff_of(session, staff)
    assert member is not None
    return member


def answer(hands: Hands, key: Qt.Key) -> str:
    """Press a key at the sheet on top; its title and what it said."""
    sheet = hands.sheet(Sheet)
    said = f"{sheet.windowTitle()} {sheet.accessibleDescription()}"
    hands.press(key)
    hands.settle()
    return said


def at_the_door(hands: Hands) -> list[str]:
    assert isinstance(hands.window, LogInWindow)
    return [button.text() for button in hands.window.door.entry.names.buttons()]


def test_an_account_is_closed_after_a_question_and_is_gone_from_the_door(
    screen: SettingsScreen, dewi: StaffId, hands: Hands
) -> None:
    press_alt(hands, Qt.Key.Key_T)
    assert "Close the account of Dewi?" in answer(hands, Qt.Key.Key_Return)
    assert not standing(hands, dewi).active
    assert listed(screen) == ["Ibu Ratna"]

    hands.press(Qt.Key.Key_F8)
    hands.wait_for("the log-in", lambda: isinstance(hands.window, LogInWindow))
    assert at_the_door(hands) == ["Ibu Ratna · Owner"]


def test_back_from_the_question_nothing_has_changed(screen: SettingsScreen, dewi: StaffId, hands: Hands) -> None:
    press_alt(hands, Qt.Key.Key_T)
    answer(hands, Qt.Key.Key_Escape)
    assert standing(hands, dewi).active
    assert listed(screen) == ["Dewi", "Ibu Ratna"]


def test_a_closed_account_is_shown_when_asked_for_and_opened_again(
    screen: SettingsScreen, dewi: StaffId, hands: Hands
) -> None:
    assert not screen.people.also_closed.isVisible()
    press_alt(hands, Qt.Key.Key_T)
    answer(hands, Qt.Key.Key_Return)
    screen.people.also_closed.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert listed(screen) == ["Ibu Ratna", "Dewi"]
    choose(hands, screen, "Dewi")
    assert not screen.people.change_pin.isEnabled()
    assert not screen.people.change_role.isEnabled()

    press_alt(hands, Qt.Key.Key_T)
    assert standing(hands, dewi).active
    assert listed(screen) == ["Dewi", "Ibu Ratna"]
    assert screen.people.close_account.isVisible()
    assert not screen.people.also_closed.isVisible()


def test_another_role_is_chosen_with_the_arrows(screen: SettingsScreen, dewi: StaffId, hands: Hands) -> None:
    press_alt(hands, Qt.Key.Key_F)
    sheet = hands.sheet(RoleSheet)
    assert sheet.roles.choice() is Role.CASHIER
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_F12)
    hands.no_sheet()
    assert standing(hands, dewi).role is Role.SUPERVISOR
    current = screen.people.table.current()
    assert current is not None
    assert (current.name, current.role) == ("Dewi", Role.SUPERVISOR)


def test_the_last_owner_stays_owner_and_is_told_why(screen: SettingsScreen, founded: Founded, hands: Hands) -> None:
    choose(hands, screen, "Ibu Ratna")
    press_alt(hands, Qt.Key.Key_F)
    hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_F12)
    hands.settle()
    assert "Ibu Ratna is the only owner who can log in" in answer(hands, Qt.Key.Key_Return)
    sheet = hands.sheet(RoleSheet)
    sheet.reject()
    hands.no_sheet()

    press_alt(hands, Qt.Key.Key_T)
    assert "your own account" in answer(hands, Qt.Key.Key_Return)
    assert "Ibu Ratna is the only owner who can log in" in answer(hands, Qt.Key.Key_Return)
    assert standing(hands, founded.owner).active
    assert standing(hands, founded.owner).role is Role.OWNER


def test_whoever_opened_the_till_stays_until_it_is_closed(
    screen: SettingsScreen, founded: Founded, dewi: StaffId, hands: Hands, clock: FixedClock
) -> None:
    hand = ActedBy(device=founded.device, staff=dewi)
    with hands.app.shop.writing() as session:
        command = OpenTill(id=DocumentId(new_id(clock)), by=hand, counted=ZERO, added=ZERO)
        open_till(session, command, clock=clock)
    press_alt(hands, Qt.Key.Key_T)
    answer(hands, Qt.Key.Key_Return)
    assert "Please close the till first" in answer(hands, Qt.Key.Key_Return)
    assert standing(hands, dewi).active
    assert "Dewi" in listed(screen)


def test_an_owner_who_closes_their_own_account_is_logged_out(
    screen: SettingsScreen, founded: Founded, dewi: StaffId, hands: Hands
) -> None:
    press_alt(hands, Qt.Key.Key_F)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_F12)
    hands.no_sheet()
    choose(hands, screen, "Ibu Ratna")
    press_alt(hands, Qt.Key.Key_T)
    answer(hands, Qt.Key.Key_Return)
    hands.wait_for("the log-in", lambda: isinstance(hands.window, LogInWindow))
    assert at_the_door(hands) == ["Dewi · Owner"]


def test_without_a_user_chosen_it_is_asked_for(founded: Founded, dewi: StaffId, hands: Hands) -> None:
    screen = enter(hands, founded.owner, Role.OWNER)
    assert screen.people.table.current() is None
    for key in (Qt.Key.Key_T, Qt.Key.Key_F):
        press_alt(hands, key)
        assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("role", [Role.CASHIER, Role.SUPERVISOR])
def test_who_may_not_manage_staff_is_offered_none_of_it(
    founded: Founded, dewi: StaffId, hands: Hands, role: Role
) -> None:
    screen = enter(hands, dewi, role)
    choose(hands, screen, "Dewi")
    people = screen.people
    for managed in (people.new, people.change_role, people.close_account, people.open_again, people.also_closed):
        assert not managed.isVisible()
    press_alt(hands, Qt.Key.Key_T)
    press_alt(hands, Qt.Key.Key_F)
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_about_people_is_cut(founded: Founded, dewi: StaffId, hands: Hands, language: str) -> None:
    screen = enter(hands, founded.owner, Role.OWNER, language)
    choose(hands, screen, "Dewi")
    press_alt(hands, Qt.Key.Key_F)
    cut = clipped_at_all_sizes(hands)
    answer(hands, Qt.Key.Key_Escape)
    press_alt(hands, Qt.Key.Key_T)
    cut += clipped_at_all_sizes(hands)
    answer(hands, Qt.Key.Key_Return)
    screen.people.also_closed.click()
    choose(hands, screen, "Dewi")
    assert cut + clipped_at_all_sizes(hands) == []
