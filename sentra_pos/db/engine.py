"""The store's two doors: ``reading`` never writes, ``writing`` commits, and nobody else does either."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, exc
from sqlalchemy.orm import Session

from sentra_pos.core.errors import DatabaseTrouble
from sentra_pos.core.speech import N_, _

#: "SPOS" in the file's header: other SQLite files are not ours.
APPLICATION_ID = 0x53504F53
#: Up to 3.51.2 two checkpoints racing a commit can corrupt a WAL database.
OLDEST_SAFE_SQLITE = (3, 51, 3)
#: The WAL is folded back while the shop is idle; this many pages (4 KiB each) is where a commit would do it itself.
_CHECKPOINT_PAGES = 4000

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA busy_timeout=5000",
    "PRAGMA fullfsync=ON",
    "PRAGMA checkpoint_fullfsync=ON",
    f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}",
)

_CAUSES = {
    "SQLITE_BUSY": N_("another program is using it"),
    "SQLITE_LOCKED": N_("another program is using it"),
    "SQLITE_FULL": N_("the disk is full; free some space first"),
    "SQLITE_READONLY": N_("the folder or file may only be read; ask for permission to write there"),
    "SQLITE_IOERR": N_("the disk reported an error"),
    "SQLITE_CORRUPT": N_("the file is damaged; restore the newest backup"),
    "SQLITE_NOTADB": N_("the file is not a shop's store"),
    "SQLITE_CANTOPEN": N_("the file cannot be opened"),
}


class StoreUnavailable(DatabaseTrouble):
    """The store exists but cannot do it now; ``code`` in the fields is SQLite's own name for the reason."""


def trouble_of(error: BaseException) -> StoreUnavailable | None:
    """Expected database trouble as ours, or None for what is a bug (a broken constraint, bad SQL)."""
    origin: Any = error.orig if isinstance(error, exc.DBAPIError) else error
    name = getattr(origin, "sqlite_errorname", "") or ""
    for code, cause in _CAUSES.items():
        if name.startswith(code):
            return StoreUnavailable(cause=_(cause), code=name)
    return None


def connect(path: Path, *, read_only: bool = False) -> Any:
    """A bare connection with the promised PRAGMAs, in autocommit mode; for the store, backup and doctor only."""
    connection = sqlite.connect(
        f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
    )
    try:
        for pragma in _PRAGMAS[2:] if read_only else _PRAGMAS:
            connection.execute(pragma).close()
        if read_only:
            connection.execute("PRAGMA query_only=ON").close()
    except BaseException:
        connection.close()
        raise
    return connection


def _engine(creator: Callable[[], Any], begin: str, pool_size: int) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=creator,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=30,
        query_cache_size=1000,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # IMMEDIATE for writers: a read that later writes cannot wait for the lock, it fails.
        connection.exec_driver_sql(begin)

    return engine


class Store:
    """One SQLite file, opened by this process alone.

    One writing connection (a second writer waits for the first), a few query-only reading ones.
    """

    def __init__(self, path: Path) -> None:
        if sqlite.sqlite_version_info < OLDEST_SAFE_SQLITE:
            raise RuntimeError(f"SQLite {sqlite.sqlite_version} may corrupt a store; 3.51.3 is the oldest that is safe")
        self.path = path
        self._writer = _engine(lambda: connect(path), "BEGIN IMMEDIATE", pool_size=1)
        self._readers = _engine(self._query_only, "BEGIN", pool_size=4)
        self._inside = threading.local()

    def _query_only(self) -> Any:
        connection = connect(self.path)
        connection.execute("PRAGMA query_only=ON").close()
        return connection

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is committed when the block ends well, and never happened when it does not.

        Raises StoreUnavailable for trouble of the disk; then the outcome of the commit is unknown and must be looked
        up by id.
        """
        if getattr(self._inside, "writing", False):
            raise RuntimeError("a writing transaction is already open in this thread")
        self._inside.writing = True
        try:
            with Session(self._writer, expire_on_commit=False) as session, session.begin():
                yield session
        except (exc.DBAPIError, sqlite.Error) as error:
            raise trouble_of(error) or error from error
        finally:
            self._inside.writing = False

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view; writing through it is refused by SQLite itself."""
        try:
            with Session(self._readers, expire_on_commit=False, autoflush=False) as session:
                yield session
        except (exc.DBAPIError, sqlite.Error) as error:
            raise trouble_of(error) or error from error

    def checkpoint(self, *, truncate: bool = False) -> None:
        """Fold the WAL back into the file; called when the shop is idle, and with ``truncate`` at a closing."""
        mode = "TRUNCATE" if truncate else "PASSIVE"
        with self.driver_connection() as connection:
            connection.execute(f"PRAGMA wal_checkpoint({mode})").close()

    @contextmanager
    def driver_connection(self) -> Iterator[Any]:
        """The bare writing connection outside any transaction: for checkpoints and SQLite's backup API."""
        pooled = self._writer.raw_connection()
        try:
            yield pooled.driver_connection
        finally:
            pooled.close()

    def close(self) -> None:
        """Give every connection back; the last one folds the WAL away."""
        self._readers.dispose()
        self._writer.dispose()
