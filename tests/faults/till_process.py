"""Tills at work until they are killed: ``till_process.py STORE``, and a line on its stdin for each one wanted.

A till says what it asks for (``KIND/ID/SALE``) and then that it was done. It is forked from here where that can be
done: the program is read only once, and no store is open yet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sentra_pos.core.clock import SystemClock
from sentra_pos.db.opening import open_store
from sentra_pos.tills.queries import open_shift
from tests.faults.selling import a_day, perform, till_of


def say(line: str) -> None:
    """One write, so that no line is ever half of two."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def work_for_ever(path: Path) -> None:
    """Never ends by itself."""
    clock = SystemClock()
    store = open_store(path, clock)
    till = till_of(store)
    with store.reading() as session:
        is_open = open_shift(session, till.by.device) is not None
    for wish in a_day(clock, is_open=is_open):
        words = f"{wish.kind}/{wish.id}/{wish.sale or wish.id}"
        say(f"asks {words}")
        perform(store, till, wish, clock)
        say(f"done {words}")


def main(path: Path) -> None:
    """``till PID``, what the till says, ``gone``; then the next."""
    while sys.stdin.readline():
        if hasattr(os, "fork"):
            process = os.fork()
            if process == 0:
                work_for_ever(path)
            say(f"till {process}")
            os.waitpid(process, 0)
        else:
            with subprocess.Popen([sys.executable, __file__, str(path), "alone"]) as till:
                say(f"till {till.pid}")
        say("gone -")


if __name__ == "__main__":
    (work_for_ever if sys.argv[2:] == ["alone"] else main)(Path(sys.argv[1]))
