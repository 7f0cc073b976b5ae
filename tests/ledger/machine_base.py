"""What every shop that a machine runs stands on: a real store with a founded shop, a count of acts, the doctor."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine

from sentra_pos.core import ids
from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.db.connection import connect
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate
from sentra_pos.doctor.examine import examine, report
from tests.factories import found_a_shop


@cache
def _empty_store() -> Any:
    folder = Path(tempfile.mkdtemp(prefix="shop-machine-"))
    migrate(folder / "shop.db")
    empty = connect(folder / "shop.db")
    atexit.register(_forget, empty, folder)
    return empty


@cache
def _one_store() -> Store:
    """The same for every shop of this process, so that each statement is compiled once and not once a shop."""
    folder = Path(tempfile.mkdtemp(prefix="shop-machine-"))
    store = Store(folder / "shop.db")
    atexit.register(_forget, store, folder)
    with store.driver_connection() as connection:
        # No power goes off here; the disk need not be waited for.
        connection.execute("PRAGMA synchronous=OFF").close()
    return store


def _forget(opened: Any, folder: Path) -> None:
    opened.close()
    shutil.rmtree(folder)


class MachineBase(RuleBasedStateMachine):
    """A founded shop per example, in a store that is empty again; so there is one at a time.

    ``done`` counts the acts that went through, over all examples.
    """

    done: ClassVar[Counter[str]] = Counter()
    #: A full examination after every so many acts, and always at the end.
    examined_every: ClassVar[int] = 10

    def __init__(self) -> None:
        super().__init__()
        self.store = _one_store()
        with self.store.driver_connection() as connection:
            _empty_store().backup(connection)
        self.clock = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
        # Tried again, an example must meet the same ids: what is sorted by them would come in another order.
        ids.random_bytes = Random(0).randbytes
        self.by = found_a_shop(self.store, self.clock).by
        self.steps = 0

    def teardown(self) -> None:
        try:
            self._examine()
        finally:
            self.close()

    def close(self) -> None:
        """Let go of what this example alone held."""
        ids.random_bytes = os.urandom

    def count(self, act: str) -> None:
        type(self).done[act] += 1
        self.clock.advance(timedelta(minutes=1))

    def new_document(self) -> DocumentId:
        return DocumentId(new_id(self.clock))

    def stepped(self) -> None:
        """One step more, which the doctor looks at now and then."""
        self.steps += 1
        type(self).done["steps"] += 1
        if self.steps % self.examined_every == 0:
            self._examine()

    def _examine(self) -> None:
        found = examine(self.store.path)
        assert not found, report(found, as_json=False)
