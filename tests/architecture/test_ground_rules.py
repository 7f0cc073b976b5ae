"""What tests/conftest.py promises every test is seen to happen, in a small suite of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT

FILES = {
    "tests/test_forgets.py": """
import threading

def test_forgets():
    threading.Thread(target=threading.Event().wait, name="forgotten", daemon=True).start()
""",
    "tests/test_warns.py": """
import warnings
from PySide6.QtCore import qWarning

def test_warns():
    warnings.warn("old", DeprecationWarning)

def test_qt_warns(qtbot):
    qWarning("nothing is painted")
""",
    "tests/test_opens.py": """
from PySide6.QtWidgets import QWidget

def test_opens(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setMinimumSize(300, 200)
    widget.show()
    qtbot.waitExposed(widget)
    assert widget.isVisible()
""",
    "tests/test_examples.py": """
from hypothesis import given, settings, strategies as st

def test_profile():
    assert settings().derandomize
    assert settings().max_examples == 60

@given(st.integers())
def test_given(number):
    assert number == number
""",
    "tests/test_soaked.py": """
import pytest

def test_short(how_many):
    print("so", "many", how_many(3, 777))

@pytest.mark.soak
def test_long():
    pass
""",
    "tests/benchmarks/test_speed.py": """
def test_speed():
    pass
""",
}


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small suite under the project's own conftest and settings."""
    folder = tmp_path_factory.mktemp("suite")
    for file, text in FILES.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    return folder


def run(suite: Path, *options: str) -> str:
    """What pytest printed, how each test ended among it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-rA", *options],
        cwd=suite,
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    return result.stdout + result.stderr


@pytest.fixture(scope="module")
def ordinary(suite: Path) -> str:
    """A run of all that an ordinary run takes."""
    return run(suite)


def test_a_test_that_leaves_a_thread_running_fails(ordinary: str) -> None:
    assert "PASSED tests/test_forgets.py::test_forgets\n" in ordinary
    assert "ERROR tests/test_forgets.py::test_forgets" in ordinary
    assert "threads left running: forgotten" in ordinary


@pytest.mark.parametrize("name", ["test_warns", "test_qt_warns"])
def test_a_warning_fails_a_test(ordinary: str, name: str) -> None:
    assert f"FAILED tests/test_warns.py::{name}" in ordinary


def test_windows_open_where_there_is_no_display(ordinary: str) -> None:
    assert "PASSED tests/test_opens.py::test_opens\n" in ordinary


def test_examples_are_the_same_at_every_run(ordinary: str) -> None:
    assert "PASSED tests/test_examples.py::test_profile\n" in ordinary
    assert "PASSED tests/test_examples.py::test_given\n" in ordinary


def test_a_long_test_waits_for_soak(suite: Path, ordinary: str) -> None:
    assert "1 deselected" in ordinary
    assert "so many 3\n" in ordinary
    said = run(suite, "--soak", "tests/test_soaked.py")
    assert "2 passed" in said
    assert "so many 777\n" in said


def test_a_benchmark_runs_only_when_it_is_named(suite: Path, ordinary: str) -> None:
    assert "test_speed" not in ordinary
    assert "1 passed" in run(suite, "tests/benchmarks")
