"""SQL said straight to the driver, for the few statements of every sale.

SQLAlchemy's own way costs some fifty to a hundred microseconds a statement, many times what SQLite needs for it. These
keep its transaction, its column types and its events; they are spelled here so that another database needs only another
placeholder in this one file. Nothing pending is flushed before a row is written: the caller does that.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import ColumnElement, Connection, Select, Table
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from sentra_pos.db.base import Base

#: A longer list is a list of goods and not a cart; its wording is not kept.
_LONGEST_KEPT = 100
#: Under this a door's session knows its driver's connection, which asking for takes longer than many a statement.
DRIVER = "driver"
_DIALECT = SQLiteDialect_pysqlite(dbapi=sqlite)


def _unchanged(value: Any) -> Any:
    return value


def _type_of(column: ColumnElement[Any]) -> TypeEngine[Any]:
    """A foreign key has the type of the column it names, whose room may not be loaded yet: then every room is."""
    if column.foreign_keys and isinstance(column.type, NullType):
        from sentra_pos.db.tables import all_tables

        all_tables()
        assert not isinstance(column.type, NullType)
    return column.type


def _stored(kind: TypeEngine[Any]) -> Callable[[Any], Any]:
    """How a value of the type is handed to the driver."""
    assert not isinstance(kind, NullType)
    kind = kind.dialect_impl(_DIALECT)
    if isinstance(kind, TypeDecorator):
        # Our own types make integers, text and bytes, which the driver takes as they are.
        convert = kind.process_bind_param
        return lambda value: convert(value, _DIALECT)
    return kind.bind_processor(_DIALECT) or _unchanged


def _read(kind: TypeEngine[Any]) -> Callable[[Any], Any]:
    """How what the driver answers becomes a value of the type."""
    kind = kind.dialect_impl(_DIALECT)
    if isinstance(kind, TypeDecorator):
        convert = kind.process_result_value
        return lambda value: convert(value, _DIALECT)
    return kind.result_processor(_DIALECT, None) or _unchanged


class RowWriter:
    """INSERTs rows as tuples in the order of the columns named; the column types say how a value is stored."""

    def __init__(self, model: type[Base], *columns: str, on_conflict: str = "") -> None:
        self._model = model
        self._columns = columns
        places = ", ".join("?" for _ in columns)
        self._sql = f"INSERT INTO {model.__tablename__} ({', '.join(columns)}) VALUES ({places}) {on_conflict}".strip()

    @cached_property
    def _stored(self) -> list[Callable[[Any], Any]]:
        table = self._model.__table__
        assert isinstance(table, Table)
        return [_stored(_type_of(table.c[name])) for name in self._columns]

    def write(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert them all; none is nothing to do."""
        if not rows:
            return
        stored = self._stored
        # Nothing is nothing in every type; half of a line's columns are.
        values = [
            tuple([None if value is None else store(value) for store, value in zip(stored, row, strict=True)])
            for row in rows
        ]
        connection.exec_driver_sql(self._sql, values)


class RowReader:
    """A SELECT worded once, with ``bindparam`` for what changes; a list (``expanding``) is worded once for each length.

    Answers rows of our own values, named as the statement's columns are.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._worded: dict[tuple[int, ...], tuple[str, list[Callable[[dict[str, Any]], Any]]]] = {}

    def all(self, session: Session, **values: Any) -> list[Any]:
        """Every row."""
        lengths = tuple(len(value) for value in values.values() if isinstance(value, list))
        sql, places = self._worded.get(lengths) or self._word(values)
        if sum(lengths) <= _LONGEST_KEPT:
            self._worded[lengths] = sql, places
        if session.autoflush:
            session.flush()
        driver = session.info.get(DRIVER)
        if driver is None:
            driver = session.connection().connection.driver_connection
            assert driver is not None
        found = driver.execute(sql, [place(values) for place in places]).fetchall()
        make, readers = self._row
        rows = []
        for row in found:
            ours = list(row)
            for place, read in readers:
                if ours[place] is not None:
                    ours[place] = read(ours[place])
            rows.append(make(ours))
        return rows

    def one_or_none(self, session: Session, **values: Any) -> Any:
        """The one row that there is at most."""
        found = self.all(session, **values)
        assert len(found) <= 1
        return found[0] if found else None

    @cached_property
    def _row(self) -> tuple[Callable[[list[Any]], Any], list[tuple[int, Callable[[Any], Any]]]]:
        columns = self._statement.selected_columns
        named = namedtuple("Row", columns.keys(), rename=True)  # type: ignore[misc]
        readers = ((place, _read(_type_of(column))) for place, column in enumerate(columns))
        return named._make, [(place, read) for place, read in readers if read is not _unchanged]

    def _word(self, values: dict[str, Any]) -> tuple[str, list[Callable[[dict[str, Any]], Any]]]:
        compiled = self._statement.compile(dialect=_DIALECT)
        spelt = compiled.construct_expanded_state(values)

        def place(name: str) -> Callable[[dict[str, Any]], Any]:
            listed, _dash, number = name.rpartition("_")
            whole = name in compiled.binds
            store = _stored(compiled.binds[name if whole else listed].type)
            if whole and name in values:
                return lambda given: store(given[name])
            if not whole and listed in values:
                return lambda given: store(given[listed][int(number) - 1])
            constant = store(spelt.parameters[name])
            return lambda _given: constant

        return spelt.statement, [place(name) for name in spelt.positiontup or ()]
