"""What the main window asks of a screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sentra_pos.core.changes import NOTHING, Changes


class Screen(QWidget):
    """A page of the main window that reloads itself when it is seen and what it shows has changed.

    A subclass names in ``watches`` what it shows, and loads it in ``refresh``.
    """

    watches: Changes = NOTHING

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stale = True

    def refresh(self) -> None:
        """Load what is shown, from the shop."""

    def shop_changed(self, changes: Changes, focused: bool) -> None:
        """The shop is not what it was: reload now when seen, otherwise when next shown."""
        if not changes.any_of(self.watches):
            return
        self._stale = True
        if focused:
            self.shown()

    def shown(self) -> None:
        """The screen came to the front."""
        if self._stale:
            self._stale = False
            self.refresh()
