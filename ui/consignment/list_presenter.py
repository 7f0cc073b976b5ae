"""Reading a list's file, without Qt: apart from the window, to be stopped, and compared with the shop at the end."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Protocol

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from ui.consignment.import_list import ListFile, with_column
from ui.consignment.import_rows import Review
from ui.kit.immediate import Runs


class ReadingStopped(SentraError):
    message = N_("Reading was stopped. Nothing was changed.")


class ListView(Protocol):
    """What reading a list asks of its sheet."""

    def show_choosing(self) -> None: ...

    def show_busy(self, *, can_stop: bool) -> None: ...

    def progress(self, done: int, of: int) -> None:
        """Called on the working thread."""

    def show_review(self, review: Review) -> None: ...

    def tell_trouble(self, trouble: SentraError) -> None:
        """On top of whatever is shown."""


class ListPresenter(ABC):
    """What is read, and where to go back to when it cannot be gone on with."""

    def __init__(self, runner: Runs, view: ListView) -> None:
        self._runner, self._list_view = runner, view
        self._stop = Event()
        self._read: ListFile | None = None
        self._errands = 0
        self._answered = True
        self.review: Review | None = None

    @abstractmethod
    def open_file(self, path: Path) -> None:
        """Read the file apart, then compare it with the shop."""

    @abstractmethod
    def _compare(self) -> None: ...

    def move_column(self, column: int, meaning: str) -> None:
        """The person says what a column means; "" for nothing."""
        if self._read is not None:
            read = self._read
            self._understand(lambda: with_column(read, column, meaning, self._progress))

    def stop(self) -> None:
        """Ask the reading to end; it does so at its next step."""
        self._stop.set()

    def begin_again(self) -> None:
        """Another list, please."""
        self._read, self.review = None, None
        self._list_view.show_choosing()

    def _understand(self, work: Callable[[], ListFile]) -> None:
        self._stop.clear()
        self._list_view.show_busy(can_stop=True)
        self._begin()
        self._runner.apart(work, self._came_home, self._not_read, ended=self._ended, origin=self._list_view)

    def _begin(self) -> None:
        self._errands += 1
        self._answered = False

    def _ended(self) -> None:
        """Work that broke has told nothing: the sheet goes back to what can be gone on with."""
        self._errands -= 1
        if not self._errands and not self._answered:
            self._go_back()

    def _progress(self, done: int, of: int) -> None:
        if self._stop.is_set():
            raise ReadingStopped
        self._list_view.progress(done, of)

    def _came_home(self, read: ListFile) -> None:
        self._read = read
        self._compare()

    def _compared(self, review: Review) -> None:
        self._answered = True
        self.review = review
        self._list_view.show_review(review)

    def _not_read(self, trouble: SentraError) -> None:
        self._go_back()
        self._list_view.tell_trouble(trouble)

    def _go_back(self) -> None:
        self._answered = True
        if self.review is None:
            self._list_view.show_choosing()
        else:
            self._list_view.show_review(self.review)
