"""The migrations say what the models say, in both directions."""

from __future__ import annotations

from pathlib import Path

import pytest

from sentra_pos.db.connection import APPLICATION_ID, connect
from sentra_pos.db.migrate import migrate, newest_revision
from sentra_pos.db.tables import schema_statements

NEWEST = newest_revision()


def schema_of(path: Path) -> dict[str, str]:
    """Every object of the file with its text, but for Alembic's own table and SQLite's automatic ones."""
    connection = connect(path, read_only=True)
    try:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name <> 'alembic_version'"
        ).fetchall()
    finally:
        connection.close()
    return {name: " ".join(sql.split()) for name, sql in rows}


def header_of(path: Path) -> tuple[int, int]:
    connection = connect(path, read_only=True)
    try:
        return (
            connection.execute("PRAGMA application_id").fetchone()[0],
            connection.execute("PRAGMA user_version").fetchone()[0],
        )
    finally:
        connection.close()


def test_the_newest_schema_is_the_models_with_their_triggers_and_search_index(tmp_path: Path) -> None:
    migrated, modelled = tmp_path / "migrated.db", tmp_path / "modelled.db"
    migrate(migrated)
    connection = connect(modelled)
    for statement in schema_statements():
        connection.execute(statement)
    connection.close()

    assert schema_of(migrated) == schema_of(modelled), "models changed: python -m migrations.first"


def test_a_migrated_file_says_whose_it_is_and_how_new(tmp_path: Path) -> None:
    migrate(tmp_path / "shop.db")
    assert header_of(tmp_path / "shop.db") == (APPLICATION_ID, NEWEST)


def test_migrating_again_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    migrate(file)
    first = schema_of(file)
    migrate(file)
    assert schema_of(file) == first


@pytest.mark.parametrize("revision", range(1, NEWEST + 1))
def test_every_revision_can_be_taken_back_and_made_again(tmp_path: Path, revision: int) -> None:
    file = tmp_path / "shop.db"
    migrate(file, to=revision)
    up = schema_of(file)
    migrate(file, to=revision - 1)
    down = schema_of(file)
    assert down != up
    if revision == 1:
        assert not down
    migrate(file, to=revision)
    assert schema_of(file) == up


def test_a_migration_that_leaves_rows_naming_nothing_never_happened(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    migrate(file)
    connection = connect(file)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("INSERT INTO item_code (code, item_id, own) VALUES ('1', x'00', 1)")
    connection.close()

    with pytest.raises(RuntimeError, match="name nothing"):
        migrate(file)
