"""The scan channel tells scanners from people."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sentra_pos.core.money import Rupiah
from ui.kit.dialog import Sheet
from ui.kit.fields import RupiahEdit
from ui.kit.scan import ScanChannel, ScanSettings
from ui.kit.scan_rules import ENTER
from ui.kit.scanned_text import codes_in
from ui.kit.type_scan import type_scan

CODE = "2000001234563"
OTHER = "2000001234570"


@pytest.fixture
def channel(qapp: QApplication) -> Iterator[ScanChannel]:
    made = ScanChannel(qapp)
    yield made
    made.close()
    made.deleteLater()


def settle(qapp: QApplication) -> None:
    """Let the keys arrive, and then what they caused."""
    for _turn in range(3):
        qapp.processEvents()


class Till(QWidget):
    """A window with a search field that has the focus, and a list of what was heard."""

    def __init__(self, channel: ScanChannel) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.entered: list[str] = []
        self.field = QLineEdit()
        self.field.returnPressed.connect(lambda: self.entered.append(self.field.text()))
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        channel.listen(self, self.heard.append)


@pytest.fixture
def till(qtbot: QtBot, channel: ScanChannel) -> Till:
    made = Till(channel)
    made.show()
    made.activateWindow()
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    return made


def test_a_scan_is_heard_once_and_leaves_the_field_as_it_was(till: Till, qapp: QApplication) -> None:
    till.field.setText("mrico")
    till.field.setCursorPosition(2)
    type_scan(till, CODE)
    settle(qapp)
    assert till.heard == [CODE]
    assert (till.field.text(), till.field.cursorPosition(), till.entered) == ("mrico", 2, [])


def test_a_selected_text_is_selected_again_after_a_scan(till: Till, qapp: QApplication) -> None:
    till.field.setText("250.000")
    till.field.selectAll()
    type_scan(till, CODE)
    settle(qapp)
    assert (till.field.text(), till.field.selectedText()) == ("250.000", "250.000")


def test_typing_is_not_a_scan_even_when_the_program_was_busy(till: Till, qapp: QApplication) -> None:
    type_scan(till, CODE, gap_ms=65)
    # All keys wait in the queue, as if the GUI had been busy, and are then read within a moment.
    settle(qapp)
    assert till.heard == []
    assert till.entered == [CODE]


def test_fast_short_input_is_typing(till: Till, qapp: QApplication) -> None:
    type_scan(till, "123", gap_ms=5)
    settle(qapp)
    assert (till.heard, till.entered) == ([], ["123"])


def test_keys_without_time_stamps_are_typing(till: Till, qapp: QApplication) -> None:
    type_scan(till, CODE, gap_ms=0, started_ms=0)
    settle(qapp)
    assert (till.heard, till.entered) == ([], [CODE])


@pytest.mark.parametrize("suffix", ["\r", "\t", "\r\n"])
def test_enter_tab_and_carriage_return_with_line_feed_end_a_scan(till: Till, qapp: QApplication, suffix: str) -> None:
    type_scan(till, CODE, suffix=suffix)
    settle(qapp)
    assert (till.heard, till.entered, till.field.text()) == ([CODE], [], "")
    assert till.field.hasFocus()


def test_letters_typed_before_a_scan_stay(till: Till, qapp: QApplication) -> None:
    last = type_scan(till, "ab", gap_ms=120, suffix="")
    type_scan(till, CODE, started_ms=last + 400)
    settle(qapp)
    assert (till.heard, till.field.text()) == ([CODE], "ab")


def test_the_same_code_at_once_again_is_heard_once_and_later_again(till: Till, qapp: QApplication) -> None:
    last = type_scan(till, CODE)
    last = type_scan(till, CODE, started_ms=last + 80)
    type_scan(till, OTHER, started_ms=last + 80)
    type_scan(till, CODE, started_ms=last + 600)
    settle(qapp)
    assert till.heard == [CODE, OTHER, CODE]


def test_a_held_key_is_not_a_scan(till: Till, qapp: QApplication) -> None:
    for step in range(12):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier, "7", step > 0)
        event.setTimestamp(5_000 + 30 * step)
        qapp.postEvent(till.windowHandle(), event)
    type_scan(till, "", started_ms=5_000 + 360)
    settle(qapp)
    assert till.heard == []


def test_a_sheet_hears_and_the_screen_behind_does_not(till: Till, channel: ScanChannel, qapp: QApplication) -> None:
    sheet = Sheet(till, title="Pay", primary_text="Finish")
    done: list[object] = []
    sheet.returned.connect(done.append)
    sheet.open()
    settle(qapp)
    lost: list[str] = []
    channel.unheard.connect(lost.append)
    type_scan(till, CODE)
    settle(qapp)
    assert (till.heard, lost, done) == ([], [CODE], [])
    heard: list[str] = []
    channel.listen(sheet, heard.append)
    type_scan(till, OTHER)
    settle(qapp)
    assert (till.heard, heard, done) == ([], [OTHER], [])
    sheet.reject()
    settle(qapp)
    type_scan(till, CODE)
    settle(qapp)
    assert till.heard == [CODE]


@pytest.mark.parametrize("garbage", ["2000\x1d001234\x02563", "7" * 4096])
def test_garbage_is_told_as_garbage_and_leaves_the_field(
    till: Till, channel: ScanChannel, qapp: QApplication, garbage: str
) -> None:
    told: list[bool] = []
    channel.garbled.connect(lambda: told.append(True))
    till.field.setText("surya")
    type_scan(till, garbage)
    settle(qapp)
    assert (till.heard, told, till.field.text()) == ([], [True], "surya")


def test_two_codes_glued_together_are_both_heard(till: Till, qapp: QApplication) -> None:
    type_scan(till, CODE + OTHER)
    settle(qapp)
    assert till.heard == [CODE, OTHER]
    assert codes_in(CODE + CODE, longest=128) == (CODE,)
    assert codes_in("1" * 26, longest=128) == ("1" * 26,)


def test_with_a_prefix_the_field_never_sees_the_code(till: Till, channel: ScanChannel, qapp: QApplication) -> None:
    channel.settings = ScanSettings(prefix="~")
    seen: list[str] = []
    till.field.textEdited.connect(seen.append)
    type_scan(till, "~" + CODE, gap_ms=45)
    type_scan(till, CODE)
    # Keys without the prefix are given back once it is clear that they are no scan: that takes a moment.
    deadline = time.monotonic() + 5
    while not till.entered and time.monotonic() < deadline:
        settle(qapp)
    assert till.heard == [CODE]
    assert (seen[-1], till.entered) == (CODE, [CODE])


def test_with_a_prefix_every_key_of_a_scan_is_held_back(till: Till, channel: ScanChannel, qapp: QApplication) -> None:
    channel.settings = ScanSettings(prefix="~")
    seen: list[str] = []
    till.field.textEdited.connect(seen.append)
    type_scan(till, "~" + CODE)
    settle(qapp)
    assert (till.heard, seen, till.entered) == ([CODE], [], [])


def test_a_prefix_and_slow_typing_after_it_come_out_whole(till: Till, channel: ScanChannel, qapp: QApplication) -> None:
    channel.settings = ScanSettings(prefix="~")
    type_scan(till, "~ab", gap_ms=80, suffix="")
    settle(qapp)
    assert (till.heard, till.field.text()) == ([], "~ab")


def test_a_short_burst_after_the_prefix_is_given_back_before_its_enter(
    till: Till, channel: ScanChannel, qapp: QApplication
) -> None:
    channel.settings = ScanSettings(prefix="~")
    type_scan(till, "~12")
    settle(qapp)
    assert (till.heard, till.entered) == ([], ["~12"])


def test_settings_hold_from_the_next_scan_on(till: Till, channel: ScanChannel, qapp: QApplication) -> None:
    type_scan(till, CODE, gap_ms=60)
    settle(qapp)
    assert till.heard == []
    channel.settings = ScanSettings(gap_ms=100)
    type_scan(till, CODE, gap_ms=60)
    settle(qapp)
    assert till.heard == [CODE]


def test_only_the_suffix_that_is_set_ends_a_scan(till: Till, channel: ScanChannel, qapp: QApplication) -> None:
    channel.settings = ScanSettings(suffixes=(ENTER,))
    type_scan(till, CODE, suffix="\t")
    settle(qapp)
    assert till.heard == []
    till.field.clear()
    till.field.setFocus()
    type_scan(till, CODE)
    settle(qapp)
    assert till.heard == [CODE]


def test_a_scan_does_not_choose_from_a_list_that_has_the_focus(till: Till, qapp: QApplication, qtbot: QtBot) -> None:
    choice = QComboBox()
    choice.addItems(["Tunai", "2 bulan", "0 bulan"])
    layout = till.layout()
    assert layout is not None
    layout.addWidget(choice)
    choice.show()
    choice.setFocus()
    qtbot.waitUntil(choice.hasFocus)
    type_scan(till, CODE)
    settle(qapp)
    assert (till.heard, choice.currentText()) == ([CODE], "Tunai")


@pytest.mark.parametrize("settings", [ScanSettings(), ScanSettings(prefix="~")], ids=["guessed", "with a prefix"])
def test_a_scan_never_gets_behind_a_sheet_nor_into_its_fields(
    till: Till, channel: ScanChannel, qapp: QApplication, settings: ScanSettings
) -> None:
    channel.settings = settings
    lower = Sheet(till, title="Bayar", primary_text="Selesai")
    heard: dict[str, list[str]] = {"lower": [], "upper": []}
    money = RupiahEdit(name="Uang")
    lower.content.addWidget(money)
    channel.listen(lower, heard["lower"].append)
    lower.open()
    money.set_value(Rupiah(200_000))
    money.setFocus()
    settle(qapp)
    type_scan(till, settings.prefix + CODE)
    settle(qapp)
    assert (heard["lower"], money.value(), lower.isVisible()) == ([CODE], Rupiah(200_000), True)
    upper = Sheet(lower, title="Diskon", primary_text="Potong")
    reason = QPlainTextEdit("pelanggan tetap")
    upper.content.addWidget(reason)
    channel.listen(upper, heard["upper"].append)
    upper.open()
    reason.setFocus()
    settle(qapp)
    type_scan(till, settings.prefix + OTHER)
    settle(qapp)
    assert (heard["upper"], heard["lower"], till.heard) == ([OTHER], [CODE], [])
    assert (reason.toPlainText(), money.value(), till.field.text()) == ("pelanggan tetap", Rupiah(200_000), "")
    upper.reject()
    lower.reject()


def test_a_prefix_typed_by_a_person_is_given_back(till: Till, channel: ScanChannel, qtbot: QtBot) -> None:
    channel.settings = ScanSettings(prefix="~")
    type_scan(till, "~", suffix="")
    qtbot.waitUntil(lambda: till.field.text() == "~")


def test_a_listener_that_is_gone_is_forgotten(till: Till, channel: ScanChannel, qapp: QApplication) -> None:
    gone = QWidget()
    heard: list[str] = []
    channel.listen(gone, heard.append)
    gone.show()
    gone.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    till.activateWindow()
    type_scan(till, CODE)
    settle(qapp)
    assert (heard, till.heard) == ([], [CODE])
