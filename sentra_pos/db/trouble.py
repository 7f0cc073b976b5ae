"""What can be wrong with a disk, a folder or a file, as sentences that say what to do."""

from __future__ import annotations

import errno
from typing import Any, ClassVar

from sqlalchemy import exc

from sentra_pos.core.errors import DatabaseTrouble, SentraError
from sentra_pos.core.speech import N_, _

_BUSY = N_("another program is using it")
_FULL = N_("the disk is full; free some space first")
_READ_ONLY = N_("the folder or file may only be read; ask for permission to write there")
_CAUSES = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_IOERR": N_("the disk reported an error"),
    "SQLITE_CORRUPT": N_("the file is damaged; restore the newest backup"),
    "SQLITE_NOTADB": N_("the file is not a shop's store"),
    "SQLITE_CANTOPEN": N_("the file cannot be opened"),
}
# The driver's backup says what was wrong in SQLite's words alone.
_SAID_ONLY = {
    "database is locked": "SQLITE_BUSY",
    "database or disk is full": "SQLITE_FULL",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "unable to open database file": "SQLITE_CANTOPEN",
}
_FILE_CAUSES = {
    errno.ENOSPC: ("SQLITE_FULL", _FULL),
    errno.EDQUOT: ("SQLITE_FULL", _FULL),
    errno.EFBIG: ("SQLITE_FULL", _FULL),
    errno.EROFS: ("SQLITE_READONLY", _READ_ONLY),
    errno.EACCES: ("SQLITE_READONLY", _READ_ONLY),
    errno.EPERM: ("SQLITE_READONLY", _READ_ONLY),
    errno.EIO: ("SQLITE_IOERR", N_("the disk reported an error")),
}


class StoreUnavailable(DatabaseTrouble):
    """The store exists but cannot do it now; ``code`` in the fields is SQLite's own name for the reason."""


class OutcomeUnknown(StoreUnavailable):
    """The disk failed in the commit itself: only looking the document up by its id tells whether it was saved."""

    message: ClassVar[str] = N_(
        "The disk failed while saving ({cause}), so it is not certain whether this was saved. "
        "Please press again: nothing is ever saved twice."
    )


class NotAStore(SentraError):
    """The file is something else, or its beginning is damaged; it was not touched."""

    message = N_("{file} is not a shop's store. Please choose another file, or restore a backup.")


class StoreDamaged(SentraError):
    """SQLite's own check found damage; ``backup`` in the fields is the newest backup or None. Nothing was changed."""

    message = N_("The shop's data in {file} is damaged; the file was left as it is. {remedy}")


class StoreTooNew(SentraError):
    """A newer program wrote it, and an older one would not understand it."""

    message = N_(
        "The shop's data was written by version {needed} of this program; this is {ours}. "
        "Please install version {needed} or newer."
    )


def trouble_of(error: BaseException) -> StoreUnavailable | None:
    """Expected database trouble as ours, or None for what is a bug (a broken constraint, bad SQL)."""
    origin: Any = error.orig if isinstance(error, exc.DBAPIError) else error
    name = getattr(origin, "sqlite_errorname", None) or _SAID_ONLY.get(str(origin), "")
    for code, cause in _CAUSES.items():
        if name.startswith(code):
            return StoreUnavailable(cause=_(cause), code=name)
    return None


def trouble_of_files(error: OSError) -> StoreUnavailable:
    """The same for what the operating system says of files and folders."""
    code, cause = _FILE_CAUSES.get(error.errno or 0, ("SQLITE_CANTOPEN", N_("the file cannot be opened")))
    return StoreUnavailable(cause=_(cause), code=code)


def not_known(trouble: StoreUnavailable | None) -> StoreUnavailable | None:
    """The trouble of a commit: after an error of the disk its outcome is unknown."""
    if trouble is not None and str(trouble.fields["code"]).startswith("SQLITE_IOERR"):
        return OutcomeUnknown(**trouble.fields)
    return trouble
