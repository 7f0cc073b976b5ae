"""A pytest plugin, and an import hook, that make this computer one without Qt.

`python -m pytest -p tests.architecture.without_qt -p no:pytest-qt tests/core …` runs the shop's own tests that way.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

REFUSED = frozenset({"PySide6", "shiboken6", "ui"})


class NoQt(MetaPathFinder):
    """Answers for every module of `REFUSED` that it is not installed."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Refuse what is refused; leave all else to the finders after this one."""
        if name.partition(".")[0] in REFUSED:
            raise ModuleNotFoundError(f"{name} is refused here: the shop must do without it", name=name)
        return None


def refuse_qt() -> None:
    """From now on no import of Qt or of the screens succeeds in this process."""
    already = REFUSED.intersection(sys.modules)
    if already:
        raise RuntimeError(f"imported before it could be refused: {', '.join(sorted(already))}")
    sys.meta_path.insert(0, NoQt())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Refuse Qt before any test is collected, and stand in for the settings that pytest-qt would have read."""
    refuse_qt()
    for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
        parser.addini(name, "read by pytest-qt, which is away")
