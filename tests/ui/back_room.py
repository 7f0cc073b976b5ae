"""The screens of the goods at work: a shop, its two threads, and hands that press keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.resources import resource_path
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.shop import Shop
from tests.factories import Founded, found_a_shop
from tests.ui.come_home import settle
from ui.context import Context
from ui.kit.apply_theme import apply_theme
from ui.kit.check_text import clipped_texts
from ui.kit.dialog import Sheet
from ui.kit.runner import Runner
from ui.kit.scan import ScanChannel
from ui.kit.screen import Screen
from ui.main_window import MainWindow, RailEntry

LISTS = resource_path("demo")


@dataclass(slots=True, kw_only=True)
class Desk:
    """One person at the back room's computer."""

    shop: Shop
    founded: Founded
    clock: FixedClock
    runner: Runner
    scans: ScanChannel
    qtbot: QtBot
    windows: list[MainWindow] = field(default_factory=list)

    def context(self, role: Role = Role.OWNER) -> Context:
        """Somebody of that role, as the owner's hands sign."""
        who = LoggedIn(staff=self.founded.owner, name="Ibu Ratna", role=role, permissions=PERMISSIONS[role])
        return Context(shop=self.shop, runner=self.runner, scans=self.scans, device=self.founded.device, who=who)

    def open(self, make: Callable[[Context], Screen], size: tuple[int, int] = (1366, 768)) -> MainWindow:
        """A window with the screen in front, loaded."""
        context = self.context()
        window = MainWindow([RailEntry(key="it", title="Titipan", icon="handshake", factory=lambda: make(context))])
        self.runner.shop_changed.connect(window.shop_changed)
        window.resize(*size)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        window.open("it")
        self.windows.append(window)
        self.settle()
        return window

    def settle(self) -> None:
        """Let everything that was asked for come home, and what that led to."""
        settle(self.runner)

    def sheet(self) -> Sheet:
        """The sheet on top."""
        found = QApplication.activeModalWidget()
        assert isinstance(found, Sheet), "no sheet is open"
        return found

    def press(self, key: Qt.Key, on: QWidget | None = None) -> None:
        """A key on what has the focus, and all that follows."""
        top = on or QApplication.activeModalWidget() or self.windows[-1]
        focused: QWidget | None = top.focusWidget()
        QTest.keyClick(top if focused is None else focused, key)
        self.settle()

    def type(self, text: str) -> None:
        """Letters into what has the focus."""
        top = QApplication.activeModalWidget() or self.windows[-1]
        target: QWidget | None = top.focusWidget()
        assert target is not None, "nothing has the focus"
        QTest.keyClicks(target, text)


#: The usual shop computer, and the smallest that is promised.
SIZES = ((1366, 768), (1024, 768))


def clipped_everywhere(main: QWidget) -> list[str]:
    """Every text that is cut in any open window, at both sizes of the main one."""
    cut = []
    for width, height in SIZES:
        main.resize(width, height)
        for _again in range(3):
            QApplication.processEvents()
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                cut += [f"{width}: {text}" for text in clipped_texts(window)]
    return cut


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The application in its light theme, and no window left behind."""
    apply_theme(qapp)
    yield
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


@pytest.fixture
def founded(store: Store, clock: FixedClock) -> Founded:
    """A shop of one till."""
    return found_a_shop(store, clock)


@pytest.fixture
def shop(store: Store, clock: FixedClock, founded: Founded) -> Shop:
    """The composition root over the test's own store."""
    return Shop(store, clock)


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, shop: Shop, founded: Founded, clock: FixedClock) -> Iterator[Desk]:
    """Somebody at work, with the real threads."""
    runner, scans = Runner(shop), ScanChannel(qapp)
    yield Desk(shop=shop, founded=founded, clock=clock, runner=runner, scans=scans, qtbot=qtbot)
    for window in qapp.topLevelWidgets():
        window.close()
    runner.close()
    scans.close()
