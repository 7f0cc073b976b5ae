"""Running the migrations on a file that nobody else has open; whether and on what is ``upgrade.py``'s to say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine, event, exc
from sqlalchemy.engine import Connection

import sentra_pos
from sentra_pos.core.resources import migrations_path
from sentra_pos.db.connection import APPLICATION_ID, connect, sqlite
from sentra_pos.db.trouble import trouble_of

_NUMBERED = re.compile(r"(\d{4})_\w+\.py")


def newest_revision(folder: Path | None = None) -> int:
    """The revision this program knows last; revisions are numbered, so a store can name its own in its header."""
    versions = (folder or migrations_path()) / "versions"
    found = [int(match[1]) for file in versions.iterdir() if (match := _NUMBERED.fullmatch(file.name))]
    return max(found)


def migrate(path: Path, *, folder: Path | None = None, to: int | None = None) -> None:
    """Bring the file to a revision (default: the newest), wholly or not at all; an absent file becomes a new store.

    Foreign keys are off meanwhile, so that tables can be rebuilt, and are checked before the commit. Raises
    StoreUnavailable for trouble of the disk; what else is raised is a mistake in a migration.
    """
    from alembic import command
    from alembic.config import Config

    folder = folder or migrations_path()
    target = newest_revision(folder) if to is None else to
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    engine = create_engine("sqlite://", module=sqlite, creator=lambda: _without_foreign_keys(path), poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")

    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            if target < connection.exec_driver_sql("PRAGMA user_version").scalar_one():
                command.downgrade(config, f"{target:04d}" if target else "base")
            else:
                command.upgrade(config, f"{target:04d}")
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={target}")
            if target:
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO setting (key, value) VALUES ('store.version', json_quote(?))",
                    (sentra_pos.__version__,),
                )
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"the migration leaves {len(broken)} rows that name nothing, first {broken[0]}")
    except (exc.DBAPIError, sqlite.Error) as error:
        raise trouble_of(error) or error from error
    finally:
        engine.dispose()


def _without_foreign_keys(path: Path) -> Any:
    connection = connect(path)
    connection.execute("PRAGMA foreign_keys=OFF").close()
    return connection
