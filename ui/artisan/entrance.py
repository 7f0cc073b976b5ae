"""The ways to the counter: from the log-in, from the lock, by a card that is scanned there, and by the staff."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sentra_pos.artisan_counter.facts import ArtisanSession
from sentra_pos.shop import Shop
from ui.artisan.counter import Counter
from ui.kit.cover import Cover
from ui.kit.immediate import Runs
from ui.kit.scan import ScanChannel


class Entrance(QObject):
    """At most one counter is open; it covers what lies below, which is locked or has nobody at work."""

    def __init__(self, shop: Shop, runner: Runs, scans: ScanChannel, parent: QObject) -> None:
        super().__init__(parent)
        self._shop, self._runner, self._scans = shop, runner, scans
        self.counter: Counter | None = None

    def open(self, front: QWidget, *, artisan: ArtisanSession | None = None, code: str = "") -> None:
        """Over ``front``: a page that covers a window, or the window itself."""
        if self.counter is not None:
            return
        window = front.covered if isinstance(front, Cover) else front
        self.counter = Counter(window, front, self._shop, self._runner, self._scans, artisan=artisan, code=code)
        self.counter.left.connect(self._left)
        self.counter.open()

    def close(self) -> None:
        """Whatever is open, leave it."""
        if self.counter is not None:
            self.counter.leave()

    def _left(self) -> None:
        self.counter = None
