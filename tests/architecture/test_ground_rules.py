"""What tests/conftest.py promises every test is seen to happen, in a small suite of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT

RunSuite = Callable[..., str]


@pytest.fixture
def run_suite(tmp_path: Path) -> RunSuite:
    """Run one test file under the project's own conftest and settings; answers with what pytest printed."""

    def run(text: str, *options: str, file: str = "tests/test_small.py") -> str:
        path = tmp_path / file
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        result = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *options],
            cwd=tmp_path,
            env=environment | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )
        return result.stdout + result.stderr

    return run


def test_a_test_that_leaves_a_thread_running_fails(run_suite: RunSuite) -> None:
    text = (
        "import threading\n"
        "def test_forgets():\n"
        "    threading.Thread(target=threading.Event().wait, name='forgotten', daemon=True).start()\n"
    )
    said = run_suite(text)
    assert "threads left running: forgotten" in said
    assert "1 passed, 1 error" in said


def test_a_warning_fails_a_test(run_suite: RunSuite) -> None:
    assert "1 failed" in run_suite("import warnings\ndef test_warns():\n    warnings.warn('old', DeprecationWarning)\n")


SOAKED = (
    "import pytest\n"
    "def test_short(how_many):\n    print('so', 'many', how_many(3, 777))\n"
    "@pytest.mark.soak\ndef test_long():\n    pass\n"
)


def test_a_long_test_waits_for_soak(run_suite: RunSuite) -> None:
    said = run_suite(SOAKED, "-s")
    assert "1 passed, 1 deselected" in said
    assert "so many 3" in said


def test_soak_runs_it_and_takes_the_big_numbers(run_suite: RunSuite) -> None:
    said = run_suite(SOAKED, "-s", "--soak")
    assert "2 passed" in said
    assert "so many 777" in said


def test_a_benchmark_is_not_run_by_the_way(run_suite: RunSuite) -> None:
    said = run_suite("def test_speed():\n    pass\n", file="tests/benchmarks/test_small.py")
    assert "no tests ran" in said


def test_a_benchmark_runs_when_it_is_named(run_suite: RunSuite) -> None:
    said = run_suite("def test_speed():\n    pass\n", "tests/benchmarks", file="tests/benchmarks/test_small.py")
    assert "1 passed" in said


def test_a_warning_from_qt_fails_a_test(run_suite: RunSuite) -> None:
    text = "from PySide6.QtCore import qWarning\ndef test_warns(qtbot):\n    qWarning('nothing is painted')\n"
    assert "1 failed" in run_suite(text)


def test_windows_open_where_there_is_no_display(run_suite: RunSuite) -> None:
    text = (
        "from PySide6.QtWidgets import QWidget\n"
        "def test_opens(qtbot):\n"
        "    widget = QWidget()\n"
        "    qtbot.addWidget(widget)\n"
        "    widget.setMinimumSize(300, 200)\n"
        "    widget.show()\n"
        "    qtbot.waitExposed(widget)\n"
        "    assert widget.isVisible()\n"
    )
    assert "1 passed" in run_suite(text)


def test_examples_are_the_same_at_every_run(run_suite: RunSuite) -> None:
    text = (
        "from hypothesis import given, settings, strategies as st\n"
        "def test_profile():\n    assert settings().derandomize\n    assert settings().max_examples == 60\n"
        "@given(st.integers())\ndef test_given(number):\n    assert number == number\n"
    )
    assert "2 passed" in run_suite(text)
