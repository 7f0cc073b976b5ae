"""A pair of hands for the tour: waits for what a person would wait for, types, scans, and takes pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMainWindow, QWidget

from sentra_pos.core.clock import Clock
from ui.app import App
from ui.kit.check_text import clipped_texts
from ui.kit.cover import Cover
from ui.kit.dialog import Sheet, picture_of
from ui.kit.messages import hush
from ui.kit.screen import Screen
from ui.kit.type_scan import type_scan
from ui.main_window import MainWindow

T = TypeVar("T")
S = TypeVar("S", bound=Screen)
H = TypeVar("H", bound=Sheet)
#: Longer than anything takes on a slow computer; a till that keeps a person waiting so long is broken.
PATIENCE_S = 30.0
_BEAT_MS = 2
#: So often in a row an answer may lead to another question.
_ROUNDS = 5
#: Of 100; no quality is lost, a PNG only becomes a little larger.
_QUICKLY_PACKED = 75


class NotAsItShouldBe(Exception):
    """The tour found something else than it should have; it ends here."""


class Hands:
    """Drives one app; every picture is numbered in the order it was taken."""

    def __init__(self, app: App, folder: Path) -> None:
        self.app = app
        self.folder = folder
        self.pictures: list[str] = []
        #: What the program did wrong meanwhile; the next wait ends the tour with it.
        self.faults: list[str] = []

    @property
    def window(self) -> QMainWindow:
        """The window in front."""
        assert self.app.window is not None
        return self.app.window

    # -------------------------------------------------------------------------------------------------------- waiting

    def wait_for(self, what: str, ready: Callable[[], T | bool | None]) -> T:
        """Let the program run until ``ready`` answers; what it answered.

        Raises NotAsItShouldBe when that takes too long, or when the program made a mistake meanwhile.
        """
        deadline = time.monotonic() + PATIENCE_S
        # What comes about without an event, a file or a job that was printed, is looked for at each beat.
        beat = QTimer(interval=_BEAT_MS)
        beat.start()
        while True:
            self._wake()
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QCoreApplication.sendPostedEvents()
            if self.faults:
                raise NotAsItShouldBe(self.faults[0])
            answer = ready()
            if answer:
                return answer  # type: ignore[return-value]  # True stands for "no more to say"
            if time.monotonic() > deadline:
                raise NotAsItShouldBe(f"waited in vain for {what}")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def settle(self) -> None:
        """Let everything asked for so far come home and be painted, and what that asks for in turn."""
        for _round in range(_ROUNDS):
            if not self._leads_to_more():
                break

    def _leads_to_more(self) -> bool:
        """Wait for all that was asked for up to now, and for what its answers set off; whether they asked in turn."""
        home: list[bool] = []
        runner = self.app.runner
        asked = runner.asked
        runner.read(lambda _session: None, lambda _none: home.append(True))
        runner.write(_nothing, None, lambda _none: home.append(True))
        runner.apart(lambda: None, lambda _none: home.append(True))
        self.wait_for("what was asked to come home", lambda: len(home) == 3)
        QCoreApplication.processEvents()
        return runner.asked > asked + 3

    # ----------------------------------------------------------------------------------------------- windows and sheets

    def go_to(self, key: str, kind: type[S]) -> S:
        """Open a screen by its button in the rail, and from there the one beside it that was meant."""
        window = self.window
        assert isinstance(window, MainWindow)
        self.click(window.button(key))
        if window.front_key() != key:
            self.click(window.button(key))
        screen = window.front()
        if not isinstance(screen, kind):
            raise NotAsItShouldBe(f"the rail opened {type(screen).__name__} for {key!r}")
        self.settle()
        return screen

    def sheet(self, kind: type[H]) -> H:
        """The open sheet of that kind."""

        def found() -> H | None:
            top = QApplication.activeModalWidget()
            return top if isinstance(top, kind) and top.isVisible() else None

        return self.wait_for(kind.__name__, found)

    def no_sheet(self) -> None:
        """Wait until no sheet is open."""
        self.wait_for("the sheet to close", lambda: not isinstance(QApplication.activeModalWidget(), Sheet))
        self.settle()

    def go_on(self, sheet: Sheet) -> None:
        """Take a sheet's primary action."""
        button = sheet.primary_button
        assert button is not None
        self.click(button)
        self.settle()

    # ------------------------------------------------------------------------------------------------- keys and mouse

    def type(self, field: QLineEdit, text: str) -> None:
        """Type over what the field says."""
        self.wait_for("the field", lambda: field.isVisible() and field.isEnabled())
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def press(self, key: Qt.Key, on: QWidget | None = None) -> None:
        """One key, to the widget with the focus."""
        front = QApplication.activeModalWidget() or self.window
        self.wait_for("an active window", front.isActiveWindow)
        target = on or QApplication.focusWidget() or self.window
        QTest.keyClick(target, key)

    @staticmethod
    def leave() -> None:
        """Put away the sheets that lie over a window about to be closed: a tour that stopped may have left one."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, Sheet):
                widget.hide()
                widget.deleteLater()

    def _wake(self) -> None:
        """Where nobody manages windows, the one in front gets the keys only when it is told so."""
        front = QApplication.activeModalWidget() or self.app.window
        if front is not None and front.isVisible() and not front.isActiveWindow():
            front.activateWindow()

    def click(self, button: QAbstractButton) -> None:
        """Press a button that can be pressed."""
        self.wait_for(f"the button {button.text()!r}", lambda: button.isVisible() and button.isEnabled())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def scan(self, code: str) -> None:
        """Scan, key by key, as a wedge scanner does: the keys go to the window that has come to the front by now."""
        front = QApplication.activeModalWidget() or self.window
        self.wait_for("an active window", front.isActiveWindow)
        type_scan(self.window, code)
        self.settle()

    # ------------------------------------------------------------------------------------------------------- pictures

    def picture(self, name: str, *, calm: bool = False) -> None:
        """Keep what a person sees now, sheets and all; ``calm``: once the passing message over it has passed.

        Raises NotAsItShouldBe when words are cut off in it.
        """
        self.settle()
        if calm:
            hush(self.window)
        top = QApplication.activeModalWidget()
        front: QWidget = self.window
        if isinstance(top, Sheet):
            front = top.base()
        elif isinstance(top, Cover):
            front = top
        file = self.keep(picture_of(front), name)
        cut = clipped_texts(top if isinstance(top, Sheet) else front)
        if cut:
            raise NotAsItShouldBe(f"words are cut off in {file}: {'; '.join(cut)}")

    def keep(self, picture: QPixmap, name: str) -> str:
        """Number a picture and write it down; what its file is called."""
        file = f"{len(self.pictures) + 1:03d}-{name}.png"
        # Packed as small as can be, half a hundred pictures would take longer than what they show.
        if not picture.save(str(self.folder / file), "PNG", _QUICKLY_PACKED):
            raise NotAsItShouldBe(f"the picture {file} could not be written")
        self.pictures.append(file)
        return file


def _nothing(session: Any, command: None, /, *, clock: Clock) -> None:
    return None
