"""Waiting for the threads beside the window, no longer than they take."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer

from sentra_pos.core.changes import Changes
from ui.kit.immediate import Runs

PATIENCE_MS = 20_000


def come_home(runner: Runs) -> None:
    """Let the window work until each thread has done all that it was asked for up to now."""
    home: list[object] = []
    loop = QEventLoop()

    def back(answer: object) -> None:
        home.append(answer)
        if len(home) == 3:
            loop.quit()

    guard = QTimer(singleShot=True, interval=PATIENCE_MS)
    guard.timeout.connect(loop.quit)
    guard.start()
    runner.read(lambda _session: None, back)
    runner.write(_nothing, None, back)
    runner.apart(lambda: None, back)
    loop.exec()
    guard.stop()
    assert len(home) == 3, "a thread did not answer in time"


def _nothing(session: object, command: object, *, clock: object) -> Changes:
    return Changes()
