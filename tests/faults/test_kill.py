"""kill -9 at any moment: no acknowledged sale is lost, none is doubled when rung again, and the doctor is silent."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from sentra_pos.core.clock import SystemClock
from sentra_pos.core.ids import DocumentId
from sentra_pos.db.engine import Store
from sentra_pos.db.opening import open_store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Document
from tests.faults import till_process
from tests.faults.selling import begin, sell, till_of

ROOT = Path(__file__).parents[2]
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)

SellUntilKilled = Callable[[random.Random], tuple[list[DocumentId], list[DocumentId]]]


@contextmanager
def tills(path: Path) -> Iterator[SellUntilKilled]:
    """Tills on this store, one after the other; each call answers with what was asked for and what was acknowledged."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    script = [sys.executable, till_process.__file__, str(path)]
    with subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        lines = nursery.stdout

        def sell_until_killed(dice: random.Random) -> tuple[list[DocumentId], list[DocumentId]]:
            assert nursery.stdin is not None
            nursery.stdin.write("another\n")
            nursery.stdin.flush()
            said: list[tuple[str, str]] = []
            enough, process = dice.randint(3, 30), 0
            while len(said) < enough or not process:
                verb, what = lines.readline().split()
                assert verb != "gone", "the till stopped by itself"
                if verb == "till":
                    process = int(what)
                else:
                    said.append((verb, what))
            # Somewhere within a sale or between two, as chance will have it.
            threading.Event().wait(dice.random() * 0.02)
            os.kill(process, KILL)
            while (words := lines.readline().split())[0] != "gone":
                said.append((words[0], words[1]))
            told = {name: [DocumentId(UUID(what)) for verb, what in said if verb == name] for name in ("asks", "sold")}
            return told["asks"], told["sold"]

        yield sell_until_killed
        nursery.stdin.close()


def sales_in(store: Store) -> list[DocumentId]:
    with store.reading() as session:
        return list(session.execute(select(Document.id).where(Document.kind == DocumentKind.SALE)).scalars())


def test_no_sale_is_lost_or_doubled_by_a_kill(tmp_path: Path, how_many: Callable[[int, int], int]) -> None:
    clock = SystemClock()
    path = tmp_path / "shop.db"
    store = open_store(path, clock)
    begin(store, clock, tmp_path / "receipts")
    store.close()
    dice = random.Random(20)
    ever_asked: list[DocumentId] = []
    unacknowledged = 0
    with tills(path) as sell_until_killed:
        for _ in range(how_many(20, 200)):
            asked, sold = sell_until_killed(dice)
            ever_asked += asked
            unacknowledged += len(asked) - len(sold)
            store = open_store(path, clock)
            found = sales_in(store)
            assert set(sold) <= set(found), "an acknowledged sale is lost"
            till = till_of(store)
            for identity in asked[-3:]:
                sell(store, till, identity, clock)
            assert sorted(sales_in(store)) == sorted(ever_asked), "a sale is lost or doubled"
            store.close()
    assert unacknowledged, "no kill ever hit a sale: this test saw nothing"
    assert examine(path) == ()
