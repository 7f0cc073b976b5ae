"""How long nobody has touched the counter: it warns first, and then it is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from sentra_pos.core.clock import Clock

WARNS_AFTER, ENDS_AFTER = timedelta(seconds=45), timedelta(seconds=60)
_LOOKS_EVERY_MS = 500


class TimeOut(QObject):
    """Runs from the first ``touched`` to ``end``."""

    #: Whole seconds that are left; 0 when a hand came back in time.
    warned = Signal(int)
    ran_out = Signal()

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last: datetime | None = None
        self._warns = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def touched(self) -> None:
        """A key, the mouse or a finger."""
        self._last = self._clock.now()
        if not self._timer.isActive():
            self._timer.start()
        if self._warns:
            self._warns = False
            self.warned.emit(0)

    def end(self) -> None:
        """There is nothing to watch over any more."""
        self._timer.stop()

    def look(self) -> None:
        """What the time is; the timer asks twice a second."""
        now = self._clock.now()
        if self._last is None or now < self._last:
            # A clock that was set back must not keep somebody's figures on the glass.
            self._last = now
        idle = now - self._last
        if idle >= ENDS_AFTER:
            self.end()
            self.ran_out.emit()
        elif idle >= WARNS_AFTER:
            self._warns = True
            self.warned.emit(-((idle - ENDS_AFTER) // timedelta(seconds=1)))
