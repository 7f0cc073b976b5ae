"""Lists, sheets, chips and the main window do what their keys and buttons say."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from sentra_pos.core.changes import Changes
from sentra_pos.core.errors import Question
from ui.kit import messages
from ui.kit.chips import Chips
from ui.kit.dialog import EDGE, Sheet, picture_of
from ui.kit.fields import RupiahEdit
from ui.kit.messages import Banner, ask, ask_again, say, toast
from ui.kit.progress import ProgressSheet
from ui.kit.qt_texts import install_qt_texts
from ui.kit.screen import Screen
from ui.kit.table import Column, RecordTable
from ui.main_window import MainWindow, RailEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    code: str
    name: str
    price: int


PIECES = tuple(Piece(code=str(n), name=f"Kain {n}", price=n * 1000) for n in range(1, 6))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1024, 768)
    made.show()
    made.activateWindow()
    return made


def _table() -> RecordTable[Piece]:
    columns = [
        Column[Piece](title="NAME", text=lambda p: p.name, stretch=1, strong=True, second=lambda p: p.code),
        Column[Piece](title="NOTE", text=lambda p: "a long remark that may be left out", optional=True),
        Column[Piece](title="PRICE", text=lambda p: f"{p.price:,}".replace(",", "."), right=True),
    ]
    return RecordTable(columns, empty="Nothing here yet. Press F3.", key=lambda p: p.code)


def test_the_model_of_a_list_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    table = _table()
    table.set_rows(PIECES)
    qtmodeltester.check(table.records)  # type: ignore[no-untyped-call]  # pytest-qt has no types


def test_a_list_keeps_its_cursor_and_opens_with_enter(qtbot: QtBot) -> None:
    table = _table()
    opened: list[object] = []
    picked: list[object] = []
    table.opened.connect(opened.append)
    table.picked.connect(picked.append)
    table.set_rows(PIECES)
    table.pick("3")
    QTest.keyClicks(table, "Kain 5")
    table.set_rows(PIECES[2:])
    assert table.current() == PIECES[2]
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [PIECES[3]]
    table.set_rows(())
    assert (table.current(), picked[-1]) == (None, None)


@pytest.mark.parametrize(("width", "columns"), [(260, [0, 2]), (330, [0, 2]), (900, [0, 1, 2])])
def test_a_list_never_scrolls_sideways(qtbot: QtBot, qapp: QApplication, width: int, columns: list[int]) -> None:
    table = _table()
    qtbot.addWidget(table)
    table.set_rows(PIECES)
    table.resize(width, 300)
    table.show()
    qapp.processEvents()
    shown = [column for column in range(3) if not table.isColumnHidden(column)]
    assert sum(table.columnWidth(column) for column in shown) <= table.viewport().width()
    assert shown == columns


def test_enter_finishes_a_sheet_and_esc_leaves_it(window: QWidget, qapp: QApplication) -> None:
    answers: list[object] = []
    for key, expected in ((Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, None)):
        sheet = Sheet(window, title="Pay", primary_text="Finish")
        sheet.content.addWidget(field := RupiahEdit())
        field.setFocus()
        sheet.returned.connect(answers.append)
        sheet.open()
        qapp.processEvents()
        QTest.keyClick(field, key)
        assert answers.pop() is expected
        assert answers == []


def test_tab_stays_in_the_sheet_and_enter_on_back_means_back(window: QWidget, qapp: QApplication) -> None:
    sheet = Sheet(window, title="Pay", primary_text="Finish")
    answers: list[object] = []
    sheet.returned.connect(answers.append)
    sheet.content.addWidget(RupiahEdit())
    sheet.open()
    qapp.processEvents()
    for _press in range(5):
        QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(sheet.focusWidget())
    sheet.back_button.setFocus()
    QTest.keyClick(sheet.back_button, Qt.Key.Key_Return)
    assert answers == [None]


def test_a_busy_sheet_can_be_neither_pressed_twice_nor_left(window: QWidget, qapp: QApplication) -> None:
    sheet = Sheet(window, title="Pay", primary_text="Finish")
    answers: list[object] = []
    sheet.returned.connect(answers.append)
    sheet.open()
    qapp.processEvents()
    sheet.busy(True)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert answers == []
    sheet.busy(False)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert answers == [None]


def test_a_sheet_fits_a_small_window_and_dims_it(window: QWidget, qapp: QApplication) -> None:
    bright = window.grab().toImage().pixelColor(5, 5)
    sheet = Sheet(window, title="Pay", primary_text="Finish", width=2000, height=2000)
    sheet.open()
    qapp.processEvents()
    assert (sheet.width(), sheet.height()) == (1024 - 2 * EDGE, 768 - 2 * EDGE)
    assert picture_of(window).toImage().pixelColor(5, 5).lightness() < bright.lightness()
    sheet.reject()
    assert window.grab().toImage().pixelColor(5, 5) == bright


def test_a_sheet_over_a_small_sheet_has_the_room_of_the_window(window: QWidget, qapp: QApplication) -> None:
    small = ask(window, "Close the till?", lambda _yes: None)
    sheet = Sheet(small, title="Count", primary_text="Finish", width=800, height=600)
    sheet.open()
    qapp.processEvents()
    assert (sheet.width(), sheet.height()) == (800, 600)
    assert (sheet.base(), sheet.depth(), small.depth()) == (window, 1, 0)
    sheet.reject()
    small.reject()


class StockSaysNone(Question):
    message = "Stock says {count}. Sell anyway?"
    key = "oversell"


def test_a_question_comes_back_with_its_key_only_on_yes(window: QWidget) -> None:
    keys: list[str] = []
    ask_again(window, StockSaysNone(count=0), keys.append).confirm()
    ask_again(window, StockSaysNone(count=0), keys.append).reject()
    assert keys == ["oversell"]


def test_saying_and_asking_show_the_sentence(window: QWidget, qapp: QApplication) -> None:
    answers: list[object] = []
    told = say(window, "The printer is off.", done=lambda: answers.append("read"))
    asked = ask(window, "Close the till?", answers.append)
    assert "The printer is off." in [label.text() for label in told.findChildren(QLabel)]
    asked.reject()
    told.reject()
    assert answers == [False, "read"]


def test_a_toast_takes_the_place_of_the_one_before_and_stops_no_click(window: QWidget) -> None:
    first = toast(window, "Saved.")
    second = toast(window, "Saved again.")
    assert (first.isVisible(), second.isVisible()) == (False, True)
    assert second.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def test_a_toast_goes_by_itself(window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_TOAST_MS", 1)
    passing = toast(window, "Saved.")
    with qtbot.waitSignal(passing.destroyed):
        pass
    assert window.findChildren(Banner) == []


def test_a_banner_without_a_sentence_is_not_there() -> None:
    banner = Banner("Printer is off.", "warn")
    banner.tell("", "ink")
    assert banner.isHidden()


def test_cancelling_long_work_asks_once_and_waits_for_its_end(window: QWidget) -> None:
    sheet = ProgressSheet(window, "Statements")
    asked: list[bool] = []
    ended: list[object] = []
    sheet.cancelled.connect(lambda: asked.append(True))
    sheet.returned.connect(ended.append)
    sheet.open()
    sheet.show_progress(3, 30, "3 of 30")
    sheet.reject()
    sheet.reject()
    assert (asked, ended, sheet.isVisible()) == ([True], [], True)
    sheet.finish(3)
    assert ended == [3]


def test_the_keys_of_a_row_of_chips_go_to_the_chosen_one(qtbot: QtBot) -> None:
    chips = Chips([("all", "All"), ("tulis", "Tulis"), ("cap", "Cap")])
    told: list[object] = []
    chips.chosen.connect(told.append)
    qtbot.addWidget(chips)
    chips.resize(600, 60)
    chips.show()
    QApplication.processEvents()
    chips.choose("tulis")
    chips.activateWindow()
    chips.setFocus()
    qtbot.waitUntil(lambda: chips.chip("tulis").hasFocus(), timeout=2_000)
    QTest.keyClick(chips.chip("tulis"), Qt.Key.Key_Right)
    assert (told, chips.choice()) == (["cap"], "cap")
    chips.set_choices([("all", "All"), ("tulis", "Tulis"), ("cap", "Cap · 1")])
    assert chips.chip("cap").hasFocus(), "named anew, they gave the keys away"


def test_enter_on_the_chosen_chip_finishes_the_sheet(window: QWidget, qapp: QApplication) -> None:
    sheet = Sheet(window, title="Paper", primary_text="Print")
    chips = Chips([("a5", "A5"), ("a4", "A4")])
    sheet.content.addWidget(chips)
    answers: list[object] = []
    sheet.returned.connect(answers.append)
    sheet.open()
    chips.setFocus()
    qapp.processEvents()
    assert chips.chip("a5").hasFocus()
    QTest.keyClick(chips.chip("a5"), Qt.Key.Key_Return)
    assert answers == [True]


def test_chips_keep_what_was_chosen() -> None:
    chips = Chips([("all", "All"), ("tulis", "Tulis")])
    assert chips.choice() == "all"
    chips.choose("tulis")
    chips.set_choices([("all", "All"), ("cap", "Cap"), ("tulis", "Tulis")])
    assert chips.choice() == "tulis"
    chips.set_choices([("all", "All")])
    assert chips.choice() == "all"


class Page(Screen):
    watches = Changes(stock=True)

    def __init__(self) -> None:
        super().__init__()
        self.loads = 0

    def refresh(self) -> None:
        self.loads += 1


def test_only_the_screen_in_front_reloads_and_the_others_when_shown() -> None:
    pages: dict[str, Page] = {}

    def factory(key: str) -> Page:
        pages[key] = Page()
        return pages[key]

    window = MainWindow(
        [
            RailEntry(key="sell", title="Sell", icon="cash-register", factory=lambda: factory("sell")),
            RailEntry(key="stock", title="Stock", icon="package", factory=lambda: factory("stock"), shortcut="F10"),
        ]
    )
    window.open("sell")
    assert list(pages) == ["sell"]
    window.open("stock")
    assert (pages["sell"].loads, pages["stock"].loads) == (1, 1)
    window.shop_changed(Changes(stock=True))
    window.shop_changed(Changes(sales=True))
    assert (pages["sell"].loads, pages["stock"].loads) == (1, 2)
    assert window.front() is pages["stock"]
    window.open("sell")
    assert pages["sell"].loads == 2


def test_screens_of_one_family_share_a_button_and_stand_side_by_side(qtbot: QtBot) -> None:
    window = MainWindow(
        [
            RailEntry(key="sell", title="Sell", icon="cash-register", factory=Page, shortcut="Ctrl+1"),
            RailEntry(key="stock", title="Stock", icon="package", factory=Page, shortcut="Ctrl+2"),
            RailEntry(
                key="counting", title="Count", icon="package", factory=Page, shortcut="Ctrl+Shift+2", within="stock"
            ),
        ]
    )
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.button("counting") is window.button("stock")
    window.button("stock").click()
    window.button("counting").click()
    assert (window.front_key(), window.button("stock").isVisible()) == ("counting", True)
    beside = window.button("counting")
    window.open("sell")
    assert not beside.isVisible()
    assert window.button("counting") is window.button("stock"), "what is to be pressed can be seen"
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.front_key() == "counting"
    window.close()


def test_qts_own_words_go_through_our_catalogue(qapp: QApplication) -> None:
    translator = install_qt_texts(qapp)
    assert translator.translate("QLineEdit", "&Paste")
    assert translator.translate("QLineEdit", "never heard of") == ""
    qapp.removeTranslator(translator)
