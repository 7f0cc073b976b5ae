"""SQL said straight to the driver, for the few statements of every sale.

SQLAlchemy's own way costs some fifty to a hundred microseconds a statement, many times what SQLite needs for it. These
keep its transaction, its column types and its events; they are spelled here so that another database needs only another
placeholder in this one file. Nothing pending is flushed: the caller does that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.types import NullType

from sentra_pos.db.base import Base

_DIALECT = SQLiteDialect_pysqlite(dbapi=sqlite)


def _unchanged(value: Any) -> Any:
    return value


class RowWriter:
    """INSERTs rows as tuples in the order of the columns named; the column types say how a value is stored."""

    def __init__(self, model: type[Base], *columns: str, on_conflict: str = "") -> None:
        self._model = model
        self._columns = columns
        places = ", ".join("?" for _ in columns)
        self._sql = f"INSERT INTO {model.__tablename__} ({', '.join(columns)}) VALUES ({places}) {on_conflict}".strip()

    @cached_property
    def _stored(self) -> list[Callable[[Any], Any]]:
        # Asked late: a foreign key has the type of the column it names, which may not be imported yet.
        table = self._model.__table__
        assert isinstance(table, Table)
        types = [table.c[name].type.dialect_impl(_DIALECT) for name in self._columns]
        assert not any(isinstance(kind, NullType) for kind in types), self._sql
        return [kind.bind_processor(_DIALECT) or _unchanged for kind in types]

    def write(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert them all; none is nothing to do."""
        if not rows:
            return
        stored = self._stored
        connection.exec_driver_sql(
            self._sql, [tuple([store(value) for store, value in zip(stored, row, strict=True)]) for row in rows]
        )
