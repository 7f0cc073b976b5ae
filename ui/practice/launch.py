"""Open a practice window as a program of its own: with a store, a lock and a taskbar entry apart from the real shop."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_


class PracticeNotStarted(SentraError):
    """The operating system would not start a second program."""

    message = N_("The practice window could not be started. Please restart the computer and try again.")


def practice_command(store: Path) -> tuple[str, list[str]]:
    """The program and its arguments, from a checkout, an installed package or the packaged application."""
    program = [] if getattr(sys, "frozen", False) else ["-m", "sentra_pos"]
    return sys.executable, [*program, "--store", str(store), "practice"]


def start_practice(store: Path) -> None:
    """Start it and let it live its own life. Raises PracticeNotStarted."""
    program, arguments = practice_command(store)
    started, _process = QProcess.startDetached(program, arguments, str(Path.cwd()))
    if not started:
        raise PracticeNotStarted
