"""A till that works: the shop, the runner, the scanner and the screen, as the program puts them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.shop import Shop
from tests.gallery import Gallery, a_gallery
from tests.ui.come_home import settle
from ui.context import Context
from ui.kit.apply_theme import apply_theme
from ui.kit.dialog import Sheet
from ui.kit.runner import Runner
from ui.kit.scan import ScanChannel
from ui.kit.type_scan import type_scan
from ui.main_window import MainWindow, RailEntry
from ui.sell.screen import SellScreen


@dataclass(slots=True, kw_only=True)
class Till:
    """The window with the sell screen in front, and ways to act on it as a person would."""

    window: MainWindow
    screen: SellScreen
    context: Context
    gallery: Gallery
    qtbot: QtBot

    def scan(self, code: str) -> None:
        """With the scanner, over whatever is on top; returns when the cart has settled."""
        type_scan(self.window, code)
        self.settle()

    def settle(self) -> None:
        """Let everything that was asked for come home, and what it asked for in turn."""
        settle(self.context.runner)

    def sheet(self) -> Sheet:
        """The sheet on top."""
        on_top = QApplication.activeModalWidget()
        assert isinstance(on_top, Sheet), "no sheet is open"
        return on_top

    def has_sheet(self) -> bool:
        """Whether any is open."""
        return QApplication.activeModalWidget() is not None


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
def shop(store: Store, clock: FixedClock) -> Iterator[Shop]:
    """The composition root over the test's own store."""
    shop = Shop(store, clock)
    yield shop
    shop.close()


def context_of(shop: Shop, gallery: Gallery, runner: Runner, scans: ScanChannel, role: Role) -> Context:
    """Somebody of that role at the till."""
    owner = role is Role.OWNER
    staff = gallery.founded.owner if owner else gallery.cashier.staff
    who = LoggedIn(staff=staff, name="Ibu Ratna" if owner else "Dewi", role=role, permissions=PERMISSIONS[role])
    return Context(shop=shop, runner=runner, scans=scans, device=gallery.founded.device, who=who)


@pytest.fixture
def build(
    qapp: QApplication, qtbot: QtBot, shop: Shop, store: Store, clock: FixedClock
) -> Iterator[Callable[..., Till]]:
    """Makes a till; ``opened``: with its drawer counted; ``role``: who stands at it."""
    made: list[tuple[MainWindow, Runner, ScanChannel]] = []

    def make(*, opened: bool = True, role: Role = Role.OWNER, size: tuple[int, int] = (1366, 768)) -> Till:
        gallery = a_gallery(store, clock, opened=opened)
        runner, scans = Runner(shop), ScanChannel(qapp)
        context = context_of(shop, gallery, runner, scans, role)
        entries = [RailEntry(key="sell", title="Sell", icon="cash-register", factory=lambda: SellScreen(context))]
        window = MainWindow(entries)
        runner.shop_changed.connect(window.shop_changed)
        made.append((window, runner, scans))
        window.resize(*size)
        window.show()
        screen = window.open("sell")
        assert isinstance(screen, SellScreen)
        till = Till(window=window, screen=screen, context=context, gallery=gallery, qtbot=qtbot)
        till.settle()
        till.settle()
        return till

    yield make
    for window, runner, scans in made:
        scans.close()
        window.close()
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        runner.close()


@pytest.fixture
def till(build: Callable[..., Till]) -> Till:
    """Open, with the owner at it."""
    return build()


@pytest.fixture
def receipts(tmp_path: Path) -> Path:
    """Where the folder printer puts receipts."""
    return tmp_path / "struk"
