"""One instance per store: a lock that the operating system holds, so that a killed program never leaves it behind."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_
from sentra_pos.db.trouble import trouble_of_files

#: Windows locks bytes against reading too; the lock lies far behind the number that others want to read.
_LOCKED_BYTE = 1 << 20
_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class AlreadyOpen(SentraError):
    """Another instance holds the store; ``process`` in the fields is its number, 0 where it could not be read."""

    message = N_(
        "This shop is already open in another window (process {process}). Please use that window, or close it."
    )


class InstanceLock:
    """Held from ``take`` to ``release``, or to the death of the process. The file stays; what counts is the lock."""

    def __init__(self, store: Path) -> None:
        self.file = store.with_name(store.name + ".lock")
        self._held: int | None = None

    def take(self) -> None:
        """Raises AlreadyOpen, or StoreUnavailable where no file can be made."""
        try:
            held = os.open(self.file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise trouble_of_files(error) from error
        try:
            _lock(held)
        except OSError as error:
            os.close(held)
            if error.errno in _TAKEN:
                raise AlreadyOpen(process=self._holder()) from error
            raise trouble_of_files(error) from error
        self._held = held
        try:
            os.ftruncate(held, 0)
            os.write(held, f"{os.getpid()}\n".encode())
        except OSError as error:
            self.release()
            raise trouble_of_files(error) from error

    def _holder(self) -> int:
        try:
            return int(self.file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def release(self) -> None:
        """Let the next one in; releasing twice is nothing."""
        if self._held is not None:
            os.close(self._held)
            self._held = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        # flock and not lockf: the latter would let a second store object of this same process in.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
