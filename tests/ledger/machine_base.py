"""What every shop that a machine runs stands on: a real store with a founded shop, a count of acts, the doctor."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine

from sentra_pos.core.clock import FixedClock
from sentra_pos.core.ids import DocumentId, new_id
from sentra_pos.db.engine import Store
from sentra_pos.db.migrate import migrate
from sentra_pos.doctor.examine import examine, report
from tests.factories import found_a_shop


@cache
def _empty_store() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "shop.db"
        migrate(file)
        return file.read_bytes()


class MachineBase(RuleBasedStateMachine):
    """A founded shop of its own per example. ``done`` counts the acts that went through, over all examples."""

    done: ClassVar[Counter[str]] = Counter()
    #: A full examination after every so many acts, and always at the end.
    examined_every: ClassVar[int] = 10

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="shop-machine-"))
        (self.folder / "shop.db").write_bytes(_empty_store())
        self.store = Store(self.folder / "shop.db")
        with self.store.driver_connection() as connection:
            # No power goes off here; the disk need not be waited for.
            connection.execute("PRAGMA synchronous=OFF").close()
        self.clock = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
        self.by = found_a_shop(self.store, self.clock).by
        self.steps = 0

    def teardown(self) -> None:
        try:
            self._examine()
        finally:
            self.close()

    def close(self) -> None:
        """Forget the shop."""
        self.store.close()
        shutil.rmtree(self.folder)

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
