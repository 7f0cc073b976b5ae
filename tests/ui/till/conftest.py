"""A till with a printer whose papers wait, and somebody at its own screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.engine import Store
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.printing.set_up_printer import receipt_printer
from sentra_pos.sales.cart import Tender
from sentra_pos.shop import Shop
from tests.gallery import a_gallery
from tests.sales.shop import Counter, line_of
from tests.tills.cashbox import Cashbox
from tests.ui.back_room import Desk, dressed
from tests.ui.sell.conftest import build
from ui.kit.dialog import Sheet
from ui.kit.runner import Runner
from ui.kit.scan import ScanChannel
from ui.till.screen import TillScreen

__all__ = ["build", "dressed"]

S = TypeVar("S", bound=Sheet)
ENTER = Qt.Key.Key_Return
F = {number: Qt.Key(Qt.Key.Key_F1 + number - 1) for number in range(1, 13)}
OWNERS_PIN = "246813"


@dataclass(slots=True, kw_only=True)
class AtTheTill:
    """Hands at the keyboard, and the book to look into."""

    desk: Desk
    cashbox: Cashbox

    def sit(self, role: Role = Role.OWNER, size: tuple[int, int] = (1366, 768)) -> TillScreen:
        """Somebody of that role before the screen."""
        context = self.desk.context(role)
        if role is Role.CASHIER:
            who = LoggedIn(staff=self.cashbox.cashier.staff, name="Dewi", role=role, permissions=PERMISSIONS[role])
            context = replace(context, who=who)
        window = self.desk.open(lambda _context: TillScreen(context), size)
        screen = window.front()
        assert isinstance(screen, TillScreen)
        return screen

    def opens(self, cash: int = 500_000) -> None:
        """The day begins."""
        self.cashbox.opens(cash)

    def sells(self) -> None:
        """Rp185.000 in cash, and Rp35.000 by QRIS that nobody has seen arrive."""
        counter, goods = self.cashbox.counter, self.cashbox.counter.gallery
        counter.sell(line_of(goods.mrico))
        counter.sell(line_of(goods.pouch), tenders=(Tender(method="qris", given=goods.pouch.price, confirmed=False),))

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.desk.press(key)

    def writes(self, text: str) -> None:
        self.desk.type(text)

    def sheet(self, kind: type[S]) -> S:
        found = self.desk.sheet()
        assert isinstance(found, kind)
        return found

    def has_sheet(self) -> bool:
        return QApplication.activeModalWidget() is not None

    def gives_pin(self) -> None:
        """The owner comes over."""
        self.writes(OWNERS_PIN)
        self.press(ENTER)


def words_in(top: QWidget) -> str:
    """All that can be read."""
    return "\n".join(label.text() for label in top.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def shop(store: Store, clock: FixedClock) -> Iterator[Shop]:
    """The composition root over the test's own store."""
    shop = Shop(store, clock)
    yield shop
    shop.close()


@pytest.fixture
def at_till(
    qapp: QApplication, qtbot: QtBot, shop: Shop, store: Store, clock: FixedClock, tmp_path: Path
) -> Iterator[AtTheTill]:
    """Nobody has opened it yet."""
    use_language("en")
    gallery = a_gallery(store, clock, opened=False)
    with store.writing() as session:
        receipt_printer(session, tmp_path / "struk", clock=clock)
    runner, scans = Runner(shop), ScanChannel(qapp)
    cashbox = Cashbox(counter=Counter(store=store, clock=clock, gallery=gallery))
    desk = Desk(shop=shop, founded=gallery.founded, clock=clock, runner=runner, scans=scans, qtbot=qtbot)
    yield AtTheTill(desk=desk, cashbox=cashbox)
    for window in qapp.topLevelWidgets():
        window.close()
    runner.close()
    scans.close()
