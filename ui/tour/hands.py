"""A pair of hands for the tour: waits for what a person would wait for, types, scans, and takes pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMainWindow, QWidget

from ui.app import App
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet, picture_of
from ui.kit.type_scan import type_scan

T = TypeVar("T")
_PATIENCE_S = 20.0


class NotAsItShouldBe(Exception):
    """The tour found something else than it should have; it ends here."""


class Hands:
    """Drives one app; every picture is numbered in the order it was taken."""

    def __init__(self, app: App, folder: Path) -> None:
        self.app = app
        self.folder = folder
        self.pictures: list[str] = []
        self.clipped: dict[str, list[str]] = {}

    @property
    def window(self) -> QMainWindow:
        """The window in front."""
        assert self.app.window is not None
        return self.app.window

    def wait_for(self, what: str, ready: Callable[[], T | None | bool]) -> T:
        """Let the program run until ``ready`` answers; what it answered. Raises NotAsItShouldBe after 20 s."""
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QCoreApplication.sendPostedEvents()
            answer = ready()
            if answer:
                return answer  # type: ignore[return-value]  # True stands for "no more to say"
            if time.monotonic() > deadline:
                raise NotAsItShouldBe(f"waited in vain for {what}")

    def settle(self) -> None:
        """Let everything asked for so far come home and be painted."""
        QTest.qWait(250)

    def sheet(self, kind: type[T]) -> T:
        """The open sheet of that kind."""
        def found() -> T | None:
            top = QApplication.activeModalWidget()
            return top if isinstance(top, kind) and top.isVisible() else None

        return self.wait_for(kind.__name__, found)

    def no_sheet(self) -> None:
        """Wait until no sheet is open."""
        self.wait_for("the sheet to close", lambda: not isinstance(QApplication.activeModalWidget(), Sheet))

    def type(self, field: QLineEdit, text: str) -> None:
        """Type over what the field says."""
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def press(self, key: Qt.Key, on: QWidget | None = None) -> None:
        """One key, to the widget with the focus."""
        target = on or QApplication.focusWidget() or self.window
        QTest.keyClick(target, key)

    def click(self, button: QAbstractButton) -> None:
        """Press a button that can be pressed."""
        self.wait_for(f"the button {button.text()!r}", lambda: button.isVisible() and button.isEnabled())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def scan(self, code: str) -> None:
        """Scan, key by key, as a wedge scanner does."""
        type_scan(self.window, code)
        self.settle()

    def picture(self, name: str) -> None:
        """Keep what a person sees now, sheets and all."""
        self.settle()
        file = f"{len(self.pictures) + 1:02d}-{name}.png"
        if not picture_of(self.window).save(str(self.folder / file)):
            raise NotAsItShouldBe(f"the picture {file} could not be written")
        self.pictures.append(file)
        top = QApplication.activeModalWidget()
        cut = clipped_texts(top if isinstance(top, Sheet) else self.window)
        if cut:
            self.clipped[file] = cut
