"""kill -9 at any moment: nothing acknowledged is lost, nothing is doubled when asked again, the doctor is silent."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from sentra_pos.core.clock import SystemClock
from sentra_pos.core.ids import DocumentId
from sentra_pos.db.engine import Store
from sentra_pos.db.opening import open_store
from sentra_pos.doctor.examine import examine
from sentra_pos.ledger.kinds import DocumentKind
from sentra_pos.ledger.models import Document
from tests.faults import die_at_each_step, till_process
from tests.faults.selling import Wish, begin, perform, till_of

ROOT = Path(__file__).parents[2]
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)

#: What the tills do, each with an id of its own.
ACTS = (
    *(DocumentKind.SALE, DocumentKind.REFUND, DocumentKind.EXCHANGE),
    *(DocumentKind.TILL_CLOSING, DocumentKind.TILL_OPENING),
)

WorkUntilKilled = Callable[[random.Random], tuple[list[Wish], list[Wish]]]


@contextmanager
def tills(path: Path) -> Iterator[WorkUntilKilled]:
    """Tills on this store, one after the other; each call answers with what was asked for and what was acknowledged."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    script = [sys.executable, till_process.__file__, str(path)]
    with subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as nursery:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        lines = nursery.stdout

        def work_until_killed(dice: random.Random) -> tuple[list[Wish], list[Wish]]:
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
            # Somewhere within an act or between two, as chance will have it.
            threading.Event().wait(dice.random() * 0.02)
            os.kill(process, KILL)
            while (words := lines.readline().split())[0] != "gone":
                said.append((words[0], words[1]))
            told = {name: [wish_of(what) for verb, what in said if verb == name] for name in ("asks", "done")}
            return told["asks"], told["done"]

        yield work_until_killed
        nursery.stdin.close()


def wish_of(words: str) -> Wish:
    kind, identity, sale = words.split("/")
    return Wish(kind=DocumentKind(kind), id=DocumentId(UUID(identity)), sale=DocumentId(UUID(sale)))


def done_in(store: Store) -> dict[DocumentId, DocumentKind]:
    with store.reading() as session:
        rows = session.execute(select(Document.id, Document.kind).where(Document.kind.in_(ACTS)))
        return {row.id: row.kind for row in rows}


def test_nothing_a_till_does_is_lost_or_doubled_by_a_kill(tmp_path: Path, how_many: Callable[[int, int], int]) -> None:
    clock = SystemClock()
    path = tmp_path / "shop.db"
    store = open_store(path, clock)
    begin(store, clock, tmp_path / "receipts")
    ever_asked = done_in(store)
    store.close()
    dice = random.Random(20)
    unacknowledged: Counter[DocumentKind] = Counter()
    with tills(path) as work_until_killed:
        for _ in range(how_many(20, 200)):
            asked, done = work_until_killed(dice)
            ever_asked |= {wish.id: wish.kind for wish in asked}
            unacknowledged.update(wish.kind for wish in asked if wish not in done)
            store = open_store(path, clock)
            found = done_in(store)
            assert {wish.id for wish in done} <= found.keys(), "something acknowledged is lost"
            till = till_of(store)
            for wish in asked[-3:]:
                perform(store, till, wish, clock)
            assert done_in(store) == ever_asked, "something is lost or doubled"
            store.close()
    assert set(ever_asked.values()) == set(ACTS)
    assert len(unacknowledged) > 1, "hardly any kill hit an act: this test saw nothing"
    assert examine(path) == ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork every death would read the program anew")
def test_a_till_that_dies_at_any_step_of_a_sale_rings_it_up_once(tmp_path: Path) -> None:
    script = [sys.executable, die_at_each_step.__file__, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.run(script, env=environment, check=False, capture_output=True, text=True)
    assert child.returncode == 0, child.stderr
