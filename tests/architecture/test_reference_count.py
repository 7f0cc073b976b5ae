"""PySide6 gives back every reference to `None` and `True` that it takes.

PySide6 6.12.0 on Python 3.11 loses one at every call and signal, and the process aborts after a few hundred: hence the
bounds in pyproject.toml.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

SIGNALS = 5_000
LOSS_ALLOWED = 200

COUNT = f"""
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rung = Signal(bool)
    named = Signal(object)

app = QCoreApplication([])
bell = Bell()
heard = []
bell.rung.connect(lambda on: heard.append(1))
bell.named.connect(lambda what: heard.append(1))
before = sys.getrefcount(None), sys.getrefcount(True)
for _ in range({SIGNALS}):
    bell.rung.emit(True)
    bell.named.emit(None)
    bell.setObjectName("bell")
    bell.signalsBlocked()
after = sys.getrefcount(None), sys.getrefcount(True)
assert len(heard) == 2 * {SIGNALS}
print(after[0] - before[0], after[1] - before[1])
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal: their references are not counted")
def test_signals_and_calls_lose_no_reference() -> None:
    result = subprocess.run(
        [sys.executable, "-c", COUNT], capture_output=True, text=True, encoding="utf-8", timeout=100, check=False
    )
    assert result.returncode == 0, result.stderr
    assert [abs(int(change)) <= LOSS_ALLOWED for change in result.stdout.split()] == [True, True], result.stdout
