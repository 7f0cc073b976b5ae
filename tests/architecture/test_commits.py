"""Only the two doors commit, only the store and the doctor open SQLite, and nobody uses the interpreter's own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.source_tree import PACKAGES, ROOT, SourceFile, read_sources

MAY_COMMIT = frozenset({"sentra_pos/db/engine.py"})
SQLITE_ROOM = "sentra_pos/db/"
# The doctor shares no code with what wrote the store, so it opens it for itself, to read only.
DOCTORS_DOOR = "sentra_pos/doctor/reader.py"


def commits(source: SourceFile) -> Iterator[int]:
    """Lines that end a transaction: `.commit` of anything, called or handed on, or the SQL word."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "commit":
            yield node.lineno
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            statement = node.value.strip().rstrip(";").upper()
            if statement in {"COMMIT", "COMMIT TRANSACTION", "END", "END TRANSACTION"}:
                yield node.lineno


def modules_named(source: SourceFile) -> Iterator[tuple[int, str]]:
    """Every module that the file imports, whether by statement or by its name as text."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
        elif isinstance(node, ast.Constant) and node.value in {"sqlite3", "_sqlite3", "pysqlite3"}:
            yield node.lineno, str(node.value)


def opens_sqlite(source: SourceFile) -> Iterator[int]:
    """Lines by which a file gets at SQLite without going through the store."""
    for line, module in modules_named(source):
        library = module.partition(".")[0]
        own = library == "pysqlite3" and (source.name.startswith(SQLITE_ROOM) or source.name == DOCTORS_DOOR)
        if library in {"sqlite3", "_sqlite3", "pysqlite3"} and not own:
            yield line


def planted(root: Path, name: str, text: str) -> SourceFile:
    """One file with this text, under this name."""
    path = root / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    (source,) = read_sources(root, (name.partition("/")[0],))
    return source


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The lines of each file in which it does what few may do."""

    commits: dict[str, list[int]]
    opens: dict[str, list[int]]


@pytest.fixture(scope="module")
def found() -> Found:
    """All of the project, parsed once."""
    found = Found(commits={}, opens={})
    for source in read_sources(ROOT, (*PACKAGES, "migrations")):
        found.commits[source.name] = list(commits(source))
        found.opens[source.name] = list(opens_sqlite(source))
    return found


def test_nothing_commits_but_the_doors(found: Found) -> None:
    assert {name for name, lines in found.commits.items() if lines} == MAY_COMMIT


def test_nothing_reaches_sqlite_but_through_the_store(found: Found) -> None:
    assert {name: lines for name, lines in found.opens.items() if lines} == {}


@pytest.mark.parametrize(
    "text",
    [
        "def act(session):\n    session.commit()\n",
        "def act(session):\n    finish = session.commit\n    finish()\n",
        "def act(session):\n    session.execute('commit;')\n",
    ],
    ids=["called", "handed on", "as SQL"],
)
def test_a_commit_in_an_act_is_found(tmp_path: Path, text: str) -> None:
    assert list(commits(planted(tmp_path, "sentra_pos/sales/complete_sale.py", text))) == [2]


@pytest.mark.parametrize(
    "text",
    [
        "import sqlite3\n",
        "import sqlite3.dbapi2 as sqlite\n",
        "from sqlite3 import connect\n",
        "lib = __import__('sqlite3')\n",
        "from pysqlite3 import dbapi2\n",
    ],
    ids=["import", "import of a part", "from", "by name", "the right library, by the wrong hands"],
)
def test_a_way_round_the_store_is_found(tmp_path: Path, text: str) -> None:
    assert list(opens_sqlite(planted(tmp_path, "sentra_pos/sales/rules.py", text))) == [1]


def test_the_store_itself_may_use_its_library_but_not_the_interpreters(tmp_path: Path) -> None:
    text = "from pysqlite3 import dbapi2\nimport sqlite3\n"
    assert list(opens_sqlite(planted(tmp_path, "sentra_pos/db/engine.py", text))) == [2]
