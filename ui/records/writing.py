"""Writing records into a folder that a person chose: asked for first, with progress, and stopped when wished."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _, ngettext
from sentra_pos.reports.export_records import ExportRecords, export_records
from sentra_pos.reports.save_files import Progress
from ui.context import Context
from ui.kit.messages import error, toast
from ui.kit.progress import ProgressSheet

#: Writes into the folder and says how far it is; gives the number of files.
Work = Callable[[Path, Progress, Callable[[], bool]], int]


class Writing(QObject):
    """One for a screen; one piece of writing at a time."""

    #: Told from the thread that writes.
    _went = Signal(int, int, str)

    def __init__(self, screen: QWidget, context: Context) -> None:
        super().__init__(screen)
        self._screen, self._context = screen, context
        self._sheet: ProgressSheet | None = None
        self._stop = threading.Event()
        self._went.connect(self._show)

    def choose_and_write(self, command: ExportRecords, work: Work) -> None:
        """Ask for the folder; then permission, then the files."""
        chosen = QFileDialog.getExistingDirectory(
            self._screen, _("Into which folder? A stick shows there by its name.")
        )
        if chosen:
            self.write(command, work, Path(chosen))

    def write(self, command: ExportRecords, work: Work, folder: Path) -> None:
        """Into this folder. Who writes what about whom is remembered before the first file is there."""
        self._context.runner.write(
            export_records, command, lambda _released: self._begin(work, folder), self._tell, origin=self._screen
        )

    def _begin(self, work: Work, folder: Path) -> None:
        self._stop.clear()
        self._sheet = ProgressSheet(self._screen, _("Writing the records"))
        self._sheet.cancelled.connect(self._stop.set)
        self._sheet.open()
        self._context.runner.apart(
            lambda: work(folder, self._went.emit, self._stop.is_set),
            lambda count: self._done(count, folder),
            self._tell,
            ended=self._away,
            origin=self._screen,
        )

    def _show(self, done: int, of: int, name: str) -> None:
        if self._sheet is not None:
            self._sheet.show_progress(done, of, name)

    def _done(self, count: int, folder: Path) -> None:
        self._away()
        said = ngettext("{count} file is in {folder}.", "{count} files are in {folder}.", count)
        toast(self._screen, said.format(count=count, folder=folder))

    def _tell(self, trouble: SentraError) -> None:
        self._away()
        error(self._screen, trouble)

    def _away(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            sheet.finish(True)


def plain_work(context: Context, files: Callable[[Any], Any]) -> Work:
    """Read the records in one view of the store, then write them."""
    from sentra_pos.reports.save_files import save_files
    from ui.kit.immediate import run_query

    def work(folder: Path, progress: Progress, stopped: Callable[[], bool]) -> int:
        return len(save_files(folder, run_query(context.shop, files), progress=progress, stopped=stopped))

    return work
