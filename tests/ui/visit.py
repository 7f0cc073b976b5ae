"""A shop with goods in it, somebody who knows it, and hands that open one thing after the other."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from sentra_pos.change_look import Look
from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate
from sentra_pos.db.setting_keys import DEVICE_LOOK
from sentra_pos.db.settings import put_setting
from sentra_pos.people.facts import Role
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.permissions import PERMISSIONS
from sentra_pos.shop import Shop
from tests.gallery import Gallery, a_gallery
from ui.app import App, make_application
from ui.desk import put_on
from ui.kit.dialog import Sheet, picture_of
from ui.tour.hands import Hands

#: A Sunday morning in the shop.
MORNING = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


class Visit:
    """A shop with goods in it, somebody who knows it, and hands that open one thing after the other."""

    def __init__(self, folder: Path, look: Look) -> None:
        file = folder / "toko.sqlite3"
        migrate(file)
        self.clock = FixedClock(MORNING)
        self.store = Store(file)
        with self.store.writing() as session:
            put_setting(session, DEVICE_LOOK, {"theme": look.theme.value, "number_pad": look.number_pad})
        self.app = App(make_application(), Shop(self.store, self.clock))
        put_on(look)
        self.hands = Hands(self.app, folder)
        self._gallery: Gallery | None = None

    def found(self) -> None:
        """First start, and goods."""
        self._gallery = a_gallery(self.store, self.clock, opened=False)

    @property
    def gallery(self) -> Gallery:
        """What the shop holds."""
        assert self._gallery is not None
        return self._gallery

    @property
    def window(self) -> QMainWindow:
        """The window at the bottom."""
        return self.hands.window

    def enter(self) -> None:
        """The owner logs in."""
        owner = self.gallery.founded.owner
        who = LoggedIn(staff=owner, name="Ibu Ratna", role=Role.OWNER, permissions=PERMISSIONS[Role.OWNER])
        self.app.enter(who)
        self.hands.settle()

    def top(self) -> QWidget:
        """What the keys go to: the sheet on top, or the window."""
        return QApplication.activeModalWidget() or self.window

    def front(self, key: str) -> QWidget:
        """Bring a screen to the front."""
        self.hands.click(self.window.button(key))  # type: ignore[attr-defined]  # the main window's
        if self.window.front_key() != key:  # type: ignore[attr-defined]  # the main window's
            self.hands.click(self.window.button(key))  # type: ignore[attr-defined]  # the main window's
        self.hands.settle()
        return self.window.front()  # type: ignore[attr-defined,no-any-return]

    def press(self, key: Qt.Key, kind: type[Sheet] | None = None) -> Sheet | None:
        """A key, and the sheet it opens."""
        before = QApplication.activeModalWidget()
        self.hands.press(key)
        self.hands.settle()
        if kind is None:
            return None
        found = self.hands.sheet(kind)
        assert found is not before
        return found

    def scan(self, code: str) -> None:
        """At whatever is on top."""
        self.hands.scan(code)

    def type(self, text: str) -> None:
        """Into what has the focus."""
        for sign in text:
            field = QApplication.focusWidget() or self.top()
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                key = Qt.Key(ord(sign.upper()))
                QApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))
        self.hands.settle()

    def away(self) -> None:
        """Leave every sheet that is open."""
        while (top := QApplication.activeModalWidget()) is not None:
            assert isinstance(top, Sheet)
            QWidget.close(top)
            self.hands.settle()

    def picture(self) -> QPixmap:
        """What a person sees now."""
        top = self.top()
        # What a sheet lies over may cover the window itself, as the artisans' counter does.
        return picture_of(top.base() if isinstance(top, Sheet) else top)

    def close(self) -> None:
        """End the threads."""
        Hands.leave()
        self.app.close()
        self.app.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
