"""The page that covers a locked till: the open cart, and the sheets over it, stay as they are below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sentra_pos.core.speech import _
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.queries import StaffMember
from sentra_pos.shop import Shop
from ui.kit.cover import Cover
from ui.kit.immediate import Runs
from ui.kit.layout import column
from ui.start.log_in import Door
from ui.start.welcome import welcome_page


class LockSheet(Cover):
    """Over ``window`` and everything in front of it. There is no way past it but a PIN.

    ``artisans`` opens the artisans' counter over it.
    """

    def __init__(
        self,
        window: QWidget,
        front: QWidget,
        shop: Shop,
        runner: Runs,
        who: LoggedIn,
        entered: Callable[[LoggedIn], object],
        artisans: Callable[[QWidget], object] | None = None,
    ) -> None:
        super().__init__(window, front)
        # Whoever locked it is here at once; the others' names come when they have been read.
        alone = StaffMember(id=who.staff, name=who.name, role=who.role, active=True, has_pin=True)
        self.door = Door(shop, runner, (alone,), entered, go=_("Go on"), chosen=who.staff, artisans=artisans)
        lead = _("{name} was here. What was begun is still here, too: type the PIN, or choose your own name.")
        page = welcome_page(_("The till is locked"), lead.format(name=who.name), self.door)
        self.setLayout(column(page, spacing=0))
        self.door.setFocus()

    def offer(self, staff: tuple[StaffMember, ...]) -> None:
        """Everybody who may take the till over."""
        self.door.entry.set_staff(staff)
        self.door.setFocus()
