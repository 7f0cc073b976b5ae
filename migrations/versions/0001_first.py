"""The first schema: every table, index and trigger, in the SQL file of the same name.

A released revision is never edited and imports nothing of the shop: what the program knows today has no say in what a
store of that day looked like. Statements are separated by empty lines.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split("\n\n"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    bind = op.get_bind()
    tables = bind.exec_driver_sql(
        # An index of words brings tables of its own, which go with it.
        "SELECT name FROM pragma_table_list "
        "WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND name <> 'alembic_version'"
    ).scalars()
    for table in tables.all():
        bind.exec_driver_sql(f'DROP TABLE "{table}"')
