"""Keys are declared once: they act, and the sheet at F1 tells of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import IconButton, Tile, secondary
from ui.kit.dialog import Sheet
from ui.kit.key_sheet import KeySheet, in_order
from ui.kit.keys import Key, OwnKeys, keys_of, on_key
from ui.kit.layout import column
from ui.kit.screen import Screen
from ui.main_window import MainWindow, RailEntry


class Field(QLineEdit):
    def __init__(self) -> None:
        super().__init__()
        self.steps: list[int] = []
        self.keys = OwnKeys(self)
        self.keys.on("+", "Satu lagi", lambda: self.steps.append(1), signs="+", when=lambda: not self.text())
        self.keys.on("Del", "Hapus baris", lambda: self.steps.append(0), Qt.Key.Key_Delete)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.take(event):
            super().keyPressEvent(event)


class Counter(Screen):
    def __init__(self) -> None:
        super().__init__()
        self.acted: list[str] = []
        self.field = Field()
        self.pay = secondary("Bayar", "F12", on=lambda: self.acted.append("pay"))
        self.back_room = secondary("Gudang", "F11")
        pages = QStackedWidget()
        pages.addWidget(self.pay)
        pages.addWidget(self.back_room)
        on_key(self, "F2", "Cari", lambda: self.acted.append("find"))
        self.setLayout(column(self.field, pages, IconButton("trash", "Buang", key="F9"), Tile("Tunai", "money", "F4")))
        self.setFocusProxy(self.field)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow([RailEntry(key="sell", title="Jual", icon="cash-register", factory=Counter, shortcut="Ctrl+1")])
    qtbot.addWidget(made)
    made.show()
    made.open("sell")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def told(keys: tuple[Key, ...]) -> dict[str, str]:
    return {key.key: key.says for key in keys}


def front(window: MainWindow) -> Counter:
    screen = window.front()
    assert isinstance(screen, Counter)
    return screen


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)
    QApplication.processEvents()


def test_a_key_acts_and_is_told(window: MainWindow) -> None:
    screen = front(window)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F12):
        press(screen.field, key)
    assert screen.acted == ["find", "pay"]
    assert told(keys_of(screen)) == {
        "F2": "Cari", "+": "Satu lagi", "Del": "Hapus baris", "F12": "Bayar", "F9": "Buang", "F4": "Tunai",
    }  # fmt: skip


def test_a_hidden_page_has_no_keys_and_a_disabled_button_has_one_that_rests(window: MainWindow) -> None:
    screen = front(window)
    screen.pay.setEnabled(False)
    keys = {key.key: key for key in keys_of(screen)}
    assert "F11" not in keys
    assert not keys["F12"].works_now


def test_a_widgets_own_keys_act_only_when_they_should(window: MainWindow) -> None:
    screen = front(window)
    QTest.keyClicks(screen.field, "+")
    press(screen.field, Qt.Key.Key_Delete)
    QTest.keyClicks(screen.field, "a+")
    assert (screen.field.steps, screen.field.text()) == ([1, 0], "a+")


def test_a_held_key_acts_once(window: MainWindow) -> None:
    screen = front(window)
    for again in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "", again)
        QApplication.sendEvent(screen.field, event)
    assert screen.field.steps == [0]


def test_f1_tells_the_screens_keys_and_those_of_the_window(window: MainWindow) -> None:
    press(front(window).field, Qt.Key.Key_F1)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, KeySheet)
    assert [key.key for key in sheet.here][:4] == ["F2", "F4", "F9", "F12"]
    assert told(sheet.elsewhere)["Ctrl+1"] == "Jual"
    assert "F1" in told(sheet.elsewhere)
    press(sheet, Qt.Key.Key_F1)
    assert QApplication.activeModalWidget() is None


def test_f1_tells_a_screen_beside_another_without_its_key_in_the_name(qtbot: QtBot) -> None:
    beside = RailEntry(
        key="count", title="Opname", icon="cash-register", factory=Counter, shortcut="Ctrl+Shift+2", within="sell"
    )
    made = MainWindow(
        [RailEntry(key="sell", title="Jual", icon="cash-register", factory=Counter, shortcut="Ctrl+1"), beside]
    )
    qtbot.addWidget(made)
    made.show()
    made.open("sell")
    QApplication.processEvents()
    assert told(keys_of(made))["Ctrl+Shift+2"] == "Opname"


def test_f1_over_a_sheet_tells_that_sheets_keys_alone(window: MainWindow) -> None:
    sheet = Sheet(window, title="Bayar", primary_text="Selesai")
    sheet.open()
    QApplication.processEvents()
    press(sheet, Qt.Key.Key_F1)
    keys = QApplication.activeModalWidget()
    assert isinstance(keys, KeySheet)
    here = told(keys.here)
    assert set(here) == {"F1", "Enter", "Esc"}
    assert (here["Enter"], here["Esc"]) == ("Selesai", sheet.back_button.accessibleName())
    assert keys.elsewhere == ()
    keys.reject()
    sheet.reject()


def test_the_same_words_are_told_once_and_f_keys_first() -> None:
    keys = (
        Key(key="Del", says="Hapus"), Key(key="Del", says="Hapus", everywhere=False), Key(key="F10", says="Tutup"),
        Key(key="F2", says="Cari"),
    )  # fmt: skip
    assert [key.key for key in in_order(keys)] == ["F2", "F10", "Del"]
