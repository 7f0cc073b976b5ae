"""The import contracts hold, and each one bites when it is broken on purpose."""

from __future__ import annotations

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
    ("floors", "sentra_pos/core/planted.py", "import sentra_pos.db"),
    ("floors", "sentra_pos/printing/planted.py", "import sentra_pos.ledger"),
    ("floors", "sentra_pos/sales/planted.py", "import sentra_pos.settlement"),
    ("floors", "sentra_pos/doctor/planted.py", "import ui"),
    ("floors", "sentra_pos/doctor/planted.py", "import sentra_pos.found_shop"),
    ("floors", "ui/planted.py", "import sentra_pos.__main__"),
    ("no-window", "sentra_pos/printing/planted.py", "import PySide6.QtGui"),
    ("no-window", "sentra_pos/planted.py", "import ui"),
    ("no-sql-on-screen", "ui/planted.py", "import sqlalchemy.orm"),
    ("no-sql-on-screen", "ui/planted.py", "import sentra_pos.planted.models"),
    ("core-alone", "sentra_pos/core/planted.py", "import platformdirs"),
    ("core-alone", "sentra_pos/core/planted.py", "import sentra_pos.stock"),
    ("one-sqlite", "ui/planted.py", "import sqlite3"),
    ("one-sqlite", "sentra_pos/db/planted.py", "from sqlite3 import dbapi2"),
    ("pure-rules", "sentra_pos/planted/rules.py", "import sqlalchemy"),
    ("pure-rules", "sentra_pos/planted/rules.py", "import sentra_pos.planted.models"),
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


@pytest.mark.parametrize(("contract", "file", "line"), BREAKING, ids=lambda value: str(value).replace("/", "."))
def test_a_breaking_import_is_found(tmp_path: Path, contract: str, file: str, line: str) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "architecture", tmp_path / "tests" / "architecture")
    planted_room = tmp_path / "sentra_pos" / "planted"
    if "sentra_pos.planted" in line or planted_room.name in Path(file).parts:
        planted_room.mkdir()
        (planted_room / "__init__.py").touch()
        (planted_room / "models.py").touch()
    (tmp_path / file).write_text(line + "\n", encoding="utf-8")

    result = lint(tmp_path, contract)

    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{NAMES[contract]} BROKEN" in result.stdout
    assert "0 kept, 1 broken" in result.stdout
    assert "planted" in result.stdout
