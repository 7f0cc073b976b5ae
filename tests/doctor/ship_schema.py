"""``python -m tests.doctor.ship_schema``: write down anew what a store's tables, indexes and triggers look like."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pysqlite3.dbapi2 as sqlite

import sentra_pos.doctor
from sentra_pos.db.migrate import migrate, newest_revision

SHIPPED = Path(sentra_pos.doctor.__file__).with_name("shipped_schema.py")


def shipped(store: Path) -> str:
    """The module's text for a store as first migrated."""
    from sentra_pos.doctor.file_checks import SCHEMA, fingerprint

    connection = sqlite.connect(f"{store.as_uri()}?mode=ro", uri=True)
    try:
        rows = {f"{kind} {name}": fingerprint(sql) for kind, name, sql in connection.execute(SCHEMA)}
    finally:
        connection.close()
    lines = [f'    "{name}": "{rows[name]}",' for name in sorted(rows)]
    return "\n".join(
        (
            '"""What every table, index and trigger was spelled like when this version was made.',
            "",
            "Written by ``python -m tests.doctor.ship_schema`` after each migration; a hash of the statement each.",
            '"""',
            "",
            "from __future__ import annotations",
            "",
            f"REVISION = {newest_revision()}",
            "",
            "OBJECTS: dict[str, str] = {",
            *lines,
            "}",
            "",
        )
    )


def main() -> None:
    """Replace the module."""
    if not SHIPPED.exists():
        SHIPPED.write_text("REVISION = 0\nOBJECTS: dict[str, str] = {}\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "shop.db"
        migrate(store)
        SHIPPED.write_text(shipped(store), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
