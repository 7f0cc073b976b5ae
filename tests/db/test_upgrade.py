"""An older store is brought up to date on a copy; whatever fails on the way, the old one stands."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sentra_pos.core.clock import FixedClock
from sentra_pos.db.connection import connect
from sentra_pos.db.engine import Store
from sentra_pos.db.opening import open_store
from sentra_pos.db.trouble import StoreUnavailable
from sentra_pos.db.upgrade import UpgradeFailed
from sentra_pos.ledger.queries import documents_posted
from tests.db.next_revision import GOOD, NEXT, with_a_next_revision
from tests.factories import add_item, consign, found_a_shop


@pytest.fixture
def old(store: Store, clock: FixedClock) -> Path:
    """A closed store with one document in it."""
    founded = found_a_shop(store, clock)
    with store.writing() as session:
        consign(session, clock, founded, add_item(session, clock))
    store.close()
    return store.path


def test_an_older_store_is_brought_up_to_date_and_the_old_one_kept(
    old: Path, tmp_path: Path, clock: FixedClock
) -> None:
    asked: list[str] = []

    def doctor(file: Path) -> tuple[str, ...]:
        asked.append(file.name)
        return ()

    store = open_store(
        old,
        clock,
        check=doctor,
        migrations=with_a_next_revision(tmp_path / "migrations", *GOOD),
    )
    with store.reading() as session:
        assert documents_posted(session) == 1
        assert session.connection().exec_driver_sql("SELECT name FROM colour").scalar_one() == "indigo"
    store.close()
    assert asked == ["shop.db.growing"]
    kept = old.with_name(f"shop.db.before-{NEXT:04d}")
    with closing(connect(kept, read_only=True)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == NEXT - 1
    assert not list(old.parent.glob("*.growing*"))


@pytest.mark.parametrize(
    ("statements", "finding"),
    [
        ((*GOOD, "CREATE TABLE colour (name TEXT)"), "table colour already exists"),
        (("DROP TRIGGER money_move_no_delete", "DELETE FROM goods_move"), "posted rows are never changed"),
        ((*GOOD, "INSERT INTO item_code (code, item_id, own) VALUES ('1', x'00', 1)"), "rows that name nothing"),
    ],
    ids=["bad SQL", "posted rows touched", "rows that name nothing"],
)
def test_a_migration_that_goes_wrong_leaves_the_old_store_and_nothing_else(
    old: Path, tmp_path: Path, clock: FixedClock, statements: tuple[str, ...], finding: str
) -> None:
    before, there = old.read_bytes(), beside(old)
    folder = with_a_next_revision(tmp_path / "migrations", *statements)
    for _again in range(2):
        with pytest.raises(UpgradeFailed, match=finding) as failed:
            open_store(old, clock, migrations=folder)
        assert "SQL:" not in str(failed.value)
        assert old.read_bytes() == before
        assert beside(old) == there
    open_store(old, clock).close()


def beside(store: Path) -> list[str]:
    """What lies in the store's folder, but for the lock, which stays."""
    return sorted(file.name for file in store.parent.iterdir() if file.is_file() and file.suffix != ".lock")


def test_a_migration_that_changes_the_sums_is_thrown_away(old: Path, tmp_path: Path, clock: FixedClock) -> None:
    before, there = old.read_bytes(), beside(old)
    folder = with_a_next_revision(
        tmp_path / "migrations", "DROP TRIGGER goods_move_no_delete", "DELETE FROM goods_move"
    )
    with pytest.raises(UpgradeFailed):
        open_store(old, clock, migrations=folder)
    assert old.read_bytes() == before
    assert beside(old) == there


def test_a_copy_that_the_doctor_does_not_like_is_thrown_away(old: Path, tmp_path: Path, clock: FixedClock) -> None:
    before, there = old.read_bytes(), beside(old)
    folder = with_a_next_revision(tmp_path / "migrations", *GOOD)
    with pytest.raises(UpgradeFailed, match="ill"):
        open_store(old, clock, check=lambda file: ["ill"], migrations=folder)
    assert old.read_bytes() == before
    assert beside(old) == there


def test_a_doctor_that_falls_over_leaves_nothing_of_the_copy(old: Path, tmp_path: Path, clock: FixedClock) -> None:
    def doctor(file: Path) -> tuple[str, ...]:
        raise ZeroDivisionError(file)

    there = beside(old)
    folder = with_a_next_revision(tmp_path / "migrations", *GOOD)
    with pytest.raises(ZeroDivisionError):
        open_store(old, clock, check=doctor, migrations=folder)
    assert beside(old) == there


def test_a_store_that_another_program_has_open_is_not_swapped(old: Path, tmp_path: Path, clock: FixedClock) -> None:
    folder = with_a_next_revision(tmp_path / "migrations", *GOOD)
    with closing(connect(old)) as other:
        other.execute("SELECT count(*) FROM document").fetchall()
        with pytest.raises(StoreUnavailable):
            open_store(old, clock, migrations=folder)
    open_store(old, clock, migrations=folder).close()


OPENING = """
import sys
from pathlib import Path
from sentra_pos.core.clock import SystemClock
from sentra_pos.db.opening import open_store
open_store(Path(sys.argv[1]), SystemClock(), migrations=Path(sys.argv[2]))
"""


@pytest.mark.parametrize("survived", range(len(GOOD) + 1))
def test_a_program_killed_at_any_statement_leaves_the_old_store(
    old: Path, tmp_path: Path, clock: FixedClock, survived: int
) -> None:
    before = old.read_bytes()
    dying = with_a_next_revision(tmp_path / "migrations", *GOOD[:survived], "die", *GOOD[survived:])
    killed = subprocess.run([sys.executable, "-c", OPENING, str(old), str(dying)], check=False)
    assert killed.returncode == 9
    assert old.read_bytes() == before
    assert not list(old.parent.glob("*.before-*")), "a copy of the old store for each attempt"
    shutil.rmtree(dying)
    store = open_store(old, clock, migrations=with_a_next_revision(tmp_path / "migrations", *GOOD))
    with store.reading() as session:
        assert documents_posted(session) == 1
    store.close()
