"""``die_at_each_step.py FOLDER``: a till that dies at one step of a sale after the other, and what is there then."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from sentra_pos.core.clock import SystemClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.db.opening import open_store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.queries import headers
from tests.faults.selling import begin, sell, till_of

#: A sale writes at least so often; fewer deaths have missed something.
ENOUGH = 15


def die_at(step: int) -> Callable[..., None]:
    """Killed before its so manieth statement, counted from one; the last is the COMMIT."""
    seen = 0

    def reached(*_about: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return reached


def sell_and_die(path: Path, identity: DocumentId, step: int) -> None:
    """Never returns."""
    clock = SystemClock()
    store = open_store(path, clock)
    till = till_of(store)
    reached = die_at(step)
    event.listen(Engine, "before_cursor_execute", reached)
    event.listen(Engine, "commit", reached)
    sell(store, till, identity, clock)
    os._exit(0)


def main(folder: Path) -> None:
    """Fork a till, let it die, ring the sale up again: there is one of it, whatever happened."""
    clock, path = SystemClock(), folder / "shop.db"
    store = open_store(path, clock)
    begin(store, clock, folder / "receipts")
    store.close()
    for step in count(1):
        identity = DocumentId(new_id(clock))
        process = os.fork()
        if process == 0:
            sell_and_die(path, identity, step)
        _process, status = os.waitpid(process, 0)
        store = open_store(path, clock)
        till = till_of(store)
        alive = os.WIFEXITED(status)
        assert sell(store, till, identity, clock).again == alive, f"killed at step {step}"
        with store.reading() as session:
            sales = headers(session, DocumentKind.SALE)
        assert len(sales) == len({sale.id for sale in sales}) == step, f"killed at step {step}"
        store.close()
        if alive:
            assert step > ENOUGH
            break
    assert examine(path) == ()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
