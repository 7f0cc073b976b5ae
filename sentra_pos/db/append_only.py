"""Triggers that make "nothing posted is ever updated or deleted" the database's own rule."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import MetaData

from sentra_pos.db.base import APPEND_ONLY


def append_only_tables(metadata: MetaData) -> list[str]:
    """The tables marked so, by name."""
    return sorted(name for name, table in metadata.tables.items() if table.info.get(APPEND_ONLY))


def trigger_statements(table: str) -> Iterator[str]:
    """SQLite DDL for one table; the message is for whoever tries it by hand."""
    for verb in ("UPDATE", "DELETE"):
        advice = f"{table}: posted rows are never changed; post a document that reverses it"
        yield (
            f"CREATE TRIGGER {trigger_name(table, verb)} BEFORE {verb} ON {table}\n"
            f"BEGIN SELECT RAISE(ABORT, '{advice}'); END"
        )


def trigger_name(table: str, verb: str) -> str:
    return f"{table}_no_{verb.lower()}"
