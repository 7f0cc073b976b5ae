"""All statements of a settlement day as PDFs in a chosen folder, with progress, and stopped when wished."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.ids import DocumentId
from sentra_pos.core.speech import _, ngettext
from sentra_pos.settlement.run_queries import RunDay
from ui.context import Context
from ui.kit.messages import toast
from ui.kit.progress import ProgressSheet
from ui.settlement.statement_pdf import papers_folder, save_statements


def locked_in(day: RunDay) -> tuple[DocumentId, ...]:
    """The settlements there are by now, in the list's order."""
    return tuple(each.settlement.id for each in day.artisans if each.settlement is not None)


class AllStatements(QObject):
    """One for a sheet."""

    #: Told from the thread that writes.
    _went = Signal(int, int, str)

    def __init__(
        self,
        host: QWidget,
        context: Context,
        settlements: Sequence[DocumentId],
        tell: Callable[[SentraError], object],
    ) -> None:
        super().__init__(host)
        self._host, self._context, self._settlements, self._tell = host, context, settlements, tell
        self._sheet: ProgressSheet | None = None
        self._stop = threading.Event()
        self._went.connect(self._show)

    def choose(self) -> None:
        """Ask for the folder, then write."""
        start = papers_folder(self._context.shop)
        start.mkdir(parents=True, exist_ok=True)
        chosen = QFileDialog.getExistingDirectory(self._host, _("Into which folder?"), str(start))
        if chosen:
            self.write(Path(chosen))

    def write(self, folder: Path) -> None:
        """One file an artisan; what is there under the same number is replaced."""
        self._stop.clear()
        self._sheet = ProgressSheet(self._host, _("Writing the statements"))
        self._sheet.cancelled.connect(self._stop.set)
        self._sheet.open()
        shop, settlements, name = self._context.shop, self._settlements, self._context.who.name
        self._context.runner.apart(
            lambda: save_statements(
                shop, settlements, folder, settled_by=name, progress=self._went.emit, stopped=self._stop.is_set
            ),
            lambda count: self._done(count, folder),
            self._failed,
            ended=self._away,
            origin=self._host,
        )

    def stop(self) -> None:
        """None after those that are being made; what is written stays."""
        self._stop.set()

    def _show(self, done: int, of: int, name: str) -> None:
        if self._sheet is not None:
            self._sheet.show_progress(done, of, name)

    def _done(self, count: int, folder: Path) -> None:
        self._away()
        said = ngettext("{count} statement is in {folder}.", "{count} statements are in {folder}.", count)
        toast(self._host, said.format(count=count, folder=folder))

    def _failed(self, trouble: SentraError) -> None:
        self._away()
        self._tell(trouble)

    def _away(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            sheet.finish(True)
