"""A shop that many examples open and close, and one till for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from sentra_pos.printing.set_up_printer import receipt_printer
from tests.gallery import a_gallery
from tests.sales.shop import Counter
from tests.tills.cashbox import Cashbox


@pytest.fixture(scope="module")
def shop_of_one_till(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Iterator[Counter]:
    """Closed between examples; its balances go on from one to the next, as they do in life."""
    clock = FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
    store = Store(Path(shutil.copy(empty_store_file, tmp_path_factory.mktemp("till") / "shop.db")))
    yield Counter(store=store, clock=clock, gallery=a_gallery(store, clock, opened=False))
    store.close()


@pytest.fixture
def cashbox(store: Store, clock: FixedClock) -> Cashbox:
    """A till that nobody opened yet."""
    return Cashbox(counter=Counter(store=store, clock=clock, gallery=a_gallery(store, clock, opened=False)))


@pytest.fixture
def printing(cashbox: Cashbox, tmp_path: Path) -> Cashbox:
    """The same, with a receipt printer whose papers wait in the spool."""
    with cashbox.counter.store.writing() as session:
        receipt_printer(session, tmp_path / "struk", clock=cashbox.counter.clock)
    return cashbox
