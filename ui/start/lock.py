"""Locks the till: at once when asked to, and by itself when no hand has touched it for a while."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from sentra_pos.core.speech import _
from sentra_pos.people.log_in import LoggedIn
from sentra_pos.people.queries import StaffMember, staff_list
from sentra_pos.people.set_lock import lock_minutes
from sentra_pos.shop import Shop
from ui.kit.dialog import Sheet
from ui.kit.immediate import Runs
from ui.kit.messages import ask
from ui.start.lock_sheet import LockSheet

_MINUTE_MS = 60_000
_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)


class Lock(QObject):
    """``guard`` a window while somebody is at work in it.

    The same person unlocks and finds all as it was. Somebody else is handed over to ``taken_over``, after sheets that
    the first one left open were given up, which is asked. ``artisans`` opens the artisans' counter over the lock.
    """

    #: The page that covers the window now.
    covered = Signal(object)

    def __init__(
        self,
        application: QApplication,
        shop: Shop,
        runner: Runs,
        taken_over: Callable[[LoggedIn], object],
        artisans: Callable[[QWidget], object] | None = None,
    ) -> None:
        super().__init__(application)
        self._artisans = artisans
        self._shop, self._runner, self._taken_over = shop, runner, taken_over
        self._window: QMainWindow | None = None
        self._who: LoggedIn | None = None
        self._watched: QWindow | None = None
        self.sheet: LockSheet | None = None
        self.idle = QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.timeout.connect(self.lock)
        application.focusWindowChanged.connect(self._watch)

    def guard(self, window: QMainWindow, who: LoggedIn) -> None:
        """From now on this window, with this person at it."""
        self._window, self._who = window, who
        self._watch(QGuiApplication.focusWindow())
        self.read_setting()

    def rest(self) -> None:
        """Nobody is at work: there is nothing to lock."""
        self._window, self._who = None, None
        self.idle.stop()

    def read_setting(self) -> None:
        """After how long it locks itself may have changed."""
        if self._window is not None:
            self._runner.read(lock_minutes, self._wait_for, origin=self, latest="lock")

    def close(self) -> None:
        """Let go of everything; for the end of the program."""
        self.rest()
        self._watch(None)
        if self.sheet is not None:
            self.sheet.lift()
            self.sheet = None

    def _wait_for(self, minutes: int) -> None:
        self.idle.stop()
        self.idle.setInterval(minutes * _MINUTE_MS)
        self._touched()

    def _touched(self) -> None:
        if self._window is not None and self.sheet is None and self.idle.interval() > 0:
            self.idle.start()

    # ----------------------------------------------------------------------------------------------------- the hands

    def _watch(self, window: QWindow | None) -> None:
        # Keys and most of the mouse's ways go to the window with the focus; a filter on the whole application would
        # be asked about every event of every widget.
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)
            self._touched()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHED:
            self._touched()
            # In the main window the rail's button has the key; a sheet over it has none of its own.
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F11 and not event.isAutoRepeat():
                self.lock()
                return True
        return False

    # ------------------------------------------------------------------------------------------------------ the lock

    def lock(self) -> None:
        """Cover the window, and whatever sheets lie over it, until somebody's PIN."""
        window, who = self._window, self._who
        if window is None or who is None or self.sheet is not None:
            return
        self.idle.stop()
        front = QApplication.activeModalWidget() or window
        self.sheet = LockSheet(window, front, self._shop, self._runner, who, self._entered, self._artisans)
        self.sheet.open()
        self.covered.emit(self.sheet)
        self._runner.read(staff_list, self._offer, origin=self.sheet)

    def _offer(self, staff: tuple[StaffMember, ...]) -> None:
        if self.sheet is not None:
            self.sheet.offer(tuple(member for member in staff if member.has_pin))

    def _entered(self, who: LoggedIn) -> None:
        if who == self._who:
            self._lift()
        elif _open_sheets():
            self._ask_to_give_up(who)
        else:
            self._hand_over(who)

    def _ask_to_give_up(self, who: LoggedIn) -> None:
        assert self.sheet is not None
        assert self._who is not None
        names = ", ".join(dict.fromkeys(f"“{sheet.windowTitle()}”" for sheet in _open_sheets()))
        question = _("{name} left {what} open. What is not saved there is lost when you go on. The cart stays.")
        ask(
            self.sheet,
            question.format(name=self._who.name, what=names),
            lambda agreed: self._hand_over(who) if agreed else None,
            title=_("Take over the till?"),
            yes=_("Take over"),
            no=_("Back"),
        )

    def _hand_over(self, who: LoggedIn) -> None:
        for sheet in _open_sheets():
            sheet.hide()
            sheet.deleteLater()
        self._lift()
        self._taken_over(who)

    def _lift(self) -> None:
        if self.sheet is not None:
            self.sheet.lift()
            self.sheet = None
        self._touched()


def _open_sheets() -> list[Sheet]:
    found: list[QWidget] = QApplication.topLevelWidgets()
    return [each for each in found if isinstance(each, Sheet) and each.isVisible()]
