"""Every table of the shop in one place, for the migrations and for the test that they agree with the models."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import MetaData
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.schema import CreateIndex, CreateTable

import sentra_pos
from sentra_pos.db.append_only import append_only_tables, trigger_statements
from sentra_pos.db.base import Base

#: A room that needs more than tables (the search index) states it as ``DDL``, a tuple of statements, in such a module.
_MODULES = ("models", "search", "settings")


def all_tables() -> MetaData:
    """The metadata, once every room's rows are known."""
    for _ in _room_modules():
        pass
    return Base.metadata


def schema_statements() -> list[str]:
    """The whole schema as SQLite DDL, in an order that can be executed."""
    metadata = all_tables()
    dialect = SQLiteDialect_pysqlite(dbapi=sqlite)
    statements = []
    for table in metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    for name in append_only_tables(metadata):
        statements += trigger_statements(name)
    statements += [statement for ddl in _room_modules() for statement in ddl]
    return [_tidy(statement) for statement in statements]


def _room_modules() -> Iterator[tuple[str, ...]]:
    for room in pkgutil.iter_modules(sentra_pos.__path__):
        if not room.ispkg or room.name == "migrations":
            continue
        for name in _MODULES:
            module = f"sentra_pos.{room.name}.{name}"
            if importlib.util.find_spec(module) is not None:
                yield tuple(getattr(importlib.import_module(module), "DDL", ()))


def _tidy(statement: str) -> str:
    lines = (line.replace("\t", "    ").rstrip() for line in statement.strip().splitlines())
    return "\n".join(line for line in lines if line)
