"""The shop imports, whole, on a computer that has no Qt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.architecture.source_tree import ROOT

IMPORT_ALL = """
import importlib, pkgutil, sys
from tests.architecture.without_qt import refuse_qt
refuse_qt()
import sentra_pos
for module in pkgutil.walk_packages(sentra_pos.__path__, "sentra_pos."):
    if module.name != "sentra_pos.__main__":
        importlib.import_module(module.name)
        print(module.name)
"""


def run_python(code: str, *, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the code in a process of its own, started in a folder."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


def test_every_module_of_the_shop_imports_without_qt() -> None:
    result = run_python(IMPORT_ALL)
    assert result.returncode == 0, result.stderr
    assert {"sentra_pos.core", "sentra_pos.db", "sentra_pos.doctor"} <= set(result.stdout.split())


def test_qt_is_really_refused_there() -> None:
    for module in ("PySide6.QtCore", "shiboken6", "ui"):
        result = run_python(f"from tests.architecture.without_qt import refuse_qt\nrefuse_qt()\nimport {module}\n")
        assert result.returncode != 0
        assert "is refused here" in result.stderr
