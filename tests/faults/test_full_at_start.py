"""A disk that fills up while a store is made, brought up to date or put back: one sentence, and nothing left lying."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.backup import backup_to
from sentra_pos.db.engine import Store
from sentra_pos.db.opening import open_store
from sentra_pos.doctor.examine import examine
from tests.db.next_revision import with_a_next_revision
from tests.factories import found_a_shop

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no file size limits")

#: Rows enough to outgrow the limit in the migration, and not before.
FILLING = (
    "CREATE TABLE colour (name TEXT) STRICT",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
    "INSERT INTO colour SELECT printf('%01000d', i) FROM n",
)

TOLD = """
import resource, signal, sys
from pathlib import Path
from sentra_pos.core.clock import SystemClock
from sentra_pos.core.speech import use_language
from sentra_pos.db.trouble import StoreUnavailable
{imports}
import alembic.command, alembic.config

path, other, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
use_language("en")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
try:
    {act}
    raise AssertionError("done")
except StoreUnavailable as trouble:
    print(trouble)
"""


def told(imports: str, act: str, path: Path, other: Path, limit: int) -> str:
    """The sentence that the act is refused with, in a process that may write no file beyond so many bytes."""
    child = subprocess.run(
        [sys.executable, "-c", TOLD.format(imports=imports, act=act), str(path), str(other), str(limit)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert child.returncode == 0, child.stderr
    return child.stdout.strip()


OPENING = "from sentra_pos.db.opening import open_store"
SENTENCE = "The shop's data could not be saved or read: the disk"


def beside(store: Path) -> list[str]:
    return sorted(file.name for file in store.parent.iterdir() if file.suffix != ".lock")


@pytest.mark.parametrize("limit", [100, 60_000, 500_000])
def test_a_first_start_that_finds_no_room_says_so_and_leaves_nothing(
    tmp_path: Path, clock: FixedClock, limit: int
) -> None:
    shop = tmp_path / "toko" / "shop.db"

    assert told(OPENING, "open_store(path, SystemClock())", shop, shop, limit).startswith(SENTENCE)

    assert beside(shop) == []
    open_store(shop, clock).close()


@pytest.fixture
def old(store: Store, clock: FixedClock) -> Path:
    """A closed store with a shop in it."""
    found_a_shop(store, clock)
    store.close()
    return store.path


@pytest.mark.parametrize("room", [-100_000, 1_000_000], ids=["not for the copy", "not for the migration"])
def test_an_upgrade_that_finds_no_room_says_so_and_leaves_the_old_store_alone(
    old: Path, tmp_path: Path, clock: FixedClock, room: int
) -> None:
    before, there = old.read_bytes(), beside(old)
    folder = with_a_next_revision(tmp_path / "elsewhere" / "migrations", *FILLING)
    there = beside(old)

    act = "open_store(path, SystemClock(), migrations=other)"
    assert told(OPENING, act, old, folder, len(before) + room).startswith(SENTENCE)

    assert old.read_bytes() == before
    assert beside(old) == there
    open_store(old, clock).close()


def test_a_restore_that_finds_no_room_says_so_and_leaves_the_store_alone(
    store: Store, tmp_path: Path, clock: FixedClock
) -> None:
    found_a_shop(store, clock)
    backup = backup_to(store, tmp_path / "backup" / "a.db", clock).file
    store.close()
    before = store.path.read_bytes()
    folder = with_a_next_revision(tmp_path / "elsewhere" / "migrations", *FILLING)
    there = beside(store.path)

    imports = "from sentra_pos.db.restore import restore_from"
    act = f"restore_from(other, path, SystemClock(), reopen=print, migrations=Path({str(folder)!r}))"
    assert told(imports, act, store.path, backup, len(before) + 1_000_000).startswith(SENTENCE)

    assert store.path.read_bytes() == before
    assert beside(store.path) == there
    open_store(store.path, clock).close()
    assert examine(store.path) == ()
