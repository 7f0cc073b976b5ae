"""Where the files that travel with the program are: beside it in a checkout, inside it once installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _folder(name: str) -> Path:
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def resource_path(name: str) -> Path:
    """A file or folder of ``resources``, by its relative name with forward slashes."""
    return _folder("resources").joinpath(*name.split("/"))


def migrations_path() -> Path:
    """The Alembic folder."""
    return _folder("migrations")
