"""How Alembic runs here: on the connection it is handed, in that connection's transaction; never from an ini file."""

from __future__ import annotations

from alembic import context

from sentra_pos.db.tables import all_tables

context.configure(connection=context.config.attributes["connection"], target_metadata=all_tables())
context.run_migrations()
