"""Putting a backup back in the store's place, with what stood there kept aside."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

import sentra_pos
from sentra_pos.core.clock import Clock
from sentra_pos.core.errors import SentraError
from sentra_pos.core.files import settle, settle_folder
from sentra_pos.core.speech import N_
from sentra_pos.db.backup import Check, copy_checked, findings_in, forget_store, nothing_more, remove_store
from sentra_pos.db.connection import connect_untouched, sqlite
from sentra_pos.db.engine import Store
from sentra_pos.db.instance import InstanceLock
from sentra_pos.db.migrate import newest_revision
from sentra_pos.db.opening import examine
from sentra_pos.db.trouble import NotAStore, StoreDamaged, StoreTooNew, trouble_of, trouble_of_files
from sentra_pos.db.upgrade import close_cleanly, free_name, migrated, put_in_place


class OtherShop(SentraError):
    """The backup belongs to another shop than the store that it would replace."""

    message = N_("{file} is the backup of another shop. To look at it, restore it to another place.")


class MadeForPractice(SentraError):
    """A copy of a practice window: its sales never happened."""

    message = N_("{file} comes from a practice window: nothing in it ever happened. Please choose another backup.")


class BackupUnusable(SentraError):
    """The backup does not pass its checks; the store was not touched."""

    message = N_("The backup {file} does not pass its check ({finding}). Please use an older one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The store is as the backup was; ``kept`` is the file that stood there before, None where none did."""

    store: Path
    kept: Path | None


#: What must happen in a restored store before anybody sells from it; it gets the highest epoch each device had in the
#: store that was replaced, so that no number is given twice.
Reopen = Callable[[Session, dict[bytes, int]], None]


def restore_from(
    file: Path,
    store_path: Path,
    clock: Clock,
    *,
    reopen: Reopen,
    check: Check = nothing_more,
    migrations: Path | None = None,
) -> Restored:
    """Build the store anew from the backup beside the old one, check it, and swap it in.

    Raises AlreadyOpen while the shop is running, OtherShop, MadeForPractice, BackupUnusable, StoreTooNew,
    StoreUnavailable; the old store is then as it was, alone. ``ledger.restore`` is the act for people: it knows what
    ``reopen`` must do.
    """
    store_path = store_path.absolute()
    lock = InstanceLock(store_path)
    growing = store_path.with_name(store_path.name + ".restoring")
    try:
        store_path.parent.mkdir(parents=True, exist_ok=True)
        lock.take()
        shop = _usable(file, migrations)
        epochs = _what_stands_there(file, store_path, shop)
        remove_store(growing)
        try:
            copy_checked(file, growing, clock)
            finding = migrated(growing, migrations)
            if finding is None:
                _reopen(growing, reopen, epochs)
                finding = next(iter((*findings_in(growing), *check(growing))), None)
            if finding is not None:
                raise BackupUnusable(file=file, finding=finding)
            return Restored(store=store_path, kept=_swapped(growing, store_path))
        finally:
            # Swapped in, it is here no more.
            forget_store(growing)
    except sqlite.Error as error:
        raise trouble_of(error) or error from error
    except OSError as error:
        raise trouble_of_files(error) from error
    finally:
        lock.release()


def _usable(file: Path, migrations: Path | None) -> str | None:
    """The shop whose backup it is."""
    facts = examine(file)
    if facts.practice:
        raise MadeForPractice(file=file)
    if facts.revision > newest_revision(migrations):
        raise StoreTooNew(needed=facts.program, ours=sentra_pos.__version__)
    findings = findings_in(file)
    if findings:
        raise BackupUnusable(file=file, finding=findings[0])
    return facts.shop


def _what_stands_there(file: Path, store_path: Path, shop: str | None) -> dict[bytes, int]:
    """The newest epoch of every device in the store to be replaced, as far as it can still be read."""
    if not store_path.exists():
        return {}
    try:
        standing = examine(store_path)
    except (StoreDamaged, NotAStore):
        return {}
    if standing.shop is not None and standing.shop != shop:
        raise OtherShop(file=file)
    with closing(connect_untouched(store_path)) as connection:
        return {bytes(device): epoch for device, epoch in connection.execute("SELECT id, epoch FROM device").fetchall()}


def _reopen(growing: Path, reopen: Reopen, epochs: dict[bytes, int]) -> None:
    store = Store(growing)
    try:
        with store.writing() as session:
            reopen(session, epochs)
    finally:
        store.close()


def _swapped(growing: Path, store_path: Path) -> Path | None:
    # Whatever can still go wrong with the new file does so before the old one is touched.
    close_cleanly(growing)
    settle(growing)
    if not store_path.exists():
        put_in_place(growing, store_path)
        return None
    # Too damaged to be opened: it is kept as it lies, companions and all, as evidence.
    with suppress(sqlite.Error):
        close_cleanly(store_path)
    kept = free_name(store_path, "replaced")
    try:
        _set_aside(store_path, kept)
        put_in_place(growing, store_path)
    except BaseException:
        if growing.exists():
            _put_back(kept, store_path)
        raise
    return kept


def _set_aside(store_path: Path, kept: Path) -> None:
    """Give what stands there a second name; its own name is never without a file, whenever the power goes."""
    for companion in ("-wal", ""):
        beside = store_path.with_name(store_path.name + companion)
        if beside.exists():
            _second_name(beside, kept.with_name(kept.name + companion))
    settle_folder(store_path.parent)
    for companion in ("-wal", "-shm"):
        store_path.with_name(store_path.name + companion).unlink(missing_ok=True)


def _put_back(kept: Path, store_path: Path) -> None:
    """The old store never lost its own name: only its log may have to go back to it, and the second names go."""
    with suppress(OSError):
        for companion in ("-wal", ""):
            name, own = (file.with_name(file.name + companion) for file in (kept, store_path))
            if name.exists() and not own.exists():
                name.replace(own)
            name.unlink(missing_ok=True)


def _second_name(file: Path, name: Path) -> None:
    try:
        name.hardlink_to(file)
    except OSError:
        # A file system without links. Nobody has the file open: the lock is ours.
        shutil.copyfile(file, name)
        settle(name)
