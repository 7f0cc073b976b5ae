"""The customers' side of the counter: what the till says is shown there, if there is a screen for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from sentra_pos.change_display import CustomerDisplay, display_of
from sentra_pos.shop import Shop
from ui.display.state import IDLE, DisplayState
from ui.kit.immediate import Runs

if TYPE_CHECKING:
    from ui.display.keeper import DisplayKeeper


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    display: CustomerDisplay
    name: str
    logo: bytes | None


def _setting(session: Any) -> _Setting:
    from sentra_pos.sales.spool_receipt import letterhead  # with the printing that it brings, not at the till's start

    head = letterhead(session)
    return _Setting(display=display_of(session), name=head.name, logo=head.logo)


class CustomerSide(QObject):
    """Made with the program; nothing of it is loaded where no display is switched on. Off in a practice window."""

    def __init__(
        self, application: QGuiApplication, shop: Shop, runner: Runs, till: Callable[[], QWidget | None]
    ) -> None:
        super().__init__(application)
        self._application, self._shop, self._runner, self._till = application, shop, runner, till
        self._state = IDLE
        self.keeper: DisplayKeeper | None = None

    @property
    def state(self) -> DisplayState:
        """What the customer sees, if there is a screen for it."""
        return self._state

    def show(self, state: DisplayState) -> None:
        """What the customer sees from now on."""
        self._state = state
        if self.keeper is not None:
            self.keeper.show_state(state)

    def read_setting(self) -> None:
        """Begin, or look again at what was set up."""
        if not self._shop.practice:
            self._runner.read(_setting, self._use, origin=self, latest="customers")

    def _use(self, setting: _Setting) -> None:
        if self.keeper is None:
            if not setting.display.is_on:
                return
            from ui.display.keeper import DisplayKeeper

            self.keeper = DisplayKeeper(self._application, self._till)
            self.keeper.show_state(self._state)
        from ui.display.paint import DisplayShop

        logo = None if setting.logo is None else QImage.fromData(setting.logo)
        self.keeper.show_shop(DisplayShop(name=setting.name, logo=logo))
        self.keeper.use(setting.display)

    def close(self) -> None:
        """Take the window away."""
        if self.keeper is not None:
            self.keeper.close()
            self.keeper.deleteLater()
            self.keeper = None
