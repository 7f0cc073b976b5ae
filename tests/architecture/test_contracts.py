"""The import contracts hold, and each one bites when it is broken on purpose."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source_tree import PACKAGES, ROOT

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
NAMES = {contract["id"]: contract["name"] for contract in CONTRACTS}
FLOORS = [
    module.strip(" ()")
    for contract in CONTRACTS
    if contract["id"] == "floors"
    for layer in contract["layers"]
    for module in layer.split(":")
]

# contract, the file to plant, what it says
BREAKING = [
    ("floors", "sentra_pos/core/low.py", "import sentra_pos.db"),
    ("floors", "sentra_pos/printing/low.py", "import sentra_pos.ledger"),
    ("floors", "sentra_pos/sales/beside.py", "import sentra_pos.settlement"),
    ("floors", "sentra_pos/doctor/below_the_window.py", "import ui"),
    ("floors", "sentra_pos/doctor/low.py", "import sentra_pos.found_shop"),
    ("floors", "ui/low.py", "import sentra_pos.__main__"),
    ("no-window", "sentra_pos/printing/paints.py", "import PySide6.QtGui"),
    ("no-window", "sentra_pos/shows.py", "import ui"),
    ("no-sql-on-screen", "ui/asks.py", "import sqlalchemy.orm"),
    ("no-sql-on-screen", "ui/reads.py", "import sentra_pos.planted.models"),
    ("core-alone", "sentra_pos/core/borrows.py", "import platformdirs"),
    ("core-alone", "sentra_pos/core/climbs.py", "import sentra_pos.stock"),
    ("one-sqlite", "ui/opens.py", "import sqlite3"),
    ("one-sqlite", "sentra_pos/db/opens.py", "from sqlite3 import dbapi2"),
    ("pure-rules", "sentra_pos/planted/rules.py", "import sqlalchemy"),
    ("pure-rules", "sentra_pos/planted_too/rules.py", "import sentra_pos.planted.models"),
]


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Check the packages in a folder against the project's own contracts, all or those named."""
    chosen = [part for contract in contracts for part in ("--contract", contract)]
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo", "--config", str(ROOT / "pyproject.toml"), *chosen],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


def test_the_contracts_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


def test_every_room_has_its_floor() -> None:
    rooms = {f"sentra_pos.{path.parent.name}" for path in (ROOT / "sentra_pos").glob("*/__init__.py")}
    acts = {f"sentra_pos.{path.stem}" for path in (ROOT / "sentra_pos").glob("*.py") if path.stem != "__init__"}
    assert (rooms | acts) - set(FLOORS) == set()


def test_every_contract_is_broken_below() -> None:
    assert {contract for contract, _, _ in BREAKING} == set(NAMES)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each contract where all of them are broken in all of these places."""
    folder = tmp_path_factory.mktemp("planted")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "architecture", folder / "tests" / "architecture")
    for room in ("planted", "planted_too"):
        (folder / "sentra_pos" / room).mkdir()
        (folder / "sentra_pos" / room / "__init__.py").touch()
    (folder / "sentra_pos" / "planted" / "models.py").touch()
    for _contract, file, line in BREAKING:
        assert not (folder / file).exists()
        (folder / file).write_text(line + "\n", encoding="utf-8")

    result = lint(folder)

    assert result.returncode == 1, result.stdout + result.stderr
    assert f"0 kept, {len(CONTRACTS)} broken" in result.stdout
    _summary, _, broken = result.stdout.partition("Broken contracts")
    places = sorted((broken.index(f"\n{name}\n---"), contract) for contract, name in NAMES.items())
    ends = [*(place for place, _contract in places[1:]), len(broken)]
    return {contract: broken[place:end] for (place, contract), end in zip(places, ends, strict=True)}


@pytest.mark.parametrize(("contract", "file", "line"), BREAKING, ids=lambda value: str(value).replace("/", "."))
def test_a_breaking_import_is_found(told: dict[str, str], contract: str, file: str, line: str) -> None:
    planted = file.removesuffix(".py").replace("/", ".")
    # Of a package from elsewhere only the name is told.
    meant = line.split()[1]
    names = meant if meant.startswith("sentra_pos") else f"{meant}|{meant.partition('.')[0]}"
    assert re.search(rf"{planted} -> ({names})( \(l\.1\))?$", told[contract], re.MULTILINE), told[contract]
