"""Files for people, beside the store or on a stick: whole under their name, or not there at all."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from sentra_pos.core.errors import SentraError

_NOT_IN_A_NAME: Final = '<>:"/\\|?*'
#: Windows takes these for machines, whatever ending they have.
_MACHINES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))}
)
#: What a file system answers that has no way to settle a folder: some sticks, some network folders.
_KNOWS_NO_SETTLING: Final = (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EACCES, errno.EPERM)


def put_file(file: Path, content: bytes) -> Path:
    """Write it under another name, have it put onto the disk, then give it its own. Raises OSError.

    A stick is pulled out as soon as the screen says that it is done: nothing is left to the system's own time. Where it
    fails, what stood under the name stands there still, and nothing half written is left. Somebody who has the old file
    open keeps the old one; on Windows the new one is refused (PermissionError) until they have closed it.
    """
    # Beside the whole name: x.pdf and x.png have a part each.
    part = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError:
        # Where the stick is gone its part is gone with it.
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    settle_folder(file.parent)
    return file


def save_file(file: Path, content: bytes, trouble: type[SentraError]) -> Path:
    """``put_file`` for a screen: what the system says against it is raised as ``trouble(file=, cause=)``."""
    try:
        return put_file(file, content)
    except OSError as error:
        raise trouble(file=file.name, cause=cause_of(error)) from error


def cause_of(error: OSError) -> str:
    """What the system says, for the brackets of a sentence."""
    return error.strerror or type(error).__name__


def file_name(text: str, otherwise: str = "-") -> str:
    """The words as a name that Windows takes too; ``otherwise`` where nothing of them is left."""
    plain = "".join(" " if c in _NOT_IN_A_NAME or not c.isprintable() else c for c in text)
    name = " ".join(plain.split()).strip(". ")[:80].rstrip(". ") or otherwise
    return f"_{name}" if name.partition(".")[0].rstrip().lower() in _MACHINES else name


def settle(*files: Path) -> None:
    """Have the operating system put files, then their folders, on the disk. Never the live store: SQLite does that."""
    for file in files:
        descriptor = os.open(file, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    for folder in {file.parent for file in files}:
        settle_folder(folder)


def settle_folder(folder: Path) -> None:
    """Make renames in it last, where the file system can; Windows has no such call and needs none. Raises OSError."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _KNOWS_NO_SETTLING:
            raise
