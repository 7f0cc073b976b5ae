"""The till locks, and what was begun stays: for the same person as it was, for another under their own name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import StaffId, new_id
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.people.add_staff import AddStaff, add_staff
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.people.rules import FREE_TRIES
from sentra_pos.people.set_lock import SetLock, set_lock
from sentra_pos.people.set_pin import SetPin, set_pin
from tests.factories import QUICK_HASHER
from tests.gallery import Gallery, a_gallery
from tests.ui.front_door import LANGUAGES
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet
from ui.kit.type_scan import type_scan
from ui.main_window import MainWindow
from ui.sell.screen import SellScreen
from ui.start.lock import Lock
from ui.start.lock_sheet import LockSheet
from ui.tour.hands import Hands

OWNERS, CASHIERS = "246813", "590317"


@pytest.fixture
def gallery(store: Store, clock: FixedClock) -> Gallery:
    made = a_gallery(store, clock)
    with store.writing() as session:
        command = SetPin(by=made.founded.by, staff=made.cashier.staff, pin=CASHIERS)
        set_pin(session, command, clock=clock, hasher=QUICK_HASHER)
    return made


def at_work(hands: Hands, gallery: Gallery) -> Lock:
    """The owner at the till, and the lock on guard."""
    owner = gallery.founded.owner
    hands.app.enter(LoggedIn(staff=owner, name="Ibu Ratna", role=Role.OWNER, permissions=PERMISSIONS[Role.OWNER]))
    lock = hands.wait_for("the lock", lambda: hands.app.lock)
    hands.wait_for("the setting", lock.idle.isActive)
    return lock


def locked(hands: Hands, lock: Lock) -> LockSheet:
    sheet = hands.wait_for("the lock to fall", lambda: lock.sheet)
    hands.wait_for("everybody's names", lambda: len(sheet.door.entry.names.buttons()) > 1)
    hands.settle()
    return sheet


def give(hands: Hands, sheet: LockSheet, pin: str, name: str = "") -> None:
    for button in sheet.door.entry.names.buttons():
        if name and button.text().startswith(name):
            hands.click(button)
    hands.type(sheet.door.entry.pin, pin)
    hands.press(Qt.Key.Key_Return, sheet.door.entry.pin)
    hands.settle()


def cart_of(hands: Hands) -> list[str]:
    hands.settle()
    window = hands.window
    assert isinstance(window, MainWindow)
    screen = window.front()
    assert isinstance(screen, SellScreen)
    return [line.card.name for line in screen.presenter.cart.lines]


def test_the_key_locks_and_the_same_person_finds_all_as_it_was(hands: Hands, gallery: Gallery) -> None:
    lock = at_work(hands, gallery)
    hands.scan(gallery.surya.code)
    window = hands.window
    hands.press(Qt.Key.Key_F11)
    give(hands, locked(hands, lock), OWNERS)
    hands.wait_for("the till again", lambda: lock.sheet is None)
    assert hands.window is window
    assert cart_of(hands) == ["Surya Majapahit"]


def test_another_takes_over_with_the_open_cart_and_their_own_rights(hands: Hands, gallery: Gallery) -> None:
    lock = at_work(hands, gallery)
    hands.scan(gallery.surya.code)
    window = hands.window
    hands.app.lock_now()
    give(hands, locked(hands, lock), CASHIERS, "Dewi")
    hands.wait_for("the other's window", lambda: hands.window is not window)
    assert lock.sheet is None
    assert cart_of(hands) == ["Surya Majapahit"]
    main = hands.window
    assert isinstance(main, MainWindow)
    assert main.person is not None
    assert main.person.text() == "Dewi"
    assert lock._who is not None
    assert lock._who.staff == gallery.cashier.staff


def test_a_wrong_pin_opens_nothing_and_waits_for_nobody_else(hands: Hands, gallery: Gallery) -> None:
    lock = at_work(hands, gallery)
    hands.app.lock_now()
    sheet = locked(hands, lock)
    for _try in range(FREE_TRIES):
        give(hands, sheet, "999999")
    assert "30 detik" in sheet.door.entry.pin.problem
    hands.press(Qt.Key.Key_Escape, sheet)
    sheet.close()
    assert sheet.isVisible()
    give(hands, sheet, CASHIERS, "Dewi")
    hands.wait_for("the till", lambda: lock.sheet is None)


def test_a_scan_at_a_locked_till_rings_up_nothing(hands: Hands, gallery: Gallery) -> None:
    lock = at_work(hands, gallery)
    hands.app.lock_now()
    sheet = locked(hands, lock)
    type_scan(hands.window, gallery.surya.code)
    hands.settle()
    assert sheet.door.entry.pin.text() == ""
    assert sheet.door.entry.pin.problem == ""
    give(hands, sheet, OWNERS)
    hands.wait_for("the till", lambda: lock.sheet is None)
    assert cart_of(hands) == []


def test_a_sheet_left_open_is_there_again_for_the_same_person(hands: Hands, gallery: Gallery) -> None:
    lock = at_work(hands, gallery)
    left = Sheet(hands.window, title="Titipan baru", primary_text="Simpan")
    left.open()
    hands.settle()
    # In a sheet there is no button that has the key; the lock itself listens.
    press_window_key(left, Qt.Key.Key_F11)
    give(hands, locked(hands, lock), OWNERS)
    hands.wait_for("the sheet again", lambda: lock.sheet is None and left.isVisible())
    left.reject()


def press_window_key(sheet: Sheet, key: Qt.Key) -> None:
    """As the window system would, and not straight to a widget."""
    event = QKeyEvent(QEvent.Type.KeyPress, int(key), Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(sheet.windowHandle(), event)


def test_another_is_asked_before_a_sheet_left_open_is_given_up(hands: Hands, gallery: Gallery) -> None:
    lock = at_work(hands, gallery)
    left = Sheet(hands.window, title="Titipan baru", primary_text="Simpan")
    left.open()
    hands.app.lock_now()
    sheet = locked(hands, lock)
    give(hands, sheet, CASHIERS, "Dewi")
    question = hands.wait_for("the question", lambda: QApplication.activeModalWidget() is not sheet and top())
    hands.press(Qt.Key.Key_Escape, question)
    hands.settle()
    assert lock.sheet is sheet
    assert left.isVisible()
    window = hands.window
    give(hands, sheet, CASHIERS, "Dewi")
    hands.wait_for("the question", lambda: QApplication.activeModalWidget() is not sheet and top())
    hands.go_on(top())
    hands.wait_for("the other's window", lambda: hands.window is not window)
    assert [each for each in QApplication.topLevelWidgets() if isinstance(each, Sheet) and each.isVisible()] == []


def top() -> Sheet:
    found = QApplication.activeModalWidget()
    assert isinstance(found, Sheet)
    return found


def test_it_locks_by_itself_after_the_minutes_that_are_set(
    hands: Hands, gallery: Gallery, store: Store, clock: FixedClock
) -> None:
    lock = at_work(hands, gallery)
    assert lock.idle.interval() == timedelta(minutes=3) // timedelta(milliseconds=1)
    hands.app.runner.write(set_lock, SetLock(by=gallery.founded.by, minutes=10))
    hands.wait_for("the new setting", lambda: lock.idle.interval() == 600_000)
    lock.idle.timeout.emit()
    give(hands, locked(hands, lock), OWNERS)
    hands.wait_for("the till", lambda: lock.sheet is None)
    assert lock.idle.isActive()
    hands.app.runner.write(set_lock, SetLock(by=gallery.founded.by, minutes=0))
    hands.wait_for("never", lambda: not lock.idle.isActive())


def test_every_touch_begins_the_minutes_anew(hands: Hands, gallery: Gallery) -> None:
    lock = at_work(hands, gallery)
    hands.settle()
    window = hands.window.windowHandle()
    touches: tuple[Callable[[], object], ...] = (
        lambda: QTest.mouseMove(window, QPoint(300, 300)),
        lambda: QTest.keyClick(window, Qt.Key.Key_Shift),
        lambda: QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5)),
    )
    for touch in touches:
        # Nothing but a touch starts a timer that was stopped.
        lock.idle.stop()
        touch()
        hands.wait_for("the minutes to begin", lock.idle.isActive)


def test_at_the_door_there_is_nothing_to_lock(hands: Hands, gallery: Gallery) -> None:
    lock = at_work(hands, gallery)
    hands.app._leave()
    hands.wait_for("the door", lambda: not isinstance(hands.window, MainWindow))
    lock.lock()
    assert lock.sheet is None
    assert not lock.idle.isActive()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_no_text_of_the_lock_is_cut(
    hands: Hands, gallery: Gallery, store: Store, clock: FixedClock, language: str, size: tuple[int, int]
) -> None:
    for number in range(5):
        staff = StaffId(new_id(clock))
        with store.writing() as session:
            name = f"Contoh Kusumaningrum {number}"
            add_staff(session, AddStaff(id=staff, by=gallery.founded.by, name=name, role=Role.EXHIBITION), clock=clock)
            set_pin(session, SetPin(by=gallery.founded.by, staff=staff, pin=CASHIERS), clock=clock, hasher=QUICK_HASHER)
    lock = at_work(hands, gallery)
    use_language(language)
    hands.window.resize(*size)
    hands.app.lock_now()
    sheet = locked(hands, lock)
    assert (sheet.width(), sheet.height()) == size
    assert clipped_texts(sheet) == []
