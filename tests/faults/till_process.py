"""Tills that sell until they are killed: ``till_process.py STORE``, and a line on its stdin for each one wanted.

A till says which sale it asks for and then that it was sold. It is forked from here where that can be done: the program
is read only once, and no store is open yet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sentra_pos.core.clock import SystemClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.db.opening import open_store
from tests.faults.selling import sell, till_of


def say(line: str) -> None:
    """One write, so that no line is ever half of two."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def sell_for_ever(path: Path) -> None:
    """Never ends by itself."""
    clock = SystemClock()
    store = open_store(path, clock)
    till = till_of(store)
    while True:
        identity = DocumentId(new_id(clock))
        say(f"asks {identity}")
        sell(store, till, identity, clock)
        say(f"sold {identity}")


def main(path: Path) -> None:
    """``till PID``, what the till says, ``gone``; then the next."""
    while sys.stdin.readline():
        if hasattr(os, "fork"):
            process = os.fork()
            if process == 0:
                sell_for_ever(path)
            say(f"till {process}")
            os.waitpid(process, 0)
        else:
            with subprocess.Popen([sys.executable, __file__, str(path), "alone"]) as till:
                say(f"till {till.pid}")
        say("gone -")


if __name__ == "__main__":
    (sell_for_ever if sys.argv[2:] == ["alone"] else main)(Path(sys.argv[1]))
