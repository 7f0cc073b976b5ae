"""The owner's hands on settlement day: keys and scans only, over the list of thirty artisans."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.settlement.run_facts import RunStanding
from sentra_pos.settlement.run_queries import RunArtisan, RunDay
from tests.ui import long_day
from tests.ui.front_door import hands
from tests.ui.long_day import ENTER, F
from tests.ui.settlement_day_shop import Before, Opened, Sentra
from ui.kit.check_text import clipped_texts
from ui.main_window import MainWindow
from ui.settlement.print_sheet import PrintSheet
from ui.settlement.screen import SettlementScreen
from ui.settlement.settle_sheet import SettleSheet
from ui.tour.hands import Hands

__all__ = ["day", "hands"]

OWNERS_PIN = "246813"
HOME, UP, DOWN, ESC = Qt.Key.Key_Home, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape
STOCK, SETTLEMENT, RECORDS = 4, 6, 8


class Day(long_day.Day):
    """Ibu Ratna's hands."""

    shop: Sentra

    def __init__(self, hands: Hands, shop: Sentra, store: Store, opened: Opened) -> None:
        super().__init__(hands, shop, store)
        self._opened = opened
        self.sales["old"] = shop.old

    def control_shift(self, digit: int) -> object:
        """The screen beside the one in front."""
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        self._press(Qt.Key(Qt.Key.Key_0 + digit), both)
        window = self.hands.window
        assert isinstance(window, MainWindow)
        return window.front()

    def tap(self, key: Qt.Key) -> None:
        """A key, and on at once: with thirty artisans nobody waits for all that it brings about."""
        front = QApplication.activeModalWidget() or self.hands.window
        self.hands.wait_for("an active window", front.isActiveWindow)
        QTest.keyClick(QApplication.focusWidget() or front, key)

    def tab_to(self, field: QLineEdit) -> None:
        """Tab by Tab, as far as it takes."""
        for _step in range(20):
            if field.hasFocus():
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {field.accessibleName()}")

    def look(self, name: str) -> None:
        """No word of what a person sees now is cut off; the day is played on the smallest screen that is promised."""
        cut = clipped_texts(QApplication.activeModalWidget() or self.hands.window)
        assert not cut, f"{name}: {cut}"

    def paper(self, key: Qt.Key) -> bytes:
        """The PDF that a key opens in the computer's reader."""
        before = len(self._opened.papers)
        self.press(key)
        self.hands.wait_for("the paper", lambda: len(self._opened.papers) > before)
        self.hands.settle()
        return self._opened.papers[-1].read_bytes()

    def accept_the_file(self) -> None:
        """The next key asks where to; Enter agrees to what it offers. It is asked in a loop of its own."""
        timer = QTimer(self.hands.window, interval=20)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            field = dialog.findChild(QLineEdit, "fileNameEdit") if isinstance(dialog, QFileDialog) else None
            if field is not None:
                timer.stop()
                QTest.keyClick(field, ENTER)

        timer.timeout.connect(look)
        timer.start()

    # ------------------------------------------------------------------------------------------------------- the list

    @property
    def screen(self) -> SettlementScreen:
        """In front."""
        window = self.hands.window
        assert isinstance(window, MainWindow)
        front = window.front()
        assert isinstance(front, SettlementScreen)
        return front

    @property
    def run(self) -> RunDay:
        """As the bar over the list knows it."""
        return self.hands.wait_for("the settlement day", lambda: self.screen.bar.day)

    def walk_to(self, who: int) -> None:
        """By the arrow keys, which the list has to have."""
        table, wanted = self.screen.table, self.shop.parties[who]
        assert table.hasFocus(), f"the arrows go to {QApplication.focusWidget()!r}, not to the list"
        places = [each.owed.party for each in table.records.rows]
        steps = places.index(wanted) - table.currentIndex().row()
        for _step in range(abs(steps)):
            QTest.keyClick(table, DOWN if steps > 0 else UP)

    def of(self, who: int) -> RunArtisan:
        (found,) = (each for each in self.run.artisans if each.party == self.shop.parties[who])
        return found

    def standing(self, who: int) -> RunStanding:
        return self.of(who).standing

    def ask_to_pay_out(self, who: int) -> SettleSheet:
        """F12 on the artisan's row."""
        self.walk_to(who)
        self.tap(F[12])
        return self.sheet(SettleSheet)

    def is_paid_out(self, who: int, standing: RunStanding = RunStanding.PAID) -> None:
        """The sheet closed, the paper to sign was offered, and the list says so."""
        self.sheet(PrintSheet)
        self.press(ESC)
        self.hands.wait_for("the list to say so", lambda: self.standing(who) is standing)
        self.hands.wait_for("the list to have the keys", self.screen.table.hasFocus)


def qr_of(pdf: bytes) -> str:
    """What an independent reader sees in the code on a paper: its squares painted as the PDF has them."""
    squares: list[tuple[float, float, float, float]] = []

    def note(operator: bytes, operands: list[float], matrix: list[float], _text: object) -> None:
        if operator == b"re":
            x, y, width, height = (float(each) for each in operands)
            squares.append((x + matrix[4], y + matrix[5], width, height))

    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    found = []
    for page in pages:
        squares.clear()
        page.extract_text(visitor_operand_before=note)
        picture = Image.new("L", (int(page.mediabox.width) * 3, int(page.mediabox.height) * 3), 255)
        brush = ImageDraw.Draw(picture)
        for x, y, width, height in squares:
            if width < 60 and height < 5:
                top = picture.height - (y + height) * 3
                brush.rectangle((x * 3, top, (x + width) * 3 - 1, top + height * 3 - 1), fill=0)
        found += [code.text for code in zxingcpp.read_barcodes(picture)]
    (text,) = found
    return text


@pytest.fixture
def day(hands: Hands, store: Store, clock: FixedClock, tmp_path: Path) -> Iterator[Day]:
    """The morning; thirty artisans wait for their money."""
    shop = Before(store, clock).shop(tmp_path / "struk")
    opened = Opened()
    hands.app.begin()
    hands.settle()
    yield Day(hands, shop, store, opened)
    opened.close()
