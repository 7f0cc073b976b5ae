"""Opening a store: take the lock, look before touching, refuse in plain words, bring an older one up to date."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

import sentra_pos
from sentra_pos.core.clock import Clock
from sentra_pos.core.speech import _
from sentra_pos.db.backup import Check, newest_backup, nothing_more
from sentra_pos.db.connection import APPLICATION_ID, connect_untouched, sqlite
from sentra_pos.db.engine import Store
from sentra_pos.db.instance import InstanceLock
from sentra_pos.db.location import backups_folder
from sentra_pos.db.migrate import newest_revision
from sentra_pos.db.setting_keys import PRACTICE, SHOP_ID
from sentra_pos.db.trouble import NotAStore, StoreDamaged, StoreTooNew, trouble_of, trouble_of_files
from sentra_pos.db.upgrade import create, upgrade


def open_store(
    path: Path,
    clock: Clock,
    *,
    check: Check = nothing_more,
    migrations: Path | None = None,
    pages_later: bool = False,
) -> Store:
    """The store at this path, made if there is none, for this process alone until it is closed.

    ``check`` is the doctor, asked about the copy when an older store is brought up to date. Raises AlreadyOpen,
    NotAStore, StoreDamaged, StoreTooNew, UpgradeFailed or StoreUnavailable; the file is then as it was. What is to be
    feared of the place it lies in, ``risks_of`` tells.

    Reading every page of a large store takes a second. With ``pages_later`` that is left to ``check_pages``, unless the
    last run did not end well: then it is read before anybody sells.
    """
    path = path.absolute()
    lock = InstanceLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.take()
        _make_ready(path, clock, check, migrations, pages_later=pages_later)
        return _opened(path, lock)
    except sqlite.Error as error:
        lock.release()
        raise trouble_of(error) or error from error
    except OSError as error:
        lock.release()
        raise trouble_of_files(error) from error
    except BaseException:
        lock.release()
        raise


def _opened(path: Path, lock: InstanceLock) -> Store:
    store = Store(path, lock=lock)
    try:
        with store.writing() as session:
            # A first write finds a disk that is full or may only be read now, and not at the first sale.
            session.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))
    except BaseException:
        store.close()
        raise
    return store


def _make_ready(path: Path, clock: Clock, check: Check, migrations: Path | None, *, pages_later: bool) -> None:
    wal = path.with_name(path.name + "-wal")
    if not path.exists():
        if wal.exists():
            # Its store is gone; a new store of that name would swallow the orphan's pages.
            raise _damaged(path)
        create(path, folder=migrations)
        return
    # A log beside the store is what a crash leaves: a program that ends well folds it away.
    facts = examine(path, pages=wal.exists() or not pages_later)
    newest = newest_revision(migrations)
    if facts.revision > newest:
        raise StoreTooNew(needed=facts.program, ours=sentra_pos.__version__)
    if facts.revision < newest:
        upgrade(path, facts.revision, clock, check=check, folder=migrations)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreFacts:
    """What a closed store says of itself: its schema's number, the program that migrated it last, whose shop it is.

    ``practice`` says that it is a throw-away copy.
    """

    revision: int
    program: str
    shop: str | None
    practice: bool = False


def check_pages(store: Store) -> None:
    """Read every page of an open store. Raises StoreDamaged, naming the newest good backup."""
    with store.reading() as session:
        if session.connection().exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
            raise _damaged(store.path)


def examine(path: Path, *, pages: bool = True) -> StoreFacts:
    """Look at a closed store without changing it; at every page of it, with ``pages``.

    Raises NotAStore, StoreDamaged or StoreUnavailable.
    """
    if path.stat().st_size == 0:
        raise _not_a_store(path)
    try:
        with closing(connect_untouched(path)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise _not_a_store(path)
            if pages and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise _damaged(path)
            settings = dict(connection.execute("SELECT key, value FROM setting WHERE key LIKE '%.%'").fetchall())
            return StoreFacts(
                revision=connection.execute("PRAGMA user_version").fetchone()[0],
                program=json.loads(settings.get("store.version", '"?"')),
                shop=json.loads(settings.get(SHOP_ID, "null")),
                practice=json.loads(settings.get(PRACTICE, "false")),
            )
    except sqlite.Error as error:
        trouble = trouble_of(error)
        if trouble is None or str(trouble.fields["code"]).startswith("SQLITE_CORRUPT"):
            raise _damaged(path) from error
        if trouble.fields["code"] == "SQLITE_NOTADB":
            raise _not_a_store(path) from error
        raise trouble from error


def _not_a_store(path: Path) -> NotAStore | StoreDamaged:
    # A store whose beginning is damaged looks like any other file, but for the backups that it made.
    return NotAStore(file=path) if newest_backup(backups_folder(path)) is None else _damaged(path)


def _damaged(path: Path) -> StoreDamaged:
    folder = backups_folder(path)
    newest = newest_backup(folder)
    if newest is None:
        remedy = _("There is no backup in {folder}; please ask for help before anything else.").format(folder=folder)
    else:
        remedy = _("Please restore the newest good backup: {backup}.").format(backup=newest.file)
    return StoreDamaged(file=path, remedy=remedy, backup=None if newest is None else newest.file)
