"""The project's own source as parsed files, for the tests that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("sentra_pos", "ui")


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One Python file: `name` is its path from the root, written with forward slashes on every system."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Parsed when it is asked for, and gone with the file: a thousand trees at once are millions of objects."""
        return ast.parse(self.text, filename=self.name)


def read_sources(root: Path, folders: tuple[str, ...] = PACKAGES) -> Iterator[SourceFile]:
    """Every Python file below the folders of `root`, in order of name."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            yield SourceFile(name=path.relative_to(root).as_posix(), text=path.read_text(encoding="utf-8"))
