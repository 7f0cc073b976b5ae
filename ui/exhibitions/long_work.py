"""Long work over a window: on a thread of its own, with progress, and stopped when wished with nothing half done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from sentra_pos.core.changes import Changes
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from ui.kit.immediate import Runs
from ui.kit.messages import toast
from ui.kit.progress import ProgressSheet
from ui.main_window import MainWindow

#: Told how many of how many are done.
Progress = Callable[[int, int], None]


class HasRunner(Protocol):
    """A screen's context, or a window before anybody is at work."""

    @property
    def runner(self) -> Runs: ...


class StoppedByHand(SentraError):
    """Raised out of the work's own progress, so that all it did is undone with its transaction."""

    message = N_("Stopped. Nothing was changed.")


class LongWork(QObject):
    """One for a sheet; one work at a time."""

    #: Told from the thread that works.
    _went = Signal(int, int)

    def __init__(self, host: QWidget, context: HasRunner, tell: Callable[[SentraError], object]) -> None:
        super().__init__(host)
        self._host, self._context, self._tell = host, context, tell
        self._sheet: ProgressSheet | None = None
        self._stop = threading.Event()
        self._went.connect(self._show)

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[SentraError], object] | None = None,
    ) -> None:
        """``done`` gets what the work returned; ``failed`` its expected trouble, else the host's own ``tell``."""
        self._stop.clear()
        sheet = self._sheet = ProgressSheet(self._host, title)
        sheet.cancelled.connect(self._stop.set)
        sheet.open()

        def told(count: int, of: int) -> None:
            if self._stop.is_set():
                raise StoppedByHand
            self._went.emit(count, of)

        def came(result: object) -> None:
            self._away()
            done(result)

        def trouble(error: SentraError) -> None:
            self._away()
            if isinstance(error, StoppedByHand):
                toast(self._host, str(error), "warn")
            else:
                (failed or self._tell)(error)

        self._context.runner.apart(lambda: work(told), came, trouble, ended=self._away, origin=self._host)

    def _show(self, count: int, of: int) -> None:
        if self._sheet is not None:
            self._sheet.show_progress(count, of)

    def _away(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            sheet.finish(True)


def tell_of_changes(host: QWidget, changes: Changes) -> None:
    """Work apart is not an act of the runner's: the window that shows the shop hears of it here."""
    above: QWidget | None = host
    while above is not None:
        if isinstance(above, MainWindow):
            above.shop_changed(changes, host)
            return
        above = above.parentWidget()
