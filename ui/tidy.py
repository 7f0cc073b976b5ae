"""Python's collector of garbage, run while nobody waits: in the middle of a scan it would cost a frame or two."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

from ui.kit.runner import Runner

#: How often to look whether anything has gathered, and how much is worth collecting.
_LOOK_MS = 1_500
_WORTH = 3_000
#: More than this is collected even though somebody works: memory is not for ever.
_TOO_MUCH = 400_000


class Tidier(QObject):
    """Takes the collector over from the interpreter until ``close``."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._tidy)

    def begin(self) -> None:
        """What was loaded until now stays for good, and is never looked through again. Begun once, it goes on."""
        if not self._look.isActive():
            gc.freeze()
            gc.disable()
            self._look.start()

    def close(self) -> None:
        """The interpreter's own collector again."""
        self._look.stop()
        gc.enable()

    def _tidy(self) -> None:
        gathered = gc.get_count()[0]
        if gathered > _TOO_MUCH or (gathered > _WORTH and not self._runner.is_awaited):
            gc.collect()
