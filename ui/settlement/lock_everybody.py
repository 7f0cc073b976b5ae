"""Locking everybody, one after another: asked first, with how far it is, and at the end who could not be locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _, ngettext
from ui.kit.messages import ask, say, toast
from ui.kit.progress import ProgressSheet


class LockEverybody:
    """One a screen: whoever locks, the day's presenter or the settlement day's, tells here how far it is."""

    def __init__(self, host: QWidget) -> None:
        self._host = host
        self._sheet: ProgressSheet | None = None

    @property
    def goes_on(self) -> bool:
        return self._sheet is not None

    def ask(self, count: int, yes: Callable[[], object]) -> None:
        """Whether so many shall be locked."""
        question = ngettext(
            "The settlement of {count} artisan is locked, with its own number and statement. It is paid afterwards.",
            "The settlements of {count} artisans are locked, each with its own number and statement. "
            "They are paid afterwards.",
            count,
        ).format(count=count)
        ask(
            self._host,
            question,
            lambda agreed: yes() if agreed else None,
            title=_("Lock all?"),
            yes=_("Lock all"),
            no=_("Back"),
        )

    def begin(self, stop: Callable[[], object]) -> None:
        """Show the bar; ``stop`` is what its button does."""
        self._sheet = ProgressSheet(self._host, _("Locking settlements"))
        self._sheet.cancelled.connect(stop)
        self._sheet.open()

    def show_progress(self, done: int, of: int, name: str) -> None:
        """How far it is, and whose turn."""
        if self._sheet is not None:
            self._sheet.show_progress(done, of, name)

    def end(self, locked: int, left: Sequence[tuple[str, SentraError]]) -> None:
        """It is over, or was stopped."""
        if self._sheet is not None:
            self._sheet.finish(True)
            self._sheet = None
        words = ngettext("{count} settlement locked.", "{count} settlements locked.", locked).format(count=locked)
        if left:
            names = "\n".join(f"{name}: {trouble}" for name, trouble in left)
            say(self._host, f"{words}\n\n{names}", _("Not everybody is locked"))
        else:
            toast(self._host, words)
