"""A bare connection to a store, with everything that its durability rests on."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

import pysqlite3.dbapi2 as sqlite

__all__ = ["APPLICATION_ID", "OLDEST_SAFE_SQLITE", "PRAGMAS", "connect", "connect_untouched", "sqlite", "store_uri"]

#: "SPOS" in the file's header: other SQLite files are not ours.
APPLICATION_ID = 0x53504F53
#: Up to 3.51.2 two checkpoints racing a commit can corrupt a WAL database.
OLDEST_SAFE_SQLITE = (3, 51, 3)
#: The WAL is folded back while the shop is idle; this many pages (4 KiB each) is where a commit would do it itself.
_CHECKPOINT_PAGES = 4000

#: What every connection promises; the fault tests take them from here.
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA foreign_keys=ON",
    # Without it REPLACE deletes rows past the triggers that refuse to delete what was posted.
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA busy_timeout=5000",
    "PRAGMA fullfsync=ON",
    "PRAGMA checkpoint_fullfsync=ON",
    f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}",
)


def store_uri(path: PurePath) -> str:
    r"""An absolute path as SQLite wants to be told it, what is special in a URI escaped.

    SQLite knows no hosts: ``\\nas\toko`` is four slashes to it, where the standard has ``file://nas/toko``.
    """
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else f"file:////{uri.removeprefix('file://')}"


def connect(path: Path, *, read_only: bool = False) -> Any:
    """A bare connection with the promised PRAGMAs, in autocommit mode; for the store, backup and doctor only."""
    connection = sqlite.connect(
        f"{store_uri(path.absolute())}?mode={'ro' if read_only else 'rwc'}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
    )
    try:
        for pragma in PRAGMAS[2:] if read_only else PRAGMAS:
            connection.execute(pragma).close()
        if read_only:
            connection.execute("PRAGMA query_only=ON").close()
    except BaseException:
        connection.close()
        raise
    return connection


def connect_untouched(path: Path) -> Any:
    """A connection for looking at a file that may be anything: it changes neither its journal nor a byte of it."""
    connection = sqlite.connect(f"{store_uri(path.absolute())}?mode=rw", uri=True, isolation_level=None)
    try:
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "busy_timeout=5000", "query_only=ON"):
            connection.execute(f"PRAGMA {pragma}").close()
    except BaseException:
        connection.close()
        raise
    return connection
