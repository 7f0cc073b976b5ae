"""Bringing an older store up to date on a copy: whatever happens on the way, the old file stands until the swap."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.speech import N_, _
from sentra_pos.db.backup import Check, copy_checked, findings_in, remove_store
from sentra_pos.db.connection import connect
from sentra_pos.db.figures import Figures, figures_of
from sentra_pos.db.location import settle, settle_folder
from sentra_pos.db.migrate import migrate
from sentra_pos.db.trouble import StoreUnavailable


class UpgradeFailed(SentraError):
    """The copy did not come out right; the store is as it was."""

    message = N_(
        "The shop's data could not be brought up to date ({finding}). Nothing was changed. "
        "Please go on with the version you had, and tell whoever looks after the program."
    )


def create(path: Path, *, folder: Path | None = None) -> None:
    """A new, empty store, under its name only once it is whole."""
    growing = _growing(path)
    remove_store(growing)
    migrate(growing, folder=folder)
    put_in_place(growing, path)


def upgrade(path: Path, revision: int, clock: Clock, *, check: Check, folder: Path | None = None) -> Path:
    """Migrate a copy of a closed store, compare and check it, and swap it in. Gives the old store's file.

    Raises UpgradeFailed, BackupNotGood or StoreUnavailable; the store is then untouched.
    """
    close_cleanly(path)
    kept = free_name(path, f"before-{revision + 1:04d}")
    before = copy_checked(path, kept, clock).figures
    growing = _growing(path)
    remove_store(growing)
    copy_checked(path, growing, clock)
    migrate(growing, folder=folder)
    finding = _compared(growing, before) or next(iter((*findings_in(growing), *check(growing))), None)
    if finding is not None:
        remove_store(growing)
        raise UpgradeFailed(finding=finding)
    put_in_place(growing, path)
    return kept


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
