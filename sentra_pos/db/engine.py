"""The store's two doors: ``reading`` never writes, ``writing`` commits, and nobody else does either."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, QueuePool, create_engine, exc
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.orm import Session
from sqlalchemy.util import LRUCache

from sentra_pos.db.connection import OLDEST_SAFE_SQLITE, connect, sqlite
from sentra_pos.db.direct import DRIVER
from sentra_pos.db.instance import InstanceLock
from sentra_pos.db.trouble import not_known, trouble_of


class _AnyStores(SQLiteDialect_pysqlite):
    """One dialect as good as the other, so that SQL made for one store serves each: reader, writer, and the next store.

    A homecoming is laid into a store of its own, a pack into another: they would begin with no SQL at all.
    """

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


registry.register("sqlite.sentra", __name__, _AnyStores.__name__)
#: The SQL of questions that were asked before, whatever store they were asked of.
_SQL: Final[LRUCache[Any, Any]] = LRUCache(2000)


def _engine(creator: Callable[[], Any], pool_size: int) -> Engine:
    # No listeners on it: a single one makes SQLAlchemy look for listeners at every statement, a tenth of a sale's time.
    return create_engine(
        "sqlite+sentra://",
        module=sqlite,
        creator=creator,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=30,
        query_cache_size=0,
        execution_options={"compiled_cache": _SQL},
    )


def _begin(session: Session, how: str) -> None:
    connection = session.connection()
    connection.exec_driver_sql(how)
    session.info[DRIVER] = connection.connection.driver_connection


class Store:
    """One SQLite file, opened by this process alone (see ``opening.py``, which also sees to the lock).

    One writing connection (a second writer waits for the first), a few query-only reading ones.
    """

    def __init__(self, path: Path, *, lock: InstanceLock | None = None) -> None:
        if sqlite.sqlite_version_info < OLDEST_SAFE_SQLITE:
            raise RuntimeError(f"SQLite {sqlite.sqlite_version} may corrupt a store; 3.51.3 is the oldest that is safe")
        self.path = path
        self._lock = lock
        self._writer = _engine(lambda: connect(path), pool_size=1)
        self._readers = _engine(self._query_only, pool_size=4)
        self._inside = threading.local()
        self._written = False

    def _query_only(self) -> Any:
        connection = connect(self.path)
        connection.execute("PRAGMA query_only=ON").close()
        return connection

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is committed when the block ends well, and never happened when it does not.

        Raises StoreUnavailable for trouble of the disk; as OutcomeUnknown if it came in the commit itself, and then
        only looking the document up by its id tells.
        """
        if getattr(self._inside, "writing", False):
            raise RuntimeError("a writing transaction is already open in this thread")
        self._inside.writing = True
        try:
            with Session(self._writer, expire_on_commit=False) as session:
                # IMMEDIATE: a read that later writes cannot wait for the lock, it fails.
                _begin(session, "BEGIN IMMEDIATE")
                yield session
                session.flush()
                self._commit(session)
        except (exc.DBAPIError, sqlite.Error) as error:
            raise trouble_of(error) or error from error
        finally:
            self._inside.writing = False

    def _commit(self, session: Session) -> None:
        try:
            session.commit()
        except (exc.DBAPIError, sqlite.Error) as error:
            trouble = not_known(trouble_of(error))
            if trouble is None:
                raise
            # What a failed sync left in memory must not be trusted: the next transaction reads from the disk again.
            session.invalidate()
            raise trouble from error
        self._written = True

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view; writing through it is refused by SQLite itself."""
        try:
            with Session(self._readers, expire_on_commit=False, autoflush=False) as session:
                _begin(session, "BEGIN")
                yield session
        except (exc.DBAPIError, sqlite.Error) as error:
            raise trouble_of(error) or error from error

    def checkpoint(self, *, truncate: bool = False) -> None:
        """Fold the WAL back into the file: when the shop is idle, and with ``truncate`` at a closing.

        Costs nothing where nothing was written since. Raises StoreUnavailable if the disk fails; nothing is lost then.
        """
        if not (self._written or truncate):
            return
        mode = "TRUNCATE" if truncate else "PASSIVE"
        try:
            with self.driver_connection() as connection:
                connection.execute(f"PRAGMA wal_checkpoint({mode})").close()
        except sqlite.Error as error:
            raise trouble_of(error) or error from error
        self._written = False

    @contextmanager
    def driver_connection(self) -> Iterator[Any]:
        """The bare writing connection outside any transaction."""
        pooled = self._writer.raw_connection()
        try:
            yield pooled.driver_connection
        finally:
            pooled.close()

    def close(self) -> None:
        """Give every connection back, the last of which folds the WAL away, and let the next instance in."""
        self._readers.dispose()
        self._writer.dispose()
        if self._lock is not None:
            self._lock.release()
