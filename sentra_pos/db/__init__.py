"""The store: one SQLite file, its two doors, its column types and its backups."""
