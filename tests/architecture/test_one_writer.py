"""Files are written by one function, which writes them whole and onto the disk; nobody writes one beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.source_tree import ROOT, SourceFile, read_sources

# "sentra_pos/room/file.py" -> why it may write a file by itself.
ALLOWED: dict[str, str] = {
    "sentra_pos/core/files.py": "it is the one function",
    "sentra_pos/exhibitions/rehearse.py": "a store that is thrown away again",
    "sentra_pos/printing/transports/folder.py": "a printer that is a folder, to look at what comes out",
    "ui/tour/play.py": "what the tour keeps to be looked at",
    "ui/tour/steps_selling.py": "what the tour keeps to be looked at",
    "ui/tour/tour.py": "what the tour keeps to be looked at",
}
_WRITES = {"write_bytes", "write_text"}
_MAY_WRITE = re.compile(r"\b(open|write_bytes|write_text)\b")


def writers(sources: Iterable[SourceFile]) -> dict[str, list[int]]:
    """Where a file is written by its path, with the lines."""
    found: dict[str, list[int]] = {}
    for source in sources:
        # What is called by one of these names has it in its text: the other files need not be parsed.
        if not _MAY_WRITE.search(source.text):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node.func.attr, node):
                found.setdefault(source.name, []).append(node.lineno)
    return found


def _writes(name: str, call: ast.Call) -> bool:
    modes = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return name in _WRITES or (name == "open" and any(set(mode) & set("wxa") for mode in modes))


def test_nobody_writes_a_file_beside_the_one_function() -> None:
    assert {name: lines for name, lines in writers(read_sources(ROOT)).items() if name not in ALLOWED} == {}


def test_every_allowance_is_still_needed() -> None:
    assert sorted(set(ALLOWED) - set(writers(read_sources(ROOT)))) == []


def test_a_file_that_is_written_by_hand_is_found(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    text = "def save(file, content):\n    file.write_bytes(content)\n    file.open('wb').close()\n    file.open('rb')\n"
    (tmp_path / "ui" / "planted.py").write_text(text, encoding="utf-8")
    assert writers(read_sources(tmp_path, ("ui",))) == {"ui/planted.py": [2, 3]}
