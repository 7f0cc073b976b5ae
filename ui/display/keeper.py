"""Keeps the customer's window on the customer's screen, whatever is plugged in, pulled out or moved about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from sentra_pos.change_display import CustomerDisplay
from ui.display.paint import DisplayShop
from ui.display.state import IDLE, DisplayState
from ui.display.window import DisplayWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenChoice:
    """A screen of this computer as a person knows it."""

    name: str
    words: str
    is_tills: bool


def screens_here(till: QWidget) -> tuple[ScreenChoice, ...]:
    """Every screen, the till's own among them."""
    own = till.screen()
    return tuple(
        ScreenChoice(
            name=screen.name(),
            words=f"{screen.name()} · {screen.size().width()} × {screen.size().height()}",
            is_tills=screen is own,
        )
        for screen in QGuiApplication.screens()
    )


class DisplayKeeper(QObject):
    """One for the program. The window is shown only on a screen that is not the till's; without one it waits.

    ``till`` tells the window that the cashier works at: it may be exchanged, and moved to another screen.
    """

    def __init__(
        self,
        application: QGuiApplication,
        till: Callable[[], QWidget | None],
        screens: Callable[[], Sequence[QScreen]] = QGuiApplication.screens,
    ) -> None:
        super().__init__(application)
        self._till, self._screens = till, screens
        self._wanted = CustomerDisplay()
        self._state = IDLE
        self._shop = DisplayShop()
        self.window: DisplayWindow | None = None
        application.screenAdded.connect(self._screens_changed)
        application.screenRemoved.connect(self._screen_gone)
        # A till dragged onto the customer's screen tells nobody who can be listened to for every window to come.
        self._look = QTimer(self)
        self._look.setInterval(1000)
        self._look.timeout.connect(self.place)

    def use(self, wanted: CustomerDisplay) -> None:
        """As it was set up."""
        self._wanted = wanted
        self.place()

    def show_state(self, state: DisplayState) -> None:
        """What the customer sees, as soon as there is a screen."""
        self._state = state
        if self.window is not None:
            self.window.show_state(state)

    def show_shop(self, shop: DisplayShop) -> None:
        """Whose display it is."""
        self._shop = shop
        if self.window is not None:
            self.window.show_shop(shop)

    def place(self) -> None:
        """Show the window where it belongs, or nowhere."""
        screen = self._screen()
        if self._wanted.is_on:
            self._look.start()
        else:
            self._look.stop()
        if screen is None:
            self._hide()
        else:
            self._show_on(screen)

    def _screen(self) -> QScreen | None:
        if not self._wanted.is_on:
            return None
        till = self._till()
        if till is None:
            return None
        others = [screen for screen in self._screens() if not _is_tills(screen, till)]
        named = [screen for screen in others if screen.name() == self._wanted.screen]
        return next(iter(named if self._wanted.screen else others), None)

    def _show_on(self, screen: QScreen) -> None:
        if self.window is None:
            self.window = DisplayWindow()
            self.window.show_shop(self._shop)
            self.window.show_state(self._state)
        window = self.window
        if window.isVisible() and window.screen() is screen and window.geometry() == screen.geometry():
            return
        at_work = QApplication.activeWindow()
        window.setScreen(screen)
        window.setGeometry(screen.geometry())
        window.show()
        # Not every window system listens to a window that says that it wants no keys.
        if at_work is not None and at_work is not window:
            at_work.activateWindow()

    def _hide(self) -> None:
        if self.window is not None:
            self.window.hide()

    def _screens_changed(self, _screen: QScreen) -> None:
        # The new screen has no size yet when it is announced.
        QTimer.singleShot(0, self, self.place)

    def _screen_gone(self, screen: QScreen) -> None:
        # At once: afterwards Qt would move the window onto a screen that is left, which is the till's.
        if self.window is not None and self.window.screen() is screen:
            self._hide()
        QTimer.singleShot(0, self, self.place)

    def close(self) -> None:
        """Take the window away."""
        self._look.stop()
        self._wanted = CustomerDisplay()
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None


def _is_tills(screen: QScreen, till: QWidget) -> bool:
    """Whether the cashier works there, or on a screen of which this one is the mirror."""
    own = till.screen()
    area = screen.geometry()
    return screen is own or area.intersects(own.geometry()) or area.contains(till.geometry().center())
