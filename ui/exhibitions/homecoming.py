"""Bringing files home, without a window: each is looked into first, and added when somebody says so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from sentra_pos.core.changes import Changes
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import _, ngettext
from sentra_pos.core.words import format_number
from sentra_pos.exhibitions.bring_home import BroughtHome, bring_home
from sentra_pos.exhibitions.file_errors import FileRefused
from sentra_pos.exhibitions.homecoming_errors import WaitingFor
from sentra_pos.exhibitions.preview_homecoming import HomecomingPreview, preview_homecoming
from sentra_pos.ledger.draft import ActedBy
from sentra_pos.shop import Shop, sentences_of_doctor
from ui.exhibitions.files import FileNotReadable, read_bytes
from ui.exhibitions.long_work import Progress, StoppedByHand


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenFile:
    """A file, and how far it came: refused with a sentence, looked into, or brought home."""

    path: Path
    preview: HomecomingPreview | None = None
    brought: BroughtHome | None = None
    refused: str = ""
    waits: bool = False

    @property
    def can_be_added(self) -> bool:
        return self.preview is not None and not self.preview.known and self.brought is None and not self.refused


class Works(Protocol):
    """Long work with progress; see ``LongWork.run``."""

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[SentraError], object] | None = None,
    ) -> None: ...


class HomecomingView(Protocol):
    """What the presenter asks of the sheet."""

    def show_files(self, files: tuple[ChosenFile, ...], front: Path | None) -> None: ...

    def brought(self, changes: Changes) -> None: ...


class Homecoming:
    """One a sheet."""

    def __init__(self, work: Works, shop: Shop, by: ActedBy, view: HomecomingView) -> None:
        self._work, self._shop, self._by, self._view = work, shop, by, view
        self._files: dict[Path, ChosenFile] = {}

    @property
    def files(self) -> tuple[ChosenFile, ...]:
        return tuple(self._files.values())

    @property
    def addable(self) -> tuple[ChosenFile, ...]:
        """Those that would add something."""
        return tuple(file for file in self.files if file.can_be_added)

    def choose(self, paths: Sequence[Path]) -> None:
        """Look into each; nothing is added."""
        shop = self._shop

        def look(progress: Progress) -> list[ChosenFile]:
            return [self._look(shop, path, _part(progress, place, len(paths))) for place, path in enumerate(paths)]

        self._work.run(_("Looking into the file"), look, self._looked)

    def _look(self, shop: Shop, path: Path, progress: Progress) -> ChosenFile:
        try:
            data = read_bytes(path)
        except SentraError as trouble:
            return ChosenFile(path=path, refused=str(trouble))
        try:
            preview = preview_homecoming(
                shop.store, data, self._by, clock=shop.clock, check=sentences_of_doctor, progress=progress
            )
        except FileRefused as refusal:
            return ChosenFile(path=path, refused=str(refusal), waits=isinstance(refusal, WaitingFor))
        return ChosenFile(path=path, preview=preview)

    def _looked(self, files: list[ChosenFile]) -> None:
        for file in files:
            self._files[file.path] = file
        # What can be added is what one wants to see; a refused one says so in the list.
        front = next((file for file in files if file.can_be_added), files[0] if files else None)
        self._view.show_files(self.files, None if front is None else front.path)

    def add(self) -> None:
        """Bring home all that add something; each is all there or not at all."""
        shop, wanted = self._shop, self.addable

        def work(progress: Progress) -> list[ChosenFile]:
            done: list[ChosenFile] = []
            for place, file in enumerate(wanted):
                try:
                    done.append(self._add(shop, file, _part(progress, place, len(wanted))))
                except SentraError as trouble:
                    if not any(each.brought for each in done):
                        raise
                    # Those before it are in the book, and whoever asked has to see that.
                    done.append(file if isinstance(trouble, StoppedByHand) else replace(file, refused=str(trouble)))
                    break
            return done

        if wanted:
            self._work.run(_("Bringing the file home"), work, self._added)

    def _add(self, shop: Shop, file: ChosenFile, progress: Progress) -> ChosenFile:
        """Only what was looked at: where another file lies there by now, that is looked into first."""
        try:
            data = read_bytes(file.path)
            if file.preview is None or hashlib.sha256(data).digest() != file.preview.file:
                return self._look(shop, file.path, progress)
            brought = bring_home(
                shop.store, data, self._by, clock=shop.clock, check=sentences_of_doctor, progress=progress
            )
        except FileRefused as refusal:
            return replace(file, preview=None, refused=str(refusal), waits=isinstance(refusal, WaitingFor))
        except FileNotReadable as trouble:
            return replace(file, preview=None, refused=str(trouble))
        return replace(file, brought=brought)

    def _added(self, files: list[ChosenFile]) -> None:
        for file in files:
            self._files[file.path] = file
        self._view.show_files(self.files, files[0].path)
        changes = Changes()
        for file in files:
            changes = changes if file.brought is None else changes | file.brought.changes
        self._view.brought(changes)


def _part(progress: Progress, place: int, of: int) -> Progress:
    """One file's part of the whole way."""
    return lambda done, total: progress(place * max(total, 1) + done, of * max(total, 1))


def state_words(file: ChosenFile) -> str:
    """How far a file came, in a few words."""
    if file.waits:
        return _("waits for an earlier file")
    if file.refused:
        return _("cannot be added")
    if file.brought is not None:
        return brought_words(file.brought)
    if file.preview is not None and (file.preview.known or not file.preview.to_come.documents):
        return _("is here already")
    count = 0 if file.preview is None else file.preview.to_come.documents
    return ngettext("{count} new document", "{count} new documents", count).format(count=format_number(count))


def brought_words(brought: BroughtHome) -> str:
    """What came of it."""
    if brought.late:
        words = ngettext("{count} document waits for a decision", "{count} documents wait for a decision", brought.late)
        return words.format(count=format_number(brought.late))
    if not brought.added:
        return _("was here already, nothing was added")
    words = ngettext("{count} document was added", "{count} documents were added", brought.added)
    return words.format(count=format_number(brought.added))


def state_tone(file: ChosenFile) -> str:
    if file.waits:
        return "warn"
    if file.refused:
        return "bad"
    return "good" if file.brought is not None else "ink"
