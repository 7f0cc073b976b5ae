"""Bringing an older store up to date on a copy: whatever happens on the way, the old file stands until the swap."""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path

from sqlalchemy import exc

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import settle, settle_folder
from sentra_pos.core.speech import N_, _
from sentra_pos.db.backup import Check, copy_checked, findings_in, forget_store, remove_store
from sentra_pos.db.connection import connect
from sentra_pos.db.figures import Figures, figures_of
from sentra_pos.db.migrate import migrate
from sentra_pos.db.trouble import StoreUnavailable

log = logging.getLogger("sentra_pos")


class UpgradeFailed(SentraError):
    """The copy did not come out right; the store is as it was."""

    message = N_(
        "The shop's data could not be brought up to date ({finding}). Nothing was changed. "
        "Please go on with the version you had, and tell whoever looks after the program."
    )


def create(path: Path, *, folder: Path | None = None) -> None:
    """A new, empty store, under its name only once it is whole; where that fails, nothing of it is left."""
    growing = _growing(path)
    remove_store(growing)
    try:
        migrate(growing, folder=folder)
        put_in_place(growing, path)
    except BaseException:
        forget_store(growing)
        raise


def upgrade(path: Path, revision: int, clock: Clock, *, check: Check, folder: Path | None = None) -> Path:
    """Migrate a copy of a closed store, compare and check it, and swap it in. Gives the old store's file.

    Raises UpgradeFailed, BackupNotGood or StoreUnavailable; the store is then untouched, and nothing else is left.
    """
    close_cleanly(path)
    growing, kept = _growing(path), free_name(path, f"before-{revision + 1:04d}")
    try:
        remove_store(growing)
        before = copy_checked(path, growing, clock).figures
        finding = migrated(growing, folder) or _compared(growing, before)
        finding = finding or next(iter((*findings_in(growing), *check(growing))), None)
        if finding is not None:
            raise UpgradeFailed(finding=finding)
        # Only now: a program that dies in a migration leaves no copy of the whole store at each of its starts.
        copy_checked(path, kept, clock)
        put_in_place(growing, path)
    except BaseException:
        # Once it has been swapped in it is the store, and what is kept stood there before.
        if growing.exists():
            forget_store(growing)
            forget_store(kept)
        raise
    return kept


def migrated(growing: Path, folder: Path | None = None) -> str | None:
    """Migrate a copy; gives what is wrong with the migration, for a person to pass on, and raises StoreUnavailable."""
    try:
        migrate(growing, folder=folder)
    except (SentraError, OSError):
        raise
    except Exception as error:
        log.exception("the migration went wrong")
        return str(error.orig if isinstance(error, exc.DBAPIError) else error)
    return None


def _compared(file: Path, before: Figures) -> str | None:
    with closing(connect(file, read_only=True)) as connection:
        return None if figures_of(connection) == before else _("its figures differ from before")


def close_cleanly(path: Path) -> None:
    """Fold a closed store's WAL into it, so that the one file is all there is.

    Raises StoreUnavailable while another program has it open: a swap under its feet would lose what it wrote.
    """
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    if _companion(path, "-wal").exists():
        raise StoreUnavailable(cause=_("another program is using it"), code="SQLITE_BUSY")


def put_in_place(growing: Path, path: Path) -> None:
    """Swap a closed, whole file in. A WAL of the file before it must be gone: SQLite would read it as the new one's."""
    close_cleanly(growing)
    settle(growing)
    if _companion(path, "-wal").exists():
        raise StoreUnavailable(cause=_("another program is using it"), code="SQLITE_BUSY")
    growing.replace(path)
    settle_folder(path.parent)


def _companion(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _growing(path: Path) -> Path:
    return _companion(path, ".growing")


def free_name(path: Path, why: str) -> Path:
    """A name beside the store that nothing has yet."""
    names = (_companion(path, f".{why}{'' if again == 0 else f'-{again}'}") for again in range(1000))
    return next(name for name in names if not name.exists())
