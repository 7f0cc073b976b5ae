"""The page that covers a locked till: the open cart, and the sheets over it, stay as they are below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from sentra_pos.core.speech import _
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.queries import StaffMember
from sentra_pos.shop import Shop
from ui.kit.immediate import Runs
from ui.kit.layout import column
from ui.start.log_in import Door
from ui.start.welcome import welcome_page


class LockSheet(QDialog):
    """Over ``window`` and everything in front of it. There is no way past it but a PIN."""

    def __init__(
        self,
        window: QWidget,
        front: QWidget,
        shop: Shop,
        runner: Runs,
        who: LoggedIn,
        entered: Callable[[LoggedIn], object],
    ) -> None:
        super().__init__(front, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle("Sentra POS")
        self._covered = window
        # Whoever locked it is here at once; the others' names come when they have been read.
        alone = StaffMember(id=who.staff, name=who.name, role=who.role, active=True, has_pin=True)
        self.door = Door(shop, runner, (alone,), entered, go=_("Go on"), chosen=who.staff)
        lead = _("{name} was here. What was begun is still here, too: type the PIN, or choose your own name.")
        page = welcome_page(_("The till is locked"), lead.format(name=who.name), self.door)
        self.setLayout(column(page, spacing=0))
        window.installEventFilter(self)
        self.door.setFocus()

    def offer(self, staff: tuple[StaffMember, ...]) -> None:
        """Everybody who may take the till over."""
        self.door.entry.set_staff(staff)
        self.door.setFocus()

    def lift(self) -> None:
        """Uncover what lies below."""
        self._covered.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Esc opens no lock."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()

    def showEvent(self, event: QShowEvent) -> None:
        self._cover()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._covered and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._cover()
        return False

    def _cover(self) -> None:
        self.setFixedSize(self._covered.size())
        self.move(self._covered.mapToGlobal(QPoint(0, 0)))
