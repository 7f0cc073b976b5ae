"""Records written where a person wants them, on a stick as a rule: whole or not at all, and in one sentence if not."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_

_NOT_IN_A_NAME = '<>:"/\\|?*'
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


def file_name(text: str) -> str:
    """The words as a name that Windows takes too."""
    plain = "".join(" " if c in _NOT_IN_A_NAME or not c.isprintable() else c for c in text)
    return " ".join(plain.split()).strip(". ")[:80].rstrip(". ") or "-"


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
        written.append(save_file(folder / each.name, each.content()))
    progress(len(wanted), len(wanted), "")
    return tuple(written)


def save_file(file: Path, content: bytes) -> Path:
    """One file; a reader that has the old one open keeps it. Raises StickFull, FolderNotWritten."""
    fresh = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as out:
            out.write(content)
            out.flush()
            # A stick is pulled out as soon as the screen says that it is done.
            os.fsync(out.fileno())
        fresh.replace(file)
    except OSError as error:
        _forget(fresh)
        if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
            raise StickFull(folder=file.parent) from error
        cause = error.strerror or type(error).__name__
        raise FolderNotWritten(file=file.name, folder=file.parent, cause=cause) from error
    return file


def _forget(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return
