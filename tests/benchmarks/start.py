"""From the start of a process to a till that is ready to scan, beside the same for an empty window.

The child says when its loop first had nothing to do after the window was painted; both clocks are the machine's own.
Who is at the till is given: typing a PIN is a person's time, and checking it is slow on purpose.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.figures import Figure, ratio_between
from tests.benchmarks.make_big_store import BigStore

_TIMES_EMPTY = 6.0
_EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
def idle():
    print(time.monotonic(), flush=True)
    window.close()
QTimer.singleShot(0, idle)
app.exec()
"""
_TILL = """
import gc, sys, time
gc.disable()  # as the program's own entry does
from pathlib import Path
from uuid import UUID
from ui.app import run

def prepared(app):
    from PySide6.QtCore import QTimer
    from sentra_pos.people.facts import Role
    from sentra_pos.people.log_in import LoggedIn
    from sentra_pos.people.permissions import PERMISSIONS
    owner = UUID(sys.argv[2])
    app.enter(LoggedIn(staff=owner, name="Ibu", role=Role.OWNER, permissions=PERMISSIONS[Role.OWNER]))
    screen = app.window.front()
    told = screen.show_cards
    def show_cards(cards, nothing):
        told(cards, nothing)
        QTimer.singleShot(0, idle)
    def idle():
        assert screen.search.hasFocus() or not app.window.isActiveWindow()
        print(time.monotonic(), flush=True)
        app.window.close()
    screen.show_cards = show_cards

sys.exit(run(Path(sys.argv[1]), prepared=prepared))
"""
_HEAVY = ("reportlab", "PIL", "openpyxl", "escpos", "alembic", "barcode", "qrcode", "defusedxml")


def start_figures(store: BigStore, folder: Path, *, times: int) -> Iterator[Figure]:
    """In turns, after one round that warms the disk's cache."""
    file = str(store.copy_to(folder / "start.db"))
    owner = str(store.founded.owner)
    till, empty = [], []
    for _turn in range(times + 1):
        empty.append(_started(_EMPTY))
        till.append(_started(_TILL, file, owner))
    ratio, noise = ratio_between(till[1:], empty[1:])
    yield Figure(name="start to ready to scan", value=f"{median(till[1:]):.2f} s", remark="100,000 items, logged in")
    yield Figure(name="  an empty PySide6 window", value=f"{median(empty[1:]):.2f} s", remark=f"{times} starts each")
    yield Figure(
        name="  times the empty window",
        value=f"{ratio:.2f} ± {noise:.2f}",
        goal=f"<= {_TIMES_EMPTY:.0f}",
        met=ratio <= _TIMES_EMPTY,
        remark=f"loaded by then: {', '.join(_loaded(file, owner)) or 'nothing heavy'}",
    )


def _started(code: str, *arguments: str) -> float:
    began = time.monotonic()
    return float(_child(code, *arguments)) - began


def _child(code: str, *arguments: str) -> str:
    # As in an installed program, nothing is compiled at every start, whatever this shell says of bytecode.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def _loaded(file: str, owner: str) -> list[str]:
    """Which of the heavy libraries are imported before the first scan."""
    told = _TILL.replace("print(time.monotonic(), flush=True)", "print(*sys.modules, flush=True)")
    modules = set(_child(told, file, owner).split())
    return [name for name in _HEAVY if name in modules]
