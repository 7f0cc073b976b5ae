"""Records written where a person wants them, on a stick as a rule: whole or not at all, and in one sentence if not."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import cause_of, put_file
from sentra_pos.core.speech import N_

#: Told after each file: how many are written, of how many, and what this one was.
Progress = Callable[[int, int, str], object]


class StickFull(SentraError):
    """No room left; what was half written is gone again."""

    message = N_("{folder} is full. Delete something there or take another stick, then write the records again.")


class FolderNotWritten(SentraError):
    """Gone, write-protected, or a file is open elsewhere."""

    message = N_(
        "{file} could not be written in {folder} ({cause}). Is the stick still in? "
        "Close the file if it is open, or choose another folder."
    )


class WritingStopped(SentraError):
    """Somebody pressed Cancel."""

    message = N_("Writing was stopped. What was written into {folder} until then is whole.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFile:
    """A file that is made when its turn comes; ``name`` may name a folder in which it lies."""

    name: str
    content: Callable[[], bytes] = field(repr=False)


def save_files(
    folder: Path,
    files: Iterable[RecordFile],
    *,
    progress: Progress = lambda _done, _of, _name: None,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Path, ...]:
    """Write them one by one, each whole before it has its name. Raises StickFull, FolderNotWritten, WritingStopped."""
    wanted = tuple(files)
    written: list[Path] = []
    for number, each in enumerate(wanted, start=1):
        if stopped():
            raise WritingStopped(folder=folder)
        progress(number - 1, len(wanted), each.name)
        written.append(_save(folder / each.name, each.content()))
    progress(len(wanted), len(wanted), "")
    return tuple(written)


def _save(file: Path, content: bytes) -> Path:
    try:
        return put_file(file, content)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
            raise StickFull(folder=file.parent) from error
        raise FolderNotWritten(file=file.name, folder=file.parent, cause=cause_of(error)) from error
