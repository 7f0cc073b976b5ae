"""Waiting for the threads beside the window, no longer than they take."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from sentra_pos.core.changes import Changes
from ui.kit.immediate import Runs
from ui.kit.runner import Runner

PATIENCE_MS = 20_000
#: So often in a row an answer may lead to another question.
_ROUNDS = 5


def settle(runner: Runs) -> None:
    """Let everything that was asked for come home, and what it asked for in turn."""
    assert isinstance(runner, Runner), "only threads are waited for"
    for _round in range(_ROUNDS):
        asked = runner.asked
        QApplication.processEvents()
        come_home(runner)
        QApplication.processEvents()
        if runner.asked == asked + 3:
            break


def come_home(runner: Runner) -> None:
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
