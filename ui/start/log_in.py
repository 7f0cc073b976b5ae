"""Who is at the till: choose a name, type the PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from sentra_pos.core.ids import StaffId
from sentra_pos.core.speech import _
from sentra_pos.people.log_in import LoggedIn, LogIn, log_in
from sentra_pos.people.queries import StaffMember
from sentra_pos.shop import Shop
from ui.kit.buttons import primary, secondary
from ui.kit.immediate import Runs
from ui.kit.layout import column, plain
from ui.people.pin_entry import PinEntry
from ui.start.welcome import WelcomeWindow


class Door(QWidget):
    """Asks for a PIN until one is right; how long to wait after wrong ones is the act's to say."""

    def __init__(
        self,
        shop: Shop,
        runner: Runs,
        staff: Sequence[StaffMember],
        entered: Callable[[LoggedIn], object],
        *,
        go: str,
        chosen: StaffId | None = None,
        artisans: Callable[[QWidget], object] | None = None,
    ) -> None:
        super().__init__()
        self._shop, self._runner, self._entered = shop, runner, entered
        self.entry = PinEntry(staff, chosen)
        self.go = primary(go, "Enter", on=self.entry.give)
        line = column(self.entry, self.go, spacing=14)
        if artisans is not None:
            self.artisans = secondary(
                _("Artisans' counter"), "F8", icon="user-circle", on=lambda: artisans(self.window())
            )
            line.addWidget(self.artisans)
        self.setLayout(line)
        self.setFocusProxy(self.entry)
        self.entry.given.connect(self._log_in)

    def _log_in(self, member: StaffMember, pin: str) -> None:
        self._wait(True)
        command = LogIn(device=self._shop.device, staff=member.id, pin=pin)
        self._runner.apart(
            lambda: log_in(self._shop.store, command, self._shop.clock),
            done=self._entered,
            failed=self.entry.refuse,
            ended=lambda: self._wait(False),
            origin=self,
        )

    def _wait(self, waiting: bool) -> None:
        self.go.setDisabled(waiting)
        self.entry.waits(waiting)


class LogInWindow(WelcomeWindow):
    """The first window of a shop."""

    def __init__(
        self,
        shop: Shop,
        runner: Runs,
        staff: Sequence[StaffMember],
        entered: Callable[[LoggedIn], object],
        *,
        name: str,
        artisans: Callable[[QWidget], object] | None = None,
        further: QWidget | None = None,
    ) -> None:
        """``further`` stands below the door: what may be done here without a PIN."""
        self.door = Door(shop, runner, staff, entered, go=_("Enter the shop"), artisans=artisans)
        self.pin, self.go = self.door.entry.pin, self.door.go
        super().__init__(
            title=name,
            lead=_("Who is at the till? Choose your name and type your PIN."),
            inside=_together(self.door, further),
        )
        self.door.setFocus()


def _together(door: Door, further: QWidget | None) -> QWidget:
    return door if further is None else plain(column(door, further, spacing=14))
