"""One busy shop for all of the doctor's tests, kept closed and copied where it is to be broken."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.engine import Store
from tests.doctor.a_busy_shop import a_busy_shop


@pytest.fixture(scope="session")
def busy_store_file(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Path:
    """A closed store in which everything has happened once; copy it, never open it for writing."""
    file = Path(shutil.copy(empty_store_file, tmp_path_factory.mktemp("busy") / "shop.db"))
    store = Store(file)
    try:
        a_busy_shop(store, FixedClock(datetime(2026, 11, 22, 3, 0, tzinfo=UTC)))
    finally:
        store.close()
    return file
