"""Files under 400 lines and functions under 60, or a reason that someone wrote down."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, SourceFile, read_sources

FILE_LINES = 400
FUNCTION_LINES = 60

# "sentra_pos/room/file.py" or "sentra_pos/room/file.py:function" -> why it may be longer.
ALLOWED: dict[str, str] = {}


def oversized(sources: Iterable[SourceFile]) -> dict[str, int]:
    """What is too long, by the name it would have in `ALLOWED`, with its number of lines."""
    found: dict[str, int] = {}
    for source in sources:
        if (lines := len(source.text.splitlines())) > FILE_LINES:
            found[source.name] = lines
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    found[f"{source.name}:{node.name}"] = lines
    return found


def plant(root: Path, text: str) -> list[SourceFile]:
    """A tree of one file with this text."""
    (root / "ui").mkdir()
    (root / "ui" / "planted.py").write_text(text, encoding="utf-8")
    return list(read_sources(root, ("ui",)))


@pytest.fixture(scope="module")
def found() -> dict[str, int]:
    """What is too long in the project itself."""
    return oversized(read_sources(ROOT))


def test_no_file_and_no_function_is_too_long(found: dict[str, int]) -> None:
    assert {name: lines for name, lines in found.items() if name not in ALLOWED} == {}


def test_every_allowance_is_still_needed_and_has_a_reason(found: dict[str, int]) -> None:
    assert [name for name, reason in ALLOWED.items() if name not in found or not reason.strip()] == []


def test_a_file_one_line_too_long_is_found(tmp_path: Path) -> None:
    assert oversized(plant(tmp_path, "x = 1\n" * (FILE_LINES + 1))) == {"ui/planted.py": FILE_LINES + 1}


def test_a_file_just_long_enough_is_not_found(tmp_path: Path) -> None:
    assert oversized(plant(tmp_path, "x = 1\n" * FILE_LINES)) == {}


def test_a_method_one_line_too_long_is_found(tmp_path: Path) -> None:
    text = "class Screen:\n    def paint(self) -> None:\n" + "        x = 1\n" * FUNCTION_LINES
    assert oversized(plant(tmp_path, text)) == {"ui/planted.py:paint": FUNCTION_LINES + 1}


def test_a_method_just_long_enough_is_not_found(tmp_path: Path) -> None:
    text = "class Screen:\n    def paint(self) -> None:\n" + "        x = 1\n" * (FUNCTION_LINES - 1)
    assert oversized(plant(tmp_path, text)) == {}
