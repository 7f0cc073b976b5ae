"""The project's own source as parsed files, for the tests that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("sentra_pos", "ui")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One Python file: `name` is its path from the root, written with forward slashes on every system."""

    name: str
    text: str
    tree: ast.Module


def read_sources(root: Path, folders: tuple[str, ...] = PACKAGES) -> Iterator[SourceFile]:
    """Every Python file below the folders of `root`, in order of name."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(root).as_posix()
            yield SourceFile(name=name, text=text, tree=_parsed(text, name))


@cache
def _parsed(text: str, name: str) -> ast.Module:
    """Parsed once for all that read it; nobody changes a tree."""
    return ast.parse(text, filename=name)
