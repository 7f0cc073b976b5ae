"""The power goes at any write of the real acts' SQL: no acknowledged document is lost, none is half there."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.db.connection import PRAGMAS
from sentra_pos.db.engine import Store
from tests.faults import power_cut
from tests.faults.selling import a_day, begin, perform, take_more_in

ACTS = 30


def recorded(store: Store, clock: FixedClock, folder: Path) -> dict[str, Any]:
    """A store that sells and takes in, as the statements SQLite was really given."""
    till = begin(store, clock, folder / "receipts")
    # Closed before anybody but SQLite looks at the file.
    store.close()
    store_file = store.path.read_bytes()
    steps: list[tuple[Any, ...]] = []

    def statement(_connection: Connection, _cursor: Any, sql: str, parameters: Any, _context: Any, many: bool) -> None:
        if not sql.lstrip().upper().startswith("SELECT"):
            sets = parameters if many else [parameters]
            steps.append(("says", sql, [tuple(map(plain, values)) for values in sets]))

    def committed(_connection: Connection) -> None:
        steps.append(("says", "COMMIT", [()]))

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", committed)
    wishes = a_day(clock, is_open=True)
    try:
        for act in range(ACTS):
            if act % 6 == 5:
                identity = DocumentId(new_id(clock))
                take_more_in(store, till, identity, clock)
            else:
                wish = next(wishes)
                identity = wish.id
                perform(store, till, wish, clock)
            steps.append(("acknowledged", identity.bytes))
            if act % 10 == 9:
                # What the till does when nobody is selling.
                steps.append(("says", "PRAGMA wal_checkpoint(PASSIVE)", [()]))
    finally:
        event.remove(Engine, "before_cursor_execute", statement)
        event.remove(Engine, "commit", committed)
    steps.append(("says", "PRAGMA wal_checkpoint(TRUNCATE)", [()]))
    return {"store": store_file, "pragmas": list(PRAGMAS), "steps": steps}


def plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def cut(recording: dict[str, Any], folder: Path, states: int) -> dict[str, Any]:
    file = folder / "recording.pickle"
    file.write_bytes(pickle.dumps(recording))
    answer = subprocess.run(
        [sys.executable, power_cut.__file__, str(file), str(states)], check=True, capture_output=True, text=True
    )
    result: dict[str, Any] = json.loads(answer.stdout)
    assert result["states"] == states
    assert result["libraries"] == ["apsw"]
    return result


@pytest.fixture
def recording(store: Store, clock: FixedClock, tmp_path: Path) -> dict[str, Any]:
    return recorded(store, clock, tmp_path)


def test_nothing_acknowledged_is_lost_when_the_power_goes(
    recording: dict[str, Any], tmp_path: Path, how_many: Callable[[int, int], int]
) -> None:
    found = cut(recording, tmp_path, how_many(400, 12_000))
    assert (found["lost"], found["torn"], found["corrupt"]) == (0, 0, 0)
    assert found["happenings"] > 10 * ACTS


def test_without_the_promised_syncs_sales_are_lost_so_this_test_can_fail(
    recording: dict[str, Any], tmp_path: Path, how_many: Callable[[int, int], int]
) -> None:
    careless = [pragma.replace("synchronous=EXTRA", "synchronous=NORMAL") for pragma in recording["pragmas"]]
    assert careless != recording["pragmas"]
    found = cut({**recording, "pragmas": careless}, tmp_path, how_many(100, 2_000))
    assert found["lost"] > 0
